"""The folded form in which names, queries and keywords are compared, and the way back to the display text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from corpus_cli.document import OffsetMap
from corpus_cli.normalize import arabic, english
from corpus_cli.normalize.mapped import edit, from_slices

_LATIN = ((0x41, 0x5B), (0x61, 0x7B), (0xC0, 0x370), (0x1E00, 0x1F00))
_ARABIC = ((0x610, 0x61B), (0x620, 0x66A), (0x66E, 0x6D4), (0x6D5, 0x700), (0x750, 0x780), (0x870, 0x900))
_CASED = ((0x370, 0x590),)  # Greek, Cyrillic, Armenian
_ZWNJ = 0x200C


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared. ``offsets`` leads from each of its characters to the text it was folded from."""

    text: str
    offsets: OffsetMap


def fold_text(text: str) -> str:
    """The display text (or a gazetteer name) as it is compared; folding it again changes nothing.

    Alef variants to ا, ى to ي, ة to ه, no vowel signs, no tatweel, no ZWNJ, Latin letters in lower case without
    accents, western digits; punctuation and spaces unchanged. A query is normalised first (``normalize_text``).
    """
    return text.lower() if text.isascii() else text.translate(_table())


def fold(text: str) -> Folded:
    """The same as ``fold_text``, with the way back."""
    source = from_slices(text, ((0, len(text)),))
    uneven = source if text.isascii() else edit(source, _uneven(), lambda match: _table()[ord(match.group())])
    return Folded(fold_text(uneven.text), OffsetMap(tuple(uneven.starts), tuple(uneven.ends)))


@cache
def _table() -> dict[int, str]:
    """One table for ``str.translate``, built once: camel-tools' functions take microseconds a character."""
    folders: tuple[tuple[tuple[tuple[int, int], ...], Callable[[str], str]], ...] = (
        (_LATIN, english.fold_char),
        (_ARABIC, arabic.fold_char),
        (_CASED, str.casefold),
    )
    table = {_ZWNJ: ""}
    for ranges, fold_char in folders:
        for code in (code for low, high in ranges for code in range(low, high)):
            folded = fold_char(chr(code))
            if folded != chr(code):
                table[code] = folded
    # A letter may fold to one that folds further (ŉ to ʼn): follow it, so that folding twice changes nothing.
    while any(folded != folded.translate(table) for folded in table.values()):
        table = {code: folded.translate(table) for code, folded in table.items()}
    return table


@cache
def _uneven() -> re.Pattern[str]:
    """The characters whose folded form is not one character."""
    return re.compile("[" + "".join(chr(code) for code, folded in _table().items() if len(folded) != 1) + "]")
