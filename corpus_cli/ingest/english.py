"""What ingest knows of English and other Latin script: the same names as in ``arabic.py``."""

from __future__ import annotations

import re
import unicodedata

from corpus_cli.ingest.order import Clues

# Mirror images of shorter ones (si, ni, ot) are words of other Latin-script languages.
FUNCTION_WORDS = frozenset(
    ["the", "and", "for", "that", "with", "from", "this", "were", "which", "their", "have", "been"]
)
CLUES = Clues(words=FUNCTION_WORDS, prefixes=(), suffixes=("tion", "ing"))

# a) (b) iv. (ii): a lower-case letter needs a bracket or a full stop, a capital a bracket (A. Smith is a person).
LIST_MARKER = r"\(?(?:[ivx]{1,4}|[a-z])\)(?=\s)|(?:[ivx]{1,4}|[a-h])\.(?=\s)|\(?[A-H]\)(?=\s)"
PAGE_LABEL = r"page|p\."
PAGE_OF = "of|/"

_WORD = re.compile(r"[^\W\d_]+")
# What is written right after a link and belongs to its last word: [farmer](...)s.
SUFFIX = re.compile(r"e?s")


def plausible(word: str) -> bool:
    """Whether the word could be one of a Latin-script language: at most half its letters accented, case as in words."""
    if not _WORD.fullmatch(word) or not all(unicodedata.name(char, "").startswith("LATIN") for char in word):
        return False
    accented = sum(not char.isascii() for char in word)
    return (len(word) == 1 or accented * 2 <= len(word)) and (word.islower() or word.istitle() or word.isupper())
