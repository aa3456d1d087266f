"""Samples and means of passages."""

import numpy as np
import pytest

from corpus_cli.topics.arrays import even_sample
from corpus_cli.topics.model.references import theme_centroids


@pytest.mark.parametrize(
    ("count", "most", "size"), [(0, 5, 0), (3, 5, 3), (5, 5, 5), (6, 5, 5), (9, 5, 5), (100, 7, 7)]
)
def test_a_sample_is_as_large_as_it_may_be(count, most, size):
    """One passage more than fits does not halve the sample; every row is there once, in order, evenly spread."""
    rows = even_sample(count, most=most)
    assert len(rows) == size
    assert rows.dtype == np.int32
    assert len(set(rows.tolist())) == size
    assert sorted(rows.tolist()) == rows.tolist()
    assert all(0 <= row < count for row in rows)
    assert size < 2 or np.ptp(np.diff(rows)) <= 1


def test_a_large_corpus_is_sampled_to_its_end():
    """Numbers beyond 32 bits do not wrap on the way."""
    rows = even_sample(3_000_000, most=20_000)
    assert rows[0] == 0
    assert rows[-1] == 2_999_850
    assert (np.diff(rows) == 150).all()


def test_a_centroid_is_the_unit_mean_of_its_passages():
    """A theme without passages has zeros; passages without a theme count for none."""
    rows = np.array([[1, 0], [0, 1], [0, 1]], dtype=np.float32)
    found = theme_centroids(rows, np.array([0, 0, -1], dtype=np.int32), 2)
    assert found.dtype == np.float32
    assert np.allclose(found, [[0.5**0.5, 0.5**0.5], [0, 0]])
