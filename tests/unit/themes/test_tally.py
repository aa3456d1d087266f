"""Counting: what is counted, and that neither order nor processes matter."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable

import pytest

from corpus_cli.errors import CorpusError
from corpus_cli.recipe import ThemeSettings
from corpus_cli.themes.as_json import to_json
from corpus_cli.themes.candidates import LIMIT, LIMIT_A_DOCUMENT
from corpus_cli.themes.cards import build_cards
from corpus_cli.themes.tally import ThemeTally, month_of
from corpus_cli.topics.model.topic_model import TopicModel


def _json(tally: ThemeTally, model: TopicModel) -> bytes:
    return to_json(build_cards(tally, model, settings=ThemeSettings()))


def test_counts_passages_words_and_documents_by_language(tally: ThemeTally) -> None:
    """Each theme's passages, words and documents stand under the passage's language."""
    counts = tally.themes["t001"].counts
    assert counts.passages_by == {"ar": 6, "en": 6}
    assert counts.documents_by == {"ar": 6, "en": 6}
    assert counts.documents == 12
    assert counts.words_by["ar"] > 100
    assert tally.corpus.documents == 17
    assert tally.corpus.undated == 1


def test_any_order_and_split_gives_the_same_page(corpus: list, model: TopicModel, tally: ThemeTally) -> None:
    """Shuffled, dealt out to three tallies that travel as pickles, merged in another order: the same bytes."""
    expected = _json(tally, model)
    for seed in range(5):
        shuffled = random.Random(seed).sample(corpus, len(corpus))
        parts = [ThemeTally() for _ in range(3)]
        for number, (doc, vectors) in enumerate(shuffled):
            parts[number % 3].add(doc, vectors, model)
        merged = ThemeTally()
        for part in random.Random(seed).sample(parts, 3):
            # As a worker's result travels to the process that waits for it.
            merged.merge(pickle.loads(pickle.dumps(part)))
        assert _json(merged, model) == expected


def test_merging_leaves_the_other_as_it_was(model: TopicModel, tally: ThemeTally) -> None:
    """A tally merged into another shares nothing with it."""
    before = _json(tally, model)
    sum_ = ThemeTally()
    sum_.merge(tally)
    sum_.merge(tally)
    assert _json(tally, model) == before
    assert sum_.corpus.documents == 2 * tally.corpus.documents


def test_candidates_are_bounded(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """However many passages come, a theme keeps a fixed number a language, and few of one document."""
    tally = ThemeTally()
    for number in range(60):
        tally.add(
            *make_document(number, *(part("en", "t001", f"Passage {at} of report {number}.") for at in range(9))), model
        )
    best = tally.themes["t001"].candidates["en"].best
    assert len(best) == LIMIT
    assert max(sum(item.doc_id == other.doc_id for item in best) for other in best) == LIMIT_A_DOCUMENT
    assert tally.themes["t001"].counts.passages == 540


def test_duplicates_are_not_counted_twice(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """A document that repeats another one counts as a duplicate and nowhere else."""
    tally = ThemeTally()
    tally.add(*make_document(1, part("en", "t001", "Said once."), duplicate_of="0" * 20), model)
    assert tally.duplicates == 1
    assert tally.corpus.documents == 0


def test_names_are_counted_in_their_theme(tally: ThemeTally) -> None:
    """حلب and Aleppo are one row with both names, counted by the language of the passage."""
    (aleppo,) = tally.themes["t001"].places.top(5)
    assert (aleppo.name_en, aleppo.name_ar) == ("Aleppo", "حلب")
    assert aleppo.counts == {"ar": 4, "en": 4}
    (initiative,) = tally.themes["t001"].organizations.top(5)
    assert initiative.counts == {"ar": 2, "en": 2}
    assert tally.themes["t002"].places.top(5) == ()


def test_passages_without_theme_are_counted_apart(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """A passage without a theme is in the corpus, in no theme, and its words are counted as unassigned."""
    tally = ThemeTally()
    tally.add(*make_document(1, part("en", None, "Four words of text."), part("en", "t001", "Two words.")), model)
    assert tally.unassigned.words == 4
    assert tally.corpus.words == 6


def test_a_theme_unknown_to_the_model_is_an_error(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """Documents assigned by another model are not counted silently."""
    with pytest.raises(CorpusError, match="t999") as raised:
        ThemeTally().add(*make_document(1, part("en", "t999", "Text.")), model)
    assert raised.value.remedy


def test_a_document_without_passages_counts_as_a_document(make_document: Callable, model: TopicModel) -> None:
    """An empty report is one of the corpus."""
    tally = ThemeTally()
    tally.add(*make_document(1), model)
    assert tally.corpus.documents == 1
    assert tally.themes == {}


@pytest.mark.parametrize(
    ("date", "month"),
    [("2023-05-04", "2023-05"), ("2023-05", "2023-05"), ("2023", None), (None, None), ("2023-13-01", None), ("", None)],
)
def test_months(date: str | None, month: str | None) -> None:
    """A month needs a year and a month; a year alone is no month."""
    assert month_of(date) == month
