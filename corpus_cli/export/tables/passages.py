"""One row a passage."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_cli.document import Entity, Label, Link, Passage
from corpus_cli.export.record import Outgoing
from corpus_cli.export.tables.columns import SOURCE, SPAN, THEME, Column, Row, Table, source_values
from corpus_cli.export.theme_names import ThemeNames

_NAMED = ("place_ids", "places_en", "places_ar", "organization_ids", "organizations_en", "organizations_ar")
PASSAGES = Table(
    "passages",
    (
        *SOURCE,
        Column("passage", "text"),
        Column("language", "text"),
        *THEME,
        Column("theme_score", "number"),
        *SPAN,
        *(Column(name, "texts") for name in _NAMED),
        Column("text", "text"),
    ),
)


def passage_rows(out: Outgoing, themes: ThemeNames) -> Iterator[Row]:
    """The document's passages as rows of ``PASSAGES``, each with what is linked in it, once, by first mention."""
    ents = out.entities
    for passage in out.doc.passages or ():
        yield (
            *source_values(out.doc.doc_id, out.doc.source),
            passage.id,
            passage.language,
            passage.theme_id,
            themes.label(passage.theme_id, "en"),
            themes.label(passage.theme_id, "ar"),
            passage.score,
            passage.start,
            passage.end,
            *out.raw(passage),
            *_named(ents, passage, "PLACE"),
            *_named(ents, passage, "ORG"),
            out.text[passage.start : passage.end],
        )


def _named(ents: tuple[Entity, ...], passage: Passage, label: Label) -> tuple[tuple[str, ...], ...]:
    """Ids, English and Arabic names, in step: where a name is not known, an empty one."""
    links: dict[str, Link] = {}
    for ent in ents:
        if ent.label == label and ent.link and passage.start <= ent.start and ent.end <= passage.end:
            links.setdefault(ent.link.id, ent.link)
    found = tuple(links.values())
    return (
        tuple(links),
        tuple(link.name_en or "" for link in found),
        tuple(link.name_ar or "" for link in found),
    )
