"""Which of the places that bear a name is meant: by the type word beside it, the document's other places, and size."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from corpus_cli.document import Alternative, Link
from corpus_cli.entities.evidence import WEAK, Kind
from corpus_cli.entities.gazetteer import Candidate, Entry
from corpus_cli.entities.scoring import NEAR

# The first part of an id says whose it is; what is not named here is our own.
_BASES = {"gn": "geonames", "iso": "iso3166"}
_AREAS = frozenset({"governorate", "province", "district"})
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
# Without a type word beside it the name means the town rather than what is called after it.
_PRIOR = {"country": 1.0, "capital": 0.9, "continent": 1.0, "region": 0.7, "state": 0.75, "water": 0.8, "river": 0.7,
          "governorate": 0.45, "province": 0.3, "district": 0.1, "neighbourhood": 0.45, "camp": 0.55}  # fmt: skip
_SYRIA = 0.35
_NEIGHBOUR = {"LB": 0.3, "JO": 0.3, "IQ": 0.3, "PS": 0.3, "TR": 0.25}
# A capital or state elsewhere is likelier than its namesakes only where the document speaks of its country.
_REMOTE = 0.5
_BY_RANK = frozenset({"capital", "state"})
_TYPE_WORD = 0.9
_COUNTRY_NAMED = 0.5
_SHARPNESS = 4.0
LEAST = 0.3  # below this the choice is a guess: no link
_WELL_KNOWN = 500_000
_MOST_ALTERNATIVES = 4


@dataclass(slots=True)
class Context:
    """The countries a document speaks of: each named place counts for its own."""

    countries: Counter[str] = field(default_factory=Counter)

    def add(self, entry: Entry) -> None:
        """Counts a place that is certain."""
        if entry.country:
            self.countries[entry.country] += 2 if entry.type == "country" else 1

    def share(self, country: str | None) -> float:
        """The country's part of all that was counted."""
        total = sum(self.countries.values())
        return self.countries[country] / total if country and total else 0.0


def base_of(entry_id: str) -> str:
    """Whose id it is."""
    return _BASES.get(entry_id.split(":", 1)[0], "corpus")


def link_place(
    candidates: tuple[Candidate, ...], kind: Kind | None, context: Context, *, country: str | None = None
) -> Link | None:
    """The likeliest entry with its score and the others; ``None`` if none is likely enough.

    ``country``: the one that stands right beside the name; if it has a place of that name, that is meant.
    """
    within = tuple(candidate for candidate in candidates if country and candidate.entry.country == country)
    possible = within or [candidate for candidate in candidates if not _far_fetched(candidate.entry, context)]
    weights = sorted(((_weight(candidate, kind, context), candidate.entry) for candidate in possible), key=_order)
    if not weights:
        return None
    best, entry = weights[0]
    odds = [math.exp(_SHARPNESS * (weight - best)) for weight, _ in weights]
    # A governorate and its capital are one answer on the map: they do not make each other doubtful.
    rivals = sum(odd for odd, (_, other) in zip(odds, weights, strict=True) if not _together(entry, other))
    score = round(1 / (1 + rivals), 4)
    if score < LEAST:
        return None
    alternatives = tuple(
        Alternative(id=other.id, name_en=other.name_en, name_ar=other.name_ar, score=round(odd / sum(odds), 4))
        for odd, (_, other) in list(zip(odds, weights, strict=True))[1 : _MOST_ALTERNATIVES + 1]
    )
    return Link(
        id=entry.id, kb=base_of(entry.id), name_en=entry.name_en, name_ar=entry.name_ar, lat=entry.lat, lon=entry.lon,
        country=entry.country, admin1=entry.admin1, type=entry.type, score=score, alternatives=alternatives,
    )  # fmt: skip


def _far_fetched(entry: Entry, context: Context) -> bool:
    """Whether this is a town far from our field in a country that the document does not speak of."""
    remote = entry.type == "city" and entry.country not in NEAR and entry.population < _WELL_KNOWN
    return remote and context.share(entry.country) == 0


def _order(weighted: tuple[float, Entry]) -> tuple[float, str]:
    return -weighted[0], weighted[1].id


def _weight(candidate: Candidate, kind: Kind | None, context: Context) -> float:
    entry = candidate.entry
    prior = _PRIOR.get(entry.type, 0.5)
    if entry.type in _BY_RANK and entry.country not in NEAR and not context.share(entry.country):
        prior = _REMOTE
    weight = prior + math.log10(entry.population + 1) / 20
    weight += _SYRIA if entry.country == "SY" else _NEIGHBOUR.get(entry.country or "", 0.0)
    weight += _COUNTRY_NAMED * context.share(entry.country)
    if kind is not None and entry.type in _KINDS[kind]:
        weight += _TYPE_WORD
    return weight - (0.2 if candidate.flags & WEAK else 0.0)


def _together(first: Entry, second: Entry) -> bool:
    """Whether two entries of one name are one answer on the map: an area and its town, or within about 80 km."""
    if first.country == second.country and (first.type in _AREAS or second.type in _AREAS):
        return True
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return first.country == second.country
    return abs(first.lat - second.lat) < 0.75 and abs(first.lon - second.lon) < 0.9
