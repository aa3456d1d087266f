"""The passages of a theme that may be quoted: the most central ones, a bounded number in each language."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus_cli.document import Document, Passage
from corpus_cli.themes.excerpt import Excerpt
from corpus_cli.themes.page import Quote

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats

# With 25 themes in two languages: 2,000 passages of some 700 characters and 512 floats, 6 MB however large the run.
LIMIT = 40
# One long report must not crowd out the others.
LIMIT_A_DOCUMENT = 4

Rank = tuple[bool, float, str, int, str]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Candidate:
    """A passage that may be quoted. ``rank``: the lower the better; no two passages of a run share one.

    ``text``: of the whole passage. ``vector``: in the encoder's space, the language's mean taken off, of length 1.
    Shape: (dim,), float32. ``centrality``: cosine to the theme's centroid in the model's space.
    """

    rank: Rank
    centrality: float
    doc_id: str
    path: str
    record_id: str | None
    title: str | None
    date: str | None
    language: str
    passage: str
    start: int
    raw_start: int
    raw_end: int
    text: str
    excerpt: Excerpt
    vector: Floats

    def quote(self) -> Quote:
        """The excerpt, cited."""
        return self._cite(self.excerpt.start, self.excerpt.end)

    def whole(self) -> Quote:
        """The passage, cited."""
        return self._cite(self.start, self.start + len(self.text))

    def _cite(self, start: int, end: int) -> Quote:
        return Quote(
            doc_id=self.doc_id,
            path=self.path,
            record_id=self.record_id,
            title=self.title,
            date=self.date,
            language=self.language,
            passage=self.passage,
            start=start,
            end=end,
            raw_start=self.raw_start,
            raw_end=self.raw_end,
            text=self.text[start - self.start : end - self.start],
        )


@dataclass(slots=True)
class Candidates:
    """The best candidates, best first, never more than ``LIMIT``.

    A merged list is the same as if all passages had come to one: the best of the bests are the best of all.
    """

    best: list[Candidate] = field(default_factory=list)

    def accepts(self, rank: Rank) -> bool:
        """Whether a candidate of this rank would be kept."""
        return len(self.best) < LIMIT or rank < self.best[-1].rank

    def add(self, candidate: Candidate) -> None:
        """The candidate is among the best if it is good enough."""
        if self.accepts(candidate.rank):
            insort(self.best, candidate, key=lambda item: item.rank)
            del self.best[LIMIT:]

    def merge(self, other: Candidates) -> None:
        """The best of both lists."""
        for candidate in other.best:
            self.add(candidate)


def rank_of(doc: Document, passage: Passage, centrality: float, *, usable: bool) -> Rank:
    """Passages with a usable excerpt first, then the most central, then by document and place."""
    return not usable, -centrality, doc.doc_id, passage.start, passage.id


def make_candidate(
    doc: Document, passage: Passage, *, centrality: float, excerpt: Excerpt, vector: Floats
) -> Candidate:
    """The passage as a candidate; the vector is copied, so that its document's others can go."""
    return Candidate(
        rank=rank_of(doc, passage, centrality, usable=excerpt.usable),
        centrality=centrality,
        doc_id=doc.doc_id,
        path=doc.source.path,
        record_id=doc.source.record_id,
        title=doc.source.title,
        date=doc.source.date,
        language=passage.language,
        passage=passage.id,
        start=passage.start,
        raw_start=passage.raw_start,
        raw_end=passage.raw_end,
        text=(doc.text or "")[passage.start : passage.end],
        excerpt=excerpt,
        vector=vector.copy(),
    )
