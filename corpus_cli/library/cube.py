"""``cube.parquet`` read back."""

from __future__ import annotations

from pathlib import Path

from corpus_cli.errors import InputError
from corpus_cli.themes.cube import COLUMNS, CubeRow

_REMEDY = "run `corpus run` on this output folder again: it writes the file anew"


def read_cube(folder: Path) -> list[CubeRow]:
    """The rows in their order. Raises ``InputError`` if there is no such file or it is not as it was written."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / "cube.parquet"
    try:
        table = pq.read_table(path, columns=list(COLUMNS))
    except FileNotFoundError as error:
        raise InputError(f"{path}: is not there: the run has no themes", remedy=_REMEDY) from error
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path}: cannot be read: {error}", remedy=_REMEDY) from error
    if set(table.column_names) != set(COLUMNS):
        raise InputError(f"{path}: has other columns than a run writes", remedy=_REMEDY)
    return [CubeRow(**row) for row in table.to_pylist()]
