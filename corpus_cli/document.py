"""The record that flows through every stage, and the only code that writes or reads it as JSON.

A stage fills one field and returns ``replace(doc, …)``. ``None`` means a stage did not run, ``()`` that it ran and
found nothing. All offsets are code points, half open.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import Any, Literal

import msgspec

SCHEMA_VERSION = 1
SCHEMA_ID = f"document-v{SCHEMA_VERSION}"

SegmentKind = Literal["heading", "paragraph", "list_item", "quote", "table", "caption"]
Label = Literal["PLACE", "ORG"]
EntitySource = Literal["model", "gazetteer", "alias"]
PageVerdict = Literal["good", "repaired", "needs_ocr", "unusable", "empty"]
DateSource = Literal["metadata", "front_matter", "file_name", "text", "record"]
Calendar = Literal["gregorian", "hijri"]
PageMethod = Literal["positions", "mirrored", "pdfium", "ocr"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """How one page of a PDF was read. ``number`` counts from 1.

    ``method``: from the places of its glyphs; the same from left to right, for letters put down in reading order;
    PDFium's own text; OCR; ``None`` where nothing was taken. ``mirrored``: the share of words that stand the wrong way
    round, among those that show it. ``left_out``: lines taken for headers, footers and page numbers. ``confidence``: of
    the OCR, 0 to 1.
    """

    number: int
    verdict: PageVerdict
    method: PageMethod | None = None
    mirrored: float = 0.0
    left_out: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Where a document's date comes from. ``written``: as it stands in the source, in the calendar it was written in.

    ``confidence``: 0 to 1. ``raw_start``, ``raw_end``: where it stands in the text as extracted, if it is from there.
    """

    source: DateSource
    confidence: float
    calendar: Calendar
    written: str
    raw_start: int | None = None
    raw_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document came from. ``path`` is as given by the user, never made absolute.

    What an archive or a mail holds is under its own way from there: ``archive.zip!/folder/report.docx``. ``author``: as
    the file's metadata names it. ``date``: of publication, ISO: YYYY-MM-DD, YYYY-MM or YYYY. ``dated``: where it comes
    from. ``undated``: why there is none although one is written. ``ocr``: some of its text is recognised from pictures.
    ``pages``: of a PDF, how each page was read.
    """

    path: str
    record_id: str | None = None
    media_type: str
    sha256: str
    size_bytes: int
    encoding: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    duplicate_of: str | None = None
    ocr: bool = False
    pages: tuple[PageReading, ...] | None = None
    dated: Dated | None = None
    undated: str | None = None


def place_of(path: str, record_id: str | None) -> str:
    """How a document's place is written everywhere, and may be asked for: the path, with ``#`` and the record's id."""
    return path if record_id is None else f"{path}#{record_id}"


@dataclass(frozen=True, slots=True)
class Block:
    """One structural unit of the extracted text: its kind and the raw slices that make it up, in order.

    More than one slice means that markup between them (Markdown asterisks, a link's target) is not part of the text.
    An empty slice stands for a break that only the markup shows: a space, and between the cells of a table row a bar.
    """

    kind: SegmentKind
    slices: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text as a reader got it out of the source, before any normalisation, and its blocks in reading order.

    ``language``: its code, where the source says it of this text (the column lang of a csv file).
    """

    text: str
    blocks: tuple[Block, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From each character of a derived text to the half-open range of the text it was derived from.

    ``starts`` and ``ends`` have one entry a derived character. Characters that were inserted (the blank line between
    two blocks) have an empty range. Ranges never decrease.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest source range that covers derived characters ``start:end``; an empty span gives an empty one."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def then(self, inner: OffsetMap) -> OffsetMap:
        """The map from this derived text straight to the source of ``inner``, which maps this one's source further."""
        spans = [inner.span(start, end) for start, end in zip(self.starts, self.ends, strict=True)]
        return OffsetMap(tuple(start for start, _ in spans), tuple(end for _, end in spans))


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A block of display text of one kind and one language, with its sentences (offsets into the document's text)."""

    id: str
    start: int
    end: int
    kind: SegmentKind
    language: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another gazetteer entry that a mention could have meant, with its score."""

    id: str
    name_en: str | None
    name_ar: str | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a mention refers to: one id for all its names in both languages. ``kb`` says whose id it is.

    ``admin1``: the English name of the first-level area; ``within``: the ids of the areas that hold the place, the
    smallest first, its country last.
    """

    id: str
    kb: str
    name_en: str | None
    name_ar: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    type: str | None
    score: float
    within: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A mention. ``text == document.text[start:end]``; raw offsets point into the text as extracted."""

    id: str
    label: Label
    start: int
    end: int
    raw_start: int
    raw_end: int
    text: str
    segment: str
    score: float
    source: tuple[EntitySource, ...]
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """One linked place of a document and how often it is mentioned."""

    id: str
    name_en: str | None
    name_ar: str | None
    lat: float | None
    lon: float | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationCount:
    """One organization of a document, under one id in both languages, and how often it is mentioned."""

    id: str
    name_en: str | None
    name_ar: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A unit of topic modelling and search: whole sentences of one language, about 60 to 120 words.

    The raw offsets point into the text as extracted, so that a quoted passage can be found in its source.
    """

    id: str
    start: int
    end: int
    raw_start: int
    raw_end: int
    language: str
    theme_id: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeShare:
    """A theme's share of the document's words, between 0 and 1."""

    theme_id: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRecord:
    """One stage that made the document: which version of it, with which model, and that model's hash."""

    name: str
    version: str
    model: str | None = None
    model_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made the document: the same package version and config hash on the same source give the same bytes."""

    package_version: str
    config_hash: str
    stages: tuple[StageRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report, or one record of a csv or jsonl file. Fields in the order in which they are written.

    ``extracted`` and ``offsets`` (display text to extracted text) are for the stages and are not written.
    """

    schema_version: int = SCHEMA_VERSION
    doc_id: str
    source: Source
    language: str | None = None
    languages: dict[str, float] | None = None
    text: str | None = None
    segments: tuple[Segment, ...] | None = None
    entities: tuple[Entity, ...] | None = None
    places: tuple[PlaceCount, ...] | None = None
    organizations: tuple[OrganizationCount, ...] | None = None
    passages: tuple[Passage, ...] | None = None
    themes: tuple[ThemeShare, ...] | None = None
    provenance: Provenance
    extracted: Extracted | None = None
    offsets: OffsetMap | None = None


WORKING_FIELDS = ("extracted", "offsets")
WRITTEN_FIELDS = tuple(field.name for field in fields(Document) if field.name not in WORKING_FIELDS)


# Fields that only some documents have: left out of the others' files.
_LEFT_OUT = {"Source": ("author", "pages", "dated", "undated"), "Dated": ("raw_start", "raw_end")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that gave no document: one line of ``errors.jsonl``."""

    path: str
    record: str | None = None
    kind: Literal["quarantined", "skipped", "needs_ocr", "duplicate"]
    reason: str
    remedy: str


def document_id(data: bytes, *, record: str | None = None) -> str:
    """The id of a document: 20 hex digits of SHA-256 over its source bytes and, for a csv or jsonl record, its place.

    80 bits: among 100 million documents two ids collide with a probability of about one in 200 million.
    """
    digest = hashlib.sha256(data)
    if record is not None:
        digest.update(b"\0" + record.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:20]


# What every document's file ends with.
DOCUMENT_END = b"}\n"


def to_json(doc: Document) -> bytes:
    """The document as it stands on disk: UTF-8, keys in the record's order, one newline at the end."""
    written = {name: getattr(doc, name) for name in WRITTEN_FIELDS}
    written["source"] = source_data(doc.source)
    return msgspec.json.format(msgspec.json.encode(written), indent=1) + DOCUMENT_END[-1:]


def source_data(source: Source) -> dict[str, Any]:
    """The source as it stands in the document's file."""
    found: dict[str, Any] = _without_empty(msgspec.to_builtins(source), "Source")
    if source.dated is not None:
        found["dated"] = _without_empty(found["dated"], "Dated")
    return found


def _without_empty(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None or key not in _LEFT_OUT[name]}


def from_json(data: bytes) -> Document:
    """The document that ``to_json`` wrote. Raises ``msgspec.ValidationError`` if it is not one."""
    return msgspec.json.decode(data, type=Document)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a document file, generated from the dataclasses above."""
    (reference,), components = msgspec.json.schema_components([Document], ref_template="#/$defs/{name}")
    root = components.pop(reference["$ref"].rsplit("/", 1)[-1])
    for name in WORKING_FIELDS:
        del root["properties"][name]
    root["required"] = list(WRITTEN_FIELDS)
    root["additionalProperties"] = False
    for name in ("Extracted", "OffsetMap", "Block"):
        components.pop(name, None)
    for component in components.values():
        component["additionalProperties"] = False
    for name, component in components.items():
        component["required"] = [key for key in component["properties"] if key not in _LEFT_OUT.get(name, ())]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **root,
        "$defs": dict(sorted(components.items())),
    }
