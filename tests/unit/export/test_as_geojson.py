"""places.geojson."""

from __future__ import annotations

import json
from collections.abc import Callable

from corpus_cli.document import Link
from corpus_cli.export.as_geojson import to_geojson
from corpus_cli.export.mentions import NamingDocument
from corpus_cli.export.tally import NamedEntity

Count = Callable[..., list[NamedEntity]]
MakeDocument = Callable[..., NamingDocument]
MakeLink = Callable[..., Link]


def test_without_places_there_is_an_empty_collection() -> None:
    """Which says all the same whose points it would hold."""
    collection = json.loads(to_geojson([]))
    assert (collection["type"], collection["features"]) == ("FeatureCollection", [])
    assert "GeoNames" in collection["attribution"]
    assert "CC BY 4.0" in collection["attribution"]


def test_a_linked_place_with_a_point_is_a_feature(
    count: Count, make_document: MakeDocument, make_link: MakeLink
) -> None:
    """Longitude first. Not there: an organization, a place without a point, a name without a link."""
    name = 'Homs, "the old\ncity"'
    named = [
        ("en", name, make_link("gn:1", name, "حمص", lat=34.7, lon=36.7), "PLACE"),
        ("ar", "حمص", make_link("gn:1", name, "حمص", lat=34.7, lon=36.7), "PLACE"),
        ("en", "Bank", make_link("org:1", "Bank", None, lat=1.0, lon=2.0), "ORG"),
        ("en", "Levant", make_link("region:1", "Levant", None, lat=None, lon=None), "PLACE"),
        ("en", "Nowhere", None, "PLACE"),
    ]
    data = to_geojson(count(make_document(1, *named)))
    (feature,) = json.loads(data)["features"]
    assert feature == {
        "type": "Feature",
        "id": "gn:1",
        "geometry": {"type": "Point", "coordinates": [36.7, 34.7]},
        "properties": {
            "id": "gn:1", "name_en": name, "name_ar": "حمص", "type": "city", "country": "SY", "admin1": "Homs",
            "mentions": 2, "mentions_ar": 1, "mentions_en": 1, "documents": 1,
        },
    }  # fmt: skip
    assert "حمص" in data.decode()


def test_places_stand_in_the_order_of_the_table(count: Count, make_document: MakeDocument, make_link: MakeLink) -> None:
    """The most mentioned first, ties by id, one a line."""
    named = [("en", "x", make_link(name_id, "x", None), "PLACE") for name_id in ("gn:2", "gn:3", "gn:1", "gn:3")]
    data = to_geojson(count(make_document(1, *named)))
    assert [feature["id"] for feature in json.loads(data)["features"]] == ["gn:3", "gn:1", "gn:2"]
    assert len(data.splitlines()) == 1 + 3 + 1
