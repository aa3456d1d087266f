"""What is taken from GeoNames and what is left: the names of its settlements, our tables beside them."""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus_cli.entities.names.evidence import WEAK
from corpus_cli.entities.names.words import name_key

TABLES = Path(__file__).resolve().parent
# The Middle East and North Africa: all settlements; elsewhere cities of LARGE people and capitals.
REGION = set("SY LB JO IQ TR PS IL EG SA YE AE QA BH KW OM IR LY TN DZ MA SD MR CY".split())
ARABIC_COUNTRIES = REGION - {"TR", "IR", "CY", "IL"}
LARGE = 100_000
# Cities of so many people have spellings worth knowing in several languages.
KNOWN = 15_000
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u0652\u0671 \-()]+")
LATIN = re.compile(r"[^\W\d_](?:[^\W\d_]|['’‘`ʿʾ\- .])*")
# A type word makes a name of its own only in the display name; in text it stands outside the span.
TYPE_FIRST = re.compile(
    "(?:مدينة|محافظة|بلدة|قرية|ناحية|منطقة|قضاء|حي|مخيم|مخيمات|نهر|معبر|مدينه|بلده|قريه|city of|governorate of|river"
    "|madinat|muhafazat) ",
    re.I,
)
TYPE_LAST = re.compile(
    r" (?:governorate|province|district|city|town|village|camp|refugee camp|river|crossing|area|county|region)$", re.I
)


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of our own tables."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def split(cell: str) -> list[str]:
    """The parts of a cell."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def arabic_name(alternates: list[str], country: str) -> str | None:
    """The likeliest Arabic name among alternates of all languages in Arabic script.

    Persian, Urdu and Kurdish names betray themselves by their letters; Arabic spells ة and the article.
    """
    names = [name for name in alternates if ARABIC.fullmatch(name) and not TYPE_FIRST.match(name) and "(" not in name]
    if not names:
        return None
    return max(
        names, key=lambda name: ("ة" in name, name.startswith("ال") and country in ARABIC_COUNTRIES, -len(name), name)
    )


def latin_names(city: dict[str, Any], alternates: list[str]) -> Iterator[tuple[str, int]]:
    """Latin spellings worth having, with their flags: of our region all, elsewhere those close to the name."""
    own = name_key(city["name"])
    for name in alternates:
        if not LATIN.fullmatch(name) or not name[0].isupper() or len(name) < 4 or name.isupper():
            continue
        alike = difflib.SequenceMatcher(None, own, name_key(name)).ratio() >= 0.6
        if city["countrycode"] in ARABIC_COUNTRIES or (name.isascii() and alike):
            yield name, WEAK


def linking_names(city: dict[str, Any], alternates: list[str]) -> Iterator[str]:
    """Names that lead to a settlement found by other means: its own, and any spelling in Arabic or Latin letters.

    Of villages outside our region that is their own name alone, beside Arabic ones.
    """
    yield city["name"]
    large = city["countrycode"] in REGION or city["population"] >= KNOWN
    for name in alternates:
        if ARABIC.fullmatch(name) or (large and LATIN.fullmatch(name) and name[0].isupper() and len(name) > 3):
            yield name


def capital_ids(cache: Any, cities: list[dict[str, Any]]) -> set[int]:
    """The capitals: of a country's settlements of that name the most populous (the USA has ten Washingtons)."""
    names = {(row["iso"], name_key(row["capital"])) for row in cache.get_countries().values()}
    largest: dict[tuple[str, str], dict[str, Any]] = {}
    for city in cities:
        key = (city["countrycode"], name_key(city["name"]))
        if key in names and (key not in largest or city["population"] > largest[key]["population"]):
            largest[key] = city
    return {city["geonameid"] for city in largest.values()}


def overrides_by_id(cities: list[dict[str, Any]]) -> dict[int, dict[str, str]]:
    """Our corrections of GeoNames' display names, each for the most populous settlement of that name."""
    found: dict[int, dict[str, str]] = {}
    for row in table("geonames_overrides"):
        named = [city for city in cities if (city["countrycode"], city["name"]) == (row["country"], row["name"])]
        found[max(named, key=lambda city: int(city["population"]))["geonameid"]] = row
    return found


def area_names() -> list[tuple[str, set[str]]]:
    """The country and the folded names of each governorate and province in our tables."""
    rows = [
        *table("neighbours"),
        *({**row, "country": "SY", "type": "governorate"} for row in table("syria_governorates")),
    ]
    return [
        (
            row["country"],
            # "Antakya Province" is Hatay by its town's name.
            {
                name_key(name)
                for name in (row["name_en"], row["name_ar"], *split(row["aliases"]))
                if not TYPE_LAST.search(name)
            },
        )
        for row in rows
        if row["type"] in {"governorate", "province"}
    ]


def parted_alternates(city: dict[str, Any], areas: list[tuple[str, set[str]]]) -> tuple[list[str], list[str]]:
    """The alternates that are the town's own, and those that are the name of an area called otherwise than the town."""
    own = name_key(city["name"])
    others = [
        names
        for country, names in areas
        if country == city["countrycode"]
        and not any(difflib.SequenceMatcher(None, own, name).ratio() >= 0.7 for name in names)
    ]
    of_area = [name for name in city["alternatenames"] if any(name_key(name) in names for names in others)]
    return [name for name in city["alternatenames"] if name not in of_area], of_area


def without_marks(name: str) -> str:
    """A transliteration as reports write it: Sirghaya for Sirghāyā, Assal al Ward for ‘Assāl al Ward."""
    plain = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return re.sub("['’‘`´ʿʾʻʼ]", "", plain)
