"""The paragraphs and tables of one stretch of an RTF file: the body, a note, a text box, a property."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus_cli.document import SegmentKind
from corpus_cli.ingest.rtf.code_pages import Words

# A block whose bytes are not decoded yet; ``None`` leaves it out.
Block = tuple[SegmentKind | None, Words]


@dataclass(slots=True)
class ParagraphFormat:
    """What the control words since ``\\pard`` have said about the paragraph."""

    style: int = 0
    level: int = 0  # of tables: 0 is outside, 2 in a table within a table
    heading: bool = False
    listed: bool = False


@dataclass(slots=True)
class Row:
    """A row that is being read; ``layout``: one of its cells holds a table of several cells."""

    cells: list[list[RowBlock]] = field(default_factory=list)
    cell: list[RowBlock] = field(default_factory=list)
    layout: bool = False


@dataclass(slots=True)
class FinishedRow:
    """A row that has come to its end."""

    cells: list[list[RowBlock]]
    layout: bool


RowBlock = Block | FinishedRow


class Flow:
    """Collects words into paragraphs, paragraphs into cells, cells into rows."""

    def __init__(self, kinds: dict[int, SegmentKind | None]) -> None:
        self.blocks: list[RowBlock] = []
        self.format = ParagraphFormat()
        self.words: Words = []
        self._kinds = kinds
        self._rows: dict[int, Row] = {}
        self._boxes: list[RowBlock] = []

    def add_box(self, blocks: list[RowBlock]) -> None:
        """A text box is read after the paragraph that it hangs on."""
        self._boxes += blocks

    def end_paragraph(self) -> None:
        """The words so far are a paragraph of the body or of the open cell."""
        kind: SegmentKind | None = self._kinds.get(self.format.style, "paragraph")
        if kind == "paragraph":
            kind = "heading" if self.format.heading else "list_item" if self.format.listed else kind
        target = self._open_cell(self.format.level)
        if self.words:
            target.append((kind, self.words))
        target += self._boxes
        self.words, self._boxes = [], []
        # The marker before a paragraph makes it a list item, and only that one.
        self.format.listed = False

    def end_cell(self, level: int) -> None:
        """The words so far are the last paragraph of a cell."""
        self.format.level = level
        self.end_paragraph()
        row = self._rows.setdefault(level, Row())
        row.cells.append(row.cell)
        row.cell = []

    def end_row(self, level: int) -> None:
        """The row is a block of what is around its table."""
        row = self._rows.pop(level, None)
        if row is None:
            return
        if row.cell:
            row.cells.append(row.cell)
        self._open_cell(level - 1).append(FinishedRow(row.cells, row.layout))
        if level > 1 and len(row.cells) > 1:
            self._rows[level - 1].layout = True

    def nested_level(self) -> int:
        """The level of the innermost table that is open, 1 if none is."""
        return max(self._rows, default=1)

    def finish(self) -> list[RowBlock]:
        """All blocks, what was left open closed."""
        self.end_paragraph()
        while self._rows:  # the end of a row may open one around its table
            self.end_row(max(self._rows))
        return self.blocks

    def _open_cell(self, level: int) -> list[RowBlock]:
        return self.blocks if level < 1 else self._rows.setdefault(level, Row()).cell
