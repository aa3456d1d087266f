"""How the themes of a model join into fewer, nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats

DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two groups become one. ``first``, ``second``: numbers of themes, or from the number of themes on, of merges.

    ``distance``: Ward's, rising from merge to merge; ``size``: passages of both.
    """

    first: int
    second: int
    distance: float
    size: int


def merge_tree(centroids: Floats, sizes: Sequence[int]) -> tuple[Merge, ...]:
    """The merges of the themes by Ward's criterion (1963), weighted by their sizes: one fewer than there are themes.

    ``centroids``: shape (themes, dim), float32. Ties go to the lower numbers, so the same themes give the same tree.
    """
    import numpy as np

    groups = {number: (centroids[number].astype(np.float64), max(size, 1)) for number, size in enumerate(sizes)}
    merges = []
    while len(groups) > 1:
        names = sorted(groups)
        points = np.stack([groups[name][0] for name in names])
        weights = np.array([groups[name][1] for name in names], dtype=np.float64)
        squared = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=-1)
        cost = np.round(squared * weights[:, None] * weights[None, :] / (weights[:, None] + weights[None, :]), DIGITS)
        cost[np.tril_indices(len(names))] = np.inf
        row, column = divmod(int(cost.argmin()), len(names))
        first, second = names[row], names[column]
        (a, m), (b, n) = groups.pop(first), groups.pop(second)
        merges.append(Merge(first=first, second=second, distance=float(np.sqrt(cost[row, column])), size=m + n))
        groups[len(sizes) + len(merges) - 1] = ((a * m + b * n) / (m + n), m + n)
    return tuple(merges)


def cut(tree: Sequence[Merge], themes: int) -> list[int]:
    """For each theme the group it is in when the tree is cut into so many groups, numbered by first appearance."""
    count = len(tree) + 1
    group = {number: number for number in range(count)}
    for number, merge in enumerate(tree[: count - max(1, themes)]):
        for member, own in group.items():
            if own in (merge.first, merge.second):
                group[member] = count + number
    order = {name: position for position, name in enumerate(dict.fromkeys(group[number] for number in range(count)))}
    return [order[group[number]] for number in range(count)]
