"""The four tables as Parquet, typed: lists are lists and dates are dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from corpus_cli.entities.gazetteer.attribution import ATTRIBUTION
from corpus_cli.export.formats.exporter import Setting, Written
from corpus_cli.export.formats.rows import TABLES, rows_of
from corpus_cli.export.record import Outgoing
from corpus_cli.export.tables.columns import Kind, Row, Table, Value
from corpus_cli.export.tables.themes import THEMES, theme_row

# A row group is what a reader has to hold at once, and this process too: so many rows, or so many characters of text.
_ROWS = 50_000
_CHARACTERS = 16_000_000


class ParquetExporter:
    """``documents.parquet``, ``passages.parquet``, ``entities.parquet`` and ``themes.parquet``.

    A date of which only the month is known is that month's first day, and ``date_precision`` of the documents says so.
    The same rows and version of pyarrow give the same bytes.
    """

    def __init__(self, setting: Setting) -> None:
        self._themes = setting.themes
        self._sinks = {table.name: _Sink(table, setting) for table in TABLES}
        self._sinks[THEMES.name].add(theme_row(card) for card in setting.cards)

    def add(self, out: Outgoing) -> None:
        """The document's rows are written, or held for the next row group."""
        for table, rows in rows_of(out, self._themes):
            self._sinks[table.name].add(rows)

    def finish(self) -> list[Written]:
        """The last row groups are written and the files closed."""
        for sink in self._sinks.values():
            sink.flush(last=True)
        self.close()
        return [Written(f"{name}.parquet", sink.count, "row") for name, sink in self._sinks.items()]

    def close(self) -> None:
        """No file is open."""
        for sink in self._sinks.values():
            sink.writer.close()


class _Sink:
    """One file, its rows held until they are a row group."""

    def __init__(self, table: Table, setting: Setting) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds: dict[Kind, Any] = {
            "text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "truth": pa.bool_(),
            "date": pa.date32(), "texts": pa.list_(pa.string()), "numbers": pa.list_(pa.float64()),
        }  # fmt: skip
        self._table = table
        self._schema = pa.schema([pa.field(column.name, kinds[column.kind]) for column in table.columns])
        self._rows: list[Row] = []
        self._characters = 0
        self.count = 0
        # Without the Arrow schema, which a reader of Parquet does not need and which changes from version to version.
        path = setting.folder / f"{table.name}.parquet"
        self.writer = pq.ParquetWriter(path, self._schema, compression="zstd", store_schema=False)
        self.writer.add_key_value_metadata({"attribution": ATTRIBUTION})

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._rows.append(row)
            self._characters += sum(len(value) for value in row if isinstance(value, str))
            self.count += 1
            if len(self._rows) >= _ROWS or self._characters >= _CHARACTERS:
                self.flush()

    def flush(self, *, last: bool = False) -> None:
        import pyarrow as pa

        if self._rows or (last and not self.count):
            columns = [
                pa.array([_typed(row[at], column.kind) for row in self._rows], type=self._schema.field(at).type)
                for at, column in enumerate(self._table.columns)
            ]
            self.writer.write_table(pa.table(columns, schema=self._schema))
        self._rows, self._characters = [], 0


def _typed(value: Value, kind: Kind) -> object:
    if isinstance(value, tuple):
        return list(value)
    if kind == "date" and isinstance(value, str):
        return datetime.date.fromisoformat(value + "2024-01-01"[len(value) :])
    return value
