"""One row a theme."""

from __future__ import annotations

from corpus_cli.export.tables.columns import Column, Row, Table
from corpus_cli.themes.page import Card

_BY_LANGUAGE = ("documents", "passages", "words")
THEMES = Table(
    "themes",
    (
        Column("theme_id", "text"),
        Column("label_en", "text"),
        Column("label_ar", "text"),
        Column("keywords_en", "texts"),
        Column("keywords_ar", "texts"),
        Column("documents", "whole"),
        Column("passages", "whole"),
        Column("words", "whole"),
        Column("share", "number"),
        Column("balance", "number"),
        Column("cohesion", "number"),
        *(Column(f"{name}_{language}", "whole") for language in ("en", "ar") for name in _BY_LANGUAGE),
        Column("share_en", "number"),
        Column("share_ar", "number"),
        Column("warnings", "texts"),
        Column("previous_theme", "text"),
    ),
)


def theme_row(card: Card) -> Row:
    """The theme as a row of ``THEMES``. Keywords are those found in the text, the weightiest first, not suggestions."""
    counts = {count.language: count for count in card.languages}
    return (
        card.theme_id,
        card.labels.get("en"),
        card.labels.get("ar"),
        *(_keywords(card, language) for language in ("en", "ar")),
        card.documents,
        card.passages,
        card.words,
        card.share,
        card.balance,
        card.cohesion,
        *(getattr(counts.get(language), name, 0) for language in ("en", "ar") for name in _BY_LANGUAGE),
        *(counts[language].share if language in counts else 0.0 for language in ("en", "ar")),
        card.warnings,
        card.lineage.previous if card.lineage else None,
    )


def _keywords(card: Card, language: str) -> tuple[str, ...]:
    return tuple(word.text for word in card.keywords.get(language, ()) if not word.suggested)
