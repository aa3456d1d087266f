"""Blocks of raw HTML inside a Markdown file: their words as slices, tags, comments, scripts and players left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus_cli.document import Block, SegmentKind
from corpus_cli.ingest.markup.slices import Slice, block

_SKIPPED = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|iframe|svg|video|audio|object|pre)\b.*?(?:</\1\s*>|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)[^>]*(?:>|\Z)"
    r"|<[/?!][^>]*(?:>|\Z)"
    r"|&(?:[a-z]\w{1,30}|#\w{1,7});",
    re.DOTALL | re.IGNORECASE,
)
_WITHIN_TEXT = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "table", "thead", "tbody", "tfoot", "caption"})
_KINDS: dict[str, SegmentKind] = {
    "figcaption": "caption",
    "caption": "caption",
    "li": "list_item",
    "blockquote": "quote",
    "tr": "table",
    **{f"h{level}": "heading" for level in range(1, 7)},
}


def html_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    """The blocks of the HTML that stands at ``start:end`` of the text, as slices of it; a table row is one block."""
    slices: list[Slice] = []
    kind: SegmentKind = "paragraph"
    at = start
    for skipped in _SKIPPED.finditer(text, start, end):
        if at < skipped.start():
            slices.append((at, skipped.start()))
        at = skipped.end()
        tag = (skipped["tag"] or "").lower()
        inside_row = kind == "table" and tag not in _ROWS | _WITHIN_TEXT and tag
        if tag in _CELLS or inside_row:
            if kind != "table":
                yield from block(text, slices, kind)
                slices, kind = [], "table"
            slices += _cell_border(text, slices)
            continue
        # An entity ends the block only if the words beside it would run into each other.
        separates = text[skipped.start()] == "&"
        if tag in _WITHIN_TEXT or (separates and _spaced(text, slices, at)) or not (tag or separates):
            continue
        yield from block(text, slices, kind)
        slices = []
        if not separates:
            kind = "paragraph" if skipped["close"] else _KINDS.get(tag, "paragraph")
    yield from block(text, [*slices, (at, end)], kind)


def _cell_border(text: str, slices: list[Slice]) -> list[Slice]:
    """An empty slice where the words of a cell end, none beside an empty cell."""
    for start, end in reversed(slices):
        if start == end:
            return []
        if text[start:end].strip():
            return [(slices[-1][1], slices[-1][1])]
    return []


def _spaced(text: str, slices: list[Slice], at: int) -> bool:
    if not slices or slices[-1][0] == slices[-1][1]:
        return True
    return text[slices[-1][1] - 1].isspace() or text[at : at + 1].isspace()
