"""The dates that a source offers as its own, each with what it is worth before it is compared with the others."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from corpus_cli.document import Calendar, DateSource
from corpus_cli.ingest.dates.reading import value
from corpus_cli.ingest.parsed import without_surrogates

Role = Literal["front_matter", "record", "published", "stated", "changed", "saved"]

#: What a field of metadata is worth: one that says published; one that says date; the time of the last change; the time
#: at which a file was saved, which is that of a copy as often as of the publication.
WORTH: dict[Role, float] = {
    "front_matter": 0.95, "record": 0.95, "published": 0.95, "stated": 0.85, "changed": 0.4, "saved": 0.3,
}  # fmt: skip
_KINDS: dict[Role, DateSource] = {"front_matter": "front_matter", "record": "record"}
_MONTH_ONLY, _YEAR_ONLY = 0.95, 0.9
_LONGEST = 100  # characters of what is kept as written
# A clock that was never set, the first day that ZIP and FAT know, and the template that python-docx begins with.
_NO_DAYS = frozenset({"1970-01-01", "1969-12-31", "1980-01-01", "1900-01-01", "1904-01-01", "2013-12-23"})
_UNSET = frozenset({"1970-01-01", "1969-12-31"})
_ONE_SITTING = 31  # days


@dataclass(frozen=True, slots=True)
class Stated:
    """A date that a file's metadata states, as it stands there, and what it is the date of.

    ``changed``: of the last change of a page; ``saved``: when the file was made or saved.
    """

    written: object
    role: Role = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A date that may be the document's. ``dates``: ISO; two, day first before month first, where it is ambiguous.

    ``decisive``: it claims to be the date of publication, so that another one contradicts it. ``place``: of the text's,
    where it stands in the extracted text.
    """

    kind: DateSource
    dates: tuple[str, ...]
    worth: float
    calendar: Calendar = "gregorian"
    written: str
    place: tuple[int, int] | None = None
    decisive: bool = True


def precision(date: str) -> float:
    """What a date is worth by how much it says."""
    return {10: 1.0, 7: _MONTH_ONLY}.get(len(date), _YEAR_ONLY)


def from_metadata(stated: Stated) -> Candidate | None:
    """The candidate that a field of metadata is, or ``None`` if it states no date."""
    reading = value(stated.written)
    if reading is None or (stated.role == "saved" and reading.dates[0] in _NO_DAYS) or reading.dates[0] in _UNSET:
        return None
    written = stated.written.isoformat() if isinstance(stated.written, datetime.date) else str(stated.written)
    return Candidate(
        kind=_KINDS.get(stated.role, "metadata"),
        dates=reading.dates,
        worth=WORTH[stated.role] * reading.sure * precision(reading.dates[0]),
        calendar=reading.calendar,
        written=" ".join(without_surrogates(written).replace("\x00", " ").split())[:_LONGEST],
        decisive=stated.role not in ("changed", "saved"),
    )


def saved(created: object, modified: object) -> tuple[Stated, ...]:
    """When an office file was saved, where that tells of its text: it was made and last changed within a month.

    Else its creation is that of a template or an older report, and its last change may be years after publication.
    """
    made, changed = value(created), value(modified)
    if made is None or changed is None or not (made.has_day and changed.has_day):
        return ()
    first, last = (datetime.date.fromisoformat(one.dates[0]) for one in (made, changed))
    return (Stated(modified, "saved"),) if 0 <= (last - first).days <= _ONE_SITTING else ()
