"""The arrays that topic models are made of: rows at length 1, and an even sample of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]


def unit(rows: NDArray[np.floating]) -> Floats:
    """Each row at length 1; one of nothing but zeros stays. Shape: as given, float32."""
    import numpy as np

    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.ascontiguousarray(rows / np.maximum(length, 1e-12), dtype=np.float32)


def even_sample(count: int, *, most: int) -> Ints:
    """So many of the rows, or all if there are fewer, by even steps. Shape: (sample,), int32."""
    import numpy as np

    size = min(count, most)
    return (np.arange(size, dtype=np.int64) * count // max(size, 1)).astype(np.int32)
