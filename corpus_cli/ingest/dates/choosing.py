"""Which of the dates that a source offers is taken, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from corpus_cli.document import Dated, Extracted
from corpus_cli.ingest.dates.candidates import Candidate, Stated, from_metadata
from corpus_cli.ingest.dates.datelines import own_dates
from corpus_cli.ingest.dates.names import in_name
from corpus_cli.ingest.dates.order import Order
from corpus_cli.ingest.parsed import without_surrogates

_BY_ORDER = 0.9
_BY_ANOTHER = 0.9  # what an ambiguous date is worth that another source tells the meaning of
_CONTRADICTED = 0.85
_MOST_SURE = 0.99


@dataclass(frozen=True, slots=True)
class Chosen:
    """The document's date and where it comes from; or, where one is written that cannot be read, why not."""

    date: str | None = None
    dated: Dated | None = None
    undated: str | None = None


def chosen(
    extracted: Extracted,
    *,
    path: str | None = None,
    stated: Iterable[Stated] = (),
    elsewhere: Callable[[], bool | None] | None = None,
) -> Chosen:
    """The date that is worth most among those of metadata, text and file name. No clock is asked, and no date of a file
    system.

    What another source says as well makes it surer, and the finer of two that agree is taken; one that says otherwise
    makes it less sure. A date that can be 3 April as well as 4 March, and that no language, spelling, weekday or other
    source decides, is none, and nothing weaker that fits neither takes its place. ``path``: the file, if it is all
    about this document. ``elsewhere``: asked for the order of day and month where the document does not show it.
    """
    order = Order(extracted.text, elsewhere=elsewhere)
    offered = [_ordered(one, order) for one in map(from_metadata, stated) if one is not None]
    offered += own_dates(extracted, order)
    named = in_name(path) if path is not None else None
    offered += [_ordered(named, order)] if named is not None else []
    if not offered:
        return Chosen()
    offered = [_settled(one, offered) for one in offered]
    best = max(offered, key=lambda one: one.worth)
    if len(best.dates) > 1:
        return Chosen(undated=f"{without_surrogates(best.written)} can be {best.dates[0]} or {best.dates[1]}")
    return _as_chosen(*_weighed(best, [one for one in offered if len(one.dates) == 1]))


def _ordered(one: Candidate, order: Order) -> Candidate:
    if len(one.dates) == 1 or order.day_first is None:
        return one
    return replace(one, dates=(one.dates[0 if order.day_first else 1],), worth=one.worth * _BY_ORDER)


def _settled(one: Candidate, offered: list[Candidate]) -> Candidate:
    """An ambiguous date with the one meaning that a clear date beside it has."""
    clear = {other.dates[0] for other in offered if len(other.dates) == 1}
    kept = tuple(date for date in one.dates if date in clear)
    return replace(one, dates=kept, worth=one.worth * _BY_ANOTHER) if len(one.dates) > len(kept) == 1 else one


def _weighed(best: Candidate, offered: list[Candidate]) -> tuple[Candidate, float]:
    """The best, or a finer one that agrees with it, and how sure it is beside what the other sources say."""
    agreeing = [one for one in offered if _agree(one, best)]
    finest = max((one for one in agreeing), key=lambda one: (len(one.dates[0]), one is best, one.worth))
    strongest: dict[str, float] = {}
    for one in agreeing:
        strongest[one.kind] = max(one.worth, strongest.get(one.kind, 0.0))
    doubt = 1.0
    for worth in strongest.values():
        doubt *= 1 - worth
    contradicted = any(one.decisive and one.worth >= 0.5 and not _agree(one, best) for one in offered)
    return finest, min(_MOST_SURE, 1 - doubt) * (_CONTRADICTED if contradicted else 1.0)


def _agree(one: Candidate, other: Candidate) -> bool:
    return one.dates[0].startswith(other.dates[0]) or other.dates[0].startswith(one.dates[0])


def _as_chosen(one: Candidate, confidence: float) -> Chosen:
    start, end = one.place if one.place is not None else (None, None)
    dated = Dated(
        source=one.kind,
        confidence=round(confidence, 2),
        calendar=one.calendar,
        written=without_surrogates(one.written),
        raw_start=start,
        raw_end=end,
    )
    return Chosen(date=one.dates[0], dated=dated)
