"""Which language file speaks for a word: that of its script, whatever the language of the text around it."""

from __future__ import annotations

from typing import Protocol, cast

from corpus_cli.entities.names import arabic, english
from corpus_cli.entities.names.evidence import Evidence, Kind
from corpus_cli.entities.names.words import Words


class Twin(Protocol):
    """What ``arabic.py`` and ``english.py`` both offer. ``GENERIC``: words that name no organization by themselves."""

    GENERIC: frozenset[str]

    def name_starts(self, word: str) -> list[tuple[int, str]]:
        """Where in the word a name can begin other than at its beginning, and the folded name's first word there."""

    def is_written(self, words: Words, first: int, last: int, flags: int) -> bool:
        """Whether these words are written as a name with those flags is."""

    def evidence(self, words: Words, first: int, last: int, start: int) -> Evidence:
        """What the words around a name say about it. ``start``: where the name begins, after any proclitic."""

    def own_kind(self, name: str) -> Kind | None:
        """What a type word inside a folded name says: Granville County, مخيم اليرموك."""


_TWINS = {"ar": cast(Twin, arabic), "en": cast(Twin, english)}
LANGUAGES = tuple(_TWINS)


def of(key: str) -> Twin:
    """The language file for a folded word."""
    return _TWINS["ar" if "\u0600" <= key[0] <= "\u08ff" else "en"]


def named(code: str) -> Twin:
    """The language file of a language code: one of ``LANGUAGES``."""
    return _TWINS[code]
