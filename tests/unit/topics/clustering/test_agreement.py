"""Passages judged by their neighbours alone."""

import numpy as np
import pytest

from corpus_cli.topics.clustering.agreement import agreement, neighbours, settle

NO_PAIRS = np.zeros((0, 2), dtype=np.int32)


def on_a_circle(*degrees):
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_a_passage_is_not_its_own_neighbour_nor_is_its_counterpart():
    """What says the same in another language would give the answer away."""
    around = neighbours(on_a_circle(0, 1, 40, 50), np.array([[0, 1]]), count=2, temperature=0.1)
    assert around.rows[0].tolist() == [2, 3]
    assert around.rows[2].tolist() == [3, 1]


def test_weights_sum_to_one_and_fall():
    """Nearer neighbours weigh more, also when fewer of them are asked."""
    around = neighbours(on_a_circle(0, 10, 30, 70, 90), NO_PAIRS, count=4, temperature=0.1)
    for kept in (around, around.nearest(2)):
        assert np.allclose(kept.weights.sum(axis=1), 1, atol=1e-6)
        assert (np.diff(kept.weights, axis=1) <= 0).all()


def test_votes_are_shares_of_the_neighbours_themes():
    """All neighbours in one theme give it all of the vote."""
    around = neighbours(on_a_circle(0, 1, 2, 90, 91, 92), NO_PAIRS, count=2, temperature=0.1)
    votes = around.votes(np.array([0, 0, 0, 1, 1, 1], dtype=np.int32), 2)
    assert np.allclose(votes, np.repeat(np.eye(2), 3, axis=0), atol=1e-6)


def test_agreement_is_corrected_for_chance():
    """Always the same theme is no agreement; the same of several is; the opposite is less than none."""
    pairs = np.array([[0, 1], [2, 3]])
    same = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32)
    assert agreement(same, pairs) == pytest.approx(1)
    assert agreement(same, np.array([[0, 2], [2, 0]])) < 0
    assert agreement(np.ones((4, 1), dtype=np.float32), pairs) == 0
    assert agreement(same, NO_PAIRS) == 0


def test_both_sides_of_a_pair_settle_in_one_theme():
    """A side on the wrong side of an edge follows the vote of both."""
    vectors = on_a_circle(0, 2, 4, 6, 80, 82, 84, 86, 44)
    labels = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1], dtype=np.int32)
    pairs = np.array([[0, 8]])
    settled = settle(labels, neighbours(vectors, pairs, count=3, temperature=0.1), pairs, themes=2)
    assert settled[0] == settled[8] == 0
    assert settled[4:8].tolist() == [1, 1, 1, 1]


def test_no_theme_disappears_when_passages_settle():
    """One whose passages would all leave it keeps them."""
    vectors = on_a_circle(0, 1, 2, 3, 4)
    labels = np.array([0, 0, 1, 0, 0], dtype=np.int32)
    settled = settle(labels, neighbours(vectors, NO_PAIRS, count=4, temperature=0.1), NO_PAIRS, themes=2)
    assert settled.tolist() == labels.tolist()
