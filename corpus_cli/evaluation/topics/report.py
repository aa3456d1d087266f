"""The report of a topic model as a file: which formats there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus_cli.evaluation.report import write_page
from corpus_cli.evaluation.topics.as_html import to_html
from corpus_cli.evaluation.topics.as_markdown import to_markdown
from corpus_cli.evaluation.topics.page import TopicEvaluation

#: By the file's suffix.
FORMATS: dict[str, Callable[[TopicEvaluation], bytes]] = {".html": to_html, ".md": to_markdown}


def write_report(path: Path, evaluation: TopicEvaluation) -> None:
    """``path`` holds the report in the format of its suffix. Raises ``OutputError`` if it cannot be written."""
    write_page(path, FORMATS[path.suffix.lower()](evaluation))
