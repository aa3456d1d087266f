"""Which documents a model knows, as numbers: enough to tell a new one, and nothing can be read out of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


def document_numbers(doc_ids: Iterable[str]) -> Numbers:
    """A number of 63 bits for each document, sorted, each once. Shape: (documents,), int64."""
    import numpy as np

    return np.array(sorted({_number(doc_id) for doc_id in doc_ids}), dtype=np.int64)


def is_known(doc_ids: Iterable[str], known: Numbers) -> NDArray[np.bool_]:
    """Whether each document is among the known ones. Shape: (len(doc_ids),), bool."""
    import numpy as np

    numbers = np.array([_number(doc_id) for doc_id in doc_ids], dtype=np.int64)
    return np.isin(numbers, known)


def _number(doc_id: str) -> int:
    return int.from_bytes(hashlib.sha256(doc_id.encode()).digest()[:8], "big") >> 1
