"""What each sign counts in choosing a place, and what is known of the kinds of places that there are.

The weights were fitted by ``scripts/bench/fit_links.py`` and are kept round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus_cli.entities.names.evidence import Kind

# Which types of entry a type word speaks for.
KINDS: dict[Kind, frozenset[str]] = {
    "city": frozenset({"city", "capital", "seat", "town", "village"}),
    "governorate": frozenset({"governorate", "province", "state", "region"}),
    "district": frozenset({"district", "subdistrict", "region"}),
    "neighbourhood": frozenset({"neighbourhood"}),
    "camp": frozenset({"camp"}),
    "river": frozenset({"river", "lake", "water"}),
    "mountain": frozenset({"mountain"}),
    "region": frozenset({"region", "island", "state"}),
    "country": frozenset({"country"}),
    "facility": frozenset({"facility", "crossing", "square", "road"}),
}
AREAS = frozenset({"governorate", "province", "district", "subdistrict", "state", "country", "region"})
NAMED_AFTER_TOWNS = frozenset({"governorate", "province", "district", "subdistrict", "state"})
# What is called with its type word: عفرين is the town unless نهر stands before it.
WITH_TYPE_WORD = frozenset({"river", "water", "lake", "mountain", "camp", "facility", "crossing", "square", "road"})
PEOPLED = frozenset("city capital seat town village state province governorate district subdistrict".split())
SETTLEMENTS = frozenset({"city", "capital", "seat", "town", "village", "camp", "neighbourhood"})
# Such a place says nothing of what lies near it.
WIDE = frozenset({"country", "continent"})
NEIGHBOURS = frozenset({"LB", "JO", "IQ", "PS", "TR"})
OUR_REGION = NEIGHBOURS | {"SY"}


def _priors() -> dict[str, float]:
    return {
        "country": 2.4, "continent": 2.4, "state": 1.2, "capital": 0.5, "water": 1.5, "region": 1.1, "river": 1.4,
        "governorate": 0.6, "province": 0.6, "neighbourhood": 0.8, "camp": 0.8, "district": 0.0,
        "subdistrict": 0.0, "seat": 0.9, "town": 0.6, "city": 0.4, "village": 0.7,
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
    bare: float = 0.8
    inside: float = 0.9
    elsewhere: float = 0.35
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
