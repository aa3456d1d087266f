"""The columns of every frame and their types. They are promised: docs/python.md lists them, and a test compares.

``string``, ``Int64`` and ``datetime64[s]`` hold missing values as such; ``float64`` as NaN. ``object`` holds tuples.
What the tables are joined by: ``doc_id``; ``doc_id`` and ``passage_id``; ``id`` of a place or organization;
``theme_id``.
"""

from __future__ import annotations

Columns = dict[str, str]

#: The languages that have columns of their own; a third one counts in the totals alone.
LANGUAGES = ("en", "ar")

_TEXT, _COUNT, _SHARE, _DAY, _MANY = "string", "Int64", "float64", "datetime64[s]", "object"


def _each(name: str, kind: str) -> Columns:
    return {f"{name}_{code}": kind for code in LANGUAGES}


_OFFSETS: Columns = {"start": _COUNT, "end": _COUNT, "raw_start": _COUNT, "raw_end": _COUNT}
_PASSAGE_IN_SOURCE: Columns = {"path": _TEXT, "record_id": _TEXT, "doc_id": _TEXT, "passage_id": _TEXT, **_OFFSETS}

DOCUMENTS: Columns = {
    "doc_id": _TEXT,
    "path": _TEXT,
    "record_id": _TEXT,
    "title": _TEXT,
    "author": _TEXT,
    "date": _TEXT,
    "day": _DAY,
    "month": _DAY,
    "date_source": _TEXT,
    "date_confidence": _SHARE,
    "date_calendar": _TEXT,
    "date_written": _TEXT,
    "language": _TEXT,
    **_each("share", _SHARE),
    "words": _COUNT,
    "characters": _COUNT,
    "passages": _COUNT,
    "mentions": _COUNT,
    "places": _COUNT,
    "organizations": _COUNT,
    "theme_id": _TEXT,
    "theme_share": _SHARE,
    "duplicate_of": _TEXT,
    "ocr": "bool",
    "media_type": _TEXT,
    "encoding": _TEXT,
    "size_bytes": _COUNT,
    "sha256": _TEXT,
}
PASSAGES: Columns = {
    "doc_id": _TEXT,
    "passage_id": _TEXT,
    "language": _TEXT,
    "theme_id": _TEXT,
    "score": _SHARE,
    "words": _COUNT,
    **_OFFSETS,
    "text": _TEXT,
}
ENTITIES: Columns = {
    "doc_id": _TEXT,
    "mention_id": _TEXT,
    "passage_id": _TEXT,
    "theme_id": _TEXT,
    "language": _TEXT,
    "label": _TEXT,
    "text": _TEXT,
    "score": _SHARE,
    "source": _TEXT,
    "id": _TEXT,
    "kb": _TEXT,
    "type": _TEXT,
    **_each("name", _TEXT),
    "country": _TEXT,
    "admin1": _TEXT,
    "lat": _SHARE,
    "lon": _SHARE,
    "link_score": _SHARE,
    "within": _MANY,
    **_OFFSETS,
}
ORGANIZATIONS: Columns = {
    "id": _TEXT,
    "type": _TEXT,
    **_each("name", _TEXT),
    "mentions": _COUNT,
    **_each("mentions", _COUNT),
    "documents": _COUNT,
    **_each("documents", _COUNT),
    "written_as": _MANY,
    "score": _SHARE,
    "first_source": _TEXT,
}
PLACES: Columns = {**ORGANIZATIONS, "country": _TEXT, "admin1": _TEXT, "lat": _SHARE, "lon": _SHARE}
THEMES: Columns = {
    "theme_id": _TEXT,
    **_each("label", _TEXT),
    **_each("keywords", _MANY),
    "documents": _COUNT,
    **_each("documents", _COUNT),
    "passages": _COUNT,
    **_each("passages", _COUNT),
    "words": _COUNT,
    **_each("words", _COUNT),
    "share": _SHARE,
    **_each("share", _SHARE),
    "balance": _SHARE,
    "cohesion": _SHARE,
    "warnings": _MANY,
    "previous": _TEXT,
}
QUOTES: Columns = {
    "theme_id": _TEXT,
    "language": _TEXT,
    "text": _TEXT,
    "title": _TEXT,
    "date": _TEXT,
    **_PASSAGE_IN_SOURCE,
}
COUNTS: Columns = {
    "place_id": _TEXT,
    **_each("place", _TEXT),
    "theme_id": _TEXT,
    **_each("theme", _TEXT),
    "month": _DAY,
    "language": _TEXT,
    "mentions": _COUNT,
    "passages": _COUNT,
    "documents": _COUNT,
}
HITS: Columns = {
    "score": _SHARE,
    "why": _MANY,
    "language": _TEXT,
    "theme_id": _TEXT,
    "title": _TEXT,
    "date": _TEXT,
    "text": _TEXT,
    "marks": _MANY,
    "names": _MANY,
    "before": _TEXT,
    "after": _TEXT,
    **_PASSAGE_IN_SOURCE,
}
FAILURES: Columns = {"path": _TEXT, "record": _TEXT, "kind": _TEXT, "reason": _TEXT, "remedy": _TEXT}
