"""Edits done again on new clusters."""

import numpy as np
import pytest

from corpus_cli.topics.clustering.clusters import cluster_centroids
from corpus_cli.topics.guidance.replay import replay
from corpus_cli.topics.model.topic_model import Edit

AXES = np.eye(4, dtype=np.float32)
LABELS = np.array([0, 0, 0, 1, 1, 2], dtype=np.int32)
VECTORS = AXES[LABELS]


def done(kind, *anchors, labels=LABELS, vectors=VECTORS):
    edit = Edit(kind=kind, themes=("t001",), results=("t001",))
    return replay(labels, vectors, edits=[edit], anchors=[np.asarray(anchors, dtype=np.float32)])


def test_a_merger_gives_all_to_the_largest_cluster():
    """The clusters before are not touched."""
    labels, (line,) = done("merge", AXES[1], AXES[0])
    assert labels.tolist() == [0, 0, 0, 0, 0, 2]
    assert line == "edit 1 (merge t001): done again"
    assert LABELS.tolist() == [0, 0, 0, 1, 1, 2]


def test_a_merger_that_the_clusters_have_done_is_said_to_be():
    """Both anchors lie in one cluster."""
    labels, (line,) = done("merge", AXES[0], [0.9, 0.436, 0, 0])
    assert labels.tolist() == LABELS.tolist()
    assert "done already" in line


def test_a_split_divides_the_cluster_by_the_anchors():
    """One part keeps the number, the other gets a new one; parts apart already are left alone."""
    half = 0.5**0.5
    vectors = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [half, half, 0, 0], [0, 0, 1, 0]], dtype=np.float32)
    labels, (line,) = done("split", AXES[0], AXES[1], labels=np.array([0, 0, 0, 1], dtype=np.int32), vectors=vectors)
    assert labels.tolist() == [0, 2, 0, 1]
    assert "done again" in line
    labels, (line,) = done("split", AXES[0], AXES[1])
    assert labels.tolist() == LABELS.tolist()
    assert "done already" in line


def test_a_drop_leaves_its_passages_without_a_cluster():
    """All of the cluster that is most like it."""
    labels, _ = done("drop", AXES[1])
    assert labels.tolist() == [0, 0, 0, -1, -1, 2]


def test_the_only_theme_is_not_dropped():
    """As by hand: a model without a theme is none."""
    labels, (line,) = done("drop", AXES[0], labels=np.array([5, 5], dtype=np.int32), vectors=AXES[[0, 0]])
    assert labels.tolist() == [5, 5]
    assert "only theme" in line


@pytest.mark.parametrize("kind", ["merge", "split", "drop"])
def test_what_is_not_there_any_more_is_left_out(kind):
    """Nothing is like it, or there is nothing at all."""
    labels, (line,) = done(kind, AXES[3], AXES[3])
    assert labels.tolist() == LABELS.tolist()
    assert "no theme is like" in line
    none = np.full(6, -1, dtype=np.int32)
    assert done(kind, AXES[0], AXES[1], labels=none)[0].tolist() == none.tolist()
    nothing = replay(none[:0], VECTORS[:0], edits=[], anchors=[])
    assert nothing[0].size == 0


def test_edits_are_done_in_their_order_and_renames_left_to_the_ids():
    """A merger, then the drop of what it made."""
    edits = [
        Edit(kind="merge", themes=("t001", "t002"), results=("t001",)),
        Edit(kind="rename", themes=("t001",), results=("t001",), labels={"en": "x"}),
        Edit(kind="drop", themes=("t001",), results=()),
    ]
    both = (AXES[:1] * 3 + AXES[1:2] * 2) / 13**0.5
    labels, lines = replay(LABELS, VECTORS, edits=edits, anchors=[AXES[:2], both, both])
    assert labels.tolist() == [-1, -1, -1, -1, -1, 2]
    assert [line.split(":")[0] for line in lines] == ["edit 1 (merge t001 t002)", "edit 3 (drop t001)"]


def test_centroids_are_of_the_clusters_that_have_passages():
    """Gaps and passages without one do not count."""
    numbers, centroids = cluster_centroids(VECTORS, np.array([4, 4, 4, -1, -1, 7], dtype=np.int32))
    assert numbers == [4, 7]
    assert np.allclose(centroids, AXES[[0, 2]])
