"""What the guard needs of passages that are never in memory together: counts, exact sums, and a few of each kind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats, Ints

    Sums = NDArray[np.int64]

# A language's mean over fewer passages of a theme is mostly those passages.
MIN_FOR_MEAN = 3
# Passages kept of a theme in a language: the memory that the guard needs does not grow with the corpus.
KEPT = 100
# Sums are taken in integers: exact, so the order and the grouping of passages change nothing.
UNIT = 2**30
BATCH = 4096


@dataclass(slots=True)
class Cell:
    """The passages of one theme (-1: none) in one language. ``kept``: those with the smallest keys, by key."""

    count: int = 0
    total: Sums | None = None
    kept: dict[str, Floats] = field(default_factory=dict)

    def add(self, rows: Floats, keys: Iterable[str]) -> None:
        """Count these passages and keep some of them. Shape of ``rows``: (n, dim), float32."""
        import numpy as np

        self.count += len(rows)
        for at in range(0, len(rows), BATCH):
            sums = np.rint(rows[at : at + BATCH].astype(np.float64) * UNIT).astype(np.int64).sum(axis=0)
            self.total = sums if self.total is None else self.total + sums
        self._keep(zip(keys, rows, strict=True))

    def merge(self, other: Cell) -> None:
        """Add what another cell holds."""
        self.count += other.count
        if other.total is not None:
            self.total = other.total if self.total is None else self.total + other.total
        self._keep(other.kept.items())

    def _keep(self, rows: Iterable[tuple[str, Floats]]) -> None:
        found = {**self.kept, **dict(rows)}
        # Copies: a row of a larger array would keep all of it in memory.
        self.kept = {key: found[key].copy() for key in sorted(found)[:KEPT]}

    @property
    def mean(self) -> Floats | None:
        """The unit mean, or None of fewer than ``MIN_FOR_MEAN`` passages. Shape: (dim,), float32."""
        import numpy as np

        if self.total is None or self.count < MIN_FOR_MEAN:
            return None
        mean = self.total.astype(np.float64) / UNIT
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), dtype=np.float32)


@dataclass(slots=True)
class GuardTally:
    """What the guard needs of passages that are never in memory together; its size does not grow with their number.

    The same passages give the same guard, in whatever order and groups they are added or merged.
    """

    cells: dict[tuple[int, str], Cell] = field(default_factory=dict)

    def add(self, projected: Floats, labels: Ints, languages: Sequence[str], *, keys: Sequence[str]) -> None:
        """Count passages. ``projected``: by ``TopicModel.project``. Shape: (n, dim), float32.

        ``labels``: the index of each one's theme, -1 for none. ``keys``: a name for each, in the whole corpus its own.
        """
        import numpy as np

        names = np.asarray(languages)
        for label, language in sorted({(int(a), b) for a, b in zip(labels, languages, strict=True)}):
            rows = np.flatnonzero((np.asarray(labels) == label) & (names == language))
            cell = self.cells.setdefault((label, language), Cell())
            cell.add(projected[rows], [_hash(keys[row]) for row in rows.tolist()])

    def merge(self, other: GuardTally) -> None:
        """Add what was counted elsewhere."""
        for place, cell in other.cells.items():
            self.cells.setdefault(place, Cell()).merge(cell)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
