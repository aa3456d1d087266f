"""Which part of a document is shown: all of it, or a passage or a place in the text with what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus_cli.document import Document
from corpus_cli.errors import InputError

_OFFSETS = re.compile(r"(\d{1,12})(?:\s*[-–]\s*(\d{1,12}))?")


@dataclass(frozen=True, slots=True)
class Part:
    """``start`` and ``end``: what is shown of the document's text. ``asked``: what was asked for; None for all.

    ``exact``: whether its very edges were asked for, rather than the passage there.
    """

    start: int
    end: int
    asked: tuple[int, int] | None = None
    exact: bool = False


def whole(doc: Document) -> Part:
    """All of the document."""
    return Part(0, len(doc.text or ""))


def around_passage(doc: Document, passage_id: str, *, context: int = 1) -> Part:
    """The passage with ``context`` passages before and after. Raises ``InputError`` if there is no such passage."""
    wanted = passage_id.strip().casefold()
    for passage in doc.passages or ():
        if passage.id.casefold() == wanted:
            return _around(doc, (passage.start, passage.end), context)
    ids = [passage.id for passage in doc.passages or ()]
    known = f"its passages are {ids[0]} to {ids[-1]}" if ids else "it was not cut into passages; use --at START"
    raise InputError(f"{doc.doc_id}: has no passage {passage_id!r}", remedy=known)


def around_offsets(doc: Document, offsets: str, *, context: int = 1) -> Part:
    """What stands at ``START`` or ``START-END``, with the passages that hold it and ``context`` before and after.

    A start alone asks for the passage (without passages: the paragraph) that it lies in. Raises ``InputError`` for
    what is no such range of the text.
    """
    match = _OFFSETS.fullmatch(offsets.strip())
    length = len(doc.text or "")
    if match is None:
        raise InputError(
            f"{offsets!r} is no place in a text", remedy="give START or START-END, for example --at 120-340"
        )
    start = int(match[1])
    end = int(match[2]) if match[2] is not None else None
    if start >= length or (end is not None and not start < end <= length):
        raise InputError(
            f"{doc.doc_id}: has no characters {offsets.strip()}",
            remedy=f"its text has {length:,} characters: START is below that, END above START",
        )
    if end is None:
        return _around(doc, _unit_at(doc, start), context)
    return replace(_around(doc, (start, end), context), exact=True)


def _around(doc: Document, asked: tuple[int, int], context: int) -> Part:
    units = _units(doc)
    touched = [number for number, (start, end) in enumerate(units) if start < asked[1] and end > asked[0]]
    if not touched:
        return Part(*asked, asked)
    first = units[max(touched[0] - context, 0)]
    last = units[min(touched[-1] + context, len(units) - 1)]
    return Part(min(first[0], asked[0]), max(last[1], asked[1]), asked)


def _unit_at(doc: Document, offset: int) -> tuple[int, int]:
    """The unit at the offset; from the space between two, the one that follows."""
    units = _units(doc)
    return next((unit for unit in units if unit[1] > offset), units[-1] if units else (offset, offset + 1))


def _units(doc: Document) -> list[tuple[int, int]]:
    """What context is counted in: passages, without them segments, without these the text."""
    found = doc.passages or doc.segments or ()
    return sorted((unit.start, unit.end) for unit in found) or [(0, len(doc.text or ""))]
