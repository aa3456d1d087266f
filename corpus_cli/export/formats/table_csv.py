"""The four tables as CSV for a spreadsheet: UTF-8 with its mark, no cell a formula."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from corpus_cli.export.formats.exporter import Setting, Written
from corpus_cli.export.formats.rows import TABLES, rows_of
from corpus_cli.export.record import Outgoing
from corpus_cli.export.tables.columns import Row, Table, Value
from corpus_cli.export.tables.themes import THEMES, theme_row
from corpus_cli.wording.spreadsheet import Cell, to_spreadsheet

BETWEEN = " | "


class CsvExporter:
    """``documents.csv``, ``passages.csv``, ``entities.csv`` and ``themes.csv``; the text of documents is left out."""

    def __init__(self, setting: Setting) -> None:
        self._themes = setting.themes
        self._files: dict[str, BinaryIO] = {}
        self._counts = {table.name: 0 for table in TABLES}
        for table in TABLES:
            file = (setting.folder / f"{table.name}.csv").open("wb")
            self._files[table.name] = file
            file.write(_head(table))
        self._write(THEMES, [theme_row(card) for card in setting.cards])

    def add(self, out: Outgoing) -> None:
        """The document's rows are written."""
        for table, rows in rows_of(out, self._themes):
            self._write(table, rows)

    def finish(self) -> list[Written]:
        """The files are closed."""
        self.close()
        return [Written(f"{name}.csv", count, "row") for name, count in self._counts.items()]

    def close(self) -> None:
        """No file is open."""
        for file in self._files.values():
            file.close()

    def _write(self, table: Table, rows: Iterable[Row]) -> None:
        rows = list(rows)
        self._counts[table.name] += len(rows)
        head = _head(table)
        self._files[table.name].write(
            to_spreadsheet(_columns(table), (_cells(table, row) for row in rows))[len(head) :]
        )


def _columns(table: Table) -> list[str]:
    return [column.name for column in table.columns if not column.typed_only]


def _head(table: Table) -> bytes:
    return to_spreadsheet(_columns(table), ())


def _cells(table: Table, row: Row) -> list[Cell]:
    return [_cell(value) for column, value in zip(table.columns, row, strict=True) if not column.typed_only]


def _cell(value: Value) -> Cell:
    """Lists in one cell; true and false as a spreadsheet in any language of its own shows them: 1 and 0."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return BETWEEN.join(str(part) for part in value)
    return value
