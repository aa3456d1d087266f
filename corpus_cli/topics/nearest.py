"""Exact nearest neighbours by cosine, a block of rows at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats, Ints

_BLOCK = 1024
_LEFT_OUT = -2.0


def nearest(
    queries: Floats,
    targets: Floats,
    *,
    count: int,
    left_out: Mapping[int, Sequence[int]] = MappingProxyType({}),
) -> tuple[Ints, Floats]:
    """The ``count`` nearest targets of each query, nearest first, equally near ones in their order, and their cosines.

    ``queries``, ``targets``: unit vectors, shapes (n, dim) and (m, dim), float32; ``count``: 1 to m. ``left_out``: of a
    query, targets that are no neighbours of it; they come last, with a cosine of -2, where there are not enough others.
    Shapes: (n, count), int32 and float32. The same on any number of threads; memory is 1,024 rows of m.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits

    rows = np.zeros((len(queries), count), dtype=np.int32)
    cosines = np.zeros((len(queries), count), dtype=np.float32)
    with threadpool_limits(1):
        for start in range(0, len(queries), _BLOCK):
            cosine = queries[start : start + _BLOCK] @ targets.T
            for row in range(len(cosine)) if left_out else ():
                cosine[row, list(left_out.get(start + row, ()))] = _LEFT_OUT
            near = np.nonzero(_largest(cosine, count))[1].reshape(len(cosine), count)
            near = np.take_along_axis(near, np.argsort(-np.take_along_axis(cosine, near, 1), axis=1, kind="stable"), 1)
            rows[start : start + _BLOCK] = near
            cosines[start : start + _BLOCK] = np.minimum(np.take_along_axis(cosine, near, 1), 1)
    return rows, cosines


def _largest(values: Floats, count: int) -> NDArray[np.bool_]:
    """Which ``count`` values of each row are its largest, of equal ones the first. Shape: as given."""
    import numpy as np

    least = np.partition(values, -count, axis=1)[:, -count]
    chosen: NDArray[np.bool_] = values >= least[:, None]
    surplus = np.count_nonzero(chosen, axis=1) - count
    for row in np.flatnonzero(surplus).tolist():
        chosen[row, np.flatnonzero(values[row] == least[row])[-surplus[row] :]] = False
    return chosen
