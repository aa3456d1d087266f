"""``corpus themes``: the theme cards of a finished run."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from corpus_cli.commands.options import Finished
from corpus_cli.commands.printing import print_bytes
from corpus_cli.errors import InputError

if TYPE_CHECKING:
    from corpus_cli.themes.page import Card, ThemesPage


class Format(StrEnum):
    """How the cards are printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MD = "md"


def themes(
    out: Finished,
    theme: Annotated[
        str | None, typer.Argument(metavar="[THEME]", help="The id of one theme; without it, all.", show_default=False)
    ] = None,
    *,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="text for reading, the others for programs.")
    ] = Format.TEXT,
) -> None:
    """Show the themes of a run: all in short, or one in full with its quotes.

    Example: corpus themes outputs/reports t001
    """

    from corpus_cli.commands.output_place import run_on_disk
    from corpus_cli.output import existing
    from corpus_cli.themes.as_json import read_page

    page = read_page(existing(run_on_disk(out)).themes)
    print_bytes(render(page, theme, format_))


def render(page: ThemesPage, theme: str | None, format_: Format) -> bytes:
    """The page, or the part of it about one theme. Raises ``InputError`` if there is no such theme."""
    from dataclasses import replace

    from corpus_cli.themes.terminal import theme_lines
    from corpus_cli.themes.write import FORMATS

    if theme is not None:
        page = replace(page, themes=(_find(page, theme),))
    if format_ is Format.TEXT:
        return theme_lines(page, page.themes[0].theme_id if theme is not None else None).encode()
    return FORMATS[f"themes.{format_}"](page)


def _find(page: ThemesPage, theme: str) -> Card:
    for card in page.themes:
        if card.theme_id.casefold() == theme.casefold():
            return card
    known = ", ".join(card.theme_id for card in page.themes) or "none"
    raise InputError(f"there is no theme {theme!r}", remedy=f"use one of: {known}")
