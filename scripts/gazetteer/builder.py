"""Entries and names as they are gathered, with the flags that say how much a name tells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from geonames import LARGE, TYPE_FIRST, TYPE_LAST, split, table, without_marks

from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.gazetteer.scoring import NEAR
from corpus_cli.entities.names.evidence import AMBIGUOUS, ANY_CASE, CAPITALS, HOMOGRAPH, NEVER, STRICT
from corpus_cli.entities.names.words import name_key

# Outside the name of an organization by our conventions.
CLASSIFYING = re.compile("(?:تنظيم|صحيفة|جريدة|منصة|جماعة) ")
LEVELS = {"common": AMBIGUOUS, "strict": AMBIGUOUS | STRICT, "homograph": HOMOGRAPH, "never": NEVER}
# Spellings that reports use for a word of a known name.
RESPELLED = (("Air Force", "Airforce"),)


class Builder:
    """Entries and names as they are gathered."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.number: dict[str, int] = {}
        self.names: dict[tuple[str, int], int] = {}
        # Names by which a place is linked and not found: most of the world's villages, and rare spellings.
        self.far: set[tuple[str, int]] = set()
        # GeoNames' alternates that are the name of the area around: they find the area's point and are no names.
        self.areas: set[tuple[str, int]] = set()
        self.ambiguous = {(row["label"], name_key(row["name"])): LEVELS[row["level"]] for row in table("ambiguous")}

    def add(self, entry: Entry) -> int:
        """The entry's number; an entry of the same id is replaced, its names stay."""
        number = self.number.setdefault(entry.id, len(self.entries))
        if number == len(self.entries):
            self.entries.append(entry)
        else:
            self.entries[number] = entry
        return number

    def name(self, number: int, name: str, *, flags: int = 0, label: str = "PLACE") -> None:
        """One more name of an entry; of two sets of flags for one name, the more telling stays."""
        name = re.sub(r"^the ", "", name, flags=re.I)
        key = name_key(name)
        if (
            len(key) < 2
            or (label == "ORG" and CLASSIFYING.match(name))
            or (label == "PLACE" and (TYPE_FIRST.match(name) or TYPE_LAST.search(name)))
        ):
            return
        flags |= self.ambiguous.get((label, key), 0)
        if flags & AMBIGUOUS and label == "PLACE" and _is_remote(self.entries[number]):
            return  # a common word that is also a small place far away is never that place in our texts
        latin = re.sub(r"[^A-Za-z]", "", name)
        if latin and latin.isupper() and len(latin) <= 6:
            flags |= CAPITALS
        elif latin and latin.islower() and label == "ORG":
            flags |= ANY_CASE
        # A name written both OPCW and Opcw would lose its case: acronyms are kept apart by their flag.
        known = self.names.get((key, number))
        self.names[key, number] = flags if known is None or _rank(flags) < _rank(known) else known

    def far_name(self, number: int, name: str) -> None:
        """A name that leads to the entry once something else has found it in a text."""
        for form in {name, without_marks(name), re.sub(r" *\([^()]*\)", "", name)}:
            if len(key := name_key(form)) > 1:
                self.far.add((key, number))

    def shield(self, label: str) -> None:
        """Phrases that hold a name and are none: found as a whole, they give nothing."""
        for (of, key), level in self.ambiguous.items():
            if of == label and level == NEVER:
                self.names[key, 0] = NEVER

    def rows(self) -> Iterator[tuple[str, int, int]]:
        """What the index is built from."""
        for (key, number), flags in sorted(self.names.items()):
            yield key, number, flags


def _is_remote(entry: Entry) -> bool:
    return entry.type == "city" and entry.country not in NEAR and entry.population < LARGE


def _rank(flags: int) -> int:
    return flags & ~ANY_CASE if flags & ANY_CASE else flags + 1


def number_or_none(cell: str) -> float | None:
    """The number in a cell, if there is one."""
    return float(cell) if cell else None


def distance(a: Entry, lat: float, lon: float) -> float:
    """Kilometres, flat: good enough for tens of them."""
    assert a.lat is not None and a.lon is not None
    return math.hypot((a.lat - lat) * 111, (a.lon - lon) * 111 * math.cos(math.radians(lat)))


def add_names(builder: Builder, number: int, row: dict[str, str], *, label: str = "PLACE") -> None:
    """All spellings of a row."""
    for name in (row["name_en"], row["name_ar"], *split(row["aliases"])):
        for written, respelled in RESPELLED:
            if written in name:
                builder.name(number, name.replace(written, respelled), label=label)
        if name:
            builder.name(number, name, label=label)
            if label == "PLACE":
                # مدينة البعث is no name to look for, but one to link; so is اليرموك for نهر اليرموك.
                builder.far_name(number, name)
                builder.far_name(number, TYPE_LAST.sub("", TYPE_FIRST.sub("", name)))
