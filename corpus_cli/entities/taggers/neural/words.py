"""A text cut into the words that the network labels: runs of letters and digits, and every other sign by itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SCRIPT = "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_MARKS = "\u0300-\u036f"
# Direction marks and the like: part of no word, and no space.
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
# Arabic letters and marks are one word, other letters and digits another (a proclitic before a Latin name: وUNICEF). An
# underscore joins hashtags (انفجار_بيروت): there each part is a word.
_WORD = re.compile(
    rf"[{_SCRIPT}]+|[^\W_{_SCRIPT}][^\W_{_SCRIPT}{_MARKS}]*(?:[{_MARKS}]+[^\W_{_SCRIPT}]*)*|[^\s{_UNSEEN}]"
)
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_IGNORED = re.compile(f"[\u0640\u064b-\u065f\u0670{_UNSEEN}]")
_KEYBOARD = str.maketrans("یکڪھہەۀ", "يككهههه")
#: What the network reads of a word without an end; nobody's name is longer.
LONGEST = 48


@dataclass(frozen=True, slots=True)
class Word:
    """The word at ``text[start:end]``. ``spaced``: it begins the text or follows white space."""

    start: int
    end: int
    spaced: bool


def split(text: str) -> list[Word]:
    """The words in text order; white space and signs that nobody sees belong to none."""
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        spaced = not words or any(sign.isspace() for sign in text[end:start])
        words.append(Word(start, match.end(), spaced))
        end = match.end()
    return words


def shape(word: str) -> str:
    """The word as the network reads it: NFKC, no tatweel, vowel or bidi marks, Arabic letters for Persian ones."""
    word = word[:LONGEST]
    if word.isascii():
        return word
    # First NFKC: presentation forms give letters and marks that the rest is about.
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", word))
    return plain.translate(_KEYBOARD) if _ARABIC.search(plain) else plain


def is_arabic(word: str) -> bool:
    """Whether a letter of the Arabic script stands in the word."""
    return _ARABIC.search(word) is not None
