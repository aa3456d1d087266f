"""Hits as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from corpus_cli.search.hit import Hit
from corpus_cli.wording.spreadsheet import to_spreadsheet

COLUMNS = (
    "score", "why", "title", "date", "language", "theme_id", "text", "before", "after", "path", "record_id", "doc_id",
    "passage_id", "start", "end", "raw_start", "raw_end", "names", "run",
)  # fmt: skip


def to_csv(hits: Sequence[Hit]) -> bytes:
    """One row a hit, best first; several values in a cell are parted by bars. UTF-8 with a byte order mark."""
    return to_spreadsheet(COLUMNS, ([_cell(getattr(hit, name)) for name in COLUMNS] for hit in hits))


def _cell(value: str | int | float | tuple[str, ...] | None) -> str | int | float | None:
    return "|".join(value) if isinstance(value, tuple) else value
