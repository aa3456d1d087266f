"""Passages of a finished run found again: by words, by meaning and by the names in them, in both languages at once."""
