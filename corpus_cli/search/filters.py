"""Filters as a user gives them to conditions on the table: every value is checked before it gets there."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus_cli.document import Label
from corpus_cli.entities.names.words import name_key
from corpus_cli.errors import InputError
from corpus_cli.normalize.stage import normalize_text
from corpus_cli.results.run import Results
from corpus_cli.search.hit import Filters
from corpus_cli.search.manifest import Manifest
from corpus_cli.search.names import NamedEntity, Names, gazetteer_ids
from corpus_cli.search.table import quoted

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_KINDS: dict[Label, str] = {"PLACE": "place", "ORG": "organization"}
_MOST_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Condition:
    """``where``: in SQL, None for all passages. ``notes``: how names were understood."""

    where: str | None
    notes: tuple[str, ...] = ()


def to_condition(filters: Filters, *, results: Results, manifest: Manifest, names: Names) -> Condition:
    """The condition that these filters come to.

    Raises ``InputError`` for a language, theme, document, place or organization that the run does not have, for a date
    that is none and for a period that ends before it begins.
    """
    notes: list[str] = []
    parts = [
        _any("language", [_known(one, manifest.languages, "language", results) for one in filters.languages]),
        _any("theme_id", [_known(one, manifest.themes, "theme", results) for one in filters.themes]),
        _any("doc_id", [results.document(one).doc_id for one in filters.documents]),
        _any_in("places", [_named(one, "PLACE", names, notes) for one in filters.places]),
        _any_in("organizations", [_named(one, "ORG", names, notes) for one in filters.organizations]),
        *_period(filters.since, filters.until),
    ]
    return Condition(" AND ".join(part for part in parts if part) or None, tuple(notes))


def _any(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(map(quoted, values))})" if values else ""


def _any_in(column: str, ids: Sequence[str | None]) -> str:
    """The condition that a list column holds one of the ids; None stands for what no passage holds."""
    if not ids:
        return ""
    held = [f"array_has({column}, {quoted(one)})" for one in ids if one is not None]
    return f"({' OR '.join(held)})" if held else "n < 0"


def _known(value: str, known: Sequence[str], kind: str, results: Results) -> str:
    wanted = value.strip().casefold()
    for one in known:
        if one.casefold() == wanted:
            return one
    there = ", ".join(known) or "none"
    raise InputError(f"{results.root}: there is no {kind} {value!r}", remedy=f"use one of: {there}")


def _named(name: str, label: Label, names: Names, notes: list[str]) -> str | None:
    """The id of what is meant; None, and a note, for a place that the gazetteer knows and no passage names."""
    kind = _KINDS[label]
    shown = normalize_text(name) or name
    found = names.meant(name, label=label) or names.meant(shown, label=label)
    if found:
        notes.extend(_how_understood(name, found))
        return found[0].id
    if label == "PLACE" and gazetteer_ids(name_key(shown)):
        notes.append(f"no passage names {name} or a place in it")
        return None
    near = names.near(shown, label=label)
    some = f"did you mean {', '.join(near)}? " if near else ""
    raise InputError(
        f"no {kind} of this run is called {name!r}",
        remedy=f"{some}`corpus entities list OUT` shows them with their ids",
    )


def _how_understood(name: str, found: tuple[NamedEntity, ...]) -> Iterator[str]:
    """A note where the name could mean something else, or is not the name that was given."""
    taken, others = found[0], found[1:]
    written = {name_key(own) for own in (taken.name_en, taken.name_ar, taken.id) if own}
    inside = [one for one in others if taken.id in one.within]
    apart = [one for one in others if taken.id not in one.within]
    if inside:
        alone = ", ".join(one.id for one in inside[:_MOST_OTHERS])
        yield f"{name} is taken as {taken.shown}, with all that lies in it; for less, give {alone}"
    elif apart or (name != taken.id and name_key(normalize_text(name)) not in written):
        yield f"{name} is taken as {taken.shown}"
    if apart:
        some = "; ".join(one.shown for one in apart[:_MOST_OTHERS])
        yield f"{name} could also be {some}: give the id for another one"


def _period(since: str | None, until: str | None) -> Iterator[str]:
    first = _day(since, last=False) if since is not None else None
    last = _day(until, last=True) if until is not None else None
    if first is not None and last is not None and first > last:
        raise InputError(f"--since {since} is after --until {until}", remedy="exchange the two dates")
    if first is not None:
        # A document dated 2021-05 may be of any day of that month: it is in a period that begins within it.
        yield f"(date >= {quoted(first)} OR date IN ({quoted(first[:7])}, {quoted(first[:4])}))"
    if last is not None:
        yield f"date <= {quoted(last)}"


def _day(given: str, *, last: bool) -> str:
    """The first or last day of a date, month or year. Raises ``InputError`` if it is none."""
    match = _DATE.fullmatch(normalize_text(given).strip())
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        first_month, last_month = (month, month) if month else (1, 12)
        length = calendar.monthrange(year or 0, last_month if last else first_month)[1]
        chosen = day or (length if last else 1)
        if not 1 <= chosen <= length or not year:
            raise ValueError
        return f"{year:04}-{last_month if last else first_month:02}-{chosen:02}"
    except (ValueError, calendar.IllegalMonthError) as error:
        raise InputError(f"{given!r} is no date", remedy="write 2021-05-31, 2021-05 or 2021") from error
