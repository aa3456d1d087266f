"""The report of links as a file: which formats there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus_cli.evaluation.links.as_html import to_html
from corpus_cli.evaluation.links.as_markdown import to_markdown
from corpus_cli.evaluation.links.measuring import LinkEvaluation
from corpus_cli.evaluation.report import write_page

#: By the file's suffix.
FORMATS: dict[str, Callable[[LinkEvaluation], bytes]] = {".html": to_html, ".md": to_markdown}


def write_report(path: Path, evaluation: LinkEvaluation) -> None:
    """``path`` holds the report in the format of its suffix. Raises ``OutputError`` if it cannot be written."""
    write_page(path, FORMATS[path.suffix.lower()](evaluation))
