"""Whether 3/4/2023 is 3 April or March 4: by language, and where that leaves it open by evidence in the document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import cached_property

from corpus_cli.ingest.dates import arabic, english
from corpus_cli.ingest.dates.folding import folded
from corpus_cli.ingest.dates.reading import WEEKDAY, WEEKDAYS, Reading

_SAMPLE = 50_000  # characters looked at; a document does not change its habit later on
TWO_NUMBERS = re.compile(r"(?<!\d)(?<!\d[/.-])(\d{1,2})([-/])(\d{1,2})\2(?:\d{4}|\d\d)(?!\d|[-/.]\d)")
_ARABIC_LETTER = re.compile("[ء-يی-ەپچژگک]")
_LATIN_LETTER = re.compile("[A-Za-zÀ-ž]")
_WEEKDAY = re.compile(WEEKDAY)
_NEAR = 25  # characters between a date and its weekday at most


class Order:
    """The habit of one document. ``elsewhere``: what is known from outside it, the other dates of a csv's column."""

    def __init__(self, text: str, *, elsewhere: Callable[[], bool | None] | None = None) -> None:
        self._text = text[:_SAMPLE]
        self._elsewhere = elsewhere

    @cached_property
    def day_first(self) -> bool | None:
        """Whether days stand before months; ``None``: nothing in the document tells.

        Dates that can be read in one way only come first (28/01/2023), then Arabic, which is day first, then spelling.
        """
        text = folded(self._text) if _ARABIC_LETTER.search(self._text) else self._text.lower()
        habit = shown([(int(a), int(b)) for a, _, b in TWO_NUMBERS.findall(text)])
        if habit is None and self._elsewhere is not None:
            habit = self._elsewhere()
        if habit is not None:
            return habit
        return arabic.day_first(text) if is_arabic(self._text) else english.day_first(text)


def shown(pairs: list[tuple[int, int]]) -> bool | None:
    """What pairs of numbers before a year show: one above 12 is a day. ``None`` if none is, or they contradict."""
    first = any(a > 12 >= b for a, b in pairs)
    second = any(b > 12 >= a for a, b in pairs)
    return first if first != second else None


def is_arabic(text: str) -> bool:
    """Whether more of the letters are Arabic than Latin."""
    return len(_ARABIC_LETTER.findall(text)) > len(_LATIN_LETTER.findall(text))


def weekday_near(text: str, reading: Reading) -> int | None:
    """The day of the week (Monday is 0) named beside the date in the folded text."""
    before = [*_WEEKDAY.finditer(text, max(0, reading.start - _NEAR), reading.start)]
    after = _WEEKDAY.search(text, reading.end, min(len(text), reading.end + _NEAR))
    match = before[-1] if before else after
    return WEEKDAYS[match.group().rstrip(".")] if match else None


def by_weekday(reading: Reading, weekday: int | None) -> tuple[tuple[str, ...], float]:
    """What the date can mean on that day of the week, and what it is worth then: less where it was another day."""
    if weekday is None or not reading.has_day:
        return reading.dates, 1.0
    kept = tuple(date for date in reading.dates if datetime.date.fromisoformat(date).weekday() == weekday)
    if kept:
        return kept, 1.0
    # A range begins on the weekday that is named, and a Hijri day may be off by one.
    return reading.dates, 1.0 if reading.is_range or reading.calendar == "hijri" else 0.8
