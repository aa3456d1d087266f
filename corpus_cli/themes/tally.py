"""What the page of themes is counted from: added up document by document, in any order, in any number of processes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

from corpus_cli.document import Document, Entity, Passage
from corpus_cli.errors import CorpusError
from corpus_cli.normalize.words import count_words
from corpus_cli.themes.candidates import LIMIT_A_DOCUMENT, Candidates, make_candidate, rank_of
from corpus_cli.themes.counts import Counts
from corpus_cli.themes.cube import Cube
from corpus_cli.themes.excerpt import Sentence, choose_excerpt, sentences_of
from corpus_cli.themes.names import NameTally
from corpus_cli.themes.sample import Sample
from corpus_cli.themes.together import Together
from corpus_cli.topics.encoders.passages import masked_texts
from corpus_cli.topics.model.topic_model import TopicModel
from corpus_cli.topics.space.centring import centre

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats

# What a document that is not counted is to the one that counts for both: much the same text, or the same in another
# language.
Left = Literal["repeat", "translation"]
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?!\d)")
CENTRALITY_DIGITS = 6
# Cosines are summed as whole numbers, so that the sum does not depend on the order of adding.
COSINE_UNIT = 10**CENTRALITY_DIGITS


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
    samples: dict[str, Sample] = field(default_factory=dict)
    cosine_units: int = 0
    largest: LargestDocument | None = None
    left_out: Counter[str] = field(default_factory=Counter)

    def merge(self, other: ThemeCounts) -> None:
        """The counts of both, the best candidates of both, and a sample of both."""
        self.counts.merge(other.counts)
        self.places.merge(other.places)
        self.organizations.merge(other.organizations)
        for language, theirs in other.candidates.items():
            self.candidates.setdefault(language, Candidates()).merge(theirs)
        for language, drawn in other.samples.items():
            self.samples.setdefault(language, Sample()).merge(drawn)
        self.cosine_units += other.cosine_units
        self.left_out.update(other.left_out)
        self.keep_larger(other.largest)

    def keep_larger(self, other: LargestDocument | None) -> None:
        """``largest`` is the larger of both."""
        found = [largest for largest in (self.largest, other) if largest]
        self.largest = min(found, key=lambda largest: largest.order, default=None)


@dataclass(slots=True)
class ThemeTally:
    """The counts of a corpus and of each of its themes, whose size does not grow with the number of passages.

    Adding and merging in any order gives the same. Each document is added once. It pickles, as a message between
    processes. ``left_out``: how many documents were not counted because their report was, by what they are to it; None
    where every document counts.
    """

    corpus: Counts = field(default_factory=Counts)
    themes: dict[str, ThemeCounts] = field(default_factory=dict)
    unassigned: Counts = field(default_factory=Counts)
    cube: Cube = field(default_factory=Cube)
    together: Together = field(default_factory=Together)
    duplicates: int = 0
    left_out: Counter[str] | None = None

    def add(self, doc: Document, vectors: Floats, model: TopicModel, *, left: Left | None = None) -> None:
        """The document's passages are counted; one that repeats another document is counted as a duplicate only.

        ``left``: what the document is to one that counts for both. A repeat counts nowhere. A translation counts in
        what is told of its language (documents, passages, words, months, quotes, pairs) and in nothing that is a total:
        not in documents, passages and words of all languages, names, the cube, and what goes together.

        ``vectors``: its passages' vectors as the encoder gave them. Shape: (len(doc.passages), dim), float32.
        Raises ``CorpusError`` if a passage has a theme that the model does not know.
        """
        if doc.source.duplicate_of is not None:
            self.duplicates += 1
            return
        text, month = doc.text or "", month_of(doc.source.date)
        if left is not None:
            self._leave_out(doc, model, left)
        if left == "repeat":
            return
        again = left == "translation"
        counted = [(passage, count_words(text[passage.start : passage.end])) for passage in doc.passages or ()]
        self.corpus.add(counted, month=month, again=again)
        by_theme: dict[str | None, list[tuple[Passage, int]]] = {}
        for passage, words in counted:
            by_theme.setdefault(passage.theme_id, []).append((passage, words))
        for theme_id, found in by_theme.items():
            if theme_id is None:
                self.unassigned.add(found, month=month, again=again)
                continue
            theme = self._theme(theme_id, model)
            theme.counts.add(found, month=month, again=again)
            if not again:
                theme.keep_larger(LargestDocument(len(found), doc.doc_id, doc.source.title or doc.source.path))
        if not again:
            self._add_names(doc, month)
            self.together.add(doc.passages or ())
        self._add_passages(doc, vectors, model)

    def merge(self, other: ThemeTally) -> None:
        """The counts of both."""
        self.corpus.merge(other.corpus)
        for theme_id, theirs in other.themes.items():
            self.themes.setdefault(theme_id, ThemeCounts()).merge(theirs)
        self.unassigned.merge(other.unassigned)
        self.cube.merge(other.cube)
        self.together.merge(other.together)
        self.duplicates += other.duplicates
        if other.left_out is not None:
            self.left_out = Counter(self.left_out or {})
            self.left_out.update(other.left_out)

    def _leave_out(self, doc: Document, model: TopicModel, left: Left) -> None:
        """It is said of the corpus and of each of the document's themes that the document is left out."""
        self.left_out = Counter(self.left_out or {})
        self.left_out[left] += 1
        for theme_id in {passage.theme_id for passage in doc.passages or () if passage.theme_id is not None}:
            self._theme(theme_id, model).left_out[left] += 1

    def _theme(self, theme_id: str, model: TopicModel) -> ThemeCounts:
        if theme_id not in self.themes and theme_id not in model.theme_ids:
            raise CorpusError(
                f"the theme {theme_id} of a document is not in the topic model {model.sha256[:12]}",
                remedy="run `corpus run` again on this output folder: it assigns the documents anew",
            )
        return self.themes.setdefault(theme_id, ThemeCounts())

    def _add_names(self, doc: Document, month: str | None) -> None:
        places = []
        for ent, passage in _mentions(doc):
            if ent.link is None:
                continue
            if ent.label == "PLACE":
                places.append((ent.link, passage))
            if passage.theme_id is not None:
                theme = self.themes[passage.theme_id]
                names = theme.places if ent.label == "PLACE" else theme.organizations
                names.add(ent.link, passage.language)
        self.cube.add(doc, month=month, places=places)

    def _add_passages(self, doc: Document, vectors: Floats, model: TopicModel) -> None:
        """What is kept of passages themselves: candidates for quotes, and the sample in which words are counted."""
        passages = doc.passages or ()
        if not any(passage.theme_id for passage in passages):
            return
        languages = [passage.language for passage in passages]
        projected = model.project(vectors, languages)
        # Passages are compared with each other in the encoder's space, as models are: what counts as near is measured
        # there and must not change with what a model's own space was fitted to.
        compared = centre(vectors, languages, model.means)
        index = {theme_id: number for number, theme_id in enumerate(model.theme_ids)}
        masked = _MaskedTexts(doc)
        groups: dict[tuple[str, str], list[tuple[float, int]]] = {}
        for row, passage in enumerate(passages):
            if passage.theme_id is None:
                continue
            cosine = float(projected[row] @ model.centroids[index[passage.theme_id]])
            groups.setdefault((passage.theme_id, passage.language), []).append((round(cosine, CENTRALITY_DIGITS), row))
            sample = self.themes[passage.theme_id].samples.setdefault(passage.language, Sample())
            sample.add(doc.doc_id, passage.id, text=partial(masked.text, row), vector=compared[row])
        sentences = sentences_of(doc)
        for (theme_id, language), rows in groups.items():
            self.themes[theme_id].cosine_units += sum(round(cosine * COSINE_UNIT) for cosine, _ in rows)
            kept = self.themes[theme_id].candidates.setdefault(language, Candidates())
            theme = model.info.themes[index[theme_id]]
            keywords = [keyword.text for keyword in theme.keywords.get(language, ()) if not keyword.suggested]
            _offer(kept, doc, compared, rows, sentences=sentences, keywords=keywords)


class _MaskedTexts:
    """A document's passages without names, made when one is asked for: in a large corpus few are."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._texts: list[str] | None = None

    def text(self, row: int) -> str:
        if self._texts is None:
            self._texts = list(masked_texts(self._doc))
        return self._texts[row]


def month_of(date: str | None) -> str | None:
    """YYYY-MM of an ISO date; None for no date or a year alone."""
    match = _MONTH.match(date or "")
    return match.group() if match else None


def _offer(
    kept: Candidates,
    doc: Document,
    compared: Floats,
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
            vector=compared[row],
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
