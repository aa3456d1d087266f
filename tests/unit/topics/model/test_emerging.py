"""Dense regions among passages that have no theme."""

import numpy as np
import pytest

from corpus_cli.topics.model.emerging import dense_regions


def cloud(direction: int, size: int, *, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(size, 12)) * 0.1
    rows[:, direction] += 1
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_two_subjects_are_two_regions_the_largest_first():
    """Each has the rows of its subject; what lies alone is in none."""
    alone = np.eye(12, dtype=np.float32)[9:12]
    rows = np.concatenate([cloud(0, 10, seed=1), alone, cloud(1, 14, seed=2)])
    found = dense_regions(rows, near=0.5)
    assert [region.tolist() for region in found] == [list(range(13, 27)), list(range(10))]
    assert all(region.dtype == np.int32 for region in found)


@pytest.mark.parametrize("size", [0, 1, 9])
def test_a_handful_of_passages_is_no_region(size):
    """Fewer than ten say nothing, however alike: the rule looks at the tenth nearest passage."""
    assert dense_regions(cloud(0, 10, seed=1)[:size], near=0.5) == []


def test_passages_that_are_far_from_each_other_are_no_region():
    """Nothing is dense."""
    assert dense_regions(np.eye(12, dtype=np.float32), near=0.5) == []
