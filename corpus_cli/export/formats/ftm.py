"""FollowTheMoney entities for Aleph and OpenAleph: one JSON object a line, made without the library."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import msgspec

from corpus_cli.document import Entity, Label, Link, place_of
from corpus_cli.entities.gazetteer.attribution import ATTRIBUTION
from corpus_cli.export.formats.exporter import Setting, Written
from corpus_cli.export.record import Outgoing
from corpus_cli.export.theme_names import LANGUAGES

FILE = "entities.ftm.json"
#: A place is an Address, the only schema with a point; an organization may be of any kind.
SCHEMATA: dict[Label, str] = {"PLACE": "Address", "ORG": "Organization"}
# The library's codes have three letters. A language that is not here is not said.
_LANGUAGES = {"ar": "ara", "en": "eng", "fa": "fas", "tr": "tur", "fr": "fra", "de": "deu", "es": "spa", "ru": "rus"}
_SETTLEMENTS = frozenset({"city", "town", "village", "capital", "seat"})


@dataclass(slots=True)
class _Thing:
    """What is known of a linked place or organization; sets of documents grow with the mentions of it."""

    label: Label
    link: Link
    names: dict[str, None] = field(default_factory=dict)
    documents: dict[str, None] = field(default_factory=dict)


class FtmExporter:
    """``entities.ftm.json``: documents (PlainText), what they name, then places (Address) and Organizations.

    An organization's name in a document is a Mention, resolved to it. A Mention can mean no place, so a document and a
    place that it names are joined by a Documentation. Where a name stands is in the other formats. ``proof`` of a place
    or organization are the documents that name it.
    """

    def __init__(self, setting: Setting) -> None:
        self._themes = setting.themes
        self._file = (setting.folder / FILE).open("wb")
        self._things: dict[str, _Thing] = {}
        self._counts: dict[str, int] = defaultdict(int)

    def add(self, out: Outgoing) -> None:
        """The document and its mentions are written."""
        self._write("PlainText", document_id(out.doc.doc_id), self._document(out))
        for schema, name, properties in _naming(out):
            self._write(schema, name, properties)
        for ent in out.entities:
            if ent.link is not None:
                thing = self._things.setdefault(thing_id(ent.label, ent.link.id), _Thing(ent.label, ent.link))
                for written in (ent.link.name_en, ent.link.name_ar, _in_one_line(ent)):
                    if written:
                        thing.names.setdefault(written)
                thing.documents.setdefault(out.doc.doc_id)

    def finish(self) -> list[Written]:
        """Places and organizations are written and the file closed."""
        for name, thing in self._things.items():
            self._write(SCHEMATA[thing.label], name, _properties(thing))
        self.close()
        return [Written(FILE, sum(self._counts.values()), "entity")]

    def close(self) -> None:
        """No file is open."""
        self._file.close()

    def _document(self, out: Outgoing) -> dict[str, list[str]]:
        doc, source = out.doc, out.doc.source
        place = place_of(source.path, source.record_id)
        name = PurePosixPath(source.path).name
        labels = [self._themes.label(theme.theme_id, language) for theme in doc.themes or () for language in LANGUAGES]
        return {
            "title": [source.title or name],
            "fileName": [name],
            "mimeType": [source.media_type],
            "date": _known(source.date),
            "language": _known(_LANGUAGES.get(doc.language or "")),
            "bodyText": _known(doc.text),
            "keywords": [label for label in labels if label],
            "notes": [f"corpus: {doc.doc_id}, {place}"],
        }

    def _write(self, schema: str, name: str, properties: dict[str, list[str]]) -> None:
        known = {key: list(dict.fromkeys(values)) for key, values in properties.items() if values}
        line: dict[str, Any] = {"id": name, "schema": schema, "properties": known}
        self._file.write(msgspec.json.encode(line) + b"\n")
        self._counts[schema] += 1


def document_id(doc_id: str) -> str:
    """The id of the document's entity."""
    return f"corpus-doc-{doc_id}"


def thing_id(label: Label, link_id: str) -> str:
    """The id of a place or organization: the same in every export, in letters that the library allows."""
    return f"corpus-{SCHEMATA[label].lower()}-{_hash(link_id)}"


def _naming(out: Outgoing) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    """What the document names: each place once, with all its names there, and of the others each name once."""
    doc_id = out.doc.doc_id
    places: dict[str, list[str]] = {}
    mentions: dict[str, dict[str, list[str]]] = {}
    for ent in out.entities:
        link = ent.link
        if link is not None and ent.label == "PLACE":
            places.setdefault(link.id, []).append(_in_one_line(ent))
        else:
            mention_id = f"corpus-mention-{_hash(doc_id, ent.label, link.id if link else '', _in_one_line(ent))}"
            mentions.setdefault(mention_id, _mention(doc_id, ent))
    for mention_id, properties in mentions.items():
        yield "Mention", mention_id, properties
    for link_id, names in places.items():
        joined = {
            "document": [document_id(doc_id)],
            "entity": [thing_id("PLACE", link_id)],
            "role": ["names the place"],
            "summary": names,
        }
        yield "Documentation", f"corpus-naming-{_hash(doc_id, link_id)}", joined


def _mention(doc_id: str, ent: Entity) -> dict[str, list[str]]:
    link = ent.link
    return {
        "document": [document_id(doc_id)],
        "name": [_in_one_line(ent)],
        "resolved": [thing_id(ent.label, link.id)] if link else [],
        "detectedSchema": [SCHEMATA[ent.label]],
        "contextCountry": _known(link.country.lower() if link and link.country else None),
    }


def _in_one_line(ent: Entity) -> str:
    return " ".join(ent.text.split())


def _properties(thing: _Thing) -> dict[str, list[str]]:
    link = thing.link
    own = _known(link.name_en) + _known(link.name_ar)
    names = own or list(thing.names)[:1]
    properties = {
        "name": names,
        "alias": [name for name in thing.names if name not in names],
        "country": _known(link.country.lower() if link.country else None),
        "proof": [document_id(doc_id) for doc_id in thing.documents],
        "notes": [f"corpus: {link.id}"],
    }
    if thing.label == "PLACE":
        point = [] if link.lat is None or link.lon is None else [ATTRIBUTION]
        properties |= {
            "full": names,
            "city": own if link.type in _SETTLEMENTS else [],
            "state": _known(link.admin1),
            "latitude": _known(None if link.lat is None else str(link.lat)),
            "longitude": _known(None if link.lon is None else str(link.lon)),
            "publisher": point,
        }
    return properties


def _known(value: str | None) -> list[str]:
    return [value] if value else []


def _hash(*parts: str) -> str:
    return hashlib.sha1("\0".join(parts).encode(), usedforsecurity=False).hexdigest()
