"""From overlapping mentions of several sources to one reading of the text: no two mentions overlap."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from corpus_cli.document import EntitySource, Label, Link
from corpus_cli.entities.gazetteer.gazetteer import Candidate
from corpus_cli.entities.names.evidence import Kind

_ORDER: tuple[EntitySource, ...] = ("model", "gazetteer", "alias")


@dataclass(frozen=True, slots=True)
class Mention:
    """A possible mention at ``text[start:end]`` of the document, and what it may refer to.

    ``candidates``: places or organizations of that name. ``kind``: the type word beside a place. ``link``: settled
    already (an alias, an acronym's organization). ``country``: named right beside a place.
    """

    start: int
    end: int
    label: Label
    score: float
    source: tuple[EntitySource, ...]
    segment: str
    candidates: tuple[Candidate, ...] = ()
    kind: Kind | None = None
    link: Link | None = None
    country: str | None = None


class Spanned(Protocol):
    """What stands at ``text[start:end]``."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The one behind its last."""


SpannedT = TypeVar("SpannedT", bound=Spanned)


def resolve(mentions: Iterable[Mention], *, least: float = 0.0) -> list[Mention]:
    """The mentions to keep, in text order.

    Sources that agree on span and label become one mention with a higher score; then what is below ``least`` goes.
    The user's aliases win. Of what overlaps, the longer stays (a place inside an organization's name is no mention);
    of two labels on one span, what the gazetteer knows.
    """
    return without_overlap(sorted((one for one in _merged(mentions) if one.score >= least), key=_rank))


def without_overlap(ranked: Iterable[SpannedT]) -> list[SpannedT]:
    """The spans to keep, in text order. ``ranked``: the best first; each is kept that overlaps nothing kept before."""
    kept: list[SpannedT] = []
    starts: list[int] = []
    for one in ranked:
        # What is kept never overlaps, so only the neighbours in text order can be in the way.
        at = bisect.bisect_left(starts, one.start)
        free_before = at == 0 or kept[at - 1].end <= one.start
        if free_before and (at == len(starts) or starts[at] >= one.end):
            kept.insert(at, one)
            starts.insert(at, one.start)
    return kept


def _merged(mentions: Iterable[Mention]) -> list[Mention]:
    by_span: dict[tuple[int, int, Label], Mention] = {}
    for mention in mentions:
        key = (mention.start, mention.end, mention.label)
        by_span[key] = _joined(by_span[key], mention) if key in by_span else mention
    return list(by_span.values())


def _joined(first: Mention, second: Mention) -> Mention:
    """One mention of two that agree: what both say is surer than what either says, if they are different sources."""
    sources = tuple(source for source in _ORDER if source in {*first.source, *second.source})
    score = max(first.score, second.score)
    if set(first.source) != set(second.source):
        score = max(score, min(0.99, round(1 - (1 - first.score) * (1 - second.score), 4)))
    return replace(
        first,
        score=1.0 if "alias" in sources else score,
        source=sources,
        candidates=first.candidates or second.candidates,
        kind=first.kind or second.kind,
        link=first.link or second.link,
        country=first.country or second.country,
    )


def _rank(mention: Mention) -> tuple[bool, int, bool, float, int, str]:
    alias = "alias" in mention.source
    known = "gazetteer" in mention.source
    return not alias, mention.start - mention.end, not known, -mention.score, mention.start, mention.label
