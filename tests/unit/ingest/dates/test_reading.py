"""Dates are read in both languages and calendars, and only where they have one meaning."""

from __future__ import annotations

import datetime

import pytest

from corpus_cli.ingest.dates.reading import iso_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-04-17", "2023-04-17"),
        ("2023-04", "2023-04"),
        ("2023", "2023"),
        (2023, "2023"),
        ("2023/4/7", "2023-04-07"),
        ("20230417", "2023-04-17"),
        ("2023-04-17T23:30:00+03:00", "2023-04-17"),
        ("٢٠٢٣-٠٤-١٧", "2023-04-17"),
        ("17 April 2023", "2023-04-17"),
        ("Apr. 2023", "2023-04"),
        ("April 17, 2023", "2023-04-17"),
        ("Mon, 17 Apr 2023 10:00:00 GMT", "2023-04-17"),
        ("١٧ نيسان ٢٠٢٣", "2023-04-17"),
        ("كانون الثاني 2022", "2022-01"),
        ("5 يناير 2022", "2022-01-05"),
        (datetime.date(2023, 4, 17), "2023-04-17"),
        (datetime.datetime(2023, 4, 17, 23, 59, tzinfo=datetime.UTC), "2023-04-17"),
    ],
)
def test_clear_dates_become_iso(value: object, expected: str) -> None:
    """Numbers with the year first and named months, Levantine and Gulf ones, in both digit sets."""
    assert iso_date(value) == expected


@pytest.mark.parametrize(
    "value",
    ["03/04/2023", "2023-02-31", "2023-13", "1023-01-01", "soon", "", None, 20230417, "17 xyz 2023", [1]],
)
def test_doubtful_dates_are_none(value: object) -> None:
    """03/04/2023 is March or April depending on the country; impossible ones are none at all."""
    assert iso_date(value) is None
