"""One document looked at: its text with its themes, places and organizations, for a terminal and for a browser."""
