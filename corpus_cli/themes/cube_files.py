"""``cube.parquet`` and ``cube.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

from corpus_cli.entities.gazetteer.attribution import ATTRIBUTION
from corpus_cli.themes.cube import COLUMNS, COUNTED, CubeRow
from corpus_cli.themes.write import write_files
from corpus_cli.wording.spreadsheet import to_spreadsheet

CUBE_FILES = ("cube.parquet", "cube.csv")
ROW_GROUP = 1_000_000


def write_cube(rows: Sequence[CubeRow], out: Path) -> list[Path]:
    """Both files lie in ``out``; returns their paths. The same rows and version of pyarrow give the same bytes.

    Raises ``OutputError`` if ``out`` cannot be written.
    """
    rendered = zip(CUBE_FILES, (to_parquet, to_csv), strict=True)
    return write_files(((name, render(rows)) for name, render in rendered), out)


def to_csv(rows: Sequence[CubeRow]) -> bytes:
    """The rows as CSV for a spreadsheet; without any, the header alone."""
    return to_spreadsheet(COLUMNS, (astuple(row) for row in rows))


def to_parquet(rows: Sequence[CubeRow]) -> bytes:
    """The rows as Parquet; without any, an empty table with the columns.

    No column holds nulls: a group by an empty string keeps its rows, one by a null loses them in pandas. The file has
    no time in it, and its metadata say where the names of places come from.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {name: pa.int64() if name in COUNTED else pa.string() for name in COLUMNS}
    schema = pa.schema([pa.field(name, kind, nullable=False) for name, kind in kinds.items()])
    columns = [pa.array([getattr(row, name) for row in rows], type=kind) for name, kind in kinds.items()]
    sink = pa.BufferOutputStream()
    # Without the Arrow schema, which a reader of Parquet does not need and which changes from version to version.
    with pq.ParquetWriter(sink, schema, compression="zstd", store_schema=False) as writer:
        writer.write_table(pa.table(columns, schema=schema), row_group_size=ROW_GROUP)
        writer.add_key_value_metadata({"attribution": ATTRIBUTION})
    data: bytes = sink.getvalue().to_pybytes()
    return data
