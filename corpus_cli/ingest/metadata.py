"""Titles and dates as metadata states them, checked: a wrong date or a file name as title is worse than none."""

from __future__ import annotations

import datetime
import re

from corpus_cli.ingest import arabic, english
from corpus_cli.ingest.parsed import without_surrogates

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_MONTHS = english.MONTHS | arabic.MONTHS
_NAMES = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_NUMERIC = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?:[t ].*)?", re.DOTALL)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})-(\d\d)(?:-(\d\d))?(?![\d-])")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
# A day or not, a month's name, a year: 17 April 2023, Apr 17, 2023, نيسان ٢٠٢٣. An all-number 3/4/2023 is ambiguous.
_DAY_FIRST = re.compile(rf"(?:\w+,\s*)?(?:(\d{{1,2}})\s+)?({_NAMES})\.?,?\s+(\d{{4}})(?:\s.*)?", re.DOTALL)
_MONTH_FIRST = re.compile(rf"({_NAMES})\.?\s+(\d{{1,2}}),?\s+(\d{{4}})")

_FILE_NAME = re.compile(r"\.(?:docx?|rtf|odt|indd|pdf|pub|xlsx?|pptx?|tmp|html?|txt|md)$", re.IGNORECASE)
_PLACEHOLDERS = frozenset(
    {"untitled", "untitled document", "word document", "document", "document1", "title", "powerpoint presentation"}
)


def clean_title(value: object) -> str | None:
    """The title on one line, or ``None`` if it is no title: empty, without letters, a file name, a placeholder."""
    if not isinstance(value, str):
        return None
    title = " ".join(without_surrogates(value).replace("\x00", " ").split())
    if sum(char.isalpha() for char in title) < 2 or len(title) > 500:
        return None
    if _FILE_NAME.search(title) or title.casefold() in _PLACEHOLDERS:
        return None
    return title


def iso_date(value: object) -> str | None:
    """The date as ``YYYY-MM-DD`` or ``YYYY-MM``, or ``None`` unless it can be read in one way only."""
    if isinstance(value, datetime.date):  # a datetime is one too: its day is taken as written, without a zone shift
        value = value.isoformat()[:10]
    if not isinstance(value, str):
        return None
    text = " ".join(value.translate(_DIGITS).casefold().split())[:100]
    if match := _NUMERIC.fullmatch(text):
        return _checked(match[1], int(match[3]), match[4])
    if match := _COMPACT.fullmatch(text):
        return _checked(match[1], int(match[2]), match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _checked(match[3], _MONTHS[match[2]], match[1])
    match = _MONTH_FIRST.fullmatch(text)
    return _checked(match[3], _MONTHS[match[1]], match[2]) if match else None


def date_in_name(path: str) -> str | None:
    """The ISO date (2022-12-05, or 2022-12) that a file's name holds, or ``None`` if it holds none, or several."""
    found = _IN_NAME.findall(path.replace("\\", "/").rpartition("/")[2].translate(_DIGITS))
    dates = {_checked(year, int(month), day or None) for year, month, day in found}
    return dates.pop() if len(dates) == 1 else None


def _checked(year: str, month: int, day: str | None) -> str | None:
    if not 1900 <= int(year) <= 2100:
        return None
    try:
        date = datetime.date(int(year), month, int(day or 1))
    except ValueError:
        return None
    return date.isoformat() if day else date.isoformat()[:7]
