"""One space for all languages: means taken off, and directions in which translations differ count for less."""
