"""Text for a page, a cell or a terminal."""

from __future__ import annotations

import pytest

from corpus_cli.themes.display import both_names, one_line, plural, trend_bars
from corpus_cli.themes.page import MonthCount, NameCount


def _months(*counts: tuple[str, str, int]) -> list[MonthCount]:
    return [MonthCount(month=month, language=code, documents=count, passages=count) for month, code, count in counts]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n\n b\tc", "a b c"),
        ("a\u2028b", "a b"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("\x1b[31mred\x07", "[31mred"),
        ("soft\u00adhyphen", "softhyphen"),
        ("می\u200cشود", "می\u200cشود"),  # ZWNJ is part of the Persian word
    ],
)
def test_one_line(text: str, shown: str) -> None:
    """One line, nothing that reorders, hides or commands; joiners inside words stay."""
    assert one_line(text) == shown


def test_both_names() -> None:
    """A row without names shows its id."""
    row = NameCount(id="gn:1", name_en=None, name_ar="حلب", count=1, counts={})
    assert both_names(row) == ("", "حلب")
    assert both_names(NameCount(id="gn:1", name_en=None, name_ar=None, count=1, counts={})) == ("gn:1", "")


def test_bars_a_month() -> None:
    """One bar a month of the corpus, a dot for none, the highest for the most of either language."""
    corpus = _months(("2023-01", "en", 9), ("2023-04", "ar", 9))
    label, bars = trend_bars(_months(("2023-01", "ar", 1), ("2023-03", "ar", 4), ("2023-03", "en", 8)), months=corpus)
    assert label == "documents a month, 2023-01 to 2023-04"
    assert bars == {"ar": ("▁·▄·", "most in 2023-03: 4"), "en": ("··█·", "most in 2023-03: 8")}


def test_bars_a_year() -> None:
    """A corpus of many years has one bar a year."""
    rows = _months(("2009-12", "en", 1), ("2010-01", "en", 2), ("2010-11", "en", 2), ("2015-05", "en", 1))
    label, bars = trend_bars(rows, months=rows)
    assert label == "documents a year, 2009 to 2015"
    assert bars["en"] == ("▂█····▂"[:1] + "█····▂", "most in 2010: 4")


def test_no_bars_without_dates() -> None:
    """Nothing dated, nothing drawn."""
    assert trend_bars([], months=[]) == ("", {})


@pytest.mark.parametrize(("count", "shown"), [(1, "1 word"), (0, "0 words"), (12345, "12,345 words")])
def test_plural(count: int, shown: str) -> None:
    """One word, many words."""
    assert plural(count, "word") == shown


def test_rows_of_one_name_show_their_type() -> None:
    """A governorate and its city have one name; alone in a list a name needs no type."""
    rows = tuple(
        NameCount(id=kind, name_en="Idlib", name_ar="إدلب", count=1, counts={}, type=kind)
        for kind in ("governorate", "city")
    )
    assert [both_names(row, rows)[0] for row in rows] == ["Idlib (governorate)", "Idlib (city)"]
    assert both_names(rows[0], rows[:1]) == ("Idlib", "إدلب")
