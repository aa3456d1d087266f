"""Which of the places that bear a name is meant, and whether any: decided for all names of a document together.

Every place that a name can mean has a weight: how well the name fits it, its kind and size, how near it is to our
field, the type word beside the name (محافظة, مدينة, camp, river), an area named right behind it (Tripoli, Lebanon), the
areas and countries that the sentence and the document speak of, and the document's other places. A place in no
gazetteer has a weight too. The weights become chances; a choice below ``LEAST`` is no link. All mentions of one name
with one type word mean one place (one sense per document; Gale, Church and Yarowsky 1992).

The weights were fitted by ``scripts/bench/fit_links.py`` and are kept round; the figures of
``scripts/bench/links.py`` are in README.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus_cli.document import Alternative, Link
from corpus_cli.entities import language
from corpus_cli.entities.candidates import Places, Possible, shipped_places
from corpus_cli.entities.distance import kilometres
from corpus_cli.entities.entries import Entry
from corpus_cli.entities.evidence import Kind
from corpus_cli.entities.resolve import Mention
from corpus_cli.entities.words import name_key

# The first part of an id says whose it is; what is not named here is our own.
_BASES = {"gn": "geonames", "iso": "iso3166"}
# Which types of entry a type word speaks for.
_KINDS: dict[Kind, frozenset[str]] = {
    "city": frozenset({"city", "capital", "seat", "town", "village"}),
    "governorate": frozenset({"governorate", "province", "state", "region"}),
    "district": frozenset({"district", "region"}),
    "neighbourhood": frozenset({"neighbourhood"}),
    "camp": frozenset({"camp"}),
    "river": frozenset({"river", "lake", "water"}),
    "mountain": frozenset({"mountain"}),
    "region": frozenset({"region", "island", "state"}),
    "country": frozenset({"country"}),
    "facility": frozenset({"facility", "crossing", "square", "road"}),
}
_AREAS = frozenset({"governorate", "province", "district", "state", "country", "region"})
_NAMED_AFTER_TOWNS = frozenset({"governorate", "province", "district", "state"})
_PEOPLED = frozenset({"city", "capital", "seat", "town", "village", "state", "province", "governorate", "district"})
_SETTLEMENTS = frozenset({"city", "capital", "seat", "town", "village", "camp", "neighbourhood"})
# What stands between a place and the area that holds it: Tripoli, Lebanon; طرابلس في لبنان; Homs (Syria).
_INSIDE = re.compile(
    r"(?:\s*[,،(]\s*|\s+(?:in|في)\s+|\s+ب)(?:the\s+)?(?:(?:northern|southern|eastern|western|rural)\s+)?"
)
# Idlib: Maarrat al-Numan is how a form names an area and a place in it.
_HEADING = re.compile(r"\s*[:：]\s*")
_MOST_ALTERNATIVES = 4
_ROUNDS = 2


def _priors() -> dict[str, float]:
    return {
        "country": 2.4, "continent": 2.4, "state": 1.2, "capital": 0.5, "water": 1.5, "region": 1.1, "river": 1.4,
        "governorate": 0.6, "province": 0.6, "neighbourhood": 0.8, "camp": 0.8, "district": 0.0, "seat": 0.9,
        "town": 0.6, "city": 0.4, "village": 0.7,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts. ``unknown``: a place that no gazetteer has; ``sharpness`` makes chances of weights.

    ``priors``: how likely a name means a place of that kind, where nothing else is known; of settlements that is for a
    hamlet, the rest comes with their size. Without a type word the name means the town rather than what is called
    after it. ``other_prior``: of all other kinds.
    """

    fit: float = 4.0
    size: float = 0.12
    fame: float = 0.1
    syria: float = 0.9
    neighbour: float = 0.35
    type_word: float = 0.9
    wrong_type: float = 0.3
    inside: float = 0.9
    elsewhere: float = 0.8
    holds: float = 0.8
    area_behind: float = 0.2
    in_segment: float = 0.4
    in_document: float = 0.25
    country: float = 0.6
    near: float = 0.45
    near_km: float = 90.0
    foreign: float = 0.8
    unknown: float = 4.2
    sharpness: float = 4.0
    least: float = 0.3
    priors: Mapping[str, float] = field(default_factory=_priors)
    other_prior: float = 0.6


WEIGHTS = Weights()
_NEIGHBOURS = frozenset({"LB", "JO", "IQ", "PS", "TR"})
_REGION = _NEIGHBOURS | {"SY"}


@dataclass(slots=True)
class _Beside:
    """Ids of the areas that stand right behind a name, and of those in the same segments, for all its mentions."""

    inside: set[str] = field(default_factory=set)
    segment: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Name:
    """A name in one document with one type word and one area right behind it, and the chances so far.

    ``holds``: the ids of what it can be as the area of the place before it (Albany, New York).
    """

    possible: tuple[Possible, ...]
    kind: Kind | None
    inside: frozenset[str]
    every: _Beside
    holds: frozenset[str]
    mentions: list[int] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)


class _Context:
    """What the names of a document, by their chances so far, say of where it speaks of; one's own part left out."""

    def __init__(self, names: Sequence[_Name]) -> None:
        self._countries: defaultdict[str, float] = defaultdict(float)
        self._areas: Counter[str] = Counter()
        self._points: list[tuple[int, float, float]] = []
        self._own: dict[int, tuple[dict[str, float], set[str]]] = {}
        for name in names:
            self._add(name)

    def _add(self, name: _Name) -> None:
        countries: dict[str, float] = defaultdict(float)
        areas: set[str] = set()
        for chance, one in zip(name.chances, name.possible, strict=True):
            entry = one.entry
            if entry.country:
                countries[entry.country] += chance * (2 if entry.type == "country" else 1)
            if chance >= _SURE and entry.type not in _WIDE:
                areas.update((entry.id, *entry.within[:-1]))
                if entry.lat is not None and entry.lon is not None:
                    self._points.append((id(name.every), entry.lat, entry.lon))
        for country, part in countries.items():
            self._countries[country] += part
        self._areas.update(areas)
        self._own[id(name)] = countries, areas

    def share(self, country: str | None, name: _Name) -> float:
        """The country's part of what the other names of the document say."""
        own, _ = self._own[id(name)]
        total = sum(self._countries.values()) - sum(own.values())
        return (self._countries.get(country, 0.0) - own.get(country, 0.0)) / total if country and total > 0.01 else 0.0

    def speaks(self, name: _Name) -> bool:
        """Whether other names say anything of where the document is."""
        return sum(self._countries.values()) - sum(self._own[id(name)][0].values()) > _SOMETHING

    def names_area(self, areas: Iterable[str], name: _Name) -> bool:
        """Whether another name is surely one of these areas or lies in it."""
        _, own = self._own[id(name)]
        return any(self._areas[area] > (area in own) for area in areas)

    def nearness(self, entry: Entry, name: _Name, scale: float) -> float:
        """How near the place is to the nearest other sure place of the document: 1 beside it, 0 far away."""
        if entry.lat is None or entry.lon is None:
            return 0.0
        own = id(name.every)
        away = [kilometres(entry.lat, entry.lon, lat, lon) for other, lat, lon in self._points if other != own]
        return math.exp(-min(away) / scale) if away else 0.0


def base_of(entry_id: str, *, own: bool = False) -> str:
    """Whose id it is. ``own``: it is that of a user's place."""
    return _BASES.get(entry_id.split(":", 1)[0], "user" if own else "corpus")


def link_places(
    text: str, mentions: Sequence[Mention], *, places: Places | None = None, weights: Weights = WEIGHTS
) -> dict[int, Link]:
    """The links of a document's places by the numbers of their mentions, which stand in text order.

    ``places``: what names can mean; by default the shipped places.
    """
    places = places or shipped_places()
    names = _names(text, mentions, places)
    for name in names:
        name.chances = _chances(name, None, weights)
    for _ in range(_ROUNDS):
        context = _Context(names)
        for name in names:
            name.chances = _chances(name, context, weights)
    links = {}
    for name in names:
        link = _link(name, weights, places)
        if link is not None:
            links.update(dict.fromkeys(name.mentions, link))
    return links


def _names(text: str, mentions: Sequence[Mention], places: Places) -> list[_Name]:
    """The names of places in the document; what stands beside one mention of a name speaks for all of them."""
    names: dict[tuple[str, Kind | None, frozenset[str], frozenset[str]], _Name] = {}
    beside: dict[str, _Beside] = {}
    keys = [_key(text, mention, places) for mention in mentions]
    areas = _areas_by_segment(mentions, keys, places)
    held: frozenset[str] = frozenset()  # ids of the areas that the place right before may lie in
    for number, (mention, key) in enumerate(zip(mentions, keys, strict=True)):
        if mention.label != "PLACE" or mention.link is not None:
            held = frozenset()
            continue
        inside, holds = frozenset[str](), held
        if number + 1 < len(mentions) and mentions[number + 1].label == "PLACE":
            edges = mention.end, mentions[number + 1].start
            if _INSIDE.fullmatch(text, *edges):
                inside = frozenset(_area_ids(keys[number + 1], places))
            elif _HEADING.fullmatch(text, *edges):
                holds |= _area_ids(key, places)
        if mention.country:
            inside |= {f"iso:{mention.country}"}
        kind = mention.kind or language.of(key or " ").own_kind(key)
        possible = _possible(mention, key, places)
        named = inside
        # What does not hold any of its namesakes is the next name in a list.
        inside = frozenset(area for area in inside if any(area in one.entry.within for one in possible))
        # A neighbourhood lies in a town; a village that no gazetteer has, in an area rather than in another town.
        quarter = bool(possible) and all(one.entry.type == "neighbourhood" for one in possible)
        held = frozenset() if quarter else named if not possible else inside
        every = beside.setdefault(key, _Beside())
        name = names.setdefault((key, kind, inside, holds), _Name(possible, kind, inside, every, holds))
        name.mentions.append(number)
        every.inside |= inside
        every.segment |= areas[mention.segment] - _area_ids(key, places)
    return list(names.values())


def _key(text: str, mention: Mention, places: Places) -> str:
    """The mention's folded name; after ل the article gets its alef back (للرقة)."""
    key = name_key(text[mention.start : mention.end])
    lost = key.startswith("ل") and text[mention.start - 1 : mention.start] == "ل"
    return f"ا{key}" if lost and places.possible(f"ا{key}") else key


def _possible(mention: Mention, key: str, places: Places) -> tuple[Possible, ...]:
    """What the name can mean; what the gazetteer has read there counts, whatever the name's own spelling leads to."""
    found = places.possible(key)
    if found or not mention.candidates:
        return found
    return tuple(Possible(candidate.entry, 1.0) for candidate in mention.candidates)


def _areas_by_segment(mentions: Sequence[Mention], keys: Sequence[str], places: Places) -> dict[str, set[str]]:
    """The ids of the areas named in each segment."""
    found: dict[str, set[str]] = {}
    for mention, key in zip(mentions, keys, strict=True):
        own = found.setdefault(mention.segment, set())
        if mention.label == "PLACE":
            own |= _area_ids(key, places)
    return found


def _area_ids(key: str, places: Places) -> set[str]:
    return {one.entry.id for one in places.possible(key) if one.entry.type in _AREAS}


_SURE = 0.75
_PART = 6
# Less than one place is no evidence.
_SOMETHING = 0.9
# Such a place says nothing of what lies near it.
_WIDE = frozenset({"country", "continent"})


def _chances(name: _Name, context: _Context | None, weights: Weights) -> list[float]:
    """The chance of each place, in order; what they lack to 1 is the chance of a place that no gazetteer has."""
    if not name.possible:
        return []
    scores = [_weight(one, name, context, weights) for one in name.possible]
    if name.kind is None:
        _yield_to_towns(name, scores, weights)
    best = max(*scores, weights.unknown)
    odds = [math.exp(weights.sharpness * (score - best)) for score in scores]
    total = sum(odds) + math.exp(weights.sharpness * (weights.unknown - best))
    return [odd / total for odd in odds]


def _weight(one: Possible, name: _Name, context: _Context | None, weights: Weights) -> float:
    entry = one.entry
    weight = weights.fit * one.fit + _prior(entry, weights)
    if entry.country == "SY":
        weight += weights.syria
    elif entry.country in _NEIGHBOURS:
        weight += weights.neighbour
    if name.kind is not None:
        weight += weights.type_word if entry.type in _KINDS[name.kind] else -weights.wrong_type
    within = set(entry.within)
    if within & name.inside:
        weight += weights.inside
    elif not name.inside and within & name.every.inside:
        weight += weights.elsewhere
    if entry.id in name.holds:
        weight += weights.holds
    if within & name.every.segment:
        weight += weights.in_segment
    if context is not None:
        weight += weights.in_document * context.names_area(entry.within[:-1], name)
        share = context.share(entry.country, name)
        weight += weights.country * share
        at_home = entry.country in _REGION and not context.speaks(name)
        evident = share >= _SPOKEN_OF or at_home or bool(within & name.every.inside)
        if entry.country is not None and entry.type not in _WIDE and not evident:
            weight -= weights.foreign * (1 - _fame(entry))
        weight += weights.near * context.nearness(entry, name, weights.near_km)
    return weight


def _fame(entry: Entry) -> float:
    """How well the world knows a town, by its size: 100,000 people not at all, ten million and capitals well."""
    if entry.type == "capital":
        return 1.0
    return min(1.0, max(0.0, (math.log10(entry.population + 1) - 5) / 2))


def _yield_to_towns(name: _Name, scores: list[float], weights: Weights) -> None:
    """A bare name that an area has from its town means the town: Giza, حلب; unless it stands behind a place there."""
    for at, one in enumerate(name.possible):
        if one.entry.type not in _NAMED_AFTER_TOWNS or one.entry.id in name.holds:
            continue
        towns = [
            score
            for score, other in zip(scores, name.possible, strict=True)
            if other.entry.type in _SETTLEMENTS and _leads(other.entry, one.entry)
        ]
        if towns:
            scores[at] = min(scores[at], max(towns) - weights.area_behind)


def _leads(town: Entry, area: Entry) -> bool:
    """Whether the town is what the area is known for: Giza, a capital, every seat in Syria, but not Quebec City."""
    if town.type == "capital" and town.country == area.country:
        return True
    return area.id in town.within and (area.country == "SY" or town.population * _PART >= area.population)


def _prior(entry: Entry, weights: Weights) -> float:
    weight = weights.priors.get(entry.type, weights.other_prior)
    if entry.type not in _PEOPLED:
        return weight
    return weight + weights.size * math.log10(entry.population + 1) + weights.fame * _fame(entry)


# A small place in a country that has less than this share of the document's places needs better evidence.
_SPOKEN_OF = 0.02


def _link(name: _Name, weights: Weights, places: Places) -> Link | None:
    if not name.possible:
        return None
    ranked = sorted(
        zip(name.chances, (one.entry for one in name.possible), strict=True), key=lambda pair: (-pair[0], pair[1].id)
    )
    entry = ranked[0][1]
    # A governorate and its capital are one answer on the map: they do not make each other doubtful.
    score = sum(chance for chance, other in ranked if other is entry or _together(entry, other))
    if score < weights.least:
        return None
    alternatives = tuple(
        Alternative(id=other.id, name_en=other.name_en, name_ar=other.name_ar, score=round(chance, 4))
        for chance, other in ranked[1 : _MOST_ALTERNATIVES + 1]
        if chance >= _WORTH_NAMING
    )
    link = place_link(entry, score=min(score, 1.0), alternatives=alternatives)
    return replace(link, kb=base_of(entry.id, own=places.is_own(entry.id)))


_WORTH_NAMING = 0.01


def place_link(entry: Entry, *, score: float, alternatives: tuple[Alternative, ...] = ()) -> Link:
    """The link to a place."""
    return Link(
        id=entry.id, kb=base_of(entry.id), name_en=entry.name_en, name_ar=entry.name_ar, lat=entry.lat, lon=entry.lon,
        country=entry.country, admin1=entry.admin1, within=entry.within, type=entry.type, score=round(score, 4),
        alternatives=alternatives,
    )  # fmt: skip


def _together(first: Entry, second: Entry) -> bool:
    """Whether two entries of one name are one answer on the map: an area and its town, or within about 50 km."""
    if second.id in first.within or first.id in second.within:
        return True
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return False
    return kilometres(first.lat, first.lon, second.lat, second.lon) < _SAME_SPOT_KM


_SAME_SPOT_KM = 50
