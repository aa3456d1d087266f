"""What the page of themes is counted from: added up document by document, in any order, in any number of processes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus_cli.document import Document, Entity, Passage
from corpus_cli.errors import CorpusError
from corpus_cli.normalize.words import count_words
from corpus_cli.themes.candidates import LIMIT_A_DOCUMENT, Candidates, make_candidate, rank_of
from corpus_cli.themes.excerpt import Sentence, choose_excerpt, sentences_of
from corpus_cli.themes.names import NameTally
from corpus_cli.topics.model import TopicModel

if TYPE_CHECKING:
    from corpus_cli.topics.model import Floats

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?!\d)")
CENTRALITY_DIGITS = 6
# Cosines are summed as whole numbers, so that the sum does not depend on the order of adding.
COSINE_UNIT = 10**CENTRALITY_DIGITS


@dataclass(slots=True)
class Counts:
    """Passages, words and documents by language and month; a document counts in each language it has passages in."""

    documents: int = 0
    undated: int = 0
    passages_by: Counter[str] = field(default_factory=Counter)
    words_by: Counter[str] = field(default_factory=Counter)
    documents_by: Counter[str] = field(default_factory=Counter)
    month_documents: Counter[tuple[str, str]] = field(default_factory=Counter)
    month_passages: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, found: list[tuple[Passage, int]], *, month: str | None) -> None:
        """One more document, of which these passages, with their words, belong here."""
        self.documents += 1
        self.undated += month is None
        for passage, words in found:
            self.passages_by[passage.language] += 1
            self.words_by[passage.language] += words
            if month:
                self.month_passages[month, passage.language] += 1
        for language in {passage.language for passage, _ in found}:
            self.documents_by[language] += 1
            if month:
                self.month_documents[month, language] += 1

    def merge(self, other: Counts) -> None:
        """The counts of both."""
        self.documents += other.documents
        self.undated += other.undated
        self.passages_by.update(other.passages_by)
        self.words_by.update(other.words_by)
        self.documents_by.update(other.documents_by)
        self.month_documents.update(other.month_documents)
        self.month_passages.update(other.month_passages)

    @property
    def passages(self) -> int:
        """Passages in all languages."""
        return self.passages_by.total()

    @property
    def words(self) -> int:
        """Words in all languages."""
        return self.words_by.total()


@dataclass(frozen=True, slots=True)
class LargestDocument:
    """The document with the most passages of a theme, ties by id; ``name`` is its title or path."""

    passages: int
    doc_id: str
    name: str

    @property
    def order(self) -> tuple[int, str]:
        """The lower, the larger the document."""
        return -self.passages, self.doc_id


@dataclass(slots=True)
class ThemeCounts:
    """All that is counted of one theme."""

    counts: Counts = field(default_factory=Counts)
    places: NameTally = field(default_factory=NameTally)
    organizations: NameTally = field(default_factory=NameTally)
    candidates: dict[str, Candidates] = field(default_factory=dict)
    cosine_units: int = 0
    largest: LargestDocument | None = None

    def merge(self, other: ThemeCounts) -> None:
        """The counts of both, and the best candidates of both."""
        self.counts.merge(other.counts)
        self.places.merge(other.places)
        self.organizations.merge(other.organizations)
        for language, theirs in other.candidates.items():
            self.candidates.setdefault(language, Candidates()).merge(theirs)
        self.cosine_units += other.cosine_units
        self.keep_larger(other.largest)

    def keep_larger(self, other: LargestDocument | None) -> None:
        """``largest`` is the larger of both."""
        found = [largest for largest in (self.largest, other) if largest]
        self.largest = min(found, key=lambda largest: largest.order, default=None)


@dataclass(slots=True)
class ThemeTally:
    """The counts of a corpus and of each of its themes, whose size does not grow with the number of passages.

    Adding and merging in any order gives the same. Each document is added once. It pickles, as a message between
    processes.
    """

    corpus: Counts = field(default_factory=Counts)
    themes: dict[str, ThemeCounts] = field(default_factory=dict)
    unassigned_words: int = 0
    duplicates: int = 0

    def add(self, doc: Document, vectors: Floats, model: TopicModel) -> None:
        """The document's passages are counted; one that repeats another document is counted as a duplicate only.

        ``vectors``: its passages' vectors as the encoder gave them. Shape: (len(doc.passages), dim), float32.
        Raises ``CorpusError`` if a passage has a theme that the model does not know.
        """
        if doc.source.duplicate_of is not None:
            self.duplicates += 1
            return
        text, month = doc.text or "", month_of(doc.source.date)
        counted = [(passage, count_words(text[passage.start : passage.end])) for passage in doc.passages or ()]
        self.corpus.add(counted, month=month)
        by_theme: dict[str, list[tuple[Passage, int]]] = {}
        for passage, words in counted:
            if passage.theme_id is None:
                self.unassigned_words += words
            else:
                by_theme.setdefault(passage.theme_id, []).append((passage, words))
        for theme_id, found in by_theme.items():
            theme = self._theme(theme_id, model)
            theme.counts.add(found, month=month)
            theme.keep_larger(LargestDocument(len(found), doc.doc_id, doc.source.title or doc.source.path))
        self._add_names(doc)
        self._add_candidates(doc, vectors, model)

    def merge(self, other: ThemeTally) -> None:
        """The counts of both."""
        self.corpus.merge(other.corpus)
        for theme_id, theirs in other.themes.items():
            self.themes.setdefault(theme_id, ThemeCounts()).merge(theirs)
        self.unassigned_words += other.unassigned_words
        self.duplicates += other.duplicates

    def _theme(self, theme_id: str, model: TopicModel) -> ThemeCounts:
        if theme_id not in self.themes and theme_id not in model.theme_ids:
            raise CorpusError(
                f"the theme {theme_id} of a document is not in the topic model {model.sha256[:12]}",
                remedy="run `corpus run` again on this output folder: it assigns the documents anew",
            )
        return self.themes.setdefault(theme_id, ThemeCounts())

    def _add_names(self, doc: Document) -> None:
        for ent, passage in _mentions(doc):
            if ent.link is not None and passage.theme_id is not None:
                theme = self.themes[passage.theme_id]
                names = theme.places if ent.label == "PLACE" else theme.organizations
                names.add(ent.link, passage.language)

    def _add_candidates(self, doc: Document, vectors: Floats, model: TopicModel) -> None:
        from corpus_cli.topics.assign import centre

        passages = doc.passages or ()
        if not any(passage.theme_id for passage in passages):
            return
        centred = centre(vectors, [passage.language for passage in passages], model.means)
        index = {theme_id: number for number, theme_id in enumerate(model.theme_ids)}
        groups: dict[tuple[str, str], list[tuple[float, int]]] = {}
        for row, passage in enumerate(passages):
            if passage.theme_id is not None:
                cosine = float(centred[row] @ model.centroids[index[passage.theme_id]])
                place = passage.theme_id, passage.language
                groups.setdefault(place, []).append((round(cosine, CENTRALITY_DIGITS), row))
        sentences = sentences_of(doc)
        for (theme_id, language), rows in groups.items():
            self.themes[theme_id].cosine_units += sum(round(cosine * COSINE_UNIT) for cosine, _ in rows)
            kept = self.themes[theme_id].candidates.setdefault(language, Candidates())
            theme = model.info.themes[index[theme_id]]
            keywords = [keyword.text for keyword in theme.keywords.get(language, ()) if not keyword.suggested]
            _offer(kept, doc, centred, rows, sentences=sentences, keywords=keywords)


def month_of(date: str | None) -> str | None:
    """YYYY-MM of an ISO date; None for no date or a year alone."""
    match = _MONTH.match(date or "")
    return match.group() if match else None


def _offer(
    kept: Candidates,
    doc: Document,
    centred: Floats,
    rows: list[tuple[float, int]],
    *,
    sentences: list[Sentence],
    keywords: list[str],
) -> None:
    """The document's best passages of one theme and language are among the candidates, where they are good enough."""
    passages = doc.passages or ()
    possible = [
        (centrality, row)
        for centrality, row in rows
        # An excerpt costs time: only where the passage could be kept even with a usable one.
        if kept.accepts(rank_of(doc, passages[row], centrality, usable=True))
    ]
    made = [
        make_candidate(
            doc,
            passages[row],
            centrality=centrality,
            excerpt=choose_excerpt(doc.text or "", passages[row], sentences, keywords=keywords),
            vector=centred[row],
        )
        for centrality, row in possible
    ]
    for candidate in sorted(made, key=lambda item: item.rank)[:LIMIT_A_DOCUMENT]:
        kept.add(candidate)


def _mentions(doc: Document) -> Iterator[tuple[Entity, Passage]]:
    """Each mention with the passage that holds it; passages do not overlap."""
    passages = sorted(doc.passages or (), key=lambda passage: passage.start)
    for ent in doc.entities or ():
        at = bisect_right(passages, ent.start, key=lambda passage: passage.start) - 1
        if at >= 0 and ent.end <= passages[at].end:
            yield ent, passages[at]
