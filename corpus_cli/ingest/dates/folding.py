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
    """``text`` with digits 0 to 9, small letters and one spelling; ``source`` is what it was made of."""

    text: str
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the source that the folded range comes from. ``start`` lies before ``end``."""
        if len(self.text) == len(self.source):
            return start, end
        places = [at for at, char in enumerate(self.source) if _TABLE[ord(char)]]
        last = places[end - 1] + 1
        while self.source[last : last + 1] == "\u0640" or unicodedata.combining(self.source[last : last + 1] or " "):
            last += 1  # the tatweel of هـ and the marks of the last letter belong to it
        return places[start], last


class _Table(dict[int, str]):
    """Each character's folded form, worked out when it is first met; empty for one that is left out."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        made = _SAME.get(char)
        if made is None:
            digit = unicodedata.decimal(char, None) if not char.isascii() else None
            made = str(digit) if digit is not None else char.lower()
            if unicodedata.combining(char):
                made = ""
            elif len(made) != 1:
                made = char
        self[code] = made
        return made


# Tatweel, bidi and joining marks: part of no month's name. Vowel marks are combining characters and go as such.
_TABLE = _Table(dict.fromkeys(map(ord, "\u0640\u0670\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u00ad"), ""))
_TABLE.update(dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), ""))


def fold(text: str) -> Folded:
    """The text folded, with the way back."""
    return Folded(text.translate(_TABLE), text)


def folded(text: str) -> str:
    """The folded text alone: for words of a table or a pattern, which must have no escapes in capitals."""
    return text.translate(_TABLE)
