"""Whom the names of places come from, as their licence asks it to be said wherever they are passed on."""

from __future__ import annotations

# The same line as in places.geojson (models/gazetteer/README.md asks for it).
ATTRIBUTION = (
    "Names and points: GeoNames (https://www.geonames.org) and the gazetteer of corpus, "
    "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
)
