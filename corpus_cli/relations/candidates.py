"""Which documents are worth comparing word by word: by bands of their signatures and by fingerprints they share.

Both grow with the number of documents, not with the number of pairs: where many share something, each is held against
the first few of them only. So of a thousand copies of one statement each is found to be the first one's, and a thousand
reports with one disclaimer do not make half a million comparisons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_cli.relations.sketch import BANDS, ROWS, Sketch
from corpus_cli.relations.words import mixed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.relations.sketch import Prints

    Pairs = NDArray[np.int64]

# Of so many documents that share something all pairs are compared; of more, each with the first few and the next one.
ALL_PAIRS = 6
FIRST = 4
# Two texts are compared if their signatures agree so far, or if they share so much of the shorter one's fingerprints.
LEAST_RESEMBLANCE = 0.2
LEAST_SHARED = 0.1
LEAST_PRINTS = 2
# What stands in so many documents is common. It is a formula (of a publisher, a form, the language) if in some of them
# there is more beside what is common; a statement that many have copied as a whole is none.
COMMON = 5
HOLDERS = 3
MOSTLY_COMMON = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """``pairs``: rows of documents, the smaller first, in order. Shape: (n, 2), int64. ``formulas``: fingerprints of
    what many documents have beside their own, sorted. Shape: (m,), uint32.
    """

    pairs: Pairs
    formulas: Prints


def find_candidates(sketches: Sequence[Sketch]) -> Candidates:
    """The pairs of rows worth comparing. ``sketches``: in the order in which the first of several is the original."""
    import numpy as np

    if len(sketches) < 2:
        return Candidates(np.zeros((0, 2), dtype=np.int64), np.zeros(0, dtype=np.uint32))
    signatures = np.stack([one.signature for one in sketches])
    by_bands = _unique(_banded(signatures), len(sketches))
    alike = _agreement(signatures, by_bands) >= LEAST_RESEMBLANCE
    sharing, formulas = _sharing(sketches)
    pairs = np.concatenate([by_bands[alike], sharing])
    return Candidates(_unique([pairs], len(sketches)), formulas)


def _banded(signatures: Prints) -> Iterator[Pairs]:
    """The pairs of rows that agree in a whole band (Leskovec and others, Mining of Massive Datasets, 3.4)."""
    import numpy as np

    wide = signatures.astype(np.uint64)
    for band in range(BANDS):
        key = np.zeros(len(wide), dtype=np.uint64)
        for row in range(band * ROWS, band * ROWS + ROWS):
            key = mixed(key * np.uint64(31) + wide[:, row])
        order = np.argsort(key, kind="stable")
        yield _within_groups(key[order], order)


def _agreement(signatures: Prints, pairs: Pairs) -> NDArray[np.float64]:
    """The share of the signatures' values in which the two of each pair agree: an estimate of their resemblance."""
    import numpy as np

    found = np.zeros(len(pairs))
    for start in range(0, len(pairs), 65_536):
        part = pairs[start : start + 65_536]
        found[start : start + len(part)] = (signatures[part[:, 0]] == signatures[part[:, 1]]).mean(axis=1)
    return found


def _sharing(sketches: Sequence[Sketch]) -> tuple[Pairs, Prints]:
    """The pairs of rows that share fingerprints enough, and the fingerprints that are formulas."""
    import numpy as np

    sizes = np.array([len(one.prints) for one in sketches])
    prints = np.concatenate([one.prints for one in sketches])
    owners = np.repeat(np.arange(len(sketches), dtype=np.int64), sizes)
    order = np.argsort(prints, kind="stable")
    prints, owners = prints[order], owners[order]
    distinct, counts = np.unique(prints, return_counts=True)
    repeated = np.repeat(counts > 1, counts)
    found = _within_groups(prints[repeated], owners[repeated])
    keys, shared = np.unique(found[:, 0] * len(sketches) + found[:, 1], return_counts=True)
    pairs = np.stack([keys // len(sketches), keys % len(sketches)], axis=1)
    fewer = np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
    enough = (shared >= LEAST_PRINTS) & (shared >= LEAST_SHARED * fewer)
    return pairs[enough], distinct[_are_formulas(np.repeat(np.arange(len(distinct)), counts), owners, sizes, counts)]


def _are_formulas(which: Pairs, owners: Pairs, sizes: Pairs, counts: Pairs) -> NDArray[np.bool_]:
    """Which of the distinct fingerprints are formulas. ``which``: of them each entry is; ``owners``: whose it is."""
    import numpy as np

    common = counts >= COMMON
    held = np.bincount(owners[common[which]], minlength=len(sizes))
    with_more = held < MOSTLY_COMMON * sizes
    return np.asarray(common & (np.bincount(which[with_more[owners]], minlength=len(counts)) >= HOLDERS))


def _within_groups(keys: NDArray[np.generic], rows: Pairs) -> Pairs:
    """Pairs of rows that have the same key, the smaller first. ``keys``: sorted; rows of one key in order."""
    import numpy as np

    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, np.int64)
    sizes = np.diff(np.concatenate([starts, [len(keys)]]))
    start, size = np.repeat(starts, sizes), np.repeat(sizes, sizes)
    place = np.arange(len(keys))
    found = []
    for step in range(1, ALL_PAIRS):
        # All pairs of small groups; of large ones only neighbours (step 1) and those with the first few, below.
        chosen = (place - start >= step) & ((size <= ALL_PAIRS) | (step == 1))
        found.append(np.stack([rows[place[chosen] - step], rows[place[chosen]]], axis=1))
    for first in range(FIRST):
        chosen = (size > ALL_PAIRS) & (place - start > first)
        found.append(np.stack([rows[start[chosen] + first], rows[place[chosen]]], axis=1))
    return np.concatenate(found)


def _unique(parts: Iterator[Pairs] | list[Pairs], count: int) -> Pairs:
    """The pairs of all parts, each once, in order."""
    import numpy as np

    keys = np.zeros(0, dtype=np.int64)
    for part in parts:
        keys = np.union1d(keys, part[:, 0] * count + part[:, 1])
    return np.stack([keys // count, keys % count], axis=1)
