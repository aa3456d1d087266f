"""A maintainer's edits done again on the clusters of a new training, found there by their anchors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus_cli.topics.clustering.clusters import cluster_centroids
from corpus_cli.topics.model.matching import SAME_THEME
from corpus_cli.topics.model.topic_model import Edit

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats, Ints

# Two parts of a split lie in one cluster again if both anchors are this near to it; they are siblings, so neither is
# as near to their common cluster as a theme is to itself.
SIBLING = 0.5


def replay(
    labels: Ints, centred: Floats, *, edits: Sequence[Edit], anchors: Sequence[Floats]
) -> tuple[Ints, list[str]]:
    """The clusters with all merges, splits and drops done in order, and a line for each that says what it did.

    ``labels``: cluster of each passage, -1 for none. Shape: (n,), int32. ``centred``: the passages in the encoder's
    space. Shape: (n, dim), float32. Numbers of clusters may have gaps afterwards. Renames are told by theme ids, later.
    """
    labels, lines = labels.copy(), []
    for number, (edit, rows) in enumerate(zip(edits, anchors, strict=True), start=1):
        if edit.kind == "rename":
            continue
        outcome = {"merge": _merge, "split": _split, "drop": _drop}[edit.kind](labels, centred, rows)
        lines.append(f"edit {number} ({edit.kind} {' '.join(edit.themes)}): {outcome}")
    return labels, lines


def _merge(labels: Ints, centred: Floats, anchors: Floats) -> str:
    numbers, centroids = cluster_centroids(centred, labels)
    near = anchors @ centroids.T
    found = sorted({numbers[int(row.argmax())] for row in near if row.size and row.max() >= SAME_THEME})
    if not found:
        return "no theme is like the ones it was about"
    if len(found) == 1:
        return "done already: what is there is one theme"
    kept = max(found, key=lambda number: (int((labels == number).sum()), -number))
    for number in found:
        labels[labels == number] = kept
    return "done again"


def _split(labels: Ints, centred: Floats, anchors: Floats) -> str:
    import numpy as np

    numbers, centroids = cluster_centroids(centred, labels)
    near = anchors @ centroids.T
    if not near.size or near.max() < SIBLING:
        return "no theme is like the one it was about"
    home = [numbers[int(row.argmax())] if row.max() >= SIBLING else -1 for row in near]
    shared = [number for number in sorted(set(home)) if number >= 0 and home.count(number) > 1]
    if not shared:
        return "done already: its parts are themes of their own"
    fresh = int(labels.max()) + 1
    for number in shared:
        parts = [part for part, own in enumerate(home) if own == number]
        members = np.flatnonzero(labels == number)
        nearest = (centred[members] @ anchors[parts].T).argmax(axis=1)
        for position in range(1, len(parts)):
            labels[members[nearest == position]] = fresh
            fresh += 1
    return "done again"


def _drop(labels: Ints, centred: Floats, anchors: Floats) -> str:
    numbers, centroids = cluster_centroids(centred, labels)
    near = (anchors @ centroids.T)[0]
    if not near.size or near.max() < SAME_THEME:
        return "no theme is like the one it was about"
    if len(numbers) == 1:
        return "not done: it is the only theme there is"
    labels[labels == numbers[int(near.argmax())]] = -1
    return "done again"
