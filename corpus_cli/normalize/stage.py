"""The stage: from the extracted text to the display text, with the way back."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from corpus_cli.document import Block, Document, Extracted, OffsetMap, Segment
from corpus_cli.errors import DocumentError
from corpus_cli.normalize import arabic
from corpus_cli.normalize.clean import clean
from corpus_cli.normalize.mapped import Mapped, compose, edit, from_slices
from corpus_cli.recipe import NormalizeSettings

# Rows of one table and items of one list stand on lines of one paragraph.
_STACKED = ("table", "list_item")
# What an empty slice of a block becomes.
_GAPS = {"table": " | "}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
Digits = Literal["western", "keep"]


class Normalizer:
    """Fills ``text``, ``offsets`` and provisional ``segments`` (one a block, language ``und``, no sentences)."""

    def __init__(self, settings: NormalizeSettings) -> None:
        self._digits: Digits = settings.digits

    def __call__(self, docs: Iterator[Document]) -> Iterator[Document]:
        """Each document, normalised, in order."""
        for doc in docs:
            if doc.extracted is None:
                raise DocumentError(
                    f"{doc.source.path}: normalize before ingest", remedy="put ingest first in the pipeline's stages"
                )
            # A Markdown block is made of slices of the file, in which entities stand as they are written.
            entities = doc.source.media_type == "text/markdown"
            blocks = normalize_blocks(doc.extracted, digits=self._digits, entities=entities)
            text, offsets, segments = _assemble(blocks)
            yield replace(doc, text=text, offsets=offsets, segments=segments)


def normalize_text(text: str, *, digits: Digits = "western") -> str:
    """The text as it would be displayed if it were a document of one block: for queries and names."""
    blocks = normalize_blocks(Extracted(text, (Block("paragraph", ((0, len(text)),)),)), digits=digits)
    return blocks[0][1].text if blocks else ""


def normalize_blocks(extracted: Extracted, *, digits: Digits, entities: bool = False) -> list[tuple[Block, Mapped]]:
    """The blocks that hold any text, normalised, each with the way back to the extracted text.

    ``entities``: whether HTML entities (&rsquo; &nbsp;) stand for their characters in this text.
    """
    cleaned = []
    for block in extracted.blocks:
        source = from_slices(extracted.text, block.slices, gap=_GAPS.get(block.kind, " "))
        if entities:
            source = edit(source, _ENTITY, lambda match: html.unescape(match.group()))
        cleaned.append((block, clean(source)))
    kept = [(block, mapped) for block, mapped in cleaned if mapped.text]
    varieties = [arabic.variety(mapped.text) if arabic.has_letters(mapped.text) else None for _, mapped in kept]
    # A heading of one word does not tell its language; the rest of the document does.
    weights: Counter[str] = Counter()
    for (_, mapped), variety in zip(kept, varieties, strict=True):
        if variety is not None:
            weights[variety] += len(mapped.text)
    usual = max(weights, key=lambda language: (weights[language], language == "ar"), default="ar")
    return [
        (block, _as_arabic(mapped, digits=digits) if (variety or usual) == "ar" else mapped)
        for (block, mapped), variety in zip(kept, varieties, strict=True)
    ]


def _as_arabic(mapped: Mapped, *, digits: Digits) -> Mapped:
    """The block with Arabic letters for Persian ones, digits as asked for, no ZWNJ.

    A block in another script is left as it is; one without letters (a table cell ٢٠٢٣) is Arabic by its digits.
    """
    if not arabic.has_letters(mapped.text) and any(map(str.isalpha, mapped.text)):
        return mapped
    text = arabic.arabic_letters(mapped.text)
    if digits == "western":
        text = arabic.western_digits(text)
    return compose(edit(Mapped(text, mapped.starts, mapped.ends), arabic.ZWNJ, arabic.without_zwnj))


def _assemble(blocks: list[tuple[Block, Mapped]]) -> tuple[str, OffsetMap, tuple[Segment, ...]]:
    """The display text: blocks with a blank line between them, which stands for nothing in the extracted text."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    segments: list[Segment] = []
    previous: str | None = None
    for number, (block, mapped) in enumerate(blocks, 1):
        if previous is not None:
            gap = "\n" if block.kind == previous and block.kind in _STACKED else "\n\n"
            pieces.append(gap)
            starts += [ends[-1]] * len(gap)
            ends += [ends[-1]] * len(gap)
        at = len(starts)
        pieces.append(mapped.text)
        starts += mapped.starts
        ends += mapped.ends
        segments.append(
            Segment(id=f"s{number:04}", start=at, end=len(starts), kind=block.kind, language="und", sentences=())
        )
        previous = block.kind
    return "".join(pieces), OffsetMap(tuple(starts), tuple(ends)), tuple(segments)
