"""What every reader of a single file returns, and how readers without raw offsets lay out their text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from corpus_cli.document import Block, Extracted, PageReading, SegmentKind
from corpus_cli.ingest.lines import blocks, is_table_rule

if TYPE_CHECKING:
    from corpus_cli.ingest.dates.candidates import Stated

#: What kind of block a stretch of text is, and the text.
Piece: TypeAlias = tuple[SegmentKind, str]

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A file's text and blocks with the metadata that its format carries; ``None``: not stated.

    ``dates``: all that the metadata states, as written, with what each is the date of. ``pages``: of a PDF, how each
    page was read.
    """

    extracted: Extracted
    encoding: str | None = None
    title: str | None = None
    author: str | None = None
    dates: tuple[Stated, ...] = ()
    pages: tuple[PageReading, ...] | None = None


def laid_out(pieces: Iterable[Piece]) -> Extracted:
    """One text in which the pieces stand in order, a blank line between them, each a block of one slice.

    For formats whose text has no place of its own in the file (docx, html): this layout is then the extracted text.
    """
    parts: list[str] = []
    found: list[Block] = []
    at = 0
    for kind, raw in pieces:
        text = without_surrogates(raw.strip())
        if not text or is_table_rule(text):
            continue
        found.append(Block(kind, ((at, at + len(text)),)))
        parts.append(text)
        at += len(text) + 2
    return Extracted("\n\n".join(parts), tuple(found))


def of_lines(text: str) -> Iterator[Piece]:
    """The blocks of a plain text, told by its lines: paragraphs, lists, quotations."""
    for block in blocks(text):
        yield block.kind, "".join(text[start:end] or " " for start, end in block.slices)


def lines_of(words: str) -> str:
    """The words of a paragraph with its line breaks: no line empty, none with space at its ends."""
    return "\n".join(filter(None, (line.strip() for line in words.split("\n"))))


def row(cells: Sequence[Sequence[Piece]], *, layout: bool) -> Iterator[Piece]:
    """The blocks of a table's row: one with its cells joined by bars, empty ones left out.

    ``layout``: whether a cell holds a table of its own; that, and a row of one cell, is a frame around text.
    """
    if layout or len(cells) == 1:
        for content in cells:
            yield from content
        return
    texts = (" ".join(" ".join(text.split()) for _, text in content).strip() for content in cells)
    yield "table", " | ".join(filter(None, texts))


def without_surrogates(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD, so that it can be written; the length stays the same."""
    return _SURROGATES.sub("\ufffd", text)
