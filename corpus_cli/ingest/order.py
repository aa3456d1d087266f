"""Whether the letters of a text stand in reading order or mirrored, as PDF text layers of Arabic often do."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_WORDS = re.compile(r"[^\W\d_]+")
_ALEFS = str.maketrans("أإآٱ", "اااا")
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a]+")


@dataclass(frozen=True, slots=True)
class Clues:
    """What shows the reading order in a language: whole words, and word beginnings and endings."""

    words: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]


def order_score(text: str, clues: Clues) -> tuple[float, int]:
    """The share of clue words that are mirrored, and how many clue words there are.

    0 is text in reading order. A word that shows both directions (تاريخية begins like a mirrored ات and ends in ة)
    counts for neither. Presentation forms are folded first: reversed layers are often made of them.
    """
    forward, mirrored = order_counts(text, clues)
    found = forward + mirrored
    return (mirrored / found if found else 0.0), found


def order_counts(text: str, clues: Clues) -> tuple[int, int]:
    """How many words of the text show that it stands in reading order, and how many that it is mirrored."""
    forward = mirrored = 0
    words, back, heads, tails = _mirrors(clues)
    for match in _WORDS.finditer(_plain(text)):
        word = match[0]
        long = len(word) > 3
        ahead = word in words or (long and (word.startswith(clues.prefixes) or word.endswith(clues.suffixes)))
        behind = word in back or (long and (word.startswith(heads) or word.endswith(tails)))
        forward += ahead and not behind
        mirrored += behind and not ahead
    return forward, mirrored


def function_words(text: str, clues: Clues) -> int:
    """How many of the text's words are function words of the language."""
    words = _mirrors(clues)[0]
    return sum(match[0] in words for match in _WORDS.finditer(_plain(text)))


@cache
def _mirrors(clues: Clues) -> tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """The clue words as they are compared, and the mirror images of words, endings and beginnings."""
    words = frozenset(_plain(word) for word in clues.words)
    back = frozenset(word[::-1] for word in words)
    heads = tuple(suffix[::-1] for suffix in clues.suffixes)
    return words, back, heads, tuple(prefix[::-1] for prefix in clues.prefixes)


def _plain(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold().translate(_ALEFS))
