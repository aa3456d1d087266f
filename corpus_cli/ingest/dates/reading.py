"""Dates found in a string, Gregorian and Hijri, in both languages; and the one date that a field of metadata states.

Works on folded text (``folding.py``). A date is read where it has one meaning, else it keeps its two: 3/4/2023.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus_cli.document import Calendar
from corpus_cli.ingest.dates import arabic, english, hijri
from corpus_cli.ingest.dates.folding import folded

FIRST_YEAR, LAST_YEAR = 1900, 2100
_HIJRI_YEARS = range(1300, 1500)
_LONGEST = 100  # characters of a field of metadata that are read


def _any(words: Iterable[str]) -> str:
    """A pattern for the words, the longest first, in their folded spelling."""
    return "|".join(sorted({re.escape(folded(word)) for word in words}, key=lambda word: (-len(word), word)))


def either(name: str) -> str:
    """The pattern of this name of both languages, folded; one alternation."""
    return folded(f"{getattr(english, name)}|{getattr(arabic, name)}").strip("|")


MONTHS = {folded(name): number for table in (english.MONTHS, arabic.MONTHS) for name, number in table.items()}
_HIJRI_MONTHS = {
    folded(name): number for table in (english.HIJRI_MONTHS, arabic.HIJRI_MONTHS) for name, number in table.items()
}
WEEKDAYS = {folded(name): number for table in (english.WEEKDAYS, arabic.WEEKDAYS) for name, number in table.items()}
WEEKDAY = rf"(?<!\w)(?:{_any(WEEKDAYS)})(?!\w)\.?"

_MONTH = rf"(?<![^\W\d_])(?:{_any(MONTHS)})(?![^\W\d_])"
_NAME = rf"(?P<month>{_MONTH})(?:\s*[/(\-]\s*(?P<twin>{_MONTH})\s*\)?)?"
_HIJRI_NAME = rf"(?<![^\W\d_])(?P<month>{_any(_HIJRI_MONTHS)})(?![^\W\d_])"
_TH = either("ORDINAL")
_DAY = rf"(?<!\d)(?<!\d[/.:])(?P<day>\d{{1,2}})(?:\s?(?:{_TH})(?![^\W\d_]))?"
_YEAR = r"(?P<year>\d{4})(?![\d]|[.:,]\d)"
_TO = rf"(?:-|/|&|,?\s*(?:{either('TO')})|,)"
# «12-آذار-2023» is a day; in «العدد 7 - نيسان 2022» the dash stands apart and parts what it stands between.
_DAY_TO_MONTH = rf"(?:-|\s*[/.,]\s*|\s*(?:{either('OF')})\s+|\s*)"
_MONTH_TO_YEAR = rf"\s*[-/.,]?\s*(?:(?:{either('OF_YEAR')})\s+)?"
# The days, perhaps with their month, that come before the last day of a range or a list: 12-, 28 March - , 12, 13 and.
_BEFORE = (
    rf"(?:(?<!\d)(?<!\d[/.:-])(?P<from>\d{{1,2}})(?:{_TH})?(?:{_DAY_TO_MONTH}(?P<from_month>{_MONTH}))?\s*{_TO}\s*"
    rf"(?:\d{{1,2}}\s*{_TO}\s*){{0,4}})?"
)
_NAMED = re.compile(rf"{_BEFORE}{_DAY}{_DAY_TO_MONTH}{_NAME}{_MONTH_TO_YEAR}{_YEAR}")
_MONTH_FIRST = re.compile(
    rf"{_NAME}\.?\s*{_DAY}"
    rf"(?:\s*(?:-|{either('AND')})\s*(?P<last>\d{{1,2}})(?:{_TH})?)?(?:,\s*|\s+){_YEAR}"
)
_YEAR_FIRST = re.compile(rf"(?<!\d)(?<!\d[/.:-]){_YEAR}[\s,-]+(?P<month>{_MONTH})\.?[\s-]+{_DAY}(?!\d)")
_MONTH_ONLY = re.compile(rf"(?:(?P<from_month>{_MONTH})(?:\s+\d{{4}})?\s*{_TO}\s*)?{_NAME}{_MONTH_TO_YEAR}{_YEAR}")
# 17 Apr 23, Apr '23: two digits are a year behind a named month, with a day before it or an apostrophe.
_SHORT_NAMED = re.compile(
    rf"(?:{_DAY}{_DAY_TO_MONTH}(?P<month>{_MONTH})[\s.,'/-]*|(?P<month_2>{_MONTH})\.?\s*')(?P<year>\d\d)(?![\d:.]|\s*:)"
)
_ISO = re.compile(
    r"(?<!\d)(?<!\d[/.-])(?P<year>\d{4})(?P<mark>[-/._])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d|[-/.]\d)"
)
_ISO_MONTH = re.compile(r"(?<!\d)(?<!\d[/.-])(?P<year>\d{4})[-/](?P<month>\d\d)(?![\d/]|[-.]\d)")
_MONTH_YEAR = re.compile(r"(?<!\d)(?<!\d[/.-])(?P<month>\d{1,2})[-/.](?P<year>\d{4})(?!\d|[-/.]\d)")
_NUMERIC = re.compile(
    r"(?<!\d)(?<!\d[/.-])(?P<a>\d{1,2})\s?(?P<mark>[-/.])\s?(?P<b>\d{1,2})\s?(?P=mark)\s?"
    r"(?P<year>\d{4}|\d\d)(?!\d|[-/.:]\d)"
)
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)")
_HIJRI_MARK = rf"\s*(?:{either('HIJRI_MARK')})(?![^\W\d_])\.?"
_HIJRI = re.compile(rf"(?:{_DAY}{_DAY_TO_MONTH})?{_HIJRI_NAME}{_MONTH_TO_YEAR}{_YEAR}(?:{_HIJRI_MARK})?")
_HIJRI_NUMERIC = re.compile(
    r"(?<!\d)(?<!\d[/.-])(?:(?P<year>1[345]\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    rf"|(?P<day_2>\d{{1,2}})(?P<mark_2>[-/.])(?P<month_2>\d{{1,2}})(?P=mark_2)(?P<year_2>1[345]\d\d)){_HIJRI_MARK}"
)
# What stands between two dates that are one: 12 Ramadan 1444 AH, corresponding to 3 April 2023; 1 May - 3 May 2023.
_COMMON = rf"(?:\s*(?:{either('COMMON_MARK')})(?![^\W\d_]))?"
_SAME = re.compile(rf"{_COMMON}[\s,/|()\[\]-]*(?:(?:{either('SAME_DAY')})\s*:?\s*)?[\s,(]*(?:{WEEKDAY})?[\s,]*")
_RANGE = re.compile(rf"{_COMMON}\s*(?:{_TO})\s*(?:{WEEKDAY})?\s*")
_TRAIL = re.compile(rf"\s*(?:{either('COMMON_MARK')})(?![^\W\d_])")


# What a line must hold for the patterns above to be tried on it: they are costly, and most lines hold no date.
_WORD = re.compile(r"[^\W\d_]+")
_MONTH_WORDS = frozenset(_WORD.match(name).group() for name in MONTHS)  # type: ignore[union-attr]
_HIJRI_WORDS = frozenset(_WORD.match(name).group() for name in _HIJRI_MONTHS)  # type: ignore[union-attr]
_TWO_NUMBERS = re.compile(r"\d\s?[-/._]\s?\d")
_DIGITS_OF_DATE = re.compile(r"\d{4}|['’]\s*\d\d|\d\s?[-/.]\s?\d\d?\s?[-/.]\s?\d|\d[\w\s.'-]{3,16}\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A date in a string, at ``start`` to ``end``. ``dates``: what it can mean, ISO; with two, the first is day first.

    ``sure``: what it is worth by its form alone, 0 to 1. ``is_range``: it ends a range, and the end is what is read.
    ``bare``: a year and a month in digits (2010-11, 4/2023), which may be something else where nothing says date.
    ``begins``: of a range, its first day or month, if that is not of the same month as the last.
    """

    start: int
    end: int
    dates: tuple[str, ...]
    calendar: Calendar = "gregorian"
    sure: float = 1.0
    is_range: bool = False
    bare: bool = False
    begins: str | None = None

    @property
    def has_day(self) -> bool:
        """Whether it names a day."""
        return len(self.dates[0]) == len("2023-04-17")

    @property
    def is_period(self) -> bool:
        """Whether it is a range of more than a month, as what a report covers; March/April is none."""
        if self.begins is None:
            return False
        first, last = (
            datetime.date.fromisoformat(date + "2023-04-01"[len(date) :]) for date in (self.begins, self.dates[0])
        )
        return (last - first).days > 31


def may_hold_date(text: str) -> bool:
    """Whether the text, folded or not, has digits as a date has them: a quick test before it is folded and read."""
    return _DIGITS_OF_DATE.search(text) is not None


def find(text: str) -> list[Reading]:
    """The dates in the folded text, in order, none overlapping.

    The same day in two calendars is one date, and so is a range: nothing about it is published before its last day.
    """
    found: list[Reading] = []
    taken: list[tuple[int, int]] = []
    for reading, (start, end) in _all(text):
        if all(end <= a or b <= start for a, b in taken):
            taken.append((start, end))
            if reading is not None:
                found.append(reading)
    return _joined(text, sorted(found, key=lambda one: one.start))


def value(written: object) -> Reading | None:
    """The date that a field of metadata, a front matter or a record states, or ``None`` unless it states one only."""
    if isinstance(written, datetime.date):  # a datetime is one too: its day is taken as written, without a zone shift
        written = written.isoformat()[:10]
    if isinstance(written, int) and not isinstance(written, bool) and FIRST_YEAR <= written <= LAST_YEAR:
        written = str(written)
    if not isinstance(written, str):
        return None
    text = folded(written).strip()[:_LONGEST].strip()
    if (match := _VALUE.fullmatch(text)) is not None:
        return _numbers(match["year"], match["month"], match["day"], span=match.span())
    found = find(text)
    if len(found) != 1 or found[0].is_period or _REST.fullmatch(text[: found[0].start]) is None:
        return None
    return found[0] if REST_AFTER.fullmatch(text[found[0].end :]) else None


# A PDF's D:20230417101500+03'00', the compact form of ISO 8601, and a year alone.
_VALUE = re.compile(r"(?:d:)?(?P<year>\d{4})(?:(?P<month>\d\d)(?P<day>\d\d)(?:\d{2,6}|t\d.*)?(?:z|[+-]\d.*)?)?")
# Possessive, since most of it can be read in two ways (mon. and mon with a full stop), which a line of forty would try
# out until the end of days. So what is longer comes first: the labels before the fillers that they begin with.
_REST = re.compile(
    rf"(?:{WEEKDAY}|(?:{either('PUBLISHED')}|{either('STATED')})(?!\w)|(?:{either('FILLERS')})(?!\w)|[\s,:()\[\]-])*+"
)
_TIME = (
    rf"(?:t?\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?|{either('HOUR')}|z(?!\w)|[+-]\d\d:?\d\d"
    rf"|(?:{either('TIME_WORDS')})(?!\w))"
)
REST_AFTER = re.compile(rf"(?:t?{_TIME}|{WEEKDAY}|[\s,.()\[\]|-])*+")


def _all(text: str) -> Iterator[tuple[Reading | None, tuple[int, int]]]:
    """Every match, the longer forms first; one that is no date takes its place, so that no part of it is read."""
    words = set(_WORD.findall(text))
    has_numbers = _TWO_NUMBERS.search(text) is not None
    if not words.isdisjoint(_HIJRI_WORDS):
        yield from ((_hijri(match), match.span()) for match in _HIJRI.finditer(text))
    if has_numbers:
        yield from ((_hijri(match), match.span()) for match in _HIJRI_NUMERIC.finditer(text))
    if not words.isdisjoint(_MONTH_WORDS):
        for pattern in (_NAMED, _MONTH_FIRST, _YEAR_FIRST, _MONTH_ONLY, _SHORT_NAMED):
            for match in pattern.finditer(text):
                yield _named(match), match.span()
    if has_numbers:
        for match in _ISO.finditer(text):
            yield _numbers(match["year"], match["month"], match["day"], span=match.span()), match.span()
        for match in _NUMERIC.finditer(text):
            yield _either_order(match), match.span()
        for pattern in (_ISO_MONTH, _MONTH_YEAR):
            for match in pattern.finditer(text):
                yield _numbers(match["year"], match["month"], None, span=match.span(), bare=True), match.span()


def compact(text: str) -> list[Reading]:
    """Dates of eight digits (20230417): only where numbers are expected to be dates, as in a file's name."""
    found = (_numbers(one["year"], one["month"], one["day"], span=one.span()) for one in _COMPACT.finditer(text))
    return [replace(one, sure=0.9) for one in found if one is not None]


def _named(match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    name, twin, begin = groups.get("month") or groups.get("month_2"), groups.get("twin"), groups.get("from_month")
    assert name is not None
    month, day = MONTHS[name], groups.get("last") or groups.get("day")
    is_range = bool(begin or groups.get("from") or groups.get("last"))
    if twin is not None and MONTHS[twin] != month:
        if day is not None:
            return None  # 5 آذار/أبريل: two names that contradict each other
        month, is_range = MONTHS[twin], True
    year = groups["year"] if len(groups["year"]) == 4 else _full_year(groups["year"])
    date = iso(year, month, day)
    start = match.start()
    if groups.get("from") and not begin and day and int(groups["from"]) >= int(day):
        start, is_range = match.start("day"), False  # «No. 12, 3 May 2023»: no range
    if date is None:
        return None
    return Reading(
        start=start, end=match.end(), dates=(date,), sure=0.95 if is_range or len(groups["year"]) == 2 else 1.0,
        is_range=is_range, begins=iso(year, MONTHS[begin], groups.get("from")) if begin else None,
    )  # fmt: skip


def _numbers(
    year: str, month: str | None, day: str | None, *, span: tuple[int, int], bare: bool = False
) -> Reading | None:
    date = iso(year, int(month) if month else None, day)
    return Reading(start=span[0], end=span[1], dates=(date,), bare=bare) if date else None


def _either_order(match: re.Match[str]) -> Reading | None:
    """Two numbers and a year. Two digits are a year only where no other of the three could be it."""
    a, b, year = match["a"], match["b"], match["year"]
    sure = 1.0
    if len(year) == 2:
        # 03/04/23 may begin with its year. Not so 08/17/22, 7/4/99 and 23/4/23; 17/08/22 hardly, but 17-08-22 may.
        hardly = int(a) > 12 and match["mark"] != "-"
        if int(year) <= 31 and year != a.zfill(2) and int(b) <= 12 and not hardly:
            return None
        year, sure = _full_year(year) or "", 0.8 if hardly else 0.95
    dates = (iso(year, int(b), a), iso(year, int(a), b))
    if match["mark"] == "." and dates[0]:
        dates = (dates[0], None)  # full stops stand in dates of the countries that write the day first
    known = tuple(dict.fromkeys(date for date in dates if date))
    return Reading(start=match.start(), end=match.end(), dates=known, sure=sure) if known else None


def _hijri(match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    name = groups["month"] or groups["month_2"]
    year, day = groups["year"] or groups["year_2"], groups["day"] or groups.get("day_2")
    if int(year) not in _HIJRI_YEARS:
        return None
    month = _HIJRI_MONTHS.get(name) or int(name)
    date = hijri.gregorian(int(year), month, int(day) if day else None)
    if date is None:
        return None
    return Reading(start=match.start(), end=match.end(), dates=(date,), calendar="hijri", sure=hijri.SURE)


def _joined(text: str, found: list[Reading]) -> list[Reading]:
    joined: list[Reading] = []
    for one in found:
        before = joined[-1] if joined else None
        between = text[before.end : one.start] if before else ""
        if before is not None and before.calendar != one.calendar and _SAME.fullmatch(between):
            joined[-1] = _same_day(before, one)
        elif before is not None and _ends(before, one) and _RANGE.fullmatch(between):
            joined[-1] = replace(one, start=before.start, is_range=True, begins=before.dates[0], sure=0.95 * one.sure)
        else:
            joined.append(one)
    return [_with_mark(text, one) for one in joined]


def _with_mark(text: str, one: Reading) -> Reading:
    mark = _TRAIL.match(text, one.end)
    return replace(one, end=mark.end()) if mark and one.calendar == "gregorian" else one


def _ends(begin: Reading, end: Reading) -> bool:
    if begin.calendar != end.calendar or len(begin.dates) != len(end.dates):
        return False
    return begin.has_day == end.has_day and begin.dates < end.dates


def _same_day(one: Reading, other: Reading) -> Reading:
    """The Gregorian of the two; worth less where the other is more than two days from it."""
    common, islamic = (one, other) if one.calendar == "gregorian" else (other, one)
    sure = 1.0
    if common.has_day and islamic.has_day:
        days = [datetime.date.fromisoformat(reading.dates[0]).toordinal() for reading in (common, islamic)]
        sure = 1.0 if abs(days[0] - days[1]) <= 2 or len(common.dates) > 1 else 0.6
    return replace(common, start=one.start, end=other.end, sure=min(common.sure, sure))


def _full_year(two: str) -> str | None:
    """The year of its last two digits: to 2040 and from 1960 on; between them nobody knows."""
    number = int(two)
    return str(2000 + number) if number <= 40 else str(1900 + number) if number >= 60 else None


def iso(year: str | None, month: int | None, day: str | int | None) -> str | None:
    """YYYY, YYYY-MM or YYYY-MM-DD if there is such a day between 1900 and 2100."""
    if not year or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        date = datetime.date(int(year), month or 1, int(day or 1))
    except ValueError:
        return None
    return date.isoformat()[: 10 if day else 7 if month else 4]
