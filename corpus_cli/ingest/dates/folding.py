"""Text folded for reading dates, letter by letter, so that every place in it has its place in the source."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# Spelling variants of month names and labels: hamza carriers, Persian letters, final forms; all dashes are one.
_SAME: dict[str, str] = {
    **dict.fromkeys("أإآٱ", "ا"), **dict.fromkeys("ىیے", "ي"), "ک": "ك", **dict.fromkeys("ةہە", "ه"), "ۆ": "و",
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\t", " "),
    **dict.fromkeys("،٫", ","), "؛": ";", "⁄": "/", "∕": "/", "•": "|", "·": "|", "¦": "|", "’": "'", "‘": "'",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` with digits 0 to 9, small letters and one spelling; ``places``: where each of its characters stood."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the source that the folded range comes from. ``start`` lies before ``end``."""
        return self.places[start], self.places[end - 1] + 1


class _Table(dict[str, str]):
    """Each character's folded form, worked out when it is first met; empty for one that is left out."""

    def __missing__(self, char: str) -> str:
        made = _SAME.get(char)
        if made is None:
            digit = unicodedata.decimal(char, None) if not char.isascii() else None
            made = str(digit) if digit is not None else char.lower()
            if unicodedata.combining(char) or len(made) != 1:
                made = "" if unicodedata.combining(char) else char
        self[char] = made
        return made


_TABLE = _Table(dict.fromkeys("\u0640\u0670\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u00ad", ""))
_TABLE.update(dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""))


def fold(text: str) -> Folded:
    """The text folded, with the way back."""
    made = [_TABLE[char] for char in text]
    return Folded("".join(made), tuple(at for at, char in enumerate(made) if char))


def folded(text: str) -> str:
    """The folded text alone: for words of a table or a pattern, which must have no escapes in capitals."""
    return "".join(_TABLE[char] for char in text)
