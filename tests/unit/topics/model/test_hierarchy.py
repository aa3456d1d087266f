"""How themes join into fewer."""

import numpy as np
import pytest

from corpus_cli.topics.model.hierarchy import cut, merge_tree

# Two near each other, two near each other elsewhere, and one alone.
CENTROIDS = np.array([[1, 0], [0.99, 0.14], [-1, 0], [-0.99, 0.14], [0, -1]], dtype=np.float32)


@pytest.fixture(scope="module")
def tree():
    return merge_tree(CENTROIDS, [10, 10, 10, 10, 10])


def test_there_is_one_merge_fewer_than_themes(tree):
    """The last holds all passages, and distances only rise."""
    assert len(tree) == 4
    assert tree[-1].size == 50
    distances = [merge.distance for merge in tree]
    assert distances == sorted(distances)


def test_the_nearest_join_first(tree):
    """Cut into three groups, the two near pairs are groups and the lonely theme is one."""
    assert cut(tree, 3) == [0, 0, 1, 1, 2]


@pytest.mark.parametrize("themes", [1, 2, 3, 4, 5])
def test_a_cut_gives_as_many_groups_as_asked(tree, themes):
    """Numbered by first appearance, without gaps."""
    groups = cut(tree, themes)
    assert list(dict.fromkeys(groups)) == list(range(themes))


def test_more_groups_than_themes_are_the_themes(tree):
    """Nothing can be cut finer than it is, and fewer than one group is one."""
    assert cut(tree, 99) == [0, 1, 2, 3, 4]
    assert cut(tree, 0) == [0] * 5


def test_small_themes_join_before_large_ones():
    """At equal distance Ward's criterion joins those of fewer passages."""
    square = np.array([[0, 0], [0, 1], [5, 0], [5, 1]], dtype=np.float32)
    assert cut(merge_tree(square, [100, 100, 2, 2]), 3) == [0, 1, 2, 2]


@pytest.mark.parametrize("themes", [0, 1])
def test_one_theme_or_none_has_no_merges(themes):
    """There is nothing to join."""
    assert merge_tree(CENTROIDS[:themes], [5] * themes) == ()


def test_the_same_themes_give_the_same_tree():
    """Ties go to the lower numbers."""
    same = np.repeat(CENTROIDS[:1], 4, axis=0)
    assert merge_tree(same, [1, 1, 1, 1]) == merge_tree(same, [1, 1, 1, 1])
    assert (merge_tree(same, [1, 1, 1, 1])[0].first, merge_tree(same, [1, 1, 1, 1])[0].second) == (0, 1)
