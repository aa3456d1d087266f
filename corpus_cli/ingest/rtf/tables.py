"""The tables at the head of an RTF file: which encoding a font's text is in, what kind of block a style makes."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from corpus_cli.document import SegmentKind
from corpus_cli.ingest.office.style_names import is_contents, kind_by_name
from corpus_cli.ingest.rtf import code_pages
from corpus_cli.ingest.rtf.tokens import Token

_SYMBOLS = 2  # \fcharset of pictures in place of letters: Wingdings, Symbol


class FontTable:
    """The encodings of the fonts by number. ``default``: the font of text for which none is named."""

    def __init__(self) -> None:
        self.default = 0
        self._codecs: dict[int, str] = {}
        self._symbols: set[int] = set()
        self._decoders: dict[str, codecs.IncrementalDecoder] = {}

    def read(self, table: Iterator[Token]) -> None:
        """The fonts that the table lists are known."""
        font = 0
        for token in table:
            if token.word == "f":
                font = token.number or 0
            elif token.word == "fcharset" and token.number == _SYMBOLS:
                self._symbols.add(font)
            elif token.word in ("fcharset", "cpg") and token.number is not None:
                find = code_pages.of_charset if token.word == "fcharset" else code_pages.of_number
                codec = find(token.number)
                if codec is not None:
                    self._codecs[font] = codec

    def codec(self, font: int) -> str | None:
        """The codec of the font's text; ``None`` where the font does not tell."""
        return self._codecs.get(font)

    def is_symbol(self, font: int) -> bool:
        """Whether the font draws pictures in place of letters."""
        return font in self._symbols

    def decoder(self, codec: str) -> codecs.IncrementalDecoder:
        """The decoder of that codec, which remembers the first half of a letter of two bytes."""
        if codec not in self._decoders:
            self._decoders[codec] = codecs.getincrementaldecoder(codec)("replace")
        return self._decoders[codec]


class StyleSheet:
    """``kinds``: what kind of block each paragraph style makes, ``None`` for lines of a table of contents."""

    def __init__(self) -> None:
        self.kinds: dict[int, SegmentKind | None] = {}

    def read(self, table: Iterator[Token]) -> None:
        """The styles that the sheet lists are known, along the styles that they are based on."""
        number, is_paragraph, outline, parents, name = 0, True, False, dict[int, int](), b""
        for token in table:
            if token.kind == "open":
                number, is_paragraph, outline, name = 0, True, False, b""
            elif token.word == "s":
                number = token.number or 0
            elif token.word in ("cs", "ts", "ds"):
                is_paragraph = False
            elif token.word == "sbasedon":
                parents[number] = token.number or 0
            elif token.word == "outlinelevel":
                outline = token.number is not None and 0 <= token.number < 9
            elif token.kind == "data":
                name += token.data
            elif token.kind == "close" and is_paragraph:
                self._add(number, name.decode("latin-1").split(";")[0].strip(), outline=outline)
        for key in sorted(parents):
            self._inherit(key, parents)

    def _add(self, number: int, name: str, *, outline: bool) -> None:
        if is_contents(name):
            self.kinds[number] = None
        elif kind := kind_by_name(name) or ("heading" if outline else None):
            self.kinds[number] = kind

    def _inherit(self, key: int, parents: dict[int, int]) -> None:
        ancestor, seen = key, set[int]()
        while ancestor not in self.kinds and ancestor in parents and ancestor not in seen:
            seen.add(ancestor)
            ancestor = parents[ancestor]
        if ancestor in self.kinds:
            self.kinds[key] = self.kinds[ancestor]
