"""Trainings are few, told, and compared beyond chance."""

from __future__ import annotations

import numpy as np

from corpus_cli.evaluation.topics.stability import MOST_PASSAGES, SEEDS, adjusted_rand, stability, taken


def labels(*values):
    return np.asarray(values, dtype=np.int32)


def test_the_same_themes_under_other_names_are_the_same():
    """The adjusted Rand index does not look at numbers, and leaves out what one of both does not label."""
    assert adjusted_rand(labels(0, 0, 1, 1, -1, 2), labels(1, 1, 0, 0, 0, -1)) == 1
    assert adjusted_rand(labels(0, -1), labels(-1, 0)) is None


def test_four_trainings_say_how_steady_the_themes_are(model, passages):
    """Two with other seeds on all passages, two with the model's own on a half each, which share no passage."""
    seen = []

    def train(some, *, seed):
        seen.append((seed, some))
        return model()

    found = stability(model(), passages(60), train=train)
    assert found is not None
    steady, halves = found
    assert [seed for seed, _ in seen] == [*SEEDS, 13, 13]
    assert [len(some) for _, some in seen] == [60, 60, 30, 30]
    assert not set(seen[2][1].documents) & set(seen[3][1].documents)
    assert (steady.seeds, steady.halves, steady.trainings, steady.passages) == (1, 1, 4, 60)
    assert halves[0].texts == seen[3][1].texts


def test_unsteady_themes_score_low(model, passages):
    """One training whose themes have nothing to do with what passages say agrees with neither of the others."""
    mixed = stability(model(), passages(90), train=lambda _, *, seed: model(by_place=seed == SEEDS[0]))
    assert mixed is not None
    assert mixed[0].seeds is not None
    assert mixed[0].seeds < 0.5


def test_too_few_passages_are_not_halved(model, passages):
    """No training is started."""
    assert stability(model(), passages(15), train=lambda *_, **__: 1 / 0) is None


def test_a_large_corpus_is_sampled(model, passages):
    """Each training has at most so many passages, and the figure says so."""
    large = passages(MOST_PASSAGES + 10)
    found = stability(model(), large, train=lambda *_, **__: model())
    assert found is not None
    assert found[0].passages == MOST_PASSAGES


def test_rows_are_taken_of_every_column(passages):
    """Texts, languages, vectors and documents stay together."""
    some = taken(passages(6), np.asarray([1, 4], dtype=np.int32))
    assert (some.languages, some.documents) == (["en", "ar"], ["d1", "d4"])
    assert some.vectors.tolist() == passages(6).vectors[[1, 4]].tolist()
