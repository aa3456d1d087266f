"""``places.geojson``: the linked places that have a point, for a map (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from corpus_cli.export.tally import NamedEntity

# What models/gazetteer/README.md asks of whoever passes its points on. The file outlives the run that made it.
ATTRIBUTION = (
    "Names and points: GeoNames (https://www.geonames.org) and the gazetteer of corpus, "
    "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
)
PROPERTIES = (
    "id", "name_en", "name_ar", "type", "country", "admin1", "mentions", "mentions_ar", "mentions_en", "documents",
)  # fmt: skip


def to_geojson(entities: Iterable[NamedEntity]) -> bytes:
    """A FeatureCollection of the places among the entities, in their order: UTF-8, one feature a line."""
    opening = b'{"type":"FeatureCollection","attribution":%b,"features":[' % msgspec.json.encode(ATTRIBUTION)
    places = (entity for entity in entities if entity.id is not None and entity.label == "PLACE")
    features = [
        msgspec.json.encode(_feature(place, place.lat, place.lon))
        for place in places
        if place.lat is not None and place.lon is not None
    ]
    return opening + b",".join(b"\n" + feature for feature in features) + b"\n]}\n"


def _feature(place: NamedEntity, lat: float, lon: float) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": place.id,
        # Longitude first, as the RFC has it.
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {name: getattr(place, name) for name in PROPERTIES},
    }
