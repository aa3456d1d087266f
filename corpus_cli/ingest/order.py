"""Whether the letters of a text stand in reading order or mirrored, as PDF text layers of Arabic often do."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORDS = re.compile(r"[^\W\d_]+")
_ALEFS = str.maketrans("أإآٱ", "اااا")


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
    forward = mirrored = 0
    words = frozenset(_plain(word) for word in clues.words)
    back = frozenset(word[::-1] for word in words)
    heads = tuple(suffix[::-1] for suffix in clues.suffixes)
    tails = tuple(prefix[::-1] for prefix in clues.prefixes)
    for match in _WORDS.finditer(_plain(text)):
        word = match[0]
        long = len(word) > 3
        ahead = word in words or (long and (word.startswith(clues.prefixes) or word.endswith(clues.suffixes)))
        behind = word in back or (long and (word.startswith(heads) or word.endswith(tails)))
        forward += ahead and not behind
        mirrored += behind and not ahead
    found = forward + mirrored
    return (mirrored / found if found else 0.0), found


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_ALEFS)
    return "".join(char for char in folded if unicodedata.category(char) != "Mn" and char != "ـ")
