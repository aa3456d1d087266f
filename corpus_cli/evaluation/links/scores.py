"""How many marked places are found, linked, and linked near their point.

The figures are those of toponym resolution: 161 km (100 miles) is its customary bound (Gritta, Pilehvar, Limsopatham
and Collier 2018).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from corpus_cli.document import Link
from corpus_cli.entities.gazetteer.distance import kilometres
from corpus_cli.evaluation.links.gold import GoldPlace, Point
from corpus_cli.evaluation.scores import ALL

FAR_KM = 161
NEAR_KM = 50
# Gold sets and gazetteers draw no common line between what stands in one of these.
_CLASSES = (
    "city town village seat capital settlement",
    "governorate province state",
    "river water lake",
    "region mountain island",
    "facility crossing road square airport",
)
_CLASS = {name: group for group in _CLASSES for name in group.split()}


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that the product found, in offsets of the gold text, and what it linked it to."""

    start: int
    end: int
    link: Link | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A marked place with what the product found there. ``km``: from its link to the nearest point that is right."""

    gold: GoldPlace
    found: FoundPlace | None
    km: float | None

    @property
    def near(self) -> bool:
        """Whether the link lies within 161 km."""
        return self.km is not None and self.km <= FAR_KM

    @property
    def same_class(self) -> bool:
        """Whether the link's type is of the marked one's class."""
        link = self.found.link if self.found else None
        return link is not None and class_of(link.type) == class_of(self.gold.type)


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """How many places people marked, and how many of them came how far.

    ``typed``: places with a marked type that are linked within 161 km; ``same_class``: of these, to that class.
    """

    gold: int = 0
    recognised: int = 0
    linked: int = 0
    near161: int = 0
    near50: int = 0
    typed: int = 0
    same_class: int = 0

    def __add__(self, other: LinkCounts) -> LinkCounts:
        return LinkCounts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def shares(self) -> dict[str, float | None]:
        """The figures by their names, from 0 to 1; ``None`` where there is nothing to take a share of."""
        return {
            "recognised": _share(self.recognised, self.gold),
            "linked": _share(self.linked, self.recognised),
            "acc161": _share(self.near161, self.recognised),
            "acc50": _share(self.near50, self.recognised),
            "precision161": _share(self.near161, self.linked),
            "end_to_end161": _share(self.near161, self.gold),
            "same_class": _share(self.same_class, self.typed),
        }


#: Counts by language.
LinkTable = dict[str, LinkCounts]


def outcomes(places: Iterable[GoldPlace], found: Sequence[FoundPlace]) -> tuple[Outcome, ...]:
    """Each marked place with the first found one that has a character in common with it."""
    return tuple(_outcome(place, found) for place in places)


def count(results: Iterable[Outcome]) -> LinkCounts:
    """The counts of these places."""
    return sum((_counted(one) for one in results), LinkCounts())


def table(results: Iterable[tuple[str, Iterable[Outcome]]]) -> LinkTable:
    """The counts of each language in alphabetical order; where there is more than one, all of them come last."""
    found: LinkTable = {}
    for language, texts in results:
        found[language] = found.get(language, LinkCounts()) + count(texts)
    found = dict(sorted(found.items()))
    if len(found) > 1:
        found[ALL] = sum(found.values(), LinkCounts())
    return found


def class_of(kind: str | None) -> str | None:
    """The class of a type; one that is in none is its own."""
    return None if kind is None else _CLASS.get(kind, kind)


def _outcome(place: GoldPlace, found: Sequence[FoundPlace]) -> Outcome:
    hit = next((one for one in found if one.start < place.end and place.start < one.end), None)
    link = hit.link if hit else None
    if link is None or link.lat is None or link.lon is None:
        return Outcome(place, hit, None)
    return Outcome(place, hit, _distance((link.lat, link.lon), place.points))


def _distance(point: Point, right: Iterable[Point]) -> float:
    return min(kilometres(*point, *other) for other in right)


def _counted(one: Outcome) -> LinkCounts:
    typed = one.near and one.gold.type is not None
    return LinkCounts(
        gold=1,
        recognised=int(one.found is not None),
        linked=int(one.km is not None),
        near161=int(one.near),
        near50=int(one.km is not None and one.km <= NEAR_KM),
        typed=int(typed),
        same_class=int(typed and one.same_class),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
