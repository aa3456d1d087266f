"""GeoJSON as GDAL reads it, which is how QGIS does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path


def test_gdal_reads_points_in_wgs_84_with_flat_fields(export_as: Callable[..., Path]) -> None:
    import pyogrio

    folder = export_as("geojson")
    for name, count in (("places", 1), ("mentions", 2)):
        info = pyogrio.read_info(folder / f"{name}.geojson")
        assert (info["crs"], info["geometry_type"], info["features"]) == ("EPSG:4326", "Point", count)
    fields = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert fields["date"] == "datetime64[D]"
    assert fields["start"] == "int32"
    assert not any(kind.startswith("list") or kind == "json" for kind in info["ogr_subtypes"])


def test_a_mention_is_a_point_with_its_theme_language_and_place_in_the_text(export_as: Callable[..., Path]) -> None:
    found = json.loads((export_as("geojson") / "mentions.geojson").read_bytes())
    assert found["type"] == "FeatureCollection"
    assert "GeoNames" in found["attribution"]
    feature = found["features"][1]
    assert feature["geometry"] == {"type": "Point", "coordinates": [36.7, 34.7]}
    properties = feature["properties"]
    assert (properties["text"], properties["language"], properties["name_en"]) == ("حمص", "ar", "Homs")
    assert (properties["theme_ar"], properties["start"], properties["raw_start"]) == ("الأسواق · المحال", 11, 111)
    # Of a month alone GDAL would make text of the whole column.
    assert (properties["date"], properties["month"]) == (None, "2024-04")


def test_a_place_has_the_mentions_of_both_languages(export_as: Callable[..., Path]) -> None:
    found = json.loads((export_as("geojson") / "places.geojson").read_bytes())
    properties = found["features"][0]["properties"]
    assert (properties["mentions_en"], properties["mentions_ar"]) == (1, 1)
