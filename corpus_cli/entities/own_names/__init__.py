"""A user's own names: an alias file, a table of places, beside the shipped gazetteer or in its place."""
