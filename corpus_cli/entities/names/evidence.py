"""What is known of a name and of the words around it, in terms that both languages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What is known of one name of one entry, as bits.
WEAK = 1  # an alternate or derived spelling: less telling than the name itself
AMBIGUOUS = 2  # far oftener a common word or a person (ambiguous.csv, "common"): counts only with strong evidence
HOMOGRAPH = 16  # usually the name, but a word is spelled alike (ambiguous.csv, "homograph"): any evidence will do
CAPITALS = 4  # an acronym: only written in capitals
NEVER = 32  # a phrase that holds a name and is none (Google Earth): found, it gives nothing
STRICT = 64  # with AMBIGUOUS: only a type word beside it makes it a place (قنوات, السكري)
OWN = 128  # a place of the user's own gazetteer: as sure as those of our own tables
ANY_CASE = 8  # written in lower case as well (facebook)

Kind = Literal[
    "city", "governorate", "district", "neighbourhood", "camp", "river", "mountain", "region", "country", "facility"
]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the words around a name say.

    ``kind``: the type word beside it (محافظة, governorate). ``preposition``: it follows في, in, …. ``coordinated``:
    joined by و, and, or a comma to what stands before it. ``person``: a title or a part of a person's name stands
    beside it. ``organization``: a word such as تنظيم or group stands beside it, or it stands in quotation marks.
    ``shared``: the type word is a plural, it speaks for the names before too (Homs and Quneitra provinces).
    ``country``: the one whose nationality stands beside it (طرابلس اللبنانية, the Lebanese city of Tripoli).
    """

    kind: Kind | None = None
    preposition: bool = False
    coordinated: bool = False
    person: bool = False
    organization: bool = False
    country: str | None = None
    shared: bool = False


NONE = Evidence()
