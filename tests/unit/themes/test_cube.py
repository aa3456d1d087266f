"""Place × theme × month × language."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from corpus_cli.errors import OutputError
from corpus_cli.themes.cube import COLUMNS, CubeRow
from corpus_cli.themes.cube_files import to_csv, to_parquet, write_cube
from corpus_cli.themes.tally import ThemeTally
from corpus_cli.topics.model.topic_model import TopicModel


@pytest.fixture
def rows(tally: ThemeTally, model: TopicModel) -> list[CubeRow]:
    """The table of the small corpus."""
    return tally.cube.rows(model)


def test_a_place_in_a_theme_a_month_and_a_language(rows: list[CubeRow]) -> None:
    """حلب of an Arabic report and Aleppo of an English one are two rows of one id, with both names and both labels."""
    first, second = (row for row in rows if row.place_id and row.month == "2023-01")
    assert (first.place_id, first.place_en, first.place_ar) == ("gn:170063", "Aleppo", "حلب")
    assert (first.theme_id, first.theme_en, first.theme_ar) == ("t001", "return · families", "عودة · عائلات")
    assert (first.language, second.language) == ("ar", "en")
    assert (first.mentions, first.passages, first.documents) == (1, 1, 1)


def test_rows_without_a_place_are_totals(rows: list[CubeRow], tally: ThemeTally) -> None:
    """They hold all passages of a theme in a month and language, so they add up to the theme and to the corpus."""
    totals = [row for row in rows if not row.place_id]
    assert sum(row.passages for row in totals) == tally.corpus.passages
    assert sum(row.passages for row in totals if row.theme_id == "t001") == tally.themes["t001"].counts.passages
    assert all(row.mentions == 0 for row in totals)
    assert sum(row.mentions for row in rows) == 8
    assert {row.month for row in totals if row.theme_id == "t002"} == {"", "2024-01"}


def test_a_passage_counts_once_for_a_place(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """Aleppo twice in a passage and once in the next: three mentions, two passages, one document."""
    tally = ThemeTally()
    parts = part("en", "t001", "Aleppo and Aleppo."), part("en", "t001", "Aleppo.")
    tally.add(*make_document(1, *parts), model)
    (row,) = (row for row in tally.cube.rows(model) if row.place_id)
    assert (row.mentions, row.passages, row.documents) == (3, 2, 1)


def test_passages_without_a_theme_have_rows(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """A place named where no theme is stands under an empty theme, so that its mentions are complete."""
    tally = ThemeTally()
    tally.add(*make_document(1, part("en", None, "Aleppo."), part("en", "t001", "A sentence.")), model)
    rows = {(row.place_id, row.theme_id): row for row in tally.cube.rows(model)}
    assert rows["gn:170063", ""].mentions == 1
    assert rows["", ""].passages == rows["", "t001"].passages == 1


def test_sorted(rows: list[CubeRow]) -> None:
    """By place, theme, month and language; no row twice."""
    keys = [(row.place_id, row.theme_id, row.month, row.language) for row in rows]
    assert keys == sorted(set(keys))


def test_both_files_hold_the_rows(rows: list[CubeRow], tmp_path: Path) -> None:
    """Parquet and CSV have the same columns and values; CSV opens in a spreadsheet."""
    parquet, table = write_cube(rows, tmp_path)
    read = pq.read_table(parquet)
    assert tuple(read.column_names) == COLUMNS == tuple(field.name for field in fields(CubeRow))
    assert [CubeRow(**values) for values in read.to_pylist()] == rows
    text = table.read_bytes().decode("utf-8-sig")
    assert [row["passages"] for row in csv.DictReader(io.StringIO(text))] == [str(row.passages) for row in rows]


def test_parquet_says_whose_names_they_are(rows: list[CubeRow], tmp_path: Path) -> None:
    """The attribution that the gazetteer's licence asks for is in the file's metadata."""
    path = write_cube(rows, tmp_path)[0]
    assert b"GeoNames" in pq.read_metadata(path).metadata[b"attribution"]


def test_the_same_rows_give_the_same_bytes(rows: list[CubeRow]) -> None:
    """No time, no machine: twice the same file."""
    assert to_parquet(rows) == to_parquet(list(rows))
    assert to_csv(rows) == to_csv(list(rows))


def test_no_rows(tmp_path: Path) -> None:
    """A corpus without text has an empty table with the columns."""
    parquet, table = write_cube([], tmp_path)
    read = pq.read_table(parquet)
    assert (read.num_rows, tuple(read.column_names)) == (0, COLUMNS)
    assert table.read_bytes().decode("utf-8-sig").splitlines() == [",".join(COLUMNS)]


def test_a_folder_that_cannot_be_written(rows: list[CubeRow], tmp_path: Path) -> None:
    """A file in the folder's place is an output error with a remedy."""
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError) as raised:
        write_cube(rows, tmp_path / "out")
    assert raised.value.remedy
