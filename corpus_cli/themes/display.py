"""Text from reports made safe and short for a page, a cell or a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from corpus_cli.themes.page import MonthCount, NameCount, Quote

# ZWNJ and ZWJ shape words (Persian می‌شود); all other invisible characters could reorder or hide what is shown.
_KEPT = "\u200c\u200d"
_BARS = "▁▂▃▄▅▆▇█"
# Up to four years a month has a bar of its own, beyond that a year.
_MOST_MONTHS = 48


def one_line(text: str) -> str:
    """The text in one line, without control characters: no bidi overrides, no terminal escapes."""
    visible = (char for char in text if char in _KEPT or char.isspace() or unicodedata.category(char)[0] != "C")
    return re.sub(r"\s+", " ", "".join(visible)).strip()


def percent(share: float) -> str:
    """A share as a person reads it; what is above zero never shows as 0 %."""
    return "under 0.1 %" if 0 < share < 0.001 else f"{share * 100:.1f} %"


def plural(count: int, noun: str) -> str:
    """The count with its noun: 1 passage, 2,000 passages."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def source_name(quote: Quote) -> str:
    """What a reader would call the source: its title, else its path."""
    return one_line(quote.title or quote.path)


def source_place(quote: Quote) -> str:
    """The path as given, with the record of a csv or jsonl file."""
    return one_line(quote.path + (f" [{quote.record_id}]" if quote.record_id is not None else ""))


def both_names(row: NameCount, among: Iterable[NameCount] = ()) -> tuple[str, str]:
    """English and Arabic name in one line each, empty where there is none; the id where there is neither.

    ``among``: the rows of its list; where another one has the same English name, the type is told: Idlib (governorate).
    """
    english, arabic = one_line(row.name_en or ""), one_line(row.name_ar or "")
    if english and row.type and any(other.name_en == row.name_en and other.id != row.id for other in among):
        english = f"{english} ({one_line(row.type)})"
    return (english, arabic) if english or arabic else (one_line(row.id), "")


def trend_bars(trend: Iterable[MonthCount], *, months: Iterable[MonthCount]) -> tuple[str, dict[str, tuple[str, str]]]:
    """What the bars stand for, and per language one bar a period with the period of the most documents.

    ``months``: of the whole corpus, so that the bars of all themes stand for the same periods.
    """
    names = sorted({count.month for count in months})
    rows = list(trend)
    if not names or not rows:
        return "", {}
    periods = _months_between(names[0], names[-1])
    width = 7
    if len(periods) > _MOST_MONTHS:
        periods, width = [str(year) for year in range(int(names[0][:4]), int(names[-1][:4]) + 1)], 4
    documents: dict[str, dict[str, int]] = {}
    for row in rows:
        counts = documents.setdefault(row.language, {})
        counts[row.month[:width]] = counts.get(row.month[:width], 0) + row.documents
    highest = max(max(counts.values()) for counts in documents.values())
    label = f"documents a {'month' if width == 7 else 'year'}, {periods[0]} to {periods[-1]}"
    return label, {code: _bars(counts, periods, highest) for code, counts in sorted(documents.items())}


def _bars(counts: dict[str, int], periods: list[str], highest: int) -> tuple[str, str]:
    bars = "".join(_bar(counts.get(period, 0), highest) for period in periods)
    most = min(counts, key=lambda period: (-counts[period], period))
    return bars, f"most in {most}: {counts[most]}"


def _bar(count: int, highest: int) -> str:
    return _BARS[-(-count * len(_BARS) // highest) - 1] if count else "·"


def _months_between(first: str, last: str) -> list[str]:
    start, stop = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, stop + 1)]
