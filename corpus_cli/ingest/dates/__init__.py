"""When a document was published: dates read in Arabic and English, and which of those that a source gives is its own.

``reading`` finds dates in a string, ``order`` decides what 3/4/2023 means, ``datelines`` knows which dates of a text's
head are its own, ``names`` reads file names, ``choosing`` weighs them all. No clock is ever asked.
"""
