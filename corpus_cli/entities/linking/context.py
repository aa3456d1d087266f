"""The names of places in a document as they are linked, and what they say of where the document speaks of."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from corpus_cli.entities.gazetteer.candidates import Possible
from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.linking.weights import WIDE
from corpus_cli.entities.names.evidence import Kind

_RADIUS_KM = 6371.0
# From this chance on a name says where the document is.
_SURE = 0.75
# Less than one place is no evidence.
_SOMETHING = 0.9


@dataclass(slots=True)
class Beside:
    """Ids of the areas that stand right behind a name, and of those in the same segments, for all its mentions."""

    inside: set[str] = field(default_factory=set)
    segment: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Name:
    """A name in one document with one type word and one area right behind it, and the chances so far.

    ``holds``: the ids of what it can be as the area of the place before it (Albany, New York).
    """

    possible: tuple[Possible, ...]
    kind: Kind | None
    inside: frozenset[str]
    every: Beside
    holds: frozenset[str]
    mentions: list[int] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)


class Context:
    """What the names of a document, by their chances so far, say of where it speaks of; one's own part left out."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._countries: defaultdict[str, float] = defaultdict(float)
        self._areas: Counter[str] = Counter()
        self._points: list[tuple[float, float, float]] = []
        self._owners: list[int] = []  # whose points they are
        self._own: dict[int, tuple[dict[str, float], set[str]]] = {}
        for name in names:
            self._add(name)
        self._sphere = np.array(self._points, dtype=np.float64).reshape(-1, 3)
        self._owner = np.array(self._owners, dtype=np.int64)

    def _add(self, name: Name) -> None:
        countries: dict[str, float] = defaultdict(float)
        areas: set[str] = set()
        for chance, one in zip(name.chances, name.possible, strict=True):
            entry = one.entry
            if entry.country:
                countries[entry.country] += chance * (2 if entry.type == "country" else 1)
            if chance >= _SURE and entry.type not in WIDE:
                areas.update((entry.id, *below_country(entry)))
                if entry.lat is not None and entry.lon is not None:
                    self._points.append(_on_sphere(entry.lat, entry.lon))
                    self._owners.append(id(name.every))
        for country, part in countries.items():
            self._countries[country] += part
        self._areas.update(areas)
        self._own[id(name)] = countries, areas

    def share(self, country: str | None, name: Name) -> float:
        """The country's part of what the other names of the document say."""
        own, _ = self._own[id(name)]
        total = sum(self._countries.values()) - sum(own.values())
        return (self._countries.get(country, 0.0) - own.get(country, 0.0)) / total if country and total > 0.01 else 0.0

    def speaks(self, name: Name) -> bool:
        """Whether other names say anything of where the document is."""
        return sum(self._countries.values()) - sum(self._own[id(name)][0].values()) > _SOMETHING

    def names_area(self, areas: Iterable[str], name: Name) -> bool:
        """Whether another name is surely one of these areas or lies in it."""
        _, own = self._own[id(name)]
        return any(self._areas[area] > (area in own) for area in areas)

    def nearness(self, entry: Entry, name: Name, scale: float) -> float:
        """How near the place is to the nearest other sure place of the document: 1 beside it, 0 far away."""
        if entry.lat is None or entry.lon is None:
            return 0.0
        others = self._sphere[self._owner != id(name.every)]
        if not len(others):
            return 0.0
        # Sums row by row: what a matrix product gives depends on its shape.
        nearest = float((others * np.array(_on_sphere(entry.lat, entry.lon))).sum(axis=1).max())
        return math.exp(-_RADIUS_KM * math.acos(min(1.0, max(-1.0, nearest))) / scale)


def _on_sphere(lat: float, lon: float) -> tuple[float, float, float]:
    lat, lon = math.radians(lat), math.radians(lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def below_country(entry: Entry) -> tuple[str, ...]:
    """The areas that hold the place, but its country."""
    return tuple(area for area in entry.within if area != f"iso:{entry.country}")
