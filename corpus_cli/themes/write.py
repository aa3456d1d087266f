"""The three files of a page of themes, each whole or not there at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from corpus_cli.errors import OutputError
from corpus_cli.output import write_whole
from corpus_cli.themes.as_csv import to_csv
from corpus_cli.themes.as_json import to_json
from corpus_cli.themes.as_markdown import to_markdown
from corpus_cli.themes.page import ThemesPage

FORMATS: dict[str, Callable[[ThemesPage], bytes]] = {
    "themes.json": to_json,
    "themes.md": to_markdown,
    "themes.csv": to_csv,
}


def write_themes(page: ThemesPage, out: Path) -> list[Path]:
    """``themes.json``, ``themes.md`` and ``themes.csv`` lie in ``out``; returns their paths.

    The same page gives the same bytes. Raises ``OutputError`` if ``out`` cannot be written.
    """
    return write_files(((name, render(page)) for name, render in FORMATS.items()), out)


def write_files(files: Iterable[tuple[str, bytes]], out: Path) -> list[Path]:
    """The files, by name, lie in ``out``; returns their paths. Raises ``OutputError`` if one cannot be written."""
    written = []
    for name, data in files:
        path = out / name
        try:
            write_whole(path, data)
        except OSError as error:
            raise OutputError(
                f"{path}: cannot be written: {error.strerror}",
                remedy="check the folder, its permissions and free space",
            ) from error
        written.append(path)
    return written
