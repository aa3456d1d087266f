"""Syrian localities with a name in both scripts: whether the two names, and other spellings, are linked to one id.

The pairs are those of opensyria (districts, subdistricts, governorates) and Who's On First (localities) that the
gazetteer has: an entry within about 15 km whose names sound like both. A name is given to linking as a mention; whether
the tagger would have found it is not asked.
"""

import csv
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from link_sets import GAZETTEER

from corpus_cli.document import Link
from corpus_cli.entities.gazetteer.distance import kilometres
from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.gazetteer.gazetteer import load_gazetteer
from corpus_cli.entities.linking.linking import link_places
from corpus_cli.entities.linking.weights import WEIGHTS, Weights
from corpus_cli.entities.names.sounds import likeness
from corpus_cli.entities.names.words import name_key
from corpus_cli.entities.reading.reading import beside, read
from corpus_cli.entities.reading.resolve import Mention

_NEAR_KM = 30
_LEAST_LIKENESS = 0.8
# About 15 km at Syria's latitude.
_LAT, _LON = 0.14, 0.16
_TYPE_WORD = re.compile(r"(?:nahyt|nahiyat|mantiqat|muhafazat)\b")


@dataclass(frozen=True, slots=True)
class Locality:
    """A place with a name in both scripts, its point, and other English spellings."""

    english: str
    arabic: str
    lat: float
    lon: float
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A text and its mentions; ``at``: the number of the one that is asked for."""

    text: str
    mentions: list[Mention]
    at: int

    def link(self, weights: Weights) -> Link | None:
        """What the name is linked to."""
        return link_places(self.text, self.mentions, weights=weights).get(self.at)


@dataclass(frozen=True, slots=True)
class Pair:
    """A locality's names alone, in sentences that name its governorate, and its other spellings alone."""

    locality: Locality
    alone: tuple[Named, Named]
    sentences: tuple[Named, Named]
    spellings: tuple[Named, ...]


def read_pairs() -> list[Pair]:
    """The pairs that the gazetteer has, in the order of the sources."""
    entries = [entry for entry in load_gazetteer().places.entries[:] if entry.country == "SY" and entry.lat is not None]
    areas = {entry.name_en: entry for entry in entries if entry.type == "governorate"}
    pairs = []
    for locality in _localities():
        entry = _entry(locality, entries)
        area = areas.get(entry.admin1 or entry.name_en) if entry else None
        if area is not None:
            pairs.append(_pair(locality, area))
    return pairs


def pair_figures(pairs: Sequence[Pair], weights: Weights = WEIGHTS) -> dict[str, float | int]:
    """Shares of pairs whose names have one id, alone and in sentences, and of spellings that have the Arabic name's.

    ``near``: besides, within 30 km of the source's point.
    """
    totals = dict.fromkeys(("one_id", "near", "in_sentence", "in_sentence_near"), 0)
    spellings = right = 0
    for pair in pairs:
        arabic = pair.alone[1].link(weights)
        for key, near, names in (
            ("one_id", "near", (pair.alone[0].link(weights), arabic)),
            ("in_sentence", "in_sentence_near", tuple(named.link(weights) for named in pair.sentences)),
        ):
            one, other = names
            same = one is not None and other is not None and one.id == other.id
            totals[key] += same
            totals[near] += same and _is_near(one, pair.locality)
        for named in pair.spellings:
            link = named.link(weights)
            spellings += 1
            right += link is not None and arabic is not None and link.id == arabic.id
    shares = {key: round(value / max(len(pairs), 1), 4) for key, value in totals.items()}
    return {"pairs": len(pairs), **shares, "spellings": spellings, "spelled": round(right / max(spellings, 1), 4)}


def _localities() -> Iterator[Locality]:
    for kind in ("districts", "subdistricts", "governorates"):
        for row in json.loads((GAZETTEER / f"opensyria_{kind}.json").read_text(encoding="utf-8")):
            name, point = row["name"], row.get("centroid")
            if name.get("en") and name.get("ar") and point:
                yield Locality(name["en"], name["ar"], point["latitude"], point["longitude"], _spellings(row))
    with (GAZETTEER / "whosonfirst_sy.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            english = (row["eng"] or row["name"]).split("|")[0]
            if row["placetype"] == "locality" and row["ara"] and english:
                yield Locality(english, row["ara"].split("|")[0], float(row["lat"]), float(row["lon"]))


def _spellings(row: dict) -> tuple[str, ...]:
    """Its other English spellings that a person could have written, each once."""
    found = {}
    for alias in row["aliases"]:
        name = alias["value"]
        if alias["type"] == "alternate_spelling" and alias["language"] == "en" and _is_written(name):
            found.setdefault(name_key(name), name)
    return tuple(found.values())


def _is_written(name: str) -> bool:
    """Neither Arabic letters, nor letter by letter without the vowels (alhskt), nor a type word first."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if unicodedata.category(char) != "Mn")
    words = [word.removeprefix("al") for word in re.findall(r"[a-z]+", bare.casefold())]
    vowelless = any(len(word) > 2 and not re.search("[aeiou]", word) for word in words)
    return bool(words) and not vowelless and not _TYPE_WORD.match(bare.casefold())


def _entry(locality: Locality, entries: Sequence[Entry]) -> Entry | None:
    """The gazetteer's entry near it whose names are most like both of its names."""
    keys = name_key(locality.english), name_key(locality.arabic.removeprefix("مركز "))
    best, most = None, 0.0
    for entry in entries:
        assert entry.lat is not None
        assert entry.lon is not None
        if abs(entry.lat - locality.lat) >= _LAT or abs(entry.lon - locality.lon) >= _LON:
            continue
        own = [name_key(name) for name in (entry.name_en, entry.name_ar) if name]
        alike = min(max(likeness(name, key) for name in own) for key in keys)
        if alike >= _LEAST_LIKENESS and alike > most:
            best, most = entry, alike
    return best


def _pair(locality: Locality, area: Entry) -> Pair:
    english = f"The meeting took place in {locality.english} in {area.name_en} governorate."
    arabic = f"عُقد اللقاء في {locality.arabic} في محافظة {area.name_ar}."
    return Pair(
        locality,
        (_named(locality.english, locality.english), _named(locality.arabic, locality.arabic)),
        (_named(english, locality.english), _named(arabic, locality.arabic)),
        tuple(_named(spelling, spelling) for spelling in locality.spellings),
    )


def _named(text: str, name: str) -> Named:
    """The name as a mention, with what the gazetteer reads in the rest of the text."""
    reading = read(text)
    start = text.index(name)
    end = start + len(name)
    spans = {(start, end)} | {(hit.start, hit.end) for hit in reading.places if hit.end <= start or hit.start >= end}
    mentions = []
    for first, last in sorted(spans):
        evidence, country = beside(reading, first, last)
        mentions.append(Mention(first, last, "PLACE", 1.0, ("model",), "s1", kind=evidence.kind, country=country))
    return Named(text, mentions, sorted(spans).index((start, end)))


def _is_near(link: Link | None, locality: Locality) -> bool:
    if link is None or link.lat is None or link.lon is None:
        return False
    return kilometres(link.lat, link.lon, locality.lat, locality.lon) < _NEAR_KM
