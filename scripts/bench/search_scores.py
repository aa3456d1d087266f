"""How good a ranking is: nDCG, and how much of the other language it brings where there is some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log2

DEPTH = 10
# The other language's fair part of an answer: half of it. More is asked for only where the query's own language has
# too little to fill the other half.
FAIR = 0.5


def gain(grade: int) -> int:
    """1 for a passage that speaks of it, 3 for one that answers it. After Burges et al. (2005), as TREC does."""
    return int(2**grade - 1)


def ndcg(found: Sequence[int], judged: Iterable[int], *, depth: int = DEPTH) -> float:
    """The discounted gain of the first ``depth`` over the best one possible; in [0, 1].

    ``found``: the grades of what was found, best first, 0 for what was not judged relevant. ``judged``: the grades of
    all relevant passages. After Järvelin and Kekäläinen (2002).
    """
    best = sorted(judged, reverse=True)
    return _discounted(found[:depth]) / _discounted(best[:depth]) if best else 0.0


def _discounted(grades: Sequence[int]) -> float:
    return sum(gain(grade) / log2(rank + 2) for rank, grade in enumerate(grades))


def places(own: int, other: int, *, depth: int = DEPTH) -> int:
    """How many relevant passages of the other language a fair answer of ``depth`` holds.

    ``own``, ``other``: how many relevant passages there are in the query's language and in the other one. Where there
    are more than ``depth`` in all, the other language has half of the answer, or what the query's own leaves free.
    """
    return min(other, max(round(depth * FAIR), depth - own))


def cross_recall(found: int, *, own: int, other: int, depth: int = DEPTH) -> float | None:
    """Relevant passages of the other language in the first ``depth`` (``found``) over what a fair answer holds.

    At most 1: more than the fair part is not better. None where the other language has nothing to find.
    """
    possible = places(own, other, depth=depth)
    return min(1.0, found / possible) if possible else None


def mean(values: Iterable[float | None]) -> float:
    """The mean of those that are a number; 0 of none."""
    numbers = [value for value in values if value is not None]
    return sum(numbers) / len(numbers) if numbers else 0.0


def means(rows: Sequence[Mapping[str, float | None]]) -> dict[str, float]:
    """The mean of every figure over the rows, rounded to four digits."""
    return {name: round(mean(row[name] for row in rows), 4) for name in (rows[0] if rows else ())}
