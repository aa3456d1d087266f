"""What is kept of a document to find those that are like it: small, and made of its text alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus_cli.relations.words import folded_words, mixed, shingles, word_hashes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.relations.words import Hashes

    Prints = NDArray[np.uint32]

# Shorter texts are answers and captions: that two people say the same few words does not make them one.
LEAST_WORDS = 15
# 42 bands of 3: texts that share half of their shingles are found in 997 of 1,000 cases, a fifth in 286.
BANDS = 42
ROWS = 3
# Fingerprints: of each four runs of three words the smallest, so that any six words in a row that two texts share give
# both a fingerprint in common, whatever the length of the texts. Of a notice all are kept: it has few to lose.
PRINT_WORDS = 3
WINDOW = 4
NOTICE = 100


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """A document's text in short.

    ``digest``: of its folded words in order: the same digest, the same text. 16 bytes.
    ``signature``: MinHash of its shingles (Broder 1997). Shape: (126,), uint32. ``prints``: its fingerprints by
    winnowing (Schleimer, Wilkerson and Aiken 2003), each once. Shape: (n,), uint32.
    """

    digest: bytes
    signature: Prints
    prints: Prints


def sketch(text: str) -> Sketch | None:
    """The sketch of a text; None for one too short to be compared."""
    words = folded_words(text)
    if len(words) < LEAST_WORDS:
        return None
    hashes = word_hashes(words)
    digest = hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).digest()[:16]
    return Sketch(digest, _signature(shingles(hashes)), fingerprints(hashes))


def band_keys(signature: Prints) -> Prints:
    """A number for each band of a signature: two texts that agree in a whole band have it in common. Shape: (42,)."""
    import numpy as np

    wide = signature.astype(np.uint64).reshape(BANDS, ROWS)
    keys = np.zeros(BANDS, dtype=np.uint64)
    for row in range(ROWS):
        keys = mixed(keys * np.uint64(31) + wide[:, row])
    return np.asarray(keys >> np.uint64(32)).astype(np.uint32)


def fingerprints(hashes: Hashes) -> Prints:
    """The fingerprints of a text's words, each once, in order of size. Shape: (n,), uint32."""
    import numpy as np

    runs = print_hashes(hashes)
    if len(runs) > NOTICE:
        runs = np.lib.stride_tricks.sliding_window_view(runs, WINDOW).min(axis=1)
    return np.unique(runs)


def print_hashes(hashes: Hashes) -> Prints:
    """The number of each run of words from which fingerprints are chosen, by where it begins."""
    import numpy as np

    return (shingles(hashes, PRINT_WORDS) >> np.uint64(32)).astype(np.uint32)


def _signature(found: Hashes) -> Prints:
    """The smallest value of each of 126 random functions (multiply and shift) over the shingles."""
    import numpy as np

    factors, addends = _functions()
    smallest = np.full(len(factors), np.iinfo(np.uint32).max, dtype=np.uint32)
    unique = np.unique(found)
    # In parts: a long text must not take 126 times its size in memory.
    for start in range(0, len(unique), 4096):
        values = (unique[start : start + 4096, None] * factors + addends) >> np.uint64(32)
        smallest = np.minimum(smallest, values.min(axis=0).astype(np.uint32))
    return smallest


@cache
def _functions() -> tuple[Hashes, Hashes]:
    import numpy as np

    drawn = np.random.Generator(np.random.PCG64(20)).integers(0, 2**64, size=(2, BANDS * ROWS), dtype=np.uint64)
    return drawn[0] | np.uint64(1), drawn[1]
