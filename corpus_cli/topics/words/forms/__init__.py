"""Which written forms of a language are one word, and which of them is shown."""
