"""A document, or a part of it, as JSON: the record's own fields, with the labels of its themes beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

import msgspec

from corpus_cli.document import source_data
from corpus_cli.show.view import View


class _Spanning(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Span = TypeVar("Span", bound=_Spanning)


def to_json(view: View) -> bytes:
    """The record's fields in its order: UTF-8, one newline at the end.

    ``text`` is what is shown, from ``shown.start`` to ``shown.end`` of the document's text; all offsets are those of
    the document. Segments, entities and passages are those that touch it. Without names, their three fields are left
    out. None still means that a stage did not run.
    """
    doc, part = view.doc, view.part
    names: dict[str, Any] = {}
    if view.names is not None:
        names = {
            "entities": _touching(doc.entities, view),
            "places": doc.places,
            "organizations": doc.organizations,
        }
    shown = {
        "schema_version": doc.schema_version,
        "doc_id": doc.doc_id,
        "source": source_data(doc.source),
        "language": doc.language,
        "languages": doc.languages,
        "notes": view.notes,
        "shown": {"start": part.start, "end": part.end, "whole": view.is_whole, "asked": part.asked},
        "text": None if doc.text is None else doc.text[part.start : part.end],
        "segments": _touching(doc.segments, view),
        **names,
        "passages": _touching(doc.passages, view),
        "themes": view.themes if doc.themes is not None else None,
        "provenance": doc.provenance,
    }
    return msgspec.json.format(msgspec.json.encode(shown), indent=1) + b"\n"


def _touching(items: Iterable[Span] | None, view: View) -> list[Span] | None:
    """Those that reach into what is shown."""
    if items is None:
        return None
    return [item for item in items if item.start < view.part.end and item.end > view.part.start]
