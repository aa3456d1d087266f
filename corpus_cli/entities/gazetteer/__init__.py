"""The places and organizations that are known, and which of them a name can mean."""
