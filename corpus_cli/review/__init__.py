"""A person's word on a finished run: which organizations are one, and what has been decided before."""
