"""The row of a document: its date, how exact it is and where it comes from."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from corpus_cli.document import Dated, Document, Provenance, Source
from corpus_cli.export.formats.points import _feature
from corpus_cli.export.formats.table_parquet import _typed
from corpus_cli.export.record import Outgoing
from corpus_cli.export.tables.documents import DOCUMENTS, document_row
from corpus_cli.export.theme_names import ThemeNames

DATED = Dated(source="text", confidence=0.72, calendar="hijri", written="١٢ رمضان ١٤٤٤ هـ", raw_start=3, raw_end=19)
SOURCE = Source(path="a.txt", media_type="text/plain", sha256="0" * 64, size_bytes=1)


def row(source: Source) -> dict[str, object]:
    doc = Document(doc_id="0" * 20, source=source, provenance=Provenance(package_version="1", config_hash="c"))
    values = document_row(Outgoing(doc), ThemeNames({}))
    return dict(zip((column.name for column in DOCUMENTS.columns), values, strict=True))


@pytest.mark.parametrize(
    ("date", "precision"), [("2023-04-03", "day"), ("2023-04", "month"), ("2023", "year"), (None, None)]
)
def test_a_date_says_how_exact_it_is(date: str | None, precision: str | None) -> None:
    """A report may state no more than its month or year."""
    assert row(replace(SOURCE, date=date))["date_precision"] == precision


def test_a_date_says_where_it_comes_from() -> None:
    """Source, trust, calendar and what was written; a document of an older run has none of that."""
    names = ("date_source", "date_confidence", "date_calendar", "date_written")
    dated = row(replace(SOURCE, date="2023-04-03", dated=DATED))
    assert tuple(dated[name] for name in names) == ("text", 0.72, "hijri", "١٢ رمضان ١٤٤٤ هـ")
    assert tuple(row(replace(SOURCE, date="2023-04-03"))[name] for name in names) == (None,) * 4


@pytest.mark.parametrize(
    ("date", "day", "month"),
    [("2023-04-03", datetime.date(2023, 4, 3), "2023-04"), ("2023-04", datetime.date(2023, 4, 1), "2023-04"),
     ("2023", datetime.date(2023, 1, 1), None)],
)  # fmt: skip
def test_typed_tables_and_points_take_a_year(date: str, day: datetime.date, month: str | None) -> None:
    """Parquet has the first day of it, a point no month."""
    assert _typed(date, "date") == day
    assert _feature({"date": date, "lat": 0.0, "lon": 0.0})["properties"]["month"] == month
