"""Places and their mentions as GeoJSON points that QGIS opens (RFC 7946: WGS 84, longitude first)."""

from __future__ import annotations

from typing import Any

import msgspec

from corpus_cli.document import Document, Link
from corpus_cli.entities.gazetteer.attribution import ATTRIBUTION
from corpus_cli.export.as_geojson import to_geojson
from corpus_cli.export.formats.exporter import Setting, Written
from corpus_cli.export.mentions import Mention, NamingDocument, Origin, Referent, Spoken
from corpus_cli.export.record import Outgoing
from corpus_cli.export.tables.mentions import ENTITIES, mention_rows
from corpus_cli.export.tally import MentionTally

PLACES, MENTIONS = "places.geojson", "mentions.geojson"
# The others are the geometry, or lists, which GDAL makes strings of.
_LEFT_OUT = {"label", "lat", "lon", "found_by", "within", "date"}


class GeojsonExporter:
    """``places.geojson``: one point a place; ``mentions.geojson``: one a mention, to be filtered by theme and language.

    Properties are flat. ``date`` is a whole date or null, so that GDAL takes it for a date; ``month`` is null where
    only the year is known.
    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._tally = MentionTally()
        self._count = 0
        self._file = (setting.folder / MENTIONS).open("wb")
        self._file.write(
            b'{"type":"FeatureCollection","attribution":%b,"features":[' % msgspec.json.encode(ATTRIBUTION)
        )

    def add(self, out: Outgoing) -> None:
        """The document's linked places are written and counted."""
        self._tally.add(naming(out.doc))
        for row in mention_rows(out, self._setting.themes):
            values = dict(zip((column.name for column in ENTITIES.columns), row, strict=True))
            if values["label"] == "PLACE" and values["lat"] is not None and values["lon"] is not None:
                self._file.write((b",\n" if self._count else b"\n") + msgspec.json.encode(_feature(values)))
                self._count += 1

    def finish(self) -> list[Written]:
        """Both files are complete."""
        self._file.write(b"\n]}\n")
        self.close()
        entities = self._tally.entities()
        (self._setting.folder / PLACES).write_bytes(to_geojson(entities))
        points = sum(1 for place in entities if place.label == "PLACE" and place.id is not None and _has_point(place))
        return [Written(PLACES, points, "place"), Written(MENTIONS, self._count, "mention")]

    def close(self) -> None:
        """No file is open."""
        self._file.close()


def naming(doc: Document) -> NamingDocument:
    """The document as far as names are counted."""
    return NamingDocument(
        source=Origin(doc.source.path, doc.source.record_id),
        segments=tuple(Spoken(segment.id, segment.language) for segment in doc.segments or ()),
        entities=tuple(
            Mention(ent.label, ent.text, ent.segment, None if ent.link is None else _referent(ent.link))
            for ent in doc.entities or ()
        ),
    )


def _referent(link: Link) -> Referent:
    return Referent(
        link.id, link.name_en, link.name_ar, link.lat, link.lon, link.country, link.admin1, link.type, link.score
    )


def _has_point(place: Any) -> bool:
    return place.lat is not None and place.lon is not None


def _feature(values: dict[str, Any]) -> dict[str, Any]:
    date = values["date"]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [values["lon"], values["lat"]]},
        "properties": {
            **{name: value for name, value in values.items() if name not in _LEFT_OUT},
            "date": date if date is not None and len(date) > len("2024-01") else None,
            "month": date[: len("2024-01")] if date is not None and len(date) > len("2024") else None,
        },
    }
