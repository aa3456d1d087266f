"""Titles as metadata states them, checked: a file name as title is worse than none. Dates are read in ``dates/``."""

from __future__ import annotations

import re

from corpus_cli.ingest.parsed import without_surrogates

_FILE_NAME = re.compile(r"\.(?:docx?|rtf|odt|indd|pdf|pub|xlsx?|pptx?|tmp|html?|txt|md)$", re.IGNORECASE)
_PLACEHOLDERS = frozenset(
    {"untitled", "untitled document", "word document", "document", "document1", "title", "powerpoint presentation"}
)


def clean_title(value: object) -> str | None:
    """The title on one line, or ``None`` if it is no title: empty, without letters, a file name, a placeholder."""
    if not isinstance(value, str):
        return None
    title = " ".join(without_surrogates(value).replace("\x00", " ").split())
    if sum(char.isalpha() for char in title) < 2 or len(title) > 500:
        return None
    if _FILE_NAME.search(title) or title.casefold() in _PLACEHOLDERS:
        return None
    return title
