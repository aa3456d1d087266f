"""Which language file speaks for a listed name or a word: that of its script."""

from __future__ import annotations

from typing import Protocol, cast

from corpus_cli.export.redaction import arabic, english


class Twin(Protocol):
    """What ``arabic.py`` and ``english.py`` both offer."""

    REPLACEMENT: str
    ENDINGS: tuple[str, ...]
    PROCLITICS: frozenset[str]
    ARTICLES: frozenset[str]

    def starts(self, word: str) -> tuple[tuple[int, str], ...]:
        """Where in the folded word a name can begin other than at its beginning, and its letters from there on."""

    def joint(self, word: str) -> int | None:
        """After how many letters of the folded word a gap may stand."""

    def is_servant(self, word: str) -> bool:
        """Whether the folded word makes one name with the next."""

    def attached(self, replacement: str, *, before: str) -> str:
        """The replacement as it is written after this character."""


_TWINS = {"ar": cast(Twin, arabic), "en": cast(Twin, english)}
LANGUAGES = tuple(_TWINS)
#: Letters that can be written onto a name's front in any of the languages.
PROCLITICS = frozenset().union(*(twin.PROCLITICS for twin in _TWINS.values()))


def code_of(folded: str) -> str:
    """The language whose letters these are: that of the first letter; Latin and all other scripts go as English."""
    letter = next((char for char in folded if char.isalpha()), "a")
    return "ar" if is_arabic(letter) else "en"


def of(folded: str) -> Twin:
    """The language file for a folded name or word."""
    return _TWINS[code_of(folded)]


def is_arabic(char: str) -> bool:
    """Whether it is a folded letter of the Arabic script."""
    return "\u0600" <= char <= "\u08ff"
