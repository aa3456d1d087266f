"""The dates in a text's head that are its own: labelled ones, datelines, bylines; never that of an event it tells of.

A date counts where its line says so: it stands alone, behind a label (Published, آخر تحديث), behind a place, a body,
the name of a kind of document or an author, with a comma, a dash or a bar between. Lines that speak of laws,
agreements, attacks, deadlines and the like count for nothing, and running text only where it opens with a dateline.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus_cli.document import Extracted
from corpus_cli.ingest.dates import arabic, english
from corpus_cli.ingest.dates.candidates import Candidate, precision
from corpus_cli.ingest.dates.folding import Folded, fold, folded
from corpus_cli.ingest.dates.head import Line, lines
from corpus_cli.ingest.dates.order import Order, by_weekday, weekday_near
from corpus_cli.ingest.dates.reading import REST_AFTER, WEEKDAY, Reading, either, find, may_hold_date

Role: TypeAlias = Literal[
    "published", "stated", "held", "updated", "byline", "place", "press", "body", "kind", "alone", "bar", "unknown"
]
#: What a date is worth by how it stands in the head; the text's own word for it first.
WORTH: dict[Role, float] = {
    "published": 0.9, "stated": 0.85, "byline": 0.8, "place": 0.8, "press": 0.8, "body": 0.75, "alone": 0.7,
    "held": 0.7, "kind": 0.65, "bar": 0.6, "updated": 0.6, "unknown": 0.55,
}  # fmt: skip
_LABELS: tuple[Role, ...] = ("published", "updated", "held", "stated")
_SHORT = 100  # characters within which a line that has a date of its own comes to it; below running text, all of it
_LEAD_WORDS = 14  # before a date at most; more is a sentence
# «حماة، 2 شباط 1982» is what a study is about: nothing that comes as a file has an older dateline.
_OLDEST = "1990"
_RANGE = 0.65  # a range is when something took place; what tells of it may have come out days later
_BY_ORDER = 0.9  # what a date is worth whose day and month were told apart by the document's habit

_EDGE = r"(?<!\w)"
_END = r"(?!\w)"
_FILL = rf"(?:{_EDGE}{WEEKDAY}|{_EDGE}(?:{either('FILLERS')}){_END}|[\s,(\[-])*+"
_ROLES = "|".join(f"(?P<{role}>{either(role.upper())})" for role in _LABELS)
_LABEL = re.compile(rf"(?:^|[|(\[;]|\s-\s)[\s*_#>]*(?:{_ROLES}){_END}(?P<mark>\s*[:|=])?{_FILL}$")
# Year of publication: 2018. A year alone is a date only behind a label with a mark.
_YEAR = re.compile(
    rf"(?:{either('PUBLISHED')}|{either('STATED')})\s*[:|=]\s*(?P<year>(?:19|20)\d\d)\s*(?:{either('COMMON_MARK')})?$"
)
# Date and place: Homs, 12 March 2023
_LABEL_AND_PLACE = re.compile(rf"^[\s*_#>]*(?:{_ROLES}){_END}\s*[:|][^:|.\d]{{1,40}}[,-]\s*{_FILL}$")
_GATHERING = re.compile(rf"^\W*(?:{either('GATHERING')})\s*[:|]")
_INCIDENT = re.compile(rf"^\W*(?:{either('INCIDENT')})\s*[:|]")
_NEAR = 6  # lines above and below a «Date:» that say what it is the date of
_ONLY_FILL = re.compile(rf"[*_#>]*{_FILL}")
_OTHER = re.compile(rf"{_EDGE}(?:{either('OTHER')}){_END}")
_BYLINE = re.compile(
    rf"^\W*(?:{either('BYLINE')})\s*:?\s+[^\d]{{2,80}}?(?:[|,]|\s-|{_EDGE}(?:{either('ON')})\s)\s*{_FILL}$"
)
_KIND = re.compile(rf"^(?:{folded(arabic.KINDS)})(?!\w)|{_EDGE}(?:{english.KINDS}){_END}")
_BODY = re.compile(rf"^(?:{folded(arabic.BODIES)})(?!\w)|{_EDGE}(?:{english.BODIES})s?{_END}")
_PLACE = re.compile(
    rf"(?:(?:{either('BEFORE_PLACE')})\s+){{0,2}}(?:{either('PLACES')})(?:\s+(?:{either('AFTER_PLACE')}))?"
)
_FUNCTION_WORDS = frozenset(map(folded, (*english.FUNCTION_WORDS, *arabic.FUNCTION_WORDS)))
_SEGMENTS = re.compile(r"\s*[|,;()]\s*|\s+-\s+|-\s*$|\s*/\s*")
_SEPARATED = re.compile(r"(?:[|,(/]|\s-|-\s)[\s(\[]*$")
_BARRED = re.compile(r"\|\s*$")
_END_MARK = re.compile(r"[.,:]\s*$")
_ABBREVIATION = re.compile(r"\w\.")
_AFTER_BAR = re.compile(r"[\s,]*(?:[|(\[]|-\s)")
_LONGEST_AFTER = 60  # characters behind a date and a bar: News, 6 min read
_AUTHOR = re.compile(rf"\s*(?:{either('BY')})\s")
_IN = re.compile(rf"{_EDGE}(?:{either('ON')})\s*$")
_SMALL_WORD = re.compile(r"(?<![\w'-])[a-z]\w")
_DASH_AND_TEXT = re.compile(r"\s*[)\]]?\s*(?:\([^)]{1,30}\)|[|,]\s*[^-:|,]{1,30})?\s*[)\]]?\s*(?:--?|[:|])\s*\w")
_WEEKDAYS_BEFORE = re.compile(rf"(?:{_EDGE}{WEEKDAY}|{_EDGE}(?:{either('FILLERS')}){_END}|[\s(\[,])++$")


@dataclass(frozen=True, slots=True)
class _Around:
    """A date of a line with what stands before and behind it, up to the line's other dates; folded."""

    line: Line
    folded: Folded
    reading: Reading
    before: str
    after: str
    is_first: bool


def own_dates(extracted: Extracted, order: Order) -> list[Candidate]:
    """The dates of the head that are the document's own, the surest first.

    Two lines that are nothing but dates make a chronology: neither counts. Ambiguous dates keep both meanings.
    """
    found: list[tuple[Role, Candidate]] = []
    alone: list[Reading] = []
    head = list(lines(extracted))
    for at, line in enumerate(head):
        if (line.deep and len(line.text) > _SHORT) or not may_hold_date(line.text[:_SHORT]):
            continue
        for around in _dates(line):
            role = _role(around)
            if role == "stated":
                role = _of_what(head[max(0, at - _NEAR) : at + _NEAR + 1])
            if role == "alone":
                alone.append(around.reading)
            if role is not None and (not line.deep or role in ("published", "updated")):
                found.append((role, _candidate(around, role, order)))
    kept = [candidate for role, candidate in found if role != "alone" or _is_one_day(alone)]
    return sorted(kept, key=lambda candidate: -candidate.worth)


def _is_one_day(readings: list[Reading]) -> bool:
    """Whether they are one date; the same day may stand in both calendars, which differ by a day or two."""
    if len({reading.dates for reading in readings}) == 1:
        return True
    if len({(reading.calendar, reading.dates) for reading in readings}) > 2 or not all(one.has_day for one in readings):
        return False
    days = [datetime.date.fromisoformat(reading.dates[0]).toordinal() for reading in readings]
    return len({reading.calendar for reading in readings}) == 2 and max(days) - min(days) <= 2


def _dates(line: Line) -> Iterator[_Around]:
    text = fold(line.text)
    readings = find(text.text)
    if not readings and (match := _YEAR.search(text.text)):
        year = Reading(start=match.start("year"), end=match.end("year"), dates=(match["year"],))
        yield _Around(line, text, year, text.text[: year.start], "", True)
    for at, reading in enumerate(readings):
        begin = readings[at - 1].end if at else 0
        end = readings[at + 1].start if at + 1 < len(readings) else len(text.text)
        yield _Around(line, text, reading, text.text[begin : reading.start], text.text[reading.end : end], at == 0)


def _role(around: _Around) -> Role | None:
    """As what the date stands in its line; ``None`` if nothing says that it is the document's own."""
    line = around.line
    if line.kind in ("quote", "caption") or line.goes_on or around.reading.is_period:
        return None
    if (role := _label(around)) is not None:
        return role
    if around.reading.bare or not around.is_first or line.kind in ("table", "list_item"):
        return None
    if around.reading.dates[0] < _OLDEST:
        return None
    if line.opens and _is_press(around):
        return "press"
    return _unlabelled(around) if _ends_line(around.after) and not line.cut else None


def _unlabelled(around: _Around) -> Role | None:
    """The role of a date that ends its line, by what stands before it there."""
    before = around.before
    if _ONLY_FILL.fullmatch(before):
        return _below(around.line, around.after)
    if _BYLINE.search(before) and len(before.split()) <= _LEAD_WORDS:
        return "byline"
    if _OTHER.search(before) or _OTHER.search(around.after):
        return None
    return _by_lead(around)


def _label(around: _Around) -> Role | None:
    """What the label before the date says; without a colon it must stand free, so that no sentence begins with it."""
    before = around.before
    match = _LABEL.search(before) or _LABEL_AND_PLACE.search(before)
    if match is None:
        return None
    if not _is_own(match):
        return None
    role = next(role for role in _LABELS if match[role] is not None)
    groups = match.groupdict()
    if groups.get("mark") or match.re is _LABEL_AND_PLACE:
        return role
    return role if _ends_line(around.after) or _AUTHOR.match(around.after) else None


def _is_own(match: re.Match[str]) -> bool:
    """Whether the label speaks of the document: تاريخ صدور القانون speaks of a law."""
    return match["updated"] is not None or _OTHER.search(match.group()) is None


def _of_what(beside: list[Line]) -> Role | None:
    """What a plain «Date:» is the date of, by the labels beside it: killed, attacks: none of the document's own; place,
    present: of the gathering that it tells of.
    """
    texts = [folded(line.text) for line in beside]
    if any(_INCIDENT.match(text) for text in texts):
        return None
    return "held" if any(_GATHERING.match(text) for text in texts) else "stated"


def _ends_line(after: str) -> bool:
    """Whether nothing comes behind the date but the time, the weekday, a bracket, or what a bar parts from it."""
    if REST_AFTER.fullmatch(after):
        # A mark at its end is that of a sentence or opens what follows, unless it ends p.m.
        return _END_MARK.search(after) is None or _ABBREVIATION.search(after) is not None
    return _AFTER_BAR.match(after) is not None and len(after) <= _LONGEST_AFTER


def _below(line: Line, after: str) -> Role | None:
    """The role of a date that has its line for itself: that of a label in the line above."""
    above = folded(line.before).strip()
    match = _LABEL.search(above)
    if match is not None:
        return next(role for role in _LABELS if match[role] is not None) if _is_own(match) else None
    if _OTHER.search(above) and (above.endswith(":") or len(above.split()) <= 2):
        return None
    return None if after.rstrip().endswith((":", ",")) else "alone"


def _is_press(around: _Around) -> bool:
    """(Beirut, 2 November 2023) – A network …: a place, the date, a dash, and then the text."""
    lead = _WEEKDAYS_BEFORE.sub("", around.before.rstrip(" ,-|(/["))
    lead = lead.strip(" ,-|([/")
    separated = _SEPARATED.search(_WEEKDAYS_BEFORE.sub(" ", around.before).rstrip() + " ") or "," in around.before
    if not lead or not (separated or "-" in around.before or "(" in around.before) or len(lead.split()) > 6:
        return False
    if _OTHER.search(lead) or not _DASH_AND_TEXT.match(around.after):
        return False
    return _names_place(lead) or (around.before.lstrip().startswith("(") and _is_name(around, lead))


def _by_lead(around: _Around) -> Role | None:
    """The role by what stands before the date in its line, parted from it by a comma, a dash, a bar or a bracket."""
    bare = _WEEKDAYS_BEFORE.sub("", around.before)
    marks = around.before[len(bare) :]
    lead = bare.rstrip(" -|(/,:")
    if len(lead.split()) > _LEAD_WORDS:
        return None
    if not (_SEPARATED.search(f"{bare} ") or "," in marks or "(" in marks):
        return "place" if _IN.search(around.before.rstrip() + " ") and _PLACE.fullmatch(lead.strip()) else None
    segments = [segment.strip() for segment in _SEGMENTS.split(lead) if segment.strip()]
    found: list[tuple[Role, object]] = [
        ("place", _names_place(lead)),
        ("body", any(_BODY.search(segment) for segment in segments)),
        ("kind", any(_KIND.search(segment) for segment in segments)),
        ("bar", _BARRED.search(bare)),
        # Below the title, a name of one or two words is most likely that of a place that is not in the list.
        ("unknown", around.line.before and len(lead.split()) <= 2 and _is_name(around, lead)),
    ]
    return next((role for role, fits in found if fits), None)


def _names_place(lead: str) -> bool:
    """Whether a part of it is a place that is known: Homs; Town hall, Homs; Damascus / Beirut."""
    return any(_PLACE.fullmatch(segment.strip()) for segment in _SEGMENTS.split(lead))


def _is_name(around: _Around, lead: str) -> bool:
    """Whether it could be the name of a place: no word of grammar, and in Latin letters each word with a capital."""
    words = lead.split()
    if any(word.strip(",.") in _FUNCTION_WORDS for word in words) or len(words) > 4:
        return False
    shown = around.line.text[: around.folded.span(around.reading.start, around.reading.end)[0]]
    return _SMALL_WORD.search(shown) is None


def _candidate(around: _Around, role: Role, order: Order) -> Candidate:
    reading, line = around.reading, around.line
    dates, sure = by_weekday(reading, weekday_near(around.folded.text, reading))
    if len(dates) > 1 and order.day_first is not None:
        dates, sure = (dates[0 if order.day_first else 1],), sure * _BY_ORDER
    start, end = around.folded.span(reading.start, reading.end)
    return Candidate(
        kind="text",
        dates=dates,
        worth=min(WORTH[role], _RANGE if reading.is_range else 1.0) * reading.sure * sure * precision(dates[0]),
        calendar=reading.calendar,
        written=line.text[start:end],
        place=line.raw(start, end),
        decisive=role not in ("updated", "held") and not reading.is_range,
    )
