"""What the names of built-in paragraph styles say; Word and LibreOffice keep the English ones in every language."""

from __future__ import annotations

import re

from corpus_cli.document import SegmentKind

_NAMES: tuple[tuple[re.Pattern[str], SegmentKind], ...] = (
    (re.compile(r"heading \d+|title|subtitle|toc heading"), "heading"),
    (re.compile(r"caption"), "caption"),
    (re.compile(r"(?:intense )?quote|block text|quotations?"), "quote"),
    (re.compile(r"list(?! paragraph).*"), "list_item"),
)
# Lines of a table of contents or of figures: the headings once more, with page numbers.
_CONTENTS = re.compile(r"toc \d|contents \d|table of figures|index \d")


def kind_by_name(name: str) -> SegmentKind | None:
    """What kind of block a style of that name makes; ``None`` for one that does not tell."""
    return next((kind for pattern, kind in _NAMES if pattern.fullmatch(name.lower())), None)


def is_contents(name: str) -> bool:
    """Whether the style is that of a line in a table of contents."""
    return _CONTENTS.fullmatch(name.lower()) is not None
