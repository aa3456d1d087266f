"""The four tables in the order in which an exporter writes them."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_cli.export.record import Outgoing
from corpus_cli.export.tables.columns import Row, Table
from corpus_cli.export.tables.documents import DOCUMENTS, document_row
from corpus_cli.export.tables.mentions import ENTITIES, mention_rows
from corpus_cli.export.tables.passages import PASSAGES, passage_rows
from corpus_cli.export.tables.themes import THEMES
from corpus_cli.export.theme_names import ThemeNames

TABLES = (DOCUMENTS, PASSAGES, ENTITIES, THEMES)


def rows_of(out: Outgoing, themes: ThemeNames) -> Iterator[tuple[Table, list[Row]]]:
    """The document's rows in each table about documents."""
    yield DOCUMENTS, [document_row(out, themes)]
    yield PASSAGES, list(passage_rows(out, themes))
    yield ENTITIES, list(mention_rows(out, themes))
