"""A fair sample of a theme's passages in one language: all of them up to a limit, beyond it as good as drawn by lot."""

from __future__ import annotations

import hashlib
from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats

# Some 45,000 words, in which a word used once in 1,000 stands 45 times. With 25 themes in two languages at most 25,000
# passages of 1 kB of text and 1 kB of vector: 50 MB however large the run.
LIMIT = 500


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sampled:
    """A passage of the sample. ``lot``: what decides whether it stays, a hash; no two passages of a run share one.

    ``text``: without the names of places and organizations. ``vector``: in the encoder's space, the language's mean
    taken off, of length 1. Shape: (dim,), float16.
    """

    lot: tuple[bytes, str, str]
    text: str
    vector: NDArray[np.float16]

    @property
    def doc_id(self) -> str:
        """The document it stands in."""
        return self.lot[1]


@dataclass(slots=True)
class Sample:
    """The passages with the ``LIMIT`` lowest lots (bottom-k sampling), and how many there were to draw from.

    Whatever the order of adding and merging, the same passages stay. Up to ``LIMIT`` nothing is left out, so that what
    is counted in them is exact.
    """

    kept: list[Sampled] = field(default_factory=list)
    passages: int = 0

    def add(self, doc_id: str, passage: str, text: Callable[[], str], vector: Floats) -> None:
        """One more passage; ``text`` is asked for only if the passage stays."""
        self.passages += 1
        lot = hashlib.blake2b(f"{doc_id} {passage}".encode(), digest_size=8).digest(), doc_id, passage
        if self._stays(lot):
            import numpy as np

            self._insert(Sampled(lot=lot, text=text(), vector=vector.astype(np.float16)))

    def merge(self, other: Sample) -> None:
        """The sample of both."""
        self.passages += other.passages
        for item in other.kept:
            if self._stays(item.lot):
                self._insert(item)

    @property
    def complete(self) -> bool:
        """Whether no passage was left out."""
        return len(self.kept) == self.passages

    def _stays(self, lot: tuple[bytes, str, str]) -> bool:
        return len(self.kept) < LIMIT or lot < self.kept[-1].lot

    def _insert(self, item: Sampled) -> None:
        insort(self.kept, item, key=lambda kept: kept.lot)
        del self.kept[LIMIT:]
