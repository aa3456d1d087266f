from __future__ import annotations

import numpy as np

from corpus_cli.search.space import DIMENSIONS, learn_axes, standardised


def test_scores_of_two_languages_are_on_one_scale() -> None:
    """One language's scores may lie higher and wider: what stands out by as much in both ranks alike."""
    noise = np.random.default_rng(0).standard_normal(400).astype(np.float32)
    languages = np.repeat(np.array([0, 1], dtype=np.int32), 400)
    scores = np.concatenate([noise, 5 + 3 * noise]).astype(np.float32)
    found = standardised(scores, languages)
    assert np.abs(scores[:400] - scores[400:]).mean() > 4
    assert np.abs(found[:400] - found[400:]).mean() < 0.2


def test_a_language_of_one_passage_keeps_its_place() -> None:
    """Its mean is drawn to that of all, or its only passage would always be average."""
    scores = np.concatenate([np.linspace(0, 1, 50), [3.0]]).astype(np.float32)
    found = standardised(scores, np.array([0] * 50 + [1], dtype=np.int32))
    assert found[-1] > found[:-1].max()


def test_scores_that_are_all_the_same_say_nothing() -> None:
    """No division by a spread of zero."""
    assert standardised(np.ones(3, dtype=np.float32), np.zeros(3, dtype=np.int32)).tolist() == [0.0, 0.0, 0.0]


def test_axes_keep_products_of_few_passages() -> None:
    """Ten passages lie in a space of at most ten axes: nothing about them is lost."""
    vectors = np.random.default_rng(1).standard_normal((10, 40)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    query = vectors[3]
    centred = vectors - (vectors.sum(axis=0) + vectors.mean(axis=0)) / 11
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    axes = learn_axes(centred)
    assert axes.shape == (40, min(40, DIMENSIONS))
    assert np.allclose((centred @ axes) @ (query @ axes), centred @ query, atol=1e-5)


def test_axes_are_the_same_twice() -> None:
    """The same passages give the same bytes."""
    vectors = np.random.default_rng(2).standard_normal((30, 8)).astype(np.float32)
    assert learn_axes(vectors).tobytes() == learn_axes(vectors.copy()).tobytes()
