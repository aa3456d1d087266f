"""The tables of names that the marks point to, and the check that every mark points to one of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from samples.markup import Text

# The article's alef is lost after the preposition: the surface of ل + الرقة is لرقة.
_LOST_ALEF = "ا"
_UNSEEN = re.compile("[\u0640\u064b-\u0652]")  # tatweel and diacritics: spellings of the same name


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization with an id of its own. ``aliases``: the other names that the texts use for it."""

    id: str
    name_en: str
    name_ar: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Canonical place name to the surfaces it may have, and the organizations."""

    places: dict[str, frozenset[str]]
    organizations: tuple[Organization, ...]

    def check(self, text: Text, *, where: str) -> None:
        """Raises ``ValueError`` unless every mention of the text is in the tables."""
        known = {organization.id for organization in self.organizations}
        for span in text.spans:
            surface = text.plain[span.start : span.end]
            if span.label == "PLACE" and not self.places.get(span.name, frozenset()) & spellings(surface):
                raise ValueError(f"{where}: places.csv has no alias {surface!r} of {span.name!r}")
            if span.label == "ORG" and not span.name.startswith("+") and span.name not in known:
                raise ValueError(f"{where}: organizations.csv has no {span.name!r}")


def read_names(folder: Path) -> Names:
    """The names of ``places.csv`` and ``organizations.csv`` in the folder."""
    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        places = {row["name"]: frozenset(row["aliases"].split("|")) for row in csv.DictReader(file)}
    with (folder / "organizations.csv").open(encoding="utf-8", newline="") as file:
        organizations = tuple(Organization(row["id"], row["name_en"], row["name_ar"]) for row in csv.DictReader(file))
    return Names(places, organizations)


def with_aliases(organizations: Iterable[Organization], texts: Iterable[Text]) -> list[Organization]:
    """The organizations with every other name that stands for them in the texts."""
    surfaces: dict[str, set[str]] = {}
    for text in texts:
        for span in text.spans:
            if span.label == "ORG":
                surfaces.setdefault(span.name, set()).add(text.plain[span.start : span.end])
    result = []
    for one in organizations:
        names = {one.name_en, one.name_ar}
        aliases = sorted(s for s in surfaces.get(one.id, ()) if not spellings(s) & names)
        result.append(Organization(one.id, one.name_en, one.name_ar, tuple(aliases)))
    return result


def spellings(surface: str) -> frozenset[str]:
    """The forms under which a table may list the surface."""
    bare = _UNSEEN.sub("", surface)
    return frozenset({surface, bare, _LOST_ALEF + bare if bare.startswith("ل") else bare})
