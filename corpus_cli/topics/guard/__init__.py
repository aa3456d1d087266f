"""Whether themes are themes, or languages in disguise."""
