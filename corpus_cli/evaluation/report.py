"""The report of an evaluation as a file: which formats there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus_cli.errors import OutputError
from corpus_cli.evaluation.as_html import to_html
from corpus_cli.evaluation.as_markdown import to_markdown
from corpus_cli.evaluation.ner import Evaluation
from corpus_cli.output import write_whole

#: By the file's suffix.
FORMATS: dict[str, Callable[[Evaluation], bytes]] = {".html": to_html, ".md": to_markdown}


def write_report(path: Path, evaluation: Evaluation) -> None:
    """``path`` holds the report in the format of its suffix. Raises ``OutputError`` if it cannot be written."""
    write_page(path, FORMATS[path.suffix.lower()](evaluation))


def write_page(path: Path, page: bytes) -> None:
    """``path`` holds the page. Raises ``OutputError`` if it cannot be written."""
    try:
        write_whole(path, page)
    except OSError as error:
        raise _unwritable(path, error) from error


def make_room(path: Path) -> None:
    """The folder of the report is there. Raises ``OutputError`` if the report could not be written, before the work."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error
    if path.is_dir():
        raise OutputError(f"{path}: is a folder", remedy="give the name of a file to -o")


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path}: cannot be written: {error.strerror or error}",
        remedy="check its permissions and the free space, or give another file to -o",
    )
