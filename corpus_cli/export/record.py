"""A document as it leaves: its record, and what rows about its parts need to know of the whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus_cli.document import Document, Entity, Passage

UNKNOWN_LANGUAGE = "und"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """``redacted``: a name was replaced in its text, so raw offsets, size and hash no longer hold and are not given."""

    doc: Document
    redacted: bool = False

    @property
    def text(self) -> str:
        """The display text; empty where there is none."""
        return self.doc.text or ""

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The mentions in the order of the text."""
        return tuple(sorted(self.doc.entities or (), key=lambda ent: (ent.start, ent.end)))

    def raw(self, span: Entity | Passage) -> tuple[int | None, int | None]:
        """Where the span stands in the text as extracted, if that can still be said."""
        return (None, None) if self.redacted else (span.raw_start, span.raw_end)

    def languages(self) -> Callable[[str], str]:
        """Gives the language of the segment with an id."""
        known = {segment.id: segment.language for segment in self.doc.segments or ()}
        return lambda segment: known.get(segment, UNKNOWN_LANGUAGE)

    def language_at(self) -> Callable[[int], str]:
        """Gives the language of the segment that holds the offset."""
        segments = self.doc.segments or ()
        find = _holder([(segment.start, segment.end) for segment in segments])
        return lambda offset: UNKNOWN_LANGUAGE if (at := find(offset)) is None else segments[at].language

    def passage_at(self) -> Callable[[int], Passage | None]:
        """Gives the passage that holds the offset."""
        passages = self.doc.passages or ()
        find = _holder([(passage.start, passage.end) for passage in passages])
        return lambda offset: None if (at := find(offset)) is None else passages[at]

    def sentence_at(self) -> Callable[[int], tuple[int, int] | None]:
        """Gives the sentence that holds the offset."""
        sentences = self.sentences()
        find = _holder(sentences)
        return lambda offset: None if (at := find(offset)) is None else sentences[at]

    def sentences(self) -> list[tuple[int, int]]:
        """The sentences of all segments in order, those without text left out."""
        found = (span for segment in self.doc.segments or () for span in segment.sentences)
        return sorted((start, end) for start, end in found if start < end)


def _holder(spans: Sequence[tuple[int, int]]) -> Callable[[int], int | None]:
    """Gives the index of the span that holds an offset; the spans are in order and apart."""
    order = sorted(range(len(spans)), key=lambda at: spans[at])
    starts = [spans[at][0] for at in order]

    def find(offset: int) -> int | None:
        at = bisect_right(starts, offset) - 1
        return order[at] if at >= 0 and offset < spans[order[at]][1] else None

    return find
