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
    """The row itself first, then the others by falling cosine."""
    monkeypatch.setattr(module, "_BLOCK", block)
    vectors = unit(40)
    rows, cosines = nearest(vectors, count=6, itself=True)
    everything = vectors @ vectors.T
    np.fill_diagonal(everything, 2)
    assert rows.tolist() == np.argsort(-everything, axis=1, kind="stable")[:, :6].tolist()
    assert np.allclose(cosines[:, 1:], np.take_along_axis(everything, rows, 1)[:, 1:])
    assert (cosines[:, 0] == 1).all()


def test_a_row_and_what_is_left_out_are_no_neighbours() -> None:
    """So a translation does not speak for its original."""
    rows, _ = nearest(unit(12), count=9, itself=False, left_out={0: [5, 7]})
    assert not {0, 5, 7} & set(rows[0].tolist())
    assert all(row not in found for row, found in enumerate(rows.tolist()))


def test_equal_rows_keep_their_order() -> None:
    """A text that stands there four times: no neighbour depends on how a sort breaks ties."""
    vectors = np.repeat(unit(3), 4, axis=0)
    rows, cosines = nearest(vectors, count=4, itself=False)
    assert rows[1, :3].tolist() == [0, 2, 3]
    assert (cosines <= 1).all()
