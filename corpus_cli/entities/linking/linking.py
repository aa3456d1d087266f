"""Which of the places that bear a name is meant, and whether any: decided for all names of a document together.

Every place that a name can mean has a weight: how well the name fits it, its kind and size, how near it is to our
field, the type word beside the name (محافظة, مدينة, camp, river), an area named right behind it (Tripoli, Lebanon), the
areas and countries that the sentence and the document speak of, and the document's other places. A place in no
gazetteer has a weight too. The weights become chances; a choice below ``LEAST`` is no link. All mentions of one name
with one type word mean one place (one sense per document; Gale, Church and Yarowsky 1992).

The weights are in ``weights.py``; the figures of ``scripts/bench/links.py`` are in README.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from corpus_cli.document import Alternative, Link
from corpus_cli.entities.gazetteer.candidates import Places, Possible, shipped_places
from corpus_cli.entities.gazetteer.distance import kilometres
from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.linking.context import Beside, Context, Name, below_country
from corpus_cli.entities.linking.weights import (
    AREAS,
    KINDS,
    NAMED_AFTER_TOWNS,
    NEIGHBOURS,
    OUR_REGION,
    PEOPLED,
    SETTLEMENTS,
    WEIGHTS,
    WIDE,
    WITH_TYPE_WORD,
    Weights,
)
from corpus_cli.entities.names import language
from corpus_cli.entities.names.evidence import Kind
from corpus_cli.entities.names.words import name_key
from corpus_cli.entities.reading.resolve import Mention

# The first part of an id says whose it is; what is not named here is our own.
_BASES = {"gn": "geonames", "iso": "iso3166"}
# What stands between a place and the area that holds it: Tripoli, Lebanon; طرابلس في لبنان; Homs (Syria).
_INSIDE = re.compile(
    r"(?:\s*[,،(]\s*|\s+(?:in|في)\s+|\s+ب)(?:the\s+)?(?:(?:northern|southern|eastern|western|rural)\s+)?"
)
# Idlib: Maarrat al-Numan is how a form names an area and a place in it.
_HEADING = re.compile(r"\s*[:：]\s*")
_MOST_ALTERNATIVES = 4
# A town with this part of its area's people is what the area is known for.
_PART = 6
_ROUNDS = 2


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
        context = Context(names)
        for name in names:
            name.chances = _chances(name, context, weights)
    links = {}
    for name in names:
        link = _link(name, weights, places)
        if link is not None:
            links.update(dict.fromkeys(name.mentions, link))
    return links


def _names(text: str, mentions: Sequence[Mention], places: Places) -> list[Name]:
    """The names of places in the document; what stands beside one mention of a name speaks for all of them."""
    names: dict[tuple[str, Kind | None, frozenset[str], frozenset[str]], Name] = {}
    beside: dict[str, Beside] = {}
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
        there = [one.entry.type for one in possible if inside.intersection(one.entry.within)]
        quarter = kind == "neighbourhood" or (bool(there) and set(there) == {"neighbourhood"})
        held = frozenset() if quarter else named if not possible else inside
        every = beside.setdefault(key, Beside())
        name = names.setdefault((key, kind, inside, holds), Name(possible, kind, inside, every, holds))
        name.mentions.append(number)
        every.inside |= inside
        every.segment |= areas[mention.segment] - _area_ids(key, places)
    return list(names.values())


def _key(text: str, mention: Mention, places: Places) -> str:
    """The mention's folded name; after ل an article without its alef gets it back (للرقة, للاذقية; not للبنان)."""
    key = name_key(text[mention.start : mention.end])
    if not key.startswith("ل") or text[mention.start - 1 : mention.start] != "ل":
        return key
    forms = (key, f"ا{key}", f"ال{key}")
    written = (form for form in forms if any(one.how in _WRITTEN for one in places.possible(form)))
    return next(written, f"ا{key}" if places.possible(f"ا{key}") else key)


_WRITTEN = frozenset({"name", "other name"})


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
    return {one.entry.id for one in places.possible(key) if one.entry.type in AREAS}


def _chances(name: Name, context: Context | None, weights: Weights) -> list[float]:
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


def _weight(one: Possible, name: Name, context: Context | None, weights: Weights) -> float:
    entry = one.entry
    weight = weights.fit * one.fit + _prior(entry, weights)
    if entry.country == "SY":
        weight += weights.syria
    elif entry.country in NEIGHBOURS:
        weight += weights.neighbour
    if name.kind is not None:
        weight += weights.type_word if entry.type in KINDS[name.kind] else -weights.wrong_type
    elif one.how != "name" and entry.type in WITH_TYPE_WORD:
        weight -= weights.bare
    within = set(entry.within)
    if within & name.inside:
        weight += weights.inside
    elif not name.inside and within & name.every.inside:
        weight += weights.elsewhere
    if entry.id in name.holds:
        weight += weights.holds
    if within & (name.every.segment - name.every.inside):
        weight += weights.in_segment
    if context is not None:
        weight += weights.in_document * context.names_area(below_country(entry), name)
        share = context.share(entry.country, name)
        weight += weights.country * share
        at_home = entry.country in OUR_REGION and not context.speaks(name)
        evident = share >= _SPOKEN_OF or at_home or bool(within & name.every.inside)
        if entry.country is not None and entry.type not in WIDE and not evident:
            weight -= weights.foreign * (1 - _fame(entry))
        weight += weights.near * context.nearness(entry, name, weights.near_km)
    return weight


def _fame(entry: Entry) -> float:
    """How well the world knows a town, by its size: 100,000 people not at all, ten million and capitals well."""
    if entry.type == "capital":
        return 1.0
    return min(1.0, max(0.0, (math.log10(entry.population + 1) - 5) / 2))


def _yield_to_towns(name: Name, scores: list[float], weights: Weights) -> None:
    """A bare name that an area has from its town means the town: Giza, حلب; unless it stands behind a place there."""
    for at, one in enumerate(name.possible):
        if one.entry.type not in NAMED_AFTER_TOWNS or one.entry.id in name.holds:
            continue
        towns = [
            score
            for score, other in zip(scores, name.possible, strict=True)
            if other.entry.type in SETTLEMENTS and _leads(other.entry, one.entry)
        ]
        if towns:
            scores[at] = min(scores[at], max(towns) - weights.area_behind)


def _leads(town: Entry, area: Entry) -> bool:
    """Whether the town is what the area is known for: Giza, a capital, every seat in Syria, but not Quebec City."""
    if town.type == "capital" and town.country == area.country:
        return True
    large = area.country == "SY" or town.population * _PART >= area.population
    return large and (area.id in town.within or _on_one_spot(town, area))


def _prior(entry: Entry, weights: Weights) -> float:
    weight = weights.priors.get(entry.type, weights.other_prior)
    if entry.type not in PEOPLED:
        return weight
    return weight + weights.size * math.log10(entry.population + 1) + weights.fame * _fame(entry)


# A small place in a country that has less than this share of the document's places needs better evidence.
_SPOKEN_OF = 0.02


def _link(name: Name, weights: Weights, places: Places) -> Link | None:
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
    # What only sounds like the place's name is no surer than it is like it.
    fit = max(1.0 if one.how in _WRITTEN else one.fit for one in name.possible if one.entry is entry)
    link = place_link(entry, score=min(score, 1.0) * fit, alternatives=alternatives)
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
    return _on_one_spot(first, second)


def _on_one_spot(first: Entry, second: Entry) -> bool:
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return False
    return kilometres(first.lat, first.lon, second.lat, second.lon) < _SAME_SPOT_KM


_SAME_SPOT_KM = 50
