"""One row a mention of a place or organization."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_cli.document import Link
from corpus_cli.export.record import Outgoing
from corpus_cli.export.tables.columns import SOURCE, SPAN, THEME, Column, Row, Table, source_values
from corpus_cli.export.theme_names import ThemeNames

ENTITIES = Table(
    "entities",
    (
        *SOURCE,
        Column("entity", "text"),
        Column("label", "text"),
        Column("text", "text"),
        Column("language", "text"),
        *SPAN,
        Column("score", "number"),
        Column("found_by", "texts"),
        Column("link_id", "text"),
        Column("kb", "text"),
        Column("name_en", "text"),
        Column("name_ar", "text"),
        Column("type", "text"),
        Column("lat", "number"),
        Column("lon", "number"),
        Column("country", "text"),
        Column("admin1", "text"),
        Column("within", "texts"),
        Column("link_score", "number"),
        Column("passage", "text"),
        *THEME,
        Column("sentence", "text"),
    ),
)
_NO_LINK: Row = (None,) * 11


def mention_rows(out: Outgoing, themes: ThemeNames) -> Iterator[Row]:
    """The document's mentions as rows of ``ENTITIES``, in the order of the text."""
    language, passage_at, sentence_at = out.languages(), out.passage_at(), out.sentence_at()
    for ent in out.entities:
        passage, sentence = passage_at(ent.start), sentence_at(ent.start)
        theme_id = passage.theme_id if passage else None
        yield (
            *source_values(out.doc.doc_id, out.doc.source),
            ent.id,
            ent.label,
            ent.text,
            language(ent.segment),
            ent.start,
            ent.end,
            *out.raw(ent),
            ent.score,
            ent.source,
            *(_NO_LINK if ent.link is None else _link_values(ent.link)),
            passage.id if passage else None,
            theme_id,
            themes.label(theme_id, "en"),
            themes.label(theme_id, "ar"),
            out.text[sentence[0] : sentence[1]] if sentence else None,
        )


def _link_values(link: Link) -> Row:
    return (
        link.id, link.kb, link.name_en, link.name_ar, link.type, link.lat, link.lon, link.country, link.admin1,
        link.within, link.score,
    )  # fmt: skip
