"""The arrays that topic models are made of, and an even sample of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]


def even_sample(count: int, *, most: int) -> Ints:
    """So many of the rows, or all if there are fewer, by even steps. Shape: (sample,), int32."""
    import numpy as np

    size = min(count, most)
    return (np.arange(size, dtype=np.int64) * count // max(size, 1)).astype(np.int32)
