"""One row a document."""

from __future__ import annotations

from corpus_cli.document import Dated
from corpus_cli.export.record import Outgoing
from corpus_cli.export.tables.columns import SOURCE, Column, Row, Table, source_values
from corpus_cli.export.theme_names import ThemeNames

DOCUMENTS = Table(
    "documents",
    (
        *SOURCE,
        Column("date_precision", "text"),
        Column("date_source", "text"),
        Column("date_confidence", "number"),
        Column("date_calendar", "text"),
        Column("date_written", "text"),
        Column("language", "text"),
        Column("share_en", "number"),
        Column("share_ar", "number"),
        Column("characters", "whole"),
        Column("passages", "whole"),
        Column("mentions", "whole"),
        Column("theme_ids", "texts"),
        Column("themes_en", "texts"),
        Column("themes_ar", "texts"),
        Column("theme_shares", "numbers"),
        Column("author", "text"),
        Column("media_type", "text"),
        Column("encoding", "text"),
        Column("ocr", "truth"),
        Column("duplicate_of", "text"),
        Column("sha256", "text"),
        Column("size_bytes", "whole"),
        Column("redacted", "truth"),
        Column("text", "text", typed_only=True),
    ),
)


_PRECISION = {len("2024"): "year", len("2024-01"): "month", len("2024-01-31"): "day"}


def _dated(dated: Dated | None) -> Row:
    return (None,) * 4 if dated is None else (dated.source, dated.confidence, dated.calendar, dated.written)


def document_row(out: Outgoing, themes: ThemeNames) -> Row:
    """The document as a row of ``DOCUMENTS``. Stages that did not run leave nulls, those that found nothing 0 or ()."""
    doc, source = out.doc, out.doc.source
    shares = doc.languages or {}
    found = doc.themes
    ids = None if found is None else tuple(theme.theme_id for theme in found)
    return (
        *source_values(doc.doc_id, source),
        None if source.date is None else _PRECISION.get(len(source.date)),
        *_dated(source.dated),
        doc.language,
        shares.get("en", 0.0) if doc.languages is not None else None,
        shares.get("ar", 0.0) if doc.languages is not None else None,
        None if doc.text is None else len(doc.text),
        None if doc.passages is None else len(doc.passages),
        None if doc.entities is None else len(doc.entities),
        ids,
        None if ids is None else tuple(themes.label(theme_id, "en") or "" for theme_id in ids),
        None if ids is None else tuple(themes.label(theme_id, "ar") or "" for theme_id in ids),
        None if found is None else tuple(theme.share for theme in found),
        source.author,
        source.media_type,
        source.encoding,
        source.ocr,
        source.duplicate_of,
        None if out.redacted else source.sha256,
        None if out.redacted else source.size_bytes,
        out.redacted,
        doc.text,
    )
