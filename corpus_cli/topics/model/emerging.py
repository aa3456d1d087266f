"""Subjects that a model does not know: dense regions among the passages that are far from all its themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_cli.topics.model.assign import COMPANY

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats, Ints

# A region is this many passages at least, each within reach of that many others. With fewer it could be no theme: the
# rule asks how near the tenth nearest reference is, and in a subject of its own a passage has no others.
LEAST_PASSAGES = COMPANY
LEAST_NEIGHBOURS = 3
# Regions are looked for among this many passages at most, taken by even steps.
MOST_PASSAGES = 20_000


def dense_regions(projected: Floats, *, near: float) -> list[Ints]:
    """The rows of each region, the largest first, ties by the first row; none if nothing is dense.

    DBSCAN (Ester et al. 1996) with cosine: rows are in reach of each other from a cosine of ``near`` on.
    ``projected``: unit vectors of passages without a theme. Shape: (n, dim), float32.
    """
    import numpy as np
    from sklearn.cluster import DBSCAN

    if len(projected) < LEAST_PASSAGES:
        return []
    rows = np.arange(0, len(projected), -(-len(projected) // MOST_PASSAGES))
    found = DBSCAN(eps=1 - near, min_samples=LEAST_NEIGHBOURS + 1, metric="cosine", n_jobs=1).fit(projected[rows])
    regions = [rows[found.labels_ == number].astype(np.int32) for number in range(found.labels_.max(initial=-1) + 1)]
    large = [region for region in regions if len(region) >= LEAST_PASSAGES]
    return sorted(large, key=lambda region: (-len(region), int(region[0])))
