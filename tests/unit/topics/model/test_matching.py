"""Which themes of two models are the same, and what became of the others."""

from __future__ import annotations

import numpy as np
import pytest

from corpus_cli.topics.model.matching import changes, match_themes, shared_passages

EMPTY = np.zeros((0, 4), dtype=np.float32)


def unit(*rows: list[float]) -> np.ndarray:
    found = np.asarray(rows, dtype=np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def fates(found) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(change.fate, change.first, change.second) for change in found]


def test_the_same_themes_in_another_order_are_matched():
    """By cosine, one to one, in the order of the first model."""
    first = np.eye(4, dtype=np.float32)[:3]
    found = match_themes(first, first[[2, 0, 1]])
    assert [(match.first, match.second, match.cosine, match.shared) for match in found] == [
        (0, 1, 1.0, None),
        (1, 2, 1.0, None),
        (2, 0, 1.0, None),
    ]


def test_a_sure_pair_is_not_given_up_for_two_that_are_none():
    """0.8 for one pair and less than nothing for the other is better than 0.7 twice, which is no theme's match."""
    first = unit([1, 0, 0, 0], [0, 1, 0, 0])
    second = unit([0.8, 0.6, 0, 0], [0.7, -0.1, 0.7, 0])
    assert [(match.first, match.second) for match in match_themes(first, second)] == [(0, 0)]


def test_ties_are_decided_the_same_way_every_time():
    """Four equal centroids: the assignment follows the numbers, also after a product summed in another order."""
    first = np.repeat(unit([1, 1, 1, 1]), 4, axis=0)
    found = match_themes(first, first)
    assert found == match_themes(first, first)
    assert sorted(match.second for match in found) == [0, 1, 2, 3]
    nearly = first * np.float32(1 + 1e-7)
    assert [match.second for match in match_themes(first, nearly)] == [match.second for match in found]


@pytest.mark.parametrize(
    ("first", "second"), [(EMPTY, unit([1, 0, 0, 0])), (unit([1, 0, 0, 0]), EMPTY), (EMPTY, EMPTY)]
)
def test_a_model_without_themes_matches_nothing(first, second):
    """Everything appeared, or everything vanished."""
    shared = np.zeros((len(first), len(second)), dtype=np.int64)
    assert match_themes(first, second, shared=shared) == []
    told = changes(first, second, shared=shared)
    assert [change.fate for change in told] == ["vanished"] * len(first) + ["appeared"] * len(second)


def test_shared_passages_keep_a_theme_whose_centroid_has_moved():
    """Half of the passages of both and a cosine of 0.5 are enough, 0.2 is not: by chance alone nothing persists."""
    first = unit([1, 0, 0, 0])
    shared = np.array([[60]])
    (match,) = match_themes(first, unit([0.5, 0.866, 0, 0]), shared=shared)
    assert (match.cosine, match.shared) == (0.5, 1.0)
    assert match_themes(first, unit([0.2, 0.98, 0, 0]), shared=shared) == []
    assert match_themes(first, unit([0.5, 0.866, 0, 0])) == []


def test_two_themes_that_went_into_one_are_merged():
    """The one that keeps its centroid persists beside it; none of them has vanished."""
    first = np.eye(4, dtype=np.float32)[:3]
    second = unit([1, 0.4, 0, 0], [0, 0, 1, 0])
    told = changes(first, second, shared=np.array([[50, 0], [30, 2], [0, 40]]))
    assert fates(told) == [("persists", (0,), (0,)), ("persists", (2,), (1,)), ("merged", (0, 1), (0,))]


def test_a_theme_that_became_two_is_split():
    """Each part has a quarter of it and is mostly made of it."""
    first = np.eye(4, dtype=np.float32)[:2]
    second = unit([1, 0, 0.4, 0], [0.5, 0, -1, 0], [0, 1, 0, 0])
    told = changes(first, second, shared=np.array([[50, 40, 0], [0, 3, 60]]))
    assert fates(told) == [("persists", (0,), (0,)), ("persists", (1,), (2,)), ("split", (0,), (0, 1))]


def test_a_few_passages_make_neither_a_merger_nor_a_split():
    """A tenth of a theme that goes elsewhere is no part of it; a theme that scattered has vanished."""
    first = np.eye(4, dtype=np.float32)[:3]
    second = np.eye(4, dtype=np.float32)[[0, 1, 3]]
    shared = np.array([[90, 10, 0], [0, 80, 5], [10, 10, 10]])
    assert fates(changes(first, second, shared=shared)) == [
        ("persists", (0,), (0,)),
        ("persists", (1,), (1,)),
        ("vanished", (2,), ()),
        ("appeared", (), (2,)),
    ]


def test_without_passages_themes_persist_vanish_or_appear():
    """Nothing is said of mergers that cannot be seen."""
    told = changes(np.eye(4, dtype=np.float32)[:2], np.eye(4, dtype=np.float32)[1:3])
    assert fates(told) == [("persists", (1,), (0,)), ("vanished", (0,), ()), ("appeared", (), (1,))]


def test_every_theme_is_named_by_at_least_one_change():
    """Whatever the passages do."""
    rng = np.random.default_rng(3)
    for _ in range(50):
        size = rng.integers(1, 7, size=2)
        first, second = (unit(*rng.normal(size=(number, 6))) for number in size)
        told = changes(first, second, shared=rng.poisson(2, size=tuple(size)) * rng.integers(0, 2, size=tuple(size)))
        assert {theme for change in told for theme in change.first} == set(range(size[0]))
        assert {theme for change in told for theme in change.second} == set(range(size[1]))


def test_passages_without_a_theme_are_not_shared():
    """-1 in either model counts for nothing."""
    table = shared_passages(
        np.array([0, 0, -1, 1, 1], dtype=np.int32), np.array([1, 1, 1, -1, 0], dtype=np.int32), shape=(2, 2)
    )
    assert table.tolist() == [[0, 2], [1, 0]]
