"""Which documents are worth comparing word by word: by bands of their signatures and by fingerprints they share.

Both grow with the number of documents, not with the number of pairs: where many share something, each is held against
the first few of them and the one before it only. So of a thousand copies of one statement each is found to be the first
one's, and a thousand reports with one disclaimer do not make half a million comparisons. Fingerprints are gone through
in the order of documents, so that all that a document shares with others is known at once and nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.relations.words import mixed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.relations.sketch_table import Numbers, Prints, Small
    from corpus_cli.relations.sketches import PrintFiles, Rows, Sketches

    Pairs = NDArray[np.int64]

# Of many documents that share something each is held against so many first ones, and against the one before it.
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
    what many documents have beside their own, sorted. Shape: (m,), uint32. ``marks``: for each row a number for the
    formulas it has: the same formulas, the same number. Shape: (rows,), uint64.
    """

    pairs: Pairs
    formulas: Prints
    marks: Numbers


def find_candidates(sketches: Sketches, *, work: Path | None = None) -> Candidates:
    """The pairs of rows worth comparing. ``sketches``: in the order in which the first of several is the original.

    ``work``: a folder for temporary files of four bytes a fingerprint, twice.
    """
    import numpy as np

    if sketches.count < 2:
        none = np.zeros(0, dtype=np.uint32)
        return Candidates(np.zeros((0, 2), dtype=np.int64), none, np.zeros(sketches.count, dtype=np.uint64))
    by_bands = _unique(_banded(sketches), sketches.count)
    alike = _agreement(sketches.low, by_bands) >= LEAST_RESEMBLANCE
    prints = sketches.prints(work)
    try:
        repeated = _Repeated.of(prints)
        sharing, held = _sharing(prints, repeated, sketches.sizes)
        formulas = _formulas(prints, repeated, held < MOSTLY_COMMON * sketches.sizes)
        marks = _marks(prints, formulas, sketches.count)
    finally:
        prints.close()
    return Candidates(_unique([by_bands[alike], sharing], sketches.count), formulas, marks)


def _banded(sketches: Sketches) -> Iterator[Pairs]:
    """The pairs of rows that agree in a whole band (Leskovec and others, Mining of Massive Datasets, 3.4)."""
    import numpy as np

    for keys in sketches.bands():
        order = np.argsort(keys, kind="stable")
        yield _within_groups(keys[order], order)


def _agreement(low: Small, pairs: Pairs) -> NDArray[np.float64]:
    """The share of the signatures' values in which the two of each pair agree: an estimate of their resemblance."""
    import numpy as np

    found = np.zeros(len(pairs))
    for start in range(0, len(pairs), 65_536):
        part = pairs[start : start + 65_536]
        found[start : start + len(part)] = (low[part[:, 0]] == low[part[:, 1]]).mean(axis=1)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Repeated:
    """Fingerprints that several rows have, sorted, and how many have each."""

    values: Prints
    counts: Pairs

    @classmethod
    def of(cls, prints: PrintFiles) -> _Repeated:
        import numpy as np

        values, counts = [np.zeros(0, dtype=np.uint32)], [np.zeros(0, dtype=np.int64)]
        for part in prints.values():
            distinct, count = np.unique(part, return_counts=True)
            values.append(distinct[count > 1])
            counts.append(count[count > 1])
        return cls(np.concatenate(values), np.concatenate(counts))

    def found_in(self, rows: Rows, prints: Prints) -> tuple[Rows, Rows]:
        """Of these fingerprints those that are repeated: their rows, and which of ``values`` they are."""
        import numpy as np

        if not len(self.values):
            return rows[:0], rows[:0]
        at = np.searchsorted(self.values, prints)
        at[at == len(self.values)] = 0
        hit = self.values[at] == prints
        return rows[hit], at[hit]


def _sharing(prints: PrintFiles, repeated: _Repeated, sizes: Rows) -> tuple[Pairs, Rows]:
    """The pairs of rows that share fingerprints enough, and how many common fingerprints each row has."""
    import numpy as np

    common = repeated.counts >= COMMON
    held = np.zeros(len(sizes), dtype=np.int64)
    holders = _Holders(len(repeated.values))
    found = [np.zeros((0, 2), dtype=np.int64)]
    for rows, values in prints.rows():
        own, which = repeated.found_in(rows, values)
        np.add.at(held, own[common[which]], 1)
        keys, shared = np.unique(holders.pairs(own, which, len(sizes)), return_counts=True)
        pairs = np.stack([keys // len(sizes), keys % len(sizes)], axis=1)
        fewer = np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
        found.append(pairs[(shared >= LEAST_PRINTS) & (shared >= LEAST_SHARED * fewer)])
    return np.concatenate(found), held


class _Holders:
    """For each repeated fingerprint the first few rows that have it, the last one so far, and how many so far."""

    def __init__(self, count: int) -> None:
        import numpy as np

        self._firsts = np.zeros((count, FIRST), dtype=np.int32)
        self._last = np.zeros(count, dtype=np.int32)
        self._seen = np.zeros(count, dtype=np.int32)

    def pairs(self, rows: Rows, which: Rows, count: int) -> Pairs:
        """The next rows, in order, have these fingerprints: each with the first few that have them, and the one before.

        A pair is a number, the earlier row times ``count`` plus the later, once for each fingerprint that both have.
        """
        import numpy as np

        order = np.argsort(which, kind="stable")
        rows, which = rows[order], which[order]
        new = np.ones(len(which), dtype=bool)
        new[1:] = which[1:] != which[:-1]
        starts = np.flatnonzero(new)
        within = np.arange(len(which)) - starts[np.cumsum(new) - 1] if len(which) else which
        rank = self._seen[which] + within
        before = np.where(new, self._last[which], np.concatenate([[0], rows[:-1]]) if len(rows) else rows)
        early = rank < FIRST
        self._firsts[which[early], rank[early]] = rows[early]
        ends = np.concatenate([starts[1:] - 1, [len(which) - 1]]) if len(which) else starts
        self._last[which[ends]] = rows[ends]
        self._seen[which[ends]] = rank[ends] + 1
        found = []
        for number in range(FIRST):
            later = rank > number
            found.append(self._firsts[which[later], number].astype(np.int64) * count + rows[later])
        later = rank > FIRST  # the one before is none of the first few
        found.append(before[later].astype(np.int64) * count + rows[later])
        return np.concatenate(found)


def _formulas(prints: PrintFiles, repeated: _Repeated, with_more: NDArray[np.bool_]) -> Prints:
    """The common fingerprints that some rows have beside more of their own (``with_more``)."""
    import numpy as np

    holders = np.zeros(len(repeated.values), dtype=np.int64)
    for rows, values in prints.rows():
        own, which = repeated.found_in(rows, values)
        holders += np.bincount(which[with_more[own]], minlength=len(holders))
    return np.asarray(repeated.values[(repeated.counts >= COMMON) & (holders >= HOLDERS)])


def _marks(prints: PrintFiles, formulas: Prints, count: int) -> Numbers:
    import numpy as np

    marks = np.zeros(count, dtype=np.uint64)
    for rows, values in prints.rows():
        hit = np.isin(values, formulas)  # many at a time: sorting the formulas once more costs little
        np.bitwise_xor.at(marks, rows[hit], mixed(values[hit].astype(np.uint64) + np.uint64(1)))
    return marks


def _within_groups(keys: NDArray[np.generic], rows: Pairs) -> Pairs:
    """Pairs of rows that have the same key, the smaller first. ``keys``: sorted; rows of one key in order."""
    import numpy as np

    new = np.ones(len(keys), dtype=bool)
    new[1:] = keys[1:] != keys[:-1]
    rank = np.arange(len(keys)) - np.flatnonzero(new)[np.cumsum(new) - 1] if len(keys) else rows
    start = np.arange(len(keys)) - rank
    found = []
    for number in range(FIRST):
        later = rank > number
        found.append(np.stack([rows[start[later] + number], rows[later]], axis=1))
    later = np.flatnonzero(rank > FIRST)
    found.append(np.stack([rows[later - 1], rows[later]], axis=1))
    return np.concatenate(found)


def _unique(parts: Iterator[Pairs] | list[Pairs], count: int) -> Pairs:
    """The pairs of all parts, each once, in order."""
    import numpy as np

    keys = np.zeros(0, dtype=np.int64)
    for part in parts:
        keys = np.union1d(keys, part[:, 0] * count + part[:, 1])
    return np.stack([keys // count, keys % count], axis=1)
