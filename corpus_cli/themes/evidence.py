"""How surely a count differs from what it is held against."""

from __future__ import annotations

from math import log, sqrt

# Log-likelihood ratios above this come by chance once in a hundred (chi-square with one degree of freedom).
SURE = 6.63
# The 97.5 % point of the normal distribution, for intervals of 95 %.
_Z = 1.96


def more_than_expected(count: int, expected: float) -> float:
    """Log-likelihood ratio of a count against the one expected by chance (Poisson), negative where it is the lower."""
    if expected <= 0:
        return 0.0
    ratio = 2 * ((count * log(count / expected) if count else 0.0) - (count - expected))
    return ratio if count >= expected else -ratio


def more_often(count: int, of: int, other: int, other_of: int) -> float:
    """Log-likelihood ratio (G², Dunning 1993) of ``count`` in ``of`` against ``other`` in ``other_of``.

    Negative where the first share is the lower; 0 where there is nothing to compare.
    """
    if not of or not other_of or not count + other:
        return 0.0
    share = (count + other) / (of + other_of)
    cells = [(count, of * share), (other, other_of * share)]
    cells += [(of - count, of * (1 - share)), (other_of - other, other_of * (1 - share))]
    ratio = 2 * sum(seen * log(seen / expected) for seen, expected in cells if seen)
    return ratio if count / of >= other / other_of else -ratio


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95 % interval of the share ``count / of`` (Wilson 1927); from 0 to 1 where ``of`` is 0."""
    if not of:
        return 0.0, 1.0
    share, square = count / of, _Z * _Z
    centre = share + square / (2 * of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, (centre - half) / (1 + square / of)), min(1.0, (centre + half) / (1 + square / of))
