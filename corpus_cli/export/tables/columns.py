"""What a table is: named columns of known kinds, and rows of their values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus_cli.document import Source

Kind = Literal["text", "whole", "number", "truth", "date", "texts", "numbers"]
Value = str | int | float | bool | tuple[str, ...] | tuple[float, ...] | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """``typed_only``: too long for a cell of a spreadsheet, so it stands in typed files alone."""

    name: str
    kind: Kind
    typed_only: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name and its columns in order."""

    name: str
    columns: tuple[Column, ...]


#: Where a row comes from: the same columns, first, in every table about documents or parts of them.
SOURCE = (
    Column("doc_id", "text"),
    Column("path", "text"),
    Column("record_id", "text"),
    Column("title", "text"),
    Column("date", "date"),
)
THEME = (Column("theme_id", "text"), Column("theme_en", "text"), Column("theme_ar", "text"))
SPAN = tuple(Column(name, "whole") for name in ("start", "end", "raw_start", "raw_end"))


def source_values(doc_id: str, source: Source) -> Row:
    """The values of ``SOURCE``. The date is as the document states it: YYYY-MM-DD, YYYY-MM or YYYY."""
    return doc_id, source.path, source.record_id, source.title, source.date
