"""What is said of themes: words, labels and the corpus' own stop words, from the passages that have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus_cli.entities.taggers.tagger import Tagger
from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.encoders.paired import centroids_of_words, word_encoder
from corpus_cli.topics.encoders.passages import TrainingPassages
from corpus_cli.topics.model.topic_model import ModelInfo
from corpus_cli.topics.words.camel_lemmas import CamelLemmatiser, Lemmatiser
from corpus_cli.topics.words.keywords import Keyword, candidate_terms, theme_keywords
from corpus_cli.topics.words.naming import name_themes
from corpus_cli.topics.words.person_names import find_person_names
from corpus_cli.topics.words.stop_words import StopWord, find_stop_words, terms_of
from corpus_cli.topics.words.suggestions import suggest_missing
from corpus_cli.topics.words.vocabulary import extract_terms

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats, Ints
    from corpus_cli.topics.words.terms import Terms
    from corpus_cli.topics.words.vocabulary import Vocabulary

    Found = tuple[Terms, dict[str, Vocabulary]]

# Looked for twice: what comes up in place of persons' names may be names again.
NAME_ROUNDS = 2
# A tagger that tells no persons: see `corpus_cli/entities/taggers/by_name.py`.
NO_TAGGER = "gazetteer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """By language, each theme's words; each theme's labels; by language, words that say nothing of any theme."""

    keywords: dict[str, list[tuple[Keyword, ...]]]
    labels: list[dict[str, str]]
    stop_words: dict[str, tuple[StopWord, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Describer:
    """What describing takes. ``size``: words a theme and language.

    ``tagger``: tells persons' names, which are no words of a theme; without one they are not told. ``lemmas``: for a
    language, which forms are one word where its rules do not say so.
    """

    encoder: Encoder
    size: int
    tagger: Tagger | None = None
    lemmas: Mapping[str, Lemmatiser] = field(default_factory=dict)

    def terms(self, passages: TrainingPassages) -> Found:
        """The terms of all passages, and the vocabulary of each language."""
        return extract_terms(passages.texts, passages.languages, lemmas=self.lemmas)

    def describe(
        self, passages: TrainingPassages, labels: Ints, *, centroids: Floats, found: Found | None = None
    ) -> Description:
        """The themes of these passages described.

        ``labels``: each passage's theme, -1 for none. ``centroids``: of the themes, in the encoder's space. Shape:
        (themes, dim), float32. ``found``: what ``terms`` gave for the passages, if it has been called.
        """
        terms, vocabularies = found or self.terms(passages)
        encoder, meanings = word_encoder(self.encoder), centroids_of_words(self.encoder, centroids)
        stop_words = {
            language: find_stop_words(
                terms,
                labels,
                languages=passages.languages,
                language=language,
                vocabulary=vocabulary,
                documents=passages.documents,
            )
            for language, vocabulary in vocabularies.items()
        }
        without = {
            language: self._with_names(
                passages,
                labels,
                terms,
                vocabulary=vocabulary,
                without=terms_of(stop_words[language]),
                themes=len(centroids),
            )
            for language, vocabulary in vocabularies.items()
        }
        keywords = {
            language: self._keywords(
                passages,
                labels,
                terms,
                vocabulary=vocabulary,
                without=(without[language], without[language] - terms_of(stop_words[language])),
                themes=len(centroids),
                encoder=encoder,
            )
            for language, vocabulary in vocabularies.items()
        }
        keywords = suggest_missing(keywords, meanings, encoder=encoder, vocabularies=vocabularies, without=without)
        # Labels take both encoders: with the first alone 3 of 24 pairs no longer meant the same. They are few words.
        labelled = name_themes(keywords, centroids, encoder=self.encoder)
        return Description(keywords=keywords, labels=labelled, stop_words=stop_words)

    def _keywords(
        self,
        passages: TrainingPassages,
        labels: Ints,
        terms: Terms,
        *,
        vocabulary: Vocabulary,
        without: Sequence[frozenset[str]],
        themes: int,
        encoder: Encoder,
    ) -> list[tuple[Keyword, ...]]:
        """The words of each theme, less those that the first of ``without`` names.

        A theme that has none left has those that are not in the next: where all reports speak of one subject, its words
        are spread over all themes and tell none from another, but a theme without a word is a riddle.
        """
        spoken = {
            int(label)
            for label, language in zip(labels, passages.languages, strict=True)
            if label >= 0 and language == vocabulary.language
        }
        found: list[tuple[Keyword, ...]] = [()] * themes
        for skipped in without:
            if all(found[theme] for theme in spoken):
                break
            words = theme_keywords(
                terms,
                labels,
                languages=passages.languages,
                language=vocabulary.language,
                vocabulary=vocabulary,
                themes=themes,
                size=self.size,
                encoder=encoder,
                without=skipped,
            )
            found = [before or now for before, now in zip(found, words, strict=True)]
        return found

    def _with_names(
        self,
        passages: TrainingPassages,
        labels: Ints,
        terms: Terms,
        *,
        vocabulary: Vocabulary,
        without: frozenset[str],
        themes: int,
    ) -> frozenset[str]:
        """The terms to leave out, and of those that would come up in their place the names of persons too."""
        read: frozenset[str] = frozenset()
        for _ in range(NAME_ROUNDS if self.tagger is not None else 0):
            assert self.tagger is not None
            candidates = candidate_terms(
                terms,
                labels,
                languages=passages.languages,
                language=vocabulary.language,
                themes=themes,
                size=self.size,
                without=without,
            )
            without |= find_person_names(
                terms,
                passages.texts,
                candidates - read,
                languages=passages.languages,
                language=vocabulary.language,
                vocabulary=vocabulary,
                tagger=self.tagger,
            )
            read |= candidates
        return without


def describer_of(info: ModelInfo, *, encoder: Encoder, size: int) -> Describer:
    """The describer that the model's words were chosen with. Raises ``ModelMissingError`` if it is not installed."""
    tagger = str(info.settings.get("tagger", NO_TAGGER))
    return load_describer(encoder=encoder, size=size, tagger=tagger, lemmas=info.lemmas)


def load_describer(*, encoder: Encoder, size: int, tagger: str, lemmas: str) -> Describer:
    """The describer that a recipe asks for, by the names of its tagger and lemmas (corpus: none, or camel).

    Raises ``ModelMissingError`` where one is not installed.
    """
    from corpus_cli.engines.choice import usable_processors
    from corpus_cli.entities.taggers.by_name import load_tagger

    chosen: dict[str, Lemmatiser] = {"ar": CamelLemmatiser()} if lemmas == "camel" else {}
    return Describer(encoder=encoder, size=size, tagger=load_tagger(tagger, threads=usable_processors()), lemmas=chosen)
