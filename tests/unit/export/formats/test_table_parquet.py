"""The four tables as Parquet, read by pandas, DuckDB and Hugging Face datasets."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_cli.document import Document
from corpus_cli.results.run import Results


def test_pandas_reads_types(export_as: Callable[..., Path]) -> None:
    import pandas as pd

    found = pd.read_parquet(export_as("parquet") / "entities.parquet")
    assert found["start"].dtype == "int64"
    assert found["lat"].dtype == "float64"
    assert list(found["within"][2]) == ["sy:homs-governorate", "iso:SY"]
    assert found["date"][0] == datetime.date(2024, 3, 1)
    assert found["link_id"].isna().tolist() == [False, False, False, False, True]


def test_a_month_is_its_first_day_and_said_to_be_a_month(export_as: Callable[..., Path]) -> None:
    import pandas as pd

    found = pd.read_parquet(export_as("parquet") / "documents.parquet")
    assert (found["date"][1], found["date_precision"][1]) == (datetime.date(2024, 4, 1), "month")
    assert found["text"][3] == "لا ماء بعد."


def test_duckdb_asks_across_tables(export_as: Callable[..., Path]) -> None:
    """Both languages' mentions of one place are one group; lists are lists and dates dates."""
    import duckdb

    folder = export_as("parquet")
    with duckdb.connect() as base:
        rows = base.execute(
            f"select e.name_ar, count(*), max(d.date) from '{folder}/entities.parquet' e "
            f"join '{folder}/documents.parquet' d using (doc_id) "
            "where list_contains(e.within, 'iso:SY') group by all"
        ).fetchall()
    assert rows == [("حمص", 2, datetime.date(2024, 4, 1))]


def test_datasets_loads_it(export_as: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets

    datasets.disable_progress_bars()
    path = export_as("parquet") / "passages.parquet"
    found = datasets.Dataset.from_parquet(str(path), cache_dir=str(tmp_path / "cache"))
    assert found.num_rows == 4
    assert found[1]["places_ar"] == ["حمص"]
    assert found[3]["theme_id"] is None


def test_a_run_without_themes_or_mentions_gives_tables_of_the_same_columns(
    export_as: Callable[..., Path], write_run: Callable[..., Results], make_report: Callable[..., Document]
) -> None:
    """An empty file of another shape would break whoever reads many exports together."""
    import pyarrow.parquet as pq

    full = export_as("parquet")
    empty = export_as("parquet", results=write_run([make_report("Nothing here.")], folder="small"), folder="small-out")
    for name in ("documents", "passages", "entities", "themes"):
        assert pq.read_schema(empty / f"{name}.parquet").equals(pq.read_schema(full / f"{name}.parquet"))
    assert pq.read_metadata(empty / "themes.parquet").num_rows == 0


def test_large_tables_are_written_in_row_groups(
    export_as: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more than a row group is held."""
    import pyarrow.parquet as pq

    monkeypatch.setattr("corpus_cli.export.formats.table_parquet._ROWS", 2)
    found = pq.read_metadata(export_as("parquet") / "entities.parquet")
    assert (found.num_rows, found.num_row_groups) == (5, 3)
