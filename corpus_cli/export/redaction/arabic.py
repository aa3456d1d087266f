"""How Arabic writes a listed name; twin of ``english.py``."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus_cli.entities.names.arabic import name_starts

#: What stands in a name's place unless the list says otherwise.
REPLACEMENT = "[محجوب]"
#: Letters that an ending adds to a name: رأيت زيدا. What is one with it goes with it.
ENDINGS = ("ا",)
#: Letters that can be written onto a name's front.
PROCLITICS = frozenset("وفبلك")
#: None: the Arabic article is part of the word.
ARTICLES: frozenset[str] = frozenset()
_SERVANT = "عبدال"
_LEAST = 2
_PROCLITICS = re.compile("[وف]?[بلك]?")


@lru_cache(maxsize=65536)
def starts(word: str) -> tuple[tuple[int, str], ...]:
    """Where in the folded word a name can begin after proclitics, and its letters from there on.

    (2, "الاسد") in وللاسد: after ل the article has lost its alef. Before a single letter too, an initial (وأ. خليل).
    """
    plain = _PROCLITICS.match(word)
    cuts = range(1, plain.end() + 1) if plain else ()
    return tuple(dict.fromkeys([*name_starts(word), *((cut, word[cut:]) for cut in cuts)]))


def joint(word: str) -> int | None:
    """After how many letters of the folded word a space may stand: عبدالله is عبد الله as often. None: nowhere."""
    return 3 if word.startswith(_SERVANT) and len(word) >= len(_SERVANT) + _LEAST else None


def is_servant(word: str) -> bool:
    """Whether the folded word makes one name with the next: عبد الرحمن."""
    return word == "عبد"


def attached(replacement: str, *, before: str) -> str:
    """The replacement as it is written after this character: after ل the article loses its alef (للشاهد)."""
    return replacement[1:] if before == "ل" and replacement.startswith("ال") else replacement
