"""The line about a document's date."""

from __future__ import annotations

from corpus_cli.document import Dated, Source
from corpus_cli.show.dating import date_line


def source(date: str | None = None, dated: Dated | None = None, undated: str | None = None) -> Source:
    return Source(
        path="a.txt", media_type="text/plain", sha256="0" * 64, size_bytes=1, date=date, dated=dated, undated=undated
    )


def test_the_origin_stands_behind_the_date() -> None:
    """What was written is last, where it may run from right to left."""
    dated = Dated(source="text", confidence=0.72, calendar="hijri", written="١٢ رمضان ١٤٤٤ هـ")
    assert date_line(source("2023-04-03", dated)) == (
        "2023-04-03 (from the text, converted from the Hijri calendar, confidence 0.72): ١٢ رمضان ١٤٤٤ هـ"
    )
    named = Dated(source="file_name", confidence=0.75, calendar="gregorian", written="2023-04-03")
    assert date_line(source("2023-04-03", named)) == "2023-04-03 (from the file's name, confidence 0.75)"


def test_no_date_says_why_where_one_is_written() -> None:
    """3/4/2023 has two meanings; a document of an older run has its date alone."""
    reason = "3/4/2023 can be 2023-04-03 or 2023-03-04"
    assert date_line(source(undated=reason)) == f"unknown: {reason}"
    assert date_line(source()) == "unknown"
    assert date_line(source("2023")) == "2023"
