"""A theme over time: its documents by month, and which counts are too small to read a rise or fall from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus_cli.themes.counts import Counts
from corpus_cli.themes.evidence import wilson
from corpus_cli.themes.page import MonthCount, TrendCount

# Fewer documents than this in a period are doubtful: of 4 and 8 documents the 95 % intervals overlap widely.
FEW_DOCUMENTS = 5
DIGITS = 4
_BARS = "▁▂▃▄▅▆▇█"
# Up to four years a month has a bar of its own, beyond that a year.
_MOST_MONTHS = 48
# So many doubtful periods are named one by one.
_NAMED = 4


def theme_trend(counts: Counts, corpus: Counts) -> tuple[TrendCount, ...]:
    """The theme's months in order, each language for itself; a month without a document has no row."""
    rows = []
    for (month, code), documents in sorted(counts.month_documents.items()):
        of = corpus.month_documents[month, code]
        low, high = wilson(documents, of)
        row = TrendCount(
            month=month,
            language=code,
            documents=documents,
            passages=counts.month_passages[month, code],
            of=of,
            low=round(low, DIGITS),
            high=round(high, DIGITS),
            doubtful=documents < FEW_DOCUMENTS,
        )
        rows.append(row)
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One language's trend in a line: a bar a period, the period of the most documents, and what to doubt in it."""

    bars: str
    most: str
    doubt: str


def trend_lines(trend: Sequence[TrendCount], *, months: Iterable[MonthCount]) -> tuple[str, dict[str, TrendLine]]:
    """What the bars stand for, and each language's line.

    ``months``: of the whole corpus, so that the bars of all themes stand for the same periods.
    """
    names = sorted({count.month for count in months})
    if not names or not trend:
        return "", {}
    periods, noun = _months_between(names[0], names[-1]), "month"
    if len(periods) > _MOST_MONTHS:
        periods, noun = [str(year) for year in range(int(names[0][:4]), int(names[-1][:4]) + 1)], "year"
    documents: dict[str, dict[str, int]] = {}
    for row in trend:
        counts = documents.setdefault(row.language, {})
        period = row.month[: len(periods[0])]
        counts[period] = counts.get(period, 0) + row.documents
    highest = max(max(counts.values()) for counts in documents.values())
    lines = {
        code: TrendLine(
            bars="".join(_bar(counts.get(period, 0), highest) for period in periods),
            most=_most(counts),
            doubt=_doubt(counts, noun),
        )
        for code, counts in sorted(documents.items())
    }
    return f"documents a {noun}, {periods[0]} to {periods[-1]}", lines


def undated_note(undated: int, documents: int) -> str:
    """Which documents a trend leaves out; empty if none."""
    if not undated:
        return ""
    return f"Without {undated:,} of the theme's {documents:,} documents, whose month is not known."


def _most(counts: dict[str, int]) -> str:
    most = min(counts, key=lambda period: (-counts[period], period))
    return f"most in {most}: {counts[most]}"


def _doubt(counts: dict[str, int], noun: str) -> str:
    few = sorted(period for period, count in counts.items() if count < FEW_DOCUMENTS)
    if not few:
        return ""
    if len(few) == len(counts):
        return f"doubtful: fewer than {FEW_DOCUMENTS} documents in every {noun}"
    named = ", ".join(few) if len(few) <= _NAMED else f"{len(few)} of {len(counts)} {noun}s"
    return f"doubtful, fewer than {FEW_DOCUMENTS} documents: {named}"


def _bar(count: int, highest: int) -> str:
    return _BARS[-(-count * len(_BARS) // highest) - 1] if count else "·"


def _months_between(first: str, last: str) -> list[str]:
    start, stop = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, stop + 1)]
