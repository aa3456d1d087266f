"""Rows made into a pandas frame of promised columns and types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from corpus_cli.library.columns import Columns

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]


def frame_of(columns: Columns, rows: Iterable[Row]) -> pd.DataFrame:
    """One row each, in order, with exactly these columns and types; without any, an empty frame that has them.

    A row need not have every column: what it lacks is missing. Shape: (rows, len(columns)).
    """
    import pandas as pd

    cells: dict[str, list[Any]] = {name: [] for name in columns}
    for row in rows:
        for name, column in cells.items():
            column.append(row.get(name))
    return pd.DataFrame({name: _series(cells.pop(name), kind) for name, kind in columns.items()})


def _series(values: list[Any], kind: str) -> Any:
    import pandas as pd

    if kind == "datetime64[s]":
        # A date that is none is in the column ``date`` as it was written.
        return pd.Series(pd.to_datetime(values, format="%Y-%m-%d", errors="coerce")).astype(kind)
    if kind == "float64":
        return pd.Series([float("nan") if value is None else value for value in values], dtype=kind)
    return pd.Series(values, dtype=kind)
