"""Our own tables: Syria, its neighbours' areas, regions and features of the world; joined to what GeoNames has."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec
from areas import OWN, bare, first_level_names
from builder import Builder, add_names, distance, number_or_none
from geonames import split, table

from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.names.words import name_key

FROM_OUR_TABLES = ("syria_governorates", "syria_districts", "neighbours")


def add_own(builder: Builder) -> None:
    """Our own tables: places that GeoNames has too are joined to its entry."""
    seats = seats_by_name(builder)
    for name in FROM_OUR_TABLES:
        for row in table(name):
            add_first_level(builder, name, row, seats)
    areas = areas_by_name(builder)
    for row in table("regions"):
        add_names(builder, add_region(builder, areas, row), row)
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
    """A governorate or district; without a point of its own it stands at the town of its name."""
    country = row.get("country", "SY")
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
    entry = Entry(
        f"{country.lower()}:{row['slug']}", row["name_en"], row["name_ar"], lat, lon, country, None, kind, 0, within
    )
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


def add_features(builder: Builder) -> None:
    """Islands, rivers, ranges, regions, airports of the world: linked, not found in text by name (Java, Man)."""
    areas = areas_by_name(builder)
    for row in table("world_features"):
        number = add_region(builder, areas, row)
        for name in (row["name_en"], row["name_ar"], *split(row["aliases"])):
            if name:
                builder.far_name(number, name)


def areas_by_name(builder: Builder) -> dict[str, list[int]]:
    """Numbers of the world's areas of the first level by folded name."""
    areas: dict[str, list[int]] = defaultdict(list)
    for key, number in sorted(builder.far):
        if builder.entries[number].type == "province":
            areas[key].append(number)
    return areas


def add_region(builder: Builder, areas: dict[str, list[int]], row: dict[str, str]) -> int:
    """The number of a region of our tables; what is an area of the first level already (Sicily) gets no second id."""
    lat, lon = float(row["lat"]), float(row["lon"])
    names = [name_key(name) for name in (row["name_en"], row["name_ar"], *split(row["aliases"])) if name]
    twins = {n for name in names for n in areas[name] if distance(builder.entries[n], lat, lon) < 200}
    if not twins:
        entry = Entry(f"region:{row['slug']}", row["name_en"], row["name_ar"], lat, lon, None, None, row["type"])
        return builder.add(entry)
    number = min(twins)
    if builder.entries[number].name_ar is None:
        builder.entries[number] = msgspec.structs.replace(builder.entries[number], name_ar=row["name_ar"])
    return number


def put_into_own_areas(builder: Builder, cities: list[dict[str, Any]]) -> None:
    """Settlements of our neighbours lie in the governorates and provinces of our own tables."""
    names = first_level_names(cities)
    areas = {entry.id: entry for entry in builder.entries if entry.country in OWN and entry.type in _FIRST_LEVEL}
    keys = {key: builder.entries[number] for key, number in builder.names if builder.entries[number].id in areas}
    members: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        if city["countrycode"] in OWN - {"SY"}:
            members[city["countrycode"], city["admin1code"]].append(city)
    for (country, code), own in sorted(members.items()):
        named = keys.get(bare(names.get((country, code), "")))
        if named is None or named.country != country:
            lat, lon = (statistics.median(city[axis] for city in own) for axis in ("latitude", "longitude"))
            named = _nearest(areas.values(), country, lat, lon)
        for city in own:
            number = builder.number[f"gn:{city['geonameid']}"]
            # GeoNames knows two areas of Palestine; its governorates are told apart by distance.
            area = _nearest(areas.values(), "PS", city["latitude"], city["longitude"]) if country == "PS" else named
            if not builder.entries[number].within:
                builder.entries[number] = msgspec.structs.replace(builder.entries[number], within=(area.id,))


_FIRST_LEVEL = frozenset({"governorate", "province"})


def _nearest(areas: Iterable[Entry], country: str, lat: float, lon: float) -> Entry:
    return min((area for area in areas if area.country == country), key=lambda area: distance(area, lat, lon))
