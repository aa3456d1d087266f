"""A text as its words are compared: folded, and each a number, so that runs of words can be compared by arrays."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus_cli.normalize.folding import fold_text
from corpus_cli.normalize.words import WORD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

# So many words in a row are a shingle. Two words are common to texts of one subject; with five, one wrong letter in
# ten words leaves hardly any.
SHINGLE = 3
_FACTOR = 0x9E3779B97F4A7C15


def folded_words(text: str) -> list[str]:
    """The words of the text as they are compared: without diacritics, tatweel, case, and one form of each letter."""
    found: list[str] = WORD.findall(fold_text(text))
    return found


def word_hashes(words: Sequence[str]) -> Hashes:
    """A number a word, the same on every machine. Shape: (len(words),), uint64."""
    import numpy as np

    return np.fromiter((_hash(word) for word in words), dtype=np.uint64, count=len(words))


def shingles(hashes: Hashes, size: int = SHINGLE) -> Hashes:
    """A number for each run of ``size`` words, by where it begins. Shape: (max(0, n - size + 1),), uint64."""
    import numpy as np

    count = max(0, len(hashes) - size + 1)
    found = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        found = found * np.uint64(_FACTOR) + hashes[offset : offset + count]
    return mixed(found)


def mixed(values: Hashes) -> Hashes:
    """The values with their bits stirred (the finaliser of SplitMix64), so that the smallest are drawn by lot."""
    import numpy as np

    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(values ^ (values >> np.uint64(31)))


@lru_cache(maxsize=500_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
