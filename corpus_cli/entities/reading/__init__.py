"""A text read once: the names found in it, none overlapping another, and what one mention says of the rest."""
