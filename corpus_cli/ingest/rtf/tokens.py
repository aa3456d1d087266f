"""The bytes of an RTF file as control words, bytes of text and braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}]+)|\\'?", re.DOTALL
)
_LINE_ENDS = b"\r\n\x00"


class Token(NamedTuple):
    """A control ``word`` (or a symbol, by its character) with its number, a brace, or ``data``: bytes of text."""

    kind: Literal["word", "open", "close", "data"]
    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(source: bytes) -> Iterator[Token]:
    r"""The tokens in order. Line ends mean nothing, and what ``\bin`` announces is passed over."""
    at = 0
    while match := _TOKEN.match(source, at):
        at = match.end()
        word, number, byte, symbol, brace, text = match.groups()
        if word is not None:
            count = None if number is None else int(number)
            if word == b"bin":
                at += max(count or 0, 0)
            else:
                yield Token("word", word.decode("ascii"), count)
        elif byte is not None:
            yield Token("data", data=bytes([int(byte, 16)]))
        elif symbol is not None:
            yield Token("word", symbol.decode("latin-1"))
        elif brace is not None:
            yield Token("open" if brace == b"{" else "close")
        elif text is not None and (text := text.translate(None, _LINE_ENDS)):
            yield Token("data", data=text)
