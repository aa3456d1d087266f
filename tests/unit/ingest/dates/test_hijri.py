"""The tables of Umm al-Qura."""

from __future__ import annotations

import pytest

from corpus_cli.ingest.dates.hijri import gregorian


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1444, 9, 1, "2023-03-23"),
        (1444, 9, 29, "2023-04-20"),
        (1445, 1, 1, "2023-07-19"),
        (1444, 9, 30, None),
        (1444, 13, 1, None),
        (1301, 1, 1, None),
        (1444, 9, None, "2023"),
        (1442, 5, None, None),
    ],
)
def test_days_and_months(year: int, month: int, day: int | None, expected: str | None) -> None:
    """A month lies in two Gregorian ones, and tells the year where both are of one; Ramadan 1444 had 29 days."""
    assert gregorian(year, month, day) == expected


def test_a_month_that_lies_within_another_is_that_month() -> None:
    """There are such, of 29 or 30 days in one of 31."""
    found = {gregorian(year, month, None) for year in range(1430, 1450) for month in range(1, 13)}
    assert any(date is not None and len(date) == len("2023-04") for date in found)
