"""The passages of two documents of two languages, aligned in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the passages of two documents lie to each other.

    ``near_a``, ``near_b``: how far each side's passages are nearer to their best counterpart than to what else is like
    them, on average over their words. ``aligned_a``, ``aligned_b``: the share of words in passages that have a
    counterpart. ``order``: what passages gain by their counterparts when these must keep the order, as a share of what
    they gain without it. ``pairs``: passages with their counterparts and margins, in order.
    """

    near_a: float
    near_b: float
    aligned_a: float
    aligned_b: float
    order: float
    pairs: tuple[tuple[int, int, float], ...]


def align(margins: NDArray[np.floating[Any]], words_a: Weights, words_b: Weights) -> Alignment:
    """The passages aligned by dynamic programming, one to one or to several, so that the order is kept on both sides.

    ``margins``: cosines less what is usual for the two passages. Shape: (a, b). ``words_a``: of each passage.
    """
    import numpy as np

    gains = np.maximum(margins, 0).astype(np.float64)
    pairs = _best_path(gains)
    share_a, share_b = words_a / words_a.sum(), words_b / words_b.sum()
    in_order = _best_matches(gains * _mask(gains.shape, pairs))
    anywhere = _best_matches(gains)
    return Alignment(
        near_a=float((margins.max(axis=1) * share_a).sum()),
        near_b=float((margins.max(axis=0) * share_b).sum()),
        aligned_a=float(share_a[sorted({one for one, _ in pairs})].sum()),
        aligned_b=float(share_b[sorted({two for _, two in pairs})].sum()),
        order=in_order / anywhere if anywhere else 0.0,
        pairs=tuple((one, two, float(margins[one, two])) for one, two in pairs),
    )


def _best_path(gains: Weights) -> list[tuple[int, int]]:
    """The cells that gain something on the way from the first passages to the last that gains most."""
    import numpy as np

    rows, columns = gains.shape
    best = np.zeros((rows + 1, columns + 1))
    for row in range(rows):
        # best[row + 1, column + 1] = max(from above, from the left) + gain: a running sum with restarts.
        above, total = best[row, 1:], np.cumsum(gains[row])
        best[row + 1, 1:] = np.maximum.accumulate(np.maximum(above, 0) - total + gains[row]) + total
    found, row, column = [], rows, columns
    while row and column:
        if gains[row - 1, column - 1] > 0:
            found.append((row - 1, column - 1))
        if best[row - 1, column] >= best[row, column - 1]:
            row -= 1
        else:
            column -= 1
    return found[::-1]


def _best_matches(gains: Weights) -> float:
    """The sum of each passage's best gain, of both sides."""
    return float(gains.max(axis=1).sum() + gains.max(axis=0).sum())


def _mask(shape: tuple[int, ...], pairs: list[tuple[int, int]]) -> Weights:
    import numpy as np

    mask = np.zeros(shape)
    for one, two in pairs:
        mask[one, two] = 1
    return mask
