"""Places whose link is wrong or missing, by name, the most frequent first, each in its sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus_cli.document import Link
from corpus_cli.evaluation.context import InSentence, in_sentence
from corpus_cli.evaluation.gold import GoldText
from corpus_cli.evaluation.links.gold import Point
from corpus_cli.evaluation.links.scores import FAR_KM, NEAR_KM, Outcome
from corpus_cli.evaluation.scores import fold


class Kind(StrEnum):
    """What is wrong with a link, the worst first."""

    FAR = "linked to a place far away"
    UNLINKED = "without a link"
    MISSED = "not recognised as a place"
    BESIDE = "linked to a place beside it"
    OTHER_CLASS = "linked to another kind of place"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedText:
    """A text with its marked places and what became of them. ``unread``: why the product made no document of it."""

    row: GoldText
    outcomes: tuple[Outcome, ...]
    sentences: tuple[tuple[int, int], ...] = ()
    unread: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(InSentence):
    """A wrong or missing link in its sentence. ``times``: how often the name went so.

    ``point`` and ``type``: what people marked; ``km`` from there to the link.
    """

    point: Point
    type: str | None
    link: Link | None
    km: float | None
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultGroup:
    """All faults of one kind. ``languages``: how many in each."""

    kind: Kind
    count: int
    languages: dict[str, int]
    faults: tuple[Fault, ...]


def group_faults(texts: Iterable[LinkedText], *, examples: int) -> tuple[FaultGroup, ...]:
    """What went wrong in all texts, the worst kind first, each with up to so many names.

    Names are told apart by their folded form, the most frequent first; each is shown where its link is farthest away.
    """
    kinds: dict[Kind, list[tuple[LinkedText, Outcome]]] = defaultdict(list)
    for text in texts:
        for outcome in text.outcomes:
            kind = kind_of(outcome)
            if kind is not None:
                kinds[kind].append((text, outcome))
    return tuple(
        FaultGroup(
            kind=kind,
            count=len(kinds[kind]),
            languages=dict(sorted(Counter(text.row.language for text, _ in kinds[kind]).items())),
            faults=tuple(_faults(kinds[kind], examples)),
        )
        for kind in Kind
        if kind in kinds
    )


def kind_of(outcome: Outcome) -> Kind | None:
    """What is wrong with the link of a marked place, if anything is."""
    if outcome.found is None:
        return Kind.MISSED
    if outcome.km is None:
        return Kind.UNLINKED
    if outcome.km > FAR_KM:
        return Kind.FAR
    if outcome.km > NEAR_KM:
        return Kind.BESIDE
    return Kind.OTHER_CLASS if outcome.gold.type is not None and not outcome.same_class else None


def _faults(members: Iterable[tuple[LinkedText, Outcome]], most: int) -> Iterator[Fault]:
    names: dict[str, list[tuple[LinkedText, Outcome]]] = defaultdict(list)
    for text, outcome in members:
        start, end = _edges(outcome)
        names[fold(text.row.text[start:end])].append((text, outcome))
    worst = [(len(same), max(same, key=lambda one: one[1].km or 0.0)) for same in names.values()]
    worst.sort(key=lambda one: (-one[0], -(one[1][1].km or 0.0)))  # stable: then by first appearance
    for times, (text, outcome) in worst[:most]:
        yield _fault(text, outcome, times)


def _fault(text: LinkedText, outcome: Outcome, times: int) -> Fault:
    start, end = _edges(outcome)
    before, after = in_sentence(text.row.text, start, end, sentences=text.sentences)
    return Fault(
        id=text.row.id,
        line=text.row.line,
        language=text.row.language,
        before=before,
        mention=text.row.text[start:end],
        after=after,
        point=outcome.gold.points[0],
        type=outcome.gold.type,
        link=outcome.found.link if outcome.found else None,
        km=outcome.km,
        times=times,
    )


def _edges(outcome: Outcome) -> tuple[int, int]:
    """Of what the product found; of what people marked where it found nothing."""
    shown = outcome.found or outcome.gold
    return shown.start, shown.end
