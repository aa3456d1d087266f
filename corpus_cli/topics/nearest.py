"""Exact nearest neighbours by cosine, a block of rows at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus_cli.topics.model import Floats, Ints

_BLOCK = 1024
_ITSELF, _LEFT_OUT = 2.0, -2.0


def nearest(
    unit: Floats,
    *,
    count: int,
    itself: bool,
    left_out: Mapping[int, Sequence[int]] = MappingProxyType({}),
) -> tuple[Ints, Floats]:
    """The ``count`` nearest rows of each row, nearest first, equally near ones in their order, and their cosines.

    ``unit``: unit vectors, shape (n, dim), float32; more than ``count`` rows. ``itself``: each row is the first of its
    neighbours, with cosine 1; otherwise none of them. ``left_out``: rows that are no neighbours of a row. Shapes:
    (n, count), int32 and float32. The same on any number of threads; memory is 1,024 rows of n.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits

    rows = np.zeros((len(unit), count), dtype=np.int32)
    cosines = np.zeros((len(unit), count), dtype=np.float32)
    with threadpool_limits(1):
        for start in range(0, len(unit), _BLOCK):
            cosine = unit[start : start + _BLOCK] @ unit.T
            for row in range(len(cosine)):
                cosine[row, start + row] = _ITSELF if itself else _LEFT_OUT
                cosine[row, list(left_out.get(start + row, ()))] = _LEFT_OUT
            near = np.sort(np.argpartition(-cosine, count - 1, axis=1)[:, :count], axis=1)
            near = np.take_along_axis(near, np.argsort(-np.take_along_axis(cosine, near, 1), axis=1, kind="stable"), 1)
            rows[start : start + _BLOCK] = near
            cosines[start : start + _BLOCK] = np.minimum(np.take_along_axis(cosine, near, 1), 1)
    return rows, cosines
