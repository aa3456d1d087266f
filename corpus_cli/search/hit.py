"""What is asked for and what is found: plain data, for the command, the Python library and measurements alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Way = Literal["words", "meaning", "entity"]
#: Words: full text over folded stems. Meaning: vectors of both languages in one space. Entity: places and organizations
#: named in the query, under whatever name and in whichever language they stand in a passage.
WAYS: tuple[Way, ...] = ("words", "meaning", "entity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a passage must be like. Of several values of one kind one must hold, and every kind that is given.

    ``places``: names in either language or ids; what lies inside a place counts as the place. ``organizations``: names
    or ids. ``documents``: as ``Results.document`` takes them. ``since``, ``until``: ISO dates (a year or a month will
    do), both included; a passage without a date is in no period.
    """

    languages: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def __bool__(self) -> bool:
        return self != _NO_FILTERS


_NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found.

    ``start``, ``end``: in the document's text; ``raw_start``, ``raw_end``: in the text as extracted from the source.
    ``text``: the passage as it stands in the document's text. ``marks``: the words of the query in it, half-open
    offsets into ``text``. ``before``, ``after``: the passages around it, if context was asked for, else empty.
    ``score``: higher is better; comparable within one answer only (``fusion.py``); 0 in a list. ``why``: the ways
    that found it, the strongest first; empty in a list without a query. ``names``: ids of the places and organizations
    of the query that it names. ``run``: the run's output folder, as it was given.
    """

    doc_id: str
    record_id: str | None
    path: str
    title: str | None
    date: str | None
    language: str
    theme_id: str | None
    passage_id: str
    start: int
    end: int
    raw_start: int
    raw_end: int
    text: str
    score: float
    why: tuple[Way, ...]
    marks: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    run: str = ""
