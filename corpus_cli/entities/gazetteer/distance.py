"""How far two points are from each other."""

from __future__ import annotations

import math


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points, on a sphere."""
    lat, lon, other_lat, other_lon = (math.radians(angle) for angle in (lat, lon, other_lat, other_lon))
    half = (
        math.sin((other_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    )
    return 12742 * math.asin(min(1.0, math.sqrt(half)))
