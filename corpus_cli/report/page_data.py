"""What the page is made from: the data that stands in it as JSON, field by field.

Lists that could be long hold the first so many, and beside them the total: the page says what it leaves out and in
which file of the run all of it is.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from corpus_cli.document import Dated

VERSION = 1


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """Some of ``total`` rows."""

    total: int
    rows: list[Any]


class LanguageRow(msgspec.Struct, frozen=True, kw_only=True):
    """Documents whose main language it is, and passages in it."""

    language: str
    documents: int
    passages: int


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """One document that was read. ``themes``: ids, the largest share of its words first."""

    doc_id: str
    title: str | None
    path: str
    date: str | None
    language: str | None
    passages: int
    themes: list[str]
    dated: Dated | None = None


class Corpus(msgspec.Struct, frozen=True, kw_only=True):
    """What was read, repeated documents aside, which ``duplicates`` counts.

    ``months``: YYYY-MM, language, documents. ``damaged``: files under ``documents/`` that could not be read back.
    """

    documents: int
    duplicates: int
    undated: int
    passages: int
    languages: list[LanguageRow]
    months: list[tuple[str, str, int]]
    first_date: str | None
    last_date: str | None
    listed: Listed
    damaged: list[str]


class Flag(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something a reader should know first. The page says it in the language of its interface; which fields are set
    depends on ``kind``.
    """

    kind: str
    count: int = 0
    of: int = 0
    share: float = 0.0
    other_share: float = 0.0
    language: str = ""
    other: str = ""
    name: str = ""
    theme: str = ""
    twin: str = ""


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """Passages on a plane, one entry a passage in every list. ``of``: passages of the run, of which these are some.

    ``method``: tsne or pca. ``theme``: its number in the page's order, -1 for none. ``document``: its number in
    ``titles``.
    """

    method: Literal["tsne", "pca"]
    of: int
    x: list[float]
    y: list[float]
    theme: list[int]
    language: list[str]
    document: list[int]
    text: list[str]
    titles: list[tuple[str, str | None]]


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place, organization or name without a link, as in entities.csv."""

    id: str | None
    name_en: str | None
    name_ar: str | None
    written_as: list[str]
    type: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    mentions: int
    mentions_ar: int
    mentions_en: int
    documents: int


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """The names of the run. ``cells``: mentions in passages: place's row, theme's number (-1 none), language, count."""

    places: Listed
    unlinked: Listed
    organizations: Listed
    without_point: int
    cells: list[tuple[int, int, str, int]]


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """How the run was made. No times: the same run gives the same page."""

    package_version: str
    command: str
    config_hash: str
    recipe: dict[str, Any]
    versions: dict[str, str]
    model: dict[str, Any] | None
    charts: dict[str, str]


class ReportData(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. ``themes_state``: ok; none: the run looked for none or there was no text; unreadable: another version.

    ``themes``: the cards of themes.json, each with its ``flags``; ``points`` None without a topic model, ``names`` None
    where the run did not look for names.
    """

    version: int = VERSION
    corpus: Corpus
    failures: Listed
    failure_kinds: dict[str, int]
    themes_state: Literal["ok", "none", "unreadable"]
    themes: list[dict[str, Any]]
    theme_languages: list[dict[str, Any]]
    words: int | None
    unassigned_share: float
    flags: list[Flag]
    confound: dict[str, Any] | None
    points: Points | None
    names: Names | None
    outlines: dict[str, Any]
    provenance: Provenance
