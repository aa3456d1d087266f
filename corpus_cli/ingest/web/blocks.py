"""The elements of a page, or of what trafilatura made of one, as blocks in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus_cli.document import SegmentKind
from corpus_cli.ingest.lines import is_quotation
from corpus_cli.ingest.parsed import Piece, of_lines, row

# The first group is what trafilatura calls them, the second what HTML does.
_KINDS: dict[str, SegmentKind] = {
    "head": "heading",
    "item": "list_item",
    "quote": "quote",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list_item",
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
}
_BLOCKS = frozenset(
    "p div section article main header list ul ol table dl dt dd figure body address center hr details summary form "
    "fieldset legend pre".split()
)
_ROWS = frozenset({"row", "tr"})
_CELLS = frozenset({"cell", "td", "th"})
_LEFT_OUT = frozenset("script style noscript template nav footer iframe svg button select del".split())
_SPACE = re.compile(r"\s+")
_PARAGRAPH_END = re.compile(r"\n[ \n]*\n")
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[ivxlc]{1,6}|[*†‡§])[\])]?\s*")
# Words of one paragraph in a cell of several: pages of the nineties stand in tables from top to bottom.
_PROSE = 15


def pieces(root: Any, *, forms: bool = True) -> Iterator[Piece]:
    """The blocks below the element, in order. Walks without recursion: pages may be nested thousands deep.

    ``forms``: whether what stands in forms is read; of a web page they are the search box and the newsletter.
    """
    from lxml import etree

    builder = _Builder()
    left_out = _LEFT_OUT if forms else _LEFT_OUT | {"form"}
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in left_out or not tag or _is_note_mark(element, tag):
                walk.skip_subtree()
                continue
            builder.open(tag)
            builder.add(element.text)
        else:
            if tag not in left_out and tag and not _is_note_mark(element, tag):
                builder.close(tag)
            if element is not root:
                builder.add(element.tail)
        yield from builder.taken()
    builder.end_block()
    yield from builder.taken()


def _is_note_mark(element: Any, tag: str) -> bool:
    """The number of a footnote, which is no part of the word it stands behind; a power (m²) has no link."""
    if tag == "sup":
        return len(element) == 1 and element[0].tag == "a" and _NOTE_MARK.fullmatch(element[0].text or "") is not None
    return tag == "a" and element.get("{http://www.idpf.org/2007/ops}type", element.get("epub:type")) == "noteref"


@dataclass(slots=True)
class _Row:
    cells: list[list[Piece]] = field(default_factory=list)
    cell: list[Piece] = field(default_factory=list)
    layout: bool = False

    def end_cell(self) -> None:
        self.layout = self.layout or (len(self.cell) > 1 and any(len(text.split()) >= _PROSE for _, text in self.cell))
        self.cells.append(self.cell)
        self.cell = []


class _Builder:
    """Collects the words of the block that is open; a table row is one block, its cells joined with a bar."""

    def __init__(self) -> None:
        self._kinds: list[SegmentKind] = ["paragraph"]
        self._words: list[str] = []
        self._rows: list[_Row] = []
        self._preformatted = 0
        self._done: list[Piece] = []

    def taken(self) -> list[Piece]:
        """The blocks that were finished since the last call."""
        done, self._done = self._done, []
        return done

    def add(self, text: str | None) -> None:
        """The words belong to the block that is open."""
        if text:
            self._words.append(text if self._preformatted else _SPACE.sub(" ", text))

    def open(self, tag: str) -> None:
        """An element begins."""
        if tag in ("br", "lb"):
            self._words.append("\n")
        elif tag in _BLOCKS or tag in _KINDS or tag in _CELLS or tag in _ROWS:
            self.end_block()
        self._preformatted += tag == "pre"
        if tag in _KINDS:
            self._kinds.append(_KINDS[tag])
        elif tag in _ROWS:
            self._rows.append(_Row())

    def close(self, tag: str) -> None:
        """An element ends."""
        if tag in _BLOCKS or tag in _KINDS or tag in _CELLS or tag in _ROWS:
            self.end_block()
        self._preformatted -= tag == "pre"
        if tag in _KINDS:
            self._kinds.pop()
        elif tag in _CELLS and self._rows:
            self._rows[-1].end_cell()
        elif tag in _ROWS and self._rows:
            self._end_row(self._rows.pop())

    def end_block(self) -> None:
        """The words so far are a block, or several where empty lines part them; preformatted ones as in plain text."""
        target = self._rows[-1].cell if self._rows else self._done
        kind, words = self._kinds[-1], "".join(self._words)
        self._words = []
        if self._preformatted:
            target += ((kind if kind != "paragraph" else found, text) for found, text in of_lines(words))
            return
        for part in _PARAGRAPH_END.split(words):
            text = "\n".join(filter(None, (" ".join(line.split()) for line in part.split("\n"))))
            if text:
                target.append(("quote" if kind == "paragraph" and is_quotation(text) else kind, text))

    def _end_row(self, finished: _Row) -> None:
        if finished.cell:
            finished.end_cell()
        target = self._done
        if self._rows:
            self._rows[-1].layout = self._rows[-1].layout or len(finished.cells) > 1
            target = self._rows[-1].cell
        target += row(finished.cells, layout=finished.layout)
