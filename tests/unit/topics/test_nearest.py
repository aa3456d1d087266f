"""Exact neighbours: the same as by sorting everything, in blocks or not."""

import numpy as np
import pytest

from corpus_cli.topics import nearest as module
from corpus_cli.topics.nearest import nearest


def unit(rows: int) -> np.ndarray:
    vectors = np.random.default_rng(3).normal(size=(rows, 8)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("block", [7, 1024])
def test_they_are_those_that_sorting_everything_finds(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """By falling cosine."""
    monkeypatch.setattr(module, "_BLOCK", block)
    queries, targets = unit(60)[:20], unit(60)[20:]
    rows, cosines = nearest(queries, targets, count=6)
    everything = queries @ targets.T
    assert rows.tolist() == np.argsort(-everything, axis=1, kind="stable")[:, :6].tolist()
    assert np.allclose(cosines, np.take_along_axis(everything, rows, 1))


def test_what_is_left_out_is_no_neighbour() -> None:
    """So a translation does not speak for its original. Where nothing else is left it comes last, and is told apart."""
    vectors = unit(12)
    rows, cosines = nearest(vectors, vectors, count=10, left_out={0: [0, 5, 7], 3: [3]})
    assert not {0, 5, 7} & set(rows[0, :9].tolist())
    assert 3 not in rows[3].tolist()
    assert cosines[0].tolist()[-1] == -2
    assert (cosines[0, :9] >= -1).all()


def test_equal_rows_keep_their_order() -> None:
    """A text that stands there four times: no neighbour depends on how a sort breaks ties."""
    vectors = np.repeat(unit(3), 4, axis=0)
    rows, cosines = nearest(vectors, vectors, count=4)
    assert rows[1].tolist() == [0, 1, 2, 3]
    assert (cosines <= 1).all()


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_of_equal_rows_the_first_are_taken(count: int) -> None:
    """Where not all of them can be: the choice at the edge is no accident of a partition."""
    near, far = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)
    targets = np.stack([far, near, near, far, near, far, near, near])
    rows, _ = nearest(near[None], targets, count=count)
    assert rows[0].tolist() == [1, 2, 4, 6, 7, 0, 3, 5][:count]
