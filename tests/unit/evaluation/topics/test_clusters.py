"""How far themes are apart and how even they are."""

from __future__ import annotations

import numpy as np

from corpus_cli.evaluation.topics.clusters import SAMPLE, balance, silhouette, unassigned_share

IDS = ("t001", "t002", "t003")


def labels(*values):
    return np.asarray(values, dtype=np.int32)


def test_themes_far_apart_score_near_one_and_mixed_ones_near_zero():
    """Two corners of the space, then the same passages with labels dealt out anyhow."""
    rng = np.random.default_rng(0)
    rows = np.repeat(np.eye(2, 8, dtype=np.float32), 30, axis=0) + rng.normal(size=(60, 8)).astype(np.float32) * 0.05
    apart = silhouette(rows, np.repeat(labels(0, 1), 30), theme_ids=IDS)
    mixed = silhouette(rows, np.tile(labels(0, 1), 30), theme_ids=IDS)
    assert apart is not None
    assert mixed is not None
    assert apart.value > 0.9
    assert abs(mixed.value) < 0.1
    assert set(apart.themes) == {"t001", "t002"}


def test_passages_without_a_theme_are_left_out():
    """They are no theme of their own."""
    rows = np.eye(6, dtype=np.float32)
    found = silhouette(rows, labels(0, 0, 1, 1, -1, -1), theme_ids=IDS)
    assert found is not None
    assert (found.passages, set(found.themes)) == (4, {"t001", "t002"})


def test_one_theme_has_no_silhouette():
    """Nor have themes of one passage each, nor no passages."""
    rows = np.eye(3, dtype=np.float32)
    assert silhouette(rows, labels(0, 0, 0), theme_ids=IDS) is None
    assert silhouette(rows, labels(0, 1, 2), theme_ids=IDS) is None
    assert silhouette(rows[:0], labels(), theme_ids=IDS) is None


def test_many_passages_are_sampled():
    """The cost stays what it is for five thousand, and the same ones are drawn each time."""
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(SAMPLE + 500, 4)).astype(np.float32)
    given = rng.integers(0, 3, size=len(rows)).astype(np.int32)
    found = silhouette(rows, given, theme_ids=IDS)
    assert found is not None
    assert found.passages == SAMPLE
    assert found == silhouette(rows, given, theme_ids=IDS)


def test_even_themes_have_evenness_one_and_empty_themes_lower_it():
    """An empty theme of the model is its smallest."""
    even = balance(labels(0, 1, 2), theme_ids=IDS)
    assert even is not None
    assert (even.evenness, even.largest, even.smallest) == (1, 0.3333, 1)
    uneven = balance(labels(0, 0, 0, 1, -1), theme_ids=IDS)
    assert uneven is not None
    assert uneven.evenness is not None
    assert uneven.evenness < 0.6
    assert (uneven.largest, uneven.largest_theme, uneven.smallest, uneven.smallest_theme) == (0.75, "t001", 0, "t003")


def test_balance_needs_passages_with_a_theme():
    """None without; a single theme has no evenness."""
    assert balance(labels(-1), theme_ids=IDS) is None
    single = balance(labels(0, 0), theme_ids=IDS[:1])
    assert single is not None
    assert single.evenness is None


def test_the_unassigned_share_is_of_all_passages():
    """Of none, none."""
    assert unassigned_share(labels(0, -1, 1, -1)) == 0.5
    assert unassigned_share(labels()) == 0
