"""Titles and dates are taken only where they are surely right."""

from __future__ import annotations

import datetime

import pytest

from corpus_cli.ingest.metadata import clean_title, date_in_name, iso_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-04-17", "2023-04-17"),
        ("2023-04", "2023-04"),
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
    ["03/04/2023", "2023", "2023-02-31", "2023-13", "1023-01-01", "soon", "", None, 20230417, "17 xyz 2023", [1]],
)
def test_doubtful_dates_are_none(value: object) -> None:
    """03/04/2023 is March or April depending on the country; impossible and partial dates are none at all."""
    assert iso_date(value) is None


def test_titles_are_put_on_one_line() -> None:
    """White space within a title is one space."""
    assert clean_title("  عودة\n النازحين ") == "عودة النازحين"


@pytest.mark.parametrize(
    "value", ["", "  ", "12", "report_final.docx", "Untitled", "Word Document", None, 7, "x" * 600]
)
def test_what_is_no_title_is_none(value: object) -> None:
    """File names, placeholders and numbers are no titles."""
    assert clean_title(value) is None


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("ar/2022-12-05_محضر-فريق-الحوار.txt", "2022-12-05"),
        ("en/Minutes 2024-05-19 Tabqa.docx", "2024-05-19"),
        ("ميثاق-الشرف-٢٠٢٣-١٢.md", "2023-12"),
        ("2023-13-40.txt", None),
        ("2020-01-01 to 2021-01-01.txt", None),
        ("reports-2021-05-01/plain.txt", None),
        ("return-intentions-2023.txt", None),
        ("call-0932-11-204.txt", None),
    ],
)
def test_a_date_in_a_files_name(path: str, date: str | None) -> None:
    """An ISO date in the name is the document's date unless something says better; folders and years are no dates."""
    assert date_in_name(path) == date
