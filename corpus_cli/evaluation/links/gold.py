"""Gold places: names with their points on the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus_cli.errors import InputError
from corpus_cli.evaluation.gold import GoldText, Marked, kind_of, read_marked

#: Degrees north and east.
Point = tuple[float, float]
LABEL = "PLACE"
_SHAPE = '{"start": 0, "end": 5, "label": "PLACE", "lat": 36.2, "lon": 37.16}'
_DEGREES = "write degrees as numbers: lat from -90 to 90 (north), lon from -180 to 180 (east)"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """A name at ``text[start:end]`` and where it lies: any of the points is right. ``type``: what kind of place."""

    start: int
    end: int
    points: tuple[Point, ...]
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceText:
    """A text and its places that have a point. ``others``: how many names have none, or another label."""

    row: GoldText
    places: tuple[GoldPlace, ...]
    others: int


def read_places(path: Path) -> list[PlaceText]:
    """The texts of a gold file, in order, with the places that can be measured.

    Raises ``InputError`` with the line and what to do if the file cannot be used or if no place in it has a point.
    """
    texts = [_place_text(row, marked) for row, marked in read_marked(path)]
    if not any(text.places for text in texts):
        raise InputError(
            f"{path}: none of its {LABEL} entities has a point, so no link can be measured",
            remedy=f"give places their degrees north and east: {_SHAPE}",
        )
    return texts


def _place_text(row: GoldText, marked: Iterable[Marked]) -> PlaceText:
    found = [_place(one) if one.span.label == LABEL else None for one in marked]
    places = tuple(place for place in found if place is not None)
    return PlaceText(row=row, places=places, others=len(found) - len(places))


def _place(marked: Marked) -> GoldPlace | None:
    """The place, or ``None`` for one without a point."""
    lat, lon, also, kind = (marked.fields.get(name) for name in ("lat", "lon", "also", "type"))
    if kind is not None and not isinstance(kind, str):
        raise InputError(
            f"{marked.where}: its type is not a string but {kind_of(kind)}",
            remedy='write "type": "city", or leave it out',
        )
    if lat is None and lon is None:
        if also:
            raise InputError(f"{marked.where}: has other points (also) but no lat and lon", remedy=f"write {_SHAPE}")
        return None
    points = [_point(lat, lon, marked.where), *_others(also, marked.where)]
    return GoldPlace(
        start=marked.span.start,
        end=marked.span.end,
        points=tuple(points),
        type=(kind or "").strip().casefold() or None,
    )


def _others(also: object, where: str) -> list[Point]:
    if also is None:
        return []
    if not isinstance(also, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in also):
        raise InputError(
            f"{where}: its other points (also) are not a list of pairs", remedy='write "also": [[36.2, 37.16]]'
        )
    return [_point(lat, lon, f"{where}, other point {number}") for number, (lat, lon) in enumerate(also, 1)]


def _point(lat: object, lon: object, where: str) -> Point:
    return _degrees(lat, "lat", 90, where), _degrees(lon, "lon", 180, where)


def _degrees(value: object, name: str, most: int, where: str) -> float:
    if value is None:
        raise InputError(f"{where}: has no {name}", remedy=_DEGREES)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise InputError(f"{where}: its {name} is not a number but {kind_of(value)}", remedy=_DEGREES)
    if not -most <= value <= most:  # NaN is not in it either
        raise InputError(f"{where}: its {name} is {value:g}, not between -{most} and {most}", remedy=_DEGREES)
    return float(value)
