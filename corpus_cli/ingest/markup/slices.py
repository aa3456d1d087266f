"""Blocks made of slices of a source: trimmed, joined where they touch, dropped where nothing is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from corpus_cli.document import Block, SegmentKind
from corpus_cli.ingest.lines import is_quotation, is_table_rule

Slice: TypeAlias = tuple[int, int]


def block(text: str, slices: Sequence[Slice], kind: SegmentKind) -> Iterator[Block]:
    """The block of these slices without the space around them, or nothing if they hold only space.

    Empty slices between two words are breaks that markup makes; elsewhere they go.
    A paragraph that is one quotation from end to end becomes a quote.
    """
    kept: list[Slice] = []
    for start, end in slices:
        broken = bool(kept) and kept[-1][0] == kept[-1][1]
        if start == end:
            kept += [(start, end)] * (bool(kept) and not broken)
        elif kept and not broken and kept[-1][1] == start:
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    while kept and not text[slice(*kept[0])].strip():
        kept.pop(0)
    while kept and not text[slice(*kept[-1])].strip():
        kept.pop()
    if not kept:
        return
    start, end = kept[0]
    kept[0] = (end - len(text[start:end].lstrip()), end)
    start, end = kept[-1]
    kept[-1] = (start, start + len(text[start:end].rstrip()))
    words = "".join(text[slice(*piece)] for piece in kept)
    if is_table_rule(words):
        return
    if kind == "paragraph" and is_quotation(words):
        kind = "quote"
    yield Block(kind, tuple(kept))
