"""Names and numbers that two documents share, whatever their languages: rare ones say more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# A number in one text of the other language that shares three of three says less than ten of twelve.
ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Shared:
    """What two documents share of one sort. ``share``: of what the one that has less has, by weight, 0 to 1.

    ``sure``: how much that says, from 0 (one has none) to 1 (both have four or more).
    """

    share: float | None
    sure: float

    @property
    def lift(self) -> float:
        """What it adds: above zero for more than two in five, below for less."""
        return 0.0 if self.share is None else (self.share - 0.4) * self.sure


class Rarity:
    """How rare each name or number is among the documents of a run."""

    def __init__(self, documents: Iterable[frozenset[int]]) -> None:
        self._holders: Counter[int] = Counter()
        self._documents = 1
        for held in documents:
            self._holders.update(held)
            self._documents += 1

    def shared(self, first: frozenset[int], second: frozenset[int]) -> Shared:
        """What the two share."""
        fewer = min(len(first), len(second))
        if not fewer:
            return Shared(None, 0.0)
        least = min(self._weight(first), self._weight(second))
        return Shared(min(1.0, self._weight(first & second) / least), min(fewer, ENOUGH) / ENOUGH)

    def _weight(self, held: frozenset[int]) -> float:
        # fsum: a set's order must not decide the last digit.
        return math.fsum(math.log(self._documents / self._holders[one]) + 0.1 for one in held)
