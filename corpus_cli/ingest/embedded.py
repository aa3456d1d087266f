"""Blocks of raw HTML inside a Markdown file: their words as slices, tags, comments, scripts and players left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus_cli.document import Block, SegmentKind
from corpus_cli.ingest.slices import Slice, block

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
_KINDS: dict[str, SegmentKind] = {
    "figcaption": "caption",
    "caption": "caption",
    "li": "list_item",
    "blockquote": "quote",
    "tr": "table",
    **{f"h{level}": "heading" for level in range(1, 7)},
}


def html_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    """The blocks of the HTML that stands at ``start:end`` of the text, as slices of it."""
    slices: list[Slice] = []
    kind: SegmentKind = "paragraph"
    at = start
    for skipped in _SKIPPED.finditer(text, start, end):
        if at < skipped.start():
            slices.append((at, skipped.start()))
        at = skipped.end()
        tag = (skipped["tag"] or "").lower()
        # A cell or an entity ends the block only if its words would run into the next ones.
        separates = tag in _CELLS or text[skipped.start()] == "&"
        if tag in _WITHIN_TEXT or (separates and _spaced(text, slices, at)) or not (tag or separates):
            continue
        yield from block(text, slices, kind)
        slices = []
        if tag and tag not in _CELLS:
            kind = "paragraph" if skipped["close"] else _KINDS.get(tag, "table" if kind == "table" else "paragraph")
    yield from block(text, [*slices, (at, end)], kind)


def _spaced(text: str, slices: list[Slice], at: int) -> bool:
    return not slices or text[slices[-1][1] - 1].isspace() or text[at : at + 1].isspace()
