"""A theme over time, and what of it is doubtful."""

from __future__ import annotations

from corpus_cli.themes.counts import Counts
from corpus_cli.themes.page import MonthCount, TrendCount
from corpus_cli.themes.trend import theme_trend, trend_lines, undated_note


def _months(*counts: tuple[str, str, int]) -> list[MonthCount]:
    return [MonthCount(month=month, language=code, documents=count, passages=count) for month, code, count in counts]


def _trend(*counts: tuple[str, str, int]) -> list[TrendCount]:
    return [
        TrendCount(
            month=month, language=code, documents=count, passages=count, of=count, low=0, high=1, doubtful=count < 5
        )
        for month, code, count in counts
    ]


def _counts(**documents: int) -> Counts:
    counts = Counts()
    for month, count in documents.items():
        counts.month_documents[month.removeprefix("m").replace("_", "-"), "en"] = count
    return counts


def test_bars_a_month() -> None:
    """One bar a month of the corpus, a dot for none, the highest for the most of either language."""
    corpus = _months(("2023-01", "en", 9), ("2023-04", "ar", 9))
    label, lines = trend_lines(_trend(("2023-01", "ar", 1), ("2023-03", "ar", 4), ("2023-03", "en", 8)), months=corpus)
    assert label == "documents a month, 2023-01 to 2023-04"
    assert {code: (line.bars, line.most) for code, line in lines.items()} == {
        "ar": ("▁·▄·", "most in 2023-03: 4"),
        "en": ("··█·", "most in 2023-03: 8"),
    }


def test_bars_a_year() -> None:
    """A corpus of many years has one bar a year."""
    counts = (("2009-12", "en", 1), ("2010-01", "en", 2), ("2010-11", "en", 4), ("2015-05", "en", 1))
    label, lines = trend_lines(_trend(*counts), months=_months(*counts))
    assert label == "documents a year, 2009 to 2015"
    assert (lines["en"].bars, lines["en"].most) == ("▂█····▂", "most in 2010: 6")


def test_small_counts_are_doubtful() -> None:
    """A period with fewer than five documents is named; years are judged as years, though their months are small."""
    counts = (("2009-12", "en", 1), ("2010-01", "en", 2), ("2010-11", "en", 4), ("2015-05", "en", 7))
    assert trend_lines(_trend(*counts), months=_months(*counts))[1]["en"].doubt == (
        "doubtful, fewer than 5 documents: 2009"
    )
    small = (("2023-01", "ar", 4), ("2023-02", "ar", 1))
    assert trend_lines(_trend(*small), months=_months(*small))[1]["ar"].doubt == (
        "doubtful: fewer than 5 documents in every month"
    )
    many = tuple((f"2023-{month:02}", "ar", 9 if month == 1 else 2) for month in range(1, 8))
    assert trend_lines(_trend(*many), months=_months(*many))[1]["ar"].doubt == (
        "doubtful, fewer than 5 documents: 6 of 7 months"
    )


def test_large_counts_are_not_doubtful() -> None:
    """Five documents in every period of the theme: nothing to doubt."""
    counts = (("2023-01", "en", 5), ("2023-02", "en", 60))
    assert trend_lines(_trend(*counts), months=_months(*counts))[1]["en"].doubt == ""


def test_a_month_is_held_against_all_documents_of_the_month() -> None:
    """Four of eight documents are half of them, give or take a third, and doubtful; six of six are not."""
    first, second = theme_trend(_counts(m2023_01=4, m2023_02=6), _counts(m2023_01=8, m2023_02=6))
    assert (first.month, first.documents, first.of, first.doubtful) == ("2023-01", 4, 8, True)
    assert first.low < 0.25
    assert first.high > 0.75
    assert (second.documents, second.of, second.doubtful) == (6, 6, False)
    assert second.high == 1


def test_no_bars_without_dates() -> None:
    """Nothing dated, nothing drawn."""
    assert trend_lines([], months=[]) == ("", {})


def test_undated_documents_are_said() -> None:
    """How many documents a trend leaves out, and nothing where it leaves out none."""
    assert undated_note(3, 10) == "Without 3 of the theme's 10 documents, whose month is not known."
    assert undated_note(0, 10) == ""
