"""Marked and found places made in the test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_cli.document import Alternative, Link
from corpus_cli.evaluation.gold import GoldText
from corpus_cli.evaluation.links.faults import LinkedText
from corpus_cli.evaluation.links.gold import GoldPlace, Point
from corpus_cli.evaluation.links.scores import FoundPlace, outcomes

ALEPPO: Point = (36.2, 37.16)

MakeText = Callable[..., LinkedText]
MakeLink = Callable[..., Link]


@pytest.fixture
def link() -> MakeLink:
    """A link to a point."""

    def make(point: Point | None = ALEPPO, *, name: str = "Aleppo", kind: str = "city", **values: object) -> Link:
        lat, lon = point or (None, None)
        known: dict[str, object] = {
            "id": "gn:1", "kb": "geonames", "name_en": name, "name_ar": "حلب", "country": "SY", "admin1": None,
            "score": 0.9, "alternatives": (Alternative(id="gn:2", name_en="Halab", name_ar=None, score=0.05),),
        }  # fmt: skip
        return Link(lat=lat, lon=lon, type=kind, **{**known, **values})  # type: ignore[arg-type]

    return make


@pytest.fixture
def linked() -> MakeText:
    """A text in which one name is marked, and found with a link unless ``found`` is false."""

    def make(
        text: str,
        name: str,
        link: Link | None = None,
        *,
        found: bool = True,
        point: Point = ALEPPO,
        kind: str | None = None,
        language: str = "en",
        line: int = 1,
        **values: object,
    ) -> LinkedText:
        start = text.index(name)
        end = start + len(name)
        place = GoldPlace(start=start, end=end, points=(point,), type=kind)
        given = (FoundPlace(start, end, link),) if found else ()
        row = GoldText(line=line, id=values.pop("id", f"t{line}"), language=language, text=text, spans=())  # type: ignore[arg-type]
        return LinkedText(row=row, outcomes=outcomes((place,), given), **values)  # type: ignore[arg-type]

    return make
