"""Words that one language's passages of a theme use, while the other's hardly say anything near in meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus_cli.normalize.words import count_words
from corpus_cli.themes.page import DistinctWord
from corpus_cli.themes.sample import Sample, Sampled
from corpus_cli.topics.arrays import unit
from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.encoders.paired import word_encoder
from corpus_cli.topics.words.language import LANGUAGES
from corpus_cli.topics.words.stop_words import StopWord
from corpus_cli.topics.words.vocabulary import extract_terms

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats

LIMIT = 8
# Fewer uses than this, or all in one document, are that document's words.
MIN_USES, MIN_DOCUMENTS = 5, 2
# A word sets a theme apart from its language's other themes from the 95 % point of the normal distribution on.
MIN_WEIGHT = 1.96
# Of a word used as often as here, the other language's passages must be bound to have some: with 5 expected, none at
# all comes by chance once in 150 times.
MIN_EXPECTED = 5.0
# The prior of the log-odds weighs as much as this many words of the language.
PRIOR_WORDS = 500.0
# Of 90 pairs of words that translate each other, four in five are nearer than the first; where each is the other's
# nearest, a lower likeness will do. For one in seven the encoder does not know the translation, so words alone prove
# nothing (on 33 reports with their translations: 150 wrong claims), and passages are asked too.
NEAR_WORD, NEAR_IF_MUTUAL = 0.5, 0.35
# Words near in meaning that make up less than this of what is expected are a mention in passing.
HARDLY = 0.25
# How near, on average, the other language's passages are to those that use the word. Chosen with 33 reports and their
# translations: with both there, 3 of 1,058 distinctive words are claimed to be missing in the other language; with
# every second translation taken out, 12 of 18 claims are of words that mostly stood in those. That was 0.475 with the
# encoder use; with use+e5 nearest passages are a tenth less near.
NEAR_PASSAGES = 0.43
# The other language's commonest words of the theme; a word that is rarer is no sign that it is said there.
MOST_WORDS = 1000
DIGITS = 2
_TINY, _ROUNDING = 1e-12, 1e-6


@dataclass(slots=True)
class _Words:
    """The terms of a theme's passages in one language. ``uses``: by term. ``rows``: the passages that use it."""

    uses: Counter[str] = field(default_factory=Counter)
    rows: dict[str, list[int]] = field(default_factory=dict)

    def add(self, row: int, terms: Sequence[str]) -> None:
        """One passage more, the ``row``-th of its sample."""
        self.uses.update(terms)
        for term in set(terms):
            self.rows.setdefault(term, []).append(row)

    @property
    def commonest(self) -> list[str]:
        """The terms used most, ties by term."""
        return sorted(self.uses, key=lambda term: (-self.uses[term], term))[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class _Near:
    """The nearest word of the other language with its uses, and the uses of all that are near."""

    text: str
    uses: int
    similarity: float
    uses_of_all: int


class WordContrast:
    """The words of all themes, counted in the samples of their passages, and how near they are in the encoder."""

    def __init__(
        self,
        samples: Mapping[str, Mapping[str, Sample]],
        *,
        encoder: Encoder,
        stop_words: Mapping[str, Collection[StopWord]] = MappingProxyType({}),
    ) -> None:
        self._encoder = word_encoder(encoder)
        # By both: what a word counts with depends on the corpus, and the model may have been trained on another.
        self._stop_words = {
            language: frozenset(form for word in words for form in (word.term, word.text))
            for language, words in stop_words.items()
        }
        self._samples = samples
        cells = [
            (theme_id, language, row, item)
            for theme_id, by_language in sorted(samples.items())
            for language, sample in sorted(by_language.items())
            if language in LANGUAGES
            for row, item in enumerate(sample.kept)
        ]
        terms, self._vocabularies = extract_terms(
            [item.text for *_, item in cells], [language for _, language, *_ in cells]
        )
        self._words: dict[tuple[str, str], _Words] = {}
        self._totals: dict[str, Counter[str]] = {language: Counter() for language in LANGUAGES}
        for (theme_id, language, row, _), found in zip(cells, terms, strict=True):
            self._words.setdefault((theme_id, language), _Words()).add(row, found)
            self._totals[language].update(found)
        self._means: dict[str, Floats] = {}
        self._known: dict[str, Floats] = {}

    def compared(self, theme_id: str, language: str) -> int:
        """Words of the passages that are compared, function words included."""
        return sum(count_words(item.text) for item in self._kept(theme_id, language))

    def distinct(self, theme_id: str, *, language: str, other: str) -> tuple[DistinctWord, ...]:
        """Up to ``LIMIT`` words or phrases of one language that the other's passages of the theme hardly say.

        They set the theme apart within their language (log-odds with an informative Dirichlet prior, Monroe, Colaresi
        and Quinn 2008), are used so often that the other language's passages should hold some, have few uses of near
        words there, and no near passages there to those that use them. The most distinctive first.
        """
        ours, theirs = self._of(theme_id, language), self._of(theme_id, other)
        rate = theirs.uses.total() / max(1, ours.uses.total())
        weights = {
            term: weight
            for term, weight in _log_odds(ours.uses, self._totals[language]).items()
            if weight >= MIN_WEIGHT and ours.uses[term] >= max(MIN_USES, MIN_EXPECTED / max(rate, _TINY))
        }
        nearness = self._nearness(theme_id, language, other)
        possible = [
            term
            for term in sorted(weights, key=lambda term: (-weights[term], term))
            if self._documents(theme_id, language, ours.rows[term]) >= MIN_DOCUMENTS
            and nearness[ours.rows[term]].mean() < NEAR_PASSAGES
            and not self._is_stop_word(term, language)
        ]
        found = [
            DistinctWord(
                text=self._written(term, language),
                uses=ours.uses[term],
                documents=self._documents(theme_id, language, ours.rows[term]),
                weight=round(weights[term], DIGITS),
                expected=round(ours.uses[term] * rate, 1),
                nearest=near.text,
                nearest_uses=near.uses,
                similarity=round(near.similarity, DIGITS),
            )
            for term, near in zip(possible, self._nearest(possible, theme_id, language, other), strict=True)
            if near.uses_of_all < HARDLY * ours.uses[term] * rate
        ]
        return tuple(_varied(found)[:LIMIT])

    def _of(self, theme_id: str, language: str) -> _Words:
        return self._words.get((theme_id, language)) or _Words()

    def _is_stop_word(self, term: str, language: str) -> bool:
        """Whether training found the word to say nothing of any theme."""
        return not self._stop_words.get(language, frozenset()).isdisjoint((term, self._written(term, language)))

    def _kept(self, theme_id: str, language: str) -> list[Sampled]:
        return self._samples.get(theme_id, {}).get(language, Sample()).kept

    def _documents(self, theme_id: str, language: str, rows: Sequence[int]) -> int:
        kept = self._kept(theme_id, language)
        return len({kept[row].doc_id for row in rows})

    def _nearness(self, theme_id: str, language: str, other: str) -> Floats:
        """How near the nearest passage of the other language is to each of these. Shape: (passages,), float32."""
        cosine = _stacked(self._kept(theme_id, language)) @ _stacked(self._kept(theme_id, other)).T
        nearest: Floats = cosine.max(axis=1)
        return nearest

    def _nearest(self, terms: Sequence[str], theme_id: str, language: str, other: str) -> list[_Near]:
        """For each term the other language's words of the theme that are near in meaning."""
        import numpy as np

        if not terms:
            return []
        ours, theirs = self._of(theme_id, language), self._of(theme_id, other)
        written = [self._written(term, other) for term in theirs.commonest]
        uses = np.asarray([theirs.uses[term] for term in theirs.commonest])
        there = self._vectors(written, other)
        cosine = self._vectors([self._written(term, language) for term in terms], language) @ there.T
        # The nearest of ours to each of theirs: those that are no nearer to another word of ours.
        back = self._vectors([self._written(term, language) for term in ours.commonest], language) @ there.T
        mutual = (cosine >= back.max(axis=0) - _ROUNDING) & (cosine >= NEAR_IF_MUTUAL)
        near = (cosine >= NEAR_WORD) | mutual
        return [
            _Near(written[at], int(uses[at]), float(row[at]), int(uses[said].sum()))
            for row, said, at in zip(cosine, near, cosine.argmax(axis=1).tolist(), strict=True)
        ]

    def _written(self, term: str, language: str) -> str:
        return self._vocabularies[language].written(term)

    def _vectors(self, texts: Sequence[str], language: str) -> Floats:
        """Unit vectors of words, the mean of the language's words taken off: words sit elsewhere than passages."""

        if language not in self._means:
            totals = self._totals[language]
            common = sorted(totals, key=lambda term: (-totals[term], term))[:MOST_WORDS]
            self._means[language] = self._encoded([self._written(term, language) for term in common]).mean(axis=0)
        return unit(self._encoded(texts) - self._means[language])

    def _encoded(self, texts: Sequence[str]) -> Floats:
        """The encoder's vectors; themes share most of their words, and each is encoded once."""
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


def _log_odds(uses: Counter[str], totals: Counter[str]) -> dict[str, float]:
    """Each term's log-odds in these uses against the rest of the language, in standard deviations."""
    ours, everything = uses.total(), totals.total()
    rest = everything - ours
    weights = {}
    for term, count in uses.items():
        prior = PRIOR_WORDS * totals[term] / everything
        others = totals[term] - count
        odds = log((count + prior) / (ours + PRIOR_WORDS - count - prior)) - log(
            (others + prior) / (rest + PRIOR_WORDS - others - prior)
        )
        weights[term] = odds / sqrt(1 / (count + prior) + 1 / (others + prior))
    return weights


def _varied(found: Sequence[DistinctWord]) -> list[DistinctWord]:
    """Without words that only repeat a chosen one: a word of a phrase, a phrase of a word."""
    chosen: list[DistinctWord] = []
    for word in found:
        parts = set(word.text.split())
        if not any(parts & set(other.text.split()) for other in chosen):
            chosen.append(word)
    return chosen


def _stacked(kept: Sequence[Sampled]) -> Floats:
    import numpy as np

    return np.stack([item.vector for item in kept]).astype(np.float32)
