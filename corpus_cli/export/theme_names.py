"""The labels of themes by id, for rows that name one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus_cli.themes.page import Card

LANGUAGES = ("en", "ar")


@dataclass(frozen=True, slots=True)
class ThemeNames:
    """``labels``: by theme, its label in each language that has one."""

    labels: dict[str, dict[str, str]]

    def label(self, theme_id: str | None, language: str) -> str | None:
        """The theme's label; None without a theme, or for a theme that has none in this language."""
        return self.labels.get(theme_id, {}).get(language) if theme_id is not None else None


def names_of(cards: Iterable[Card]) -> ThemeNames:
    """The labels of these themes."""
    return ThemeNames({card.theme_id: dict(card.labels) for card in cards})
