"""Files that Bayanat takes, the human-rights database of the Syria Justice and Accountability Centre.

What it takes is read from its source (sjacorg/bayanat on GitHub): ``BulletinRequestModel`` in
``enferno/admin/validation/models.py``, ``Location.import_csv`` in ``enferno/admin/models/Location.py`` and the sheet
import of actors in ``enferno/data_import/utils/sheet_import.py``. docs/export.md says what was checked.
"""

from __future__ import annotations

import html
from pathlib import PurePosixPath
from typing import Any

import msgspec

from corpus_cli.document import Entity, Link, place_of
from corpus_cli.entities.gazetteer.attribution import ATTRIBUTION
from corpus_cli.export.formats.exporter import Setting, Written
from corpus_cli.export.formats.points import naming
from corpus_cli.export.record import Outgoing
from corpus_cli.export.tally import MentionTally, NamedEntity
from corpus_cli.export.theme_names import LANGUAGES
from corpus_cli.wording.spreadsheet import Cell, to_spreadsheet
from corpus_cli.wording.text import one_line

BULLETINS, LOCATIONS, ACTORS = "bulletins.jsonl", "locations.csv", "actors.csv"
LOCATION_COLUMNS = ("id", "title", "title_ar", "latlng", "description", "parent_id", "deleted")
ACTOR_COLUMNS = ("originid", "name", "name_ar", "type", "tags", "description")
# A title is needed; these languages have a field of their own besides.
_TITLES = {"ar": "title_ar"}
# Bayanat takes addresses, absolute paths and this; reports are known by relative paths.
_NO_ADDRESS = "NA"


class BayanatExporter:
    """``bulletins.jsonl`` (one request body a document), ``locations.csv`` and ``actors.csv`` (organizations)."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._tally = MentionTally()
        self._within: dict[str, tuple[str, ...]] = {}
        self._count = 0
        self._file = (setting.folder / BULLETINS).open("wb")

    def add(self, out: Outgoing) -> None:
        """The document is a bulletin, its names are counted."""
        self._tally.add(naming(out.doc))
        for ent in out.entities:
            if ent.link is not None:
                self._within.setdefault(ent.link.id, ent.link.within)
        self._file.write(msgspec.json.encode({"item": self._bulletin(out)}) + b"\n")
        self._count += 1

    def finish(self) -> list[Written]:
        """All three files are complete."""
        self.close()
        linked = [entity for entity in self._tally.entities() if entity.id is not None]
        places = [entity for entity in linked if entity.label == "PLACE"]
        actors = [entity for entity in linked if entity.label == "ORG"]
        folder = self._setting.folder
        (folder / LOCATIONS).write_bytes(to_spreadsheet(LOCATION_COLUMNS, _locations(places, self._within)))
        (folder / ACTORS).write_bytes(to_spreadsheet(ACTOR_COLUMNS, map(_actor, actors)))
        return [
            Written(BULLETINS, self._count, "bulletin"),
            Written(LOCATIONS, len(places), "row"),
            Written(ACTORS, len(actors), "row"),
        ]

    def close(self) -> None:
        """No file is open."""
        self._file.close()

    def _bulletin(self, out: Outgoing) -> dict[str, Any]:
        doc, source = out.doc, out.doc.source
        place = place_of(source.path, source.record_id)
        title = one_line(source.title or PurePosixPath(source.path).name)
        labels = [
            self._setting.themes.label(theme.theme_id, language) for theme in doc.themes or () for language in LANGUAGES
        ]
        item: dict[str, Any] = {
            "originid": doc.doc_id,
            "title": title,
            "description": _paragraphs(out),
            "comments": f"corpus export: {one_line(place)}",
            "source_link": _NO_ADDRESS,
            "tags": [label for label in labels if label],
            "geoLocations": _markers(out.entities),
            "status": "Machine Created",
        }
        if doc.language in _TITLES:
            item[_TITLES[doc.language]] = title
        if source.date is not None and len(source.date) > len("2024-01"):
            # Of a month or a year alone Bayanat would make today's day in that month.
            item["publish_date"] = source.date
        elif source.date is not None:
            item["tags"].append(source.date)
        return item


def _paragraphs(out: Outgoing) -> str:
    """The text as HTML, which Bayanat keeps descriptions in: a paragraph a segment."""
    spans = [(segment.start, segment.end) for segment in out.doc.segments or ()] or [(0, len(out.text))]
    texts = (out.text[start:end].strip() for start, end in spans)
    return "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in texts if text)


def _markers(ents: tuple[Entity, ...]) -> list[dict[str, Any]]:
    """A point a place; Bayanat's own locations would need the numbers that they have in its database."""
    found: dict[str, tuple[Link, int]] = {}
    for ent in ents:
        if ent.label == "PLACE" and ent.link and ent.link.lat is not None and ent.link.lon is not None:
            found[ent.link.id] = (ent.link, found.get(ent.link.id, (ent.link, 0))[1] + 1)
    return [
        {
            "title": _both(link.name_en, link.name_ar) or link.id,
            "lat": link.lat,
            "lng": link.lon,
            "main": False,
            "comment": f"{link.id}, mentions: {count}",
        }
        for link, count in found.values()
    ]


def _locations(places: list[NamedEntity], within: dict[str, tuple[str, ...]]) -> list[list[Cell]]:
    numbers = {place.id: number for number, place in enumerate(places, start=1)}
    rows: list[list[Cell]] = []
    for place in places:
        area = next((name for name in within.get(place.id or "", ()) if name in numbers and name != place.id), None)
        point = None if place.lat is None or place.lon is None else f"SRID=4326;POINT({place.lon} {place.lat})"
        described = f"corpus: {place.id}, {place.type or 'place'}. {ATTRIBUTION}"
        title = place.name_en or place.name_ar or place.id
        rows.append([numbers[place.id], title, place.name_ar, point, described, numbers.get(area), "false"])
    return rows


def _actor(organization: NamedEntity) -> list[Cell]:
    name = organization.name_en or organization.name_ar or organization.id
    described = f"Written as: {', '.join(organization.written_as)}. Mentions: {organization.mentions}."
    return [organization.id, name, organization.name_ar, "Entity", "corpus", described]


def _both(english: str | None, arabic: str | None) -> str:
    return " | ".join(name for name in (english, arabic) if name)
