"""Rows as CSV that a spreadsheet opens rightly and safely."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence

from corpus_cli.wording.text import one_line

# A spreadsheet takes a cell that opens with one of these for a formula, and a formula can send data away.
_FORMULA = ("=", "+", "-", "@")

Cell = str | int | float | None


def to_spreadsheet(header: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """The rows as CSV: UTF-8 with a byte order mark, or Excel shows Arabic as noise; no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return codecs.BOM_UTF8 + text.getvalue().encode("utf-8")


def _cell(value: Cell) -> str | int | float:
    """The value as a cell: text in one line, with an apostrophe before what would be a formula."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = one_line(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
