"""All figures of a model at once, whatever there is to measure it with."""

from __future__ import annotations

import msgspec
import pytest

from corpus_cli.errors import ModelMissingError
from corpus_cli.evaluation.topics.figures import TopicFigures
from corpus_cli.evaluation.topics.measure import measure


def test_every_figure_of_a_good_model_is_good(figures):
    """Three subjects in two languages, told apart by their words."""
    assert figures.passages == {"ar": 30, "en": 30}
    assert {code: words.npmi for code, words in figures.words.items()} == {"ar": 1, "en": 1}
    assert {words.diversity for words in figures.words.values()} == {1}
    assert {words.words_in for words in figures.words.values()} == {"the other half"}
    assert figures.silhouette is not None
    assert figures.silhouette > 0.9
    assert figures.unassigned == 0
    assert figures.stability is not None
    assert (figures.stability.seeds, figures.stability.halves) == (1, 1)
    assert figures.guard.verdict == "independent"
    assert figures.balance is not None
    assert figures.balance.evenness == 1
    assert figures.agreement is not None
    assert figures.agreement.pairs >= 150
    assert [theme.passages for theme in figures.themes] == [{"ar": 10, "en": 10}] * 3


def test_figures_survive_their_json(figures):
    """They are stored beside the model and shown next to the next one's."""
    assert msgspec.json.decode(msgspec.json.encode(figures), type=TopicFigures) == figures


def test_held_out_passages_are_where_words_are_looked_for(model, passages, encoder):
    """They come before halves; without either, the training passages, and it is told."""
    held = measure(model(), passages(), encoder=encoder, held_out=passages(12))
    assert {words.words_in for words in held.words.values()} == {"held-out passages"}
    assert {words.passages for words in held.words.values()} == {6}
    plain = measure(model(), passages(), encoder=encoder)
    assert {words.words_in for words in plain.words.values()} == {"training passages"}
    assert plain.stability is None


def test_nothing_to_measure_is_a_normal_case(model, passages, encoder):
    """No passages, or no themes: what cannot be measured is None."""
    empty = measure(model(), passages(0), encoder=encoder, train=lambda *_, **__: 1 / 0)
    assert (empty.silhouette, empty.balance, empty.stability, empty.unassigned) == (None, None, None, 0)
    themeless = measure(model(themes=0), passages(4), encoder=encoder)
    assert (themeless.agreement, themeless.unassigned, themeless.words) == (None, 1, {})


def test_passages_without_a_theme_are_told(model, passages, encoder):
    """A model to which everything is far."""
    figures = measure(model(far=2), passages(), encoder=encoder)
    assert figures.unassigned == 1
    assert figures.guard.verdict == "nothing"
    assert figures.agreement is not None
    assert figures.agreement.kappa is None


def test_another_encoder_is_refused(model, passages, encoder):
    """Its vectors would mean nothing to the model."""
    encoder.sha256 = "0" * 64
    with pytest.raises(ModelMissingError, match="another encoder"):
        measure(model(), passages(), encoder=encoder)
