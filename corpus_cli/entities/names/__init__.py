"""Names as words: folded, by their sound, and what the words beside them say, in each language."""
