"""Which themes of one model are which of another: matched by their centroids and by the passages they share.

Two models are compared in the encoder's own space (each language's mean taken off), since each model's own space is
fitted to its corpus. ``shared[i, j]`` counts passages that the first model gives theme i and the second theme j.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats, Ints

# Cosine of two theme centroids from which they are the same theme. Between trainings on the same passages of real
# reports with three seeds, 95 of 100 themes that shared most of their passages had 0.745 or more (encoder use+e5; use
# alone 0.81), 99 of 100 that did not had 0.62 or less.
SAME_THEME = 0.7
# Of the passages of two themes together (twice the shared over the sum), from which they are the same theme even
# where texts since have moved the centroid.
SAME_PASSAGES = 0.5
# The least cosine at which shared passages count: themes that share by chance alone point elsewhere.
LEAST_COSINE = 0.3
# A theme has gone into another if most of its passages have; it has been split if two parts got so much of it each.
MOST, PART = 0.5, 0.25
DIGITS = 4

Fate = Literal["persists", "merged", "split", "vanished", "appeared"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Theme ``first`` of one model is theme ``second`` of the other. ``shared``: 0 to 1; None where none are known."""

    first: int
    second: int
    cosine: float
    shared: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What has become of themes: ``first`` of the model before, ``second`` of the model after, by number.

    persists: one and one; merged: several into one; split: one into several; vanished: one and none; appeared: none
    and one.
    """

    fate: Fate
    first: tuple[int, ...]
    second: tuple[int, ...]
    cosine: float | None = None
    shared: float | None = None


def match_themes(first: Floats, second: Floats, *, shared: NDArray[np.int64] | None = None) -> list[Match]:
    """Themes of two models that are the same, one to one, by number of the first.

    ``first``, ``second``: unit centroids in the encoder's space. Shapes: (themes, dim), float32. ``shared``: passages
    by theme and theme. Shape: (len(first), len(second)). Chosen together by the Hungarian algorithm (Kuhn 1955) among
    the pairs that can be one theme, so that no pair is given up for two that are none.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not len(first) or not len(second):
        return []
    # Rounded, so that ties are ties whatever the order in which a product was summed.
    cosine = np.round(np.asarray(first, dtype=np.float64) @ np.asarray(second, dtype=np.float64).T, DIGITS)
    common = np.zeros_like(cosine) if shared is None else _dice(shared)
    same = (cosine >= SAME_THEME) | ((common >= SAME_PASSAGES) & (cosine >= LEAST_COSINE))
    pairs = zip(*linear_sum_assignment(-np.where(same, cosine + common, 0)), strict=True)
    return [
        Match(
            first=int(row),
            second=int(column),
            cosine=float(cosine[row, column]),
            shared=None if shared is None else round(float(common[row, column]), DIGITS),
        )
        for row, column in pairs
        if same[row, column]
    ]


def changes(first: Floats, second: Floats, *, shared: NDArray[np.int64] | None = None) -> list[Change]:
    """What became of every theme of both models, persisting ones first; each theme is named by at least one change.

    Merging and splitting is told by the passages; without ``shared`` a theme persists, vanishes or appears.
    """
    matches = match_themes(first, second, shared=shared)
    found = [
        Change(fate="persists", first=(match.first,), second=(match.second,), cosine=match.cosine, shared=match.shared)
        for match in matches
    ]
    partner = {match.first: match.second for match in matches}
    if shared is not None:
        found += _merged(shared) + _split(shared, partner)
    seen_first = {theme for change in found for theme in change.first}
    seen_second = {theme for change in found for theme in change.second}
    found += [
        Change(fate="vanished", first=(theme,), second=()) for theme in range(len(first)) if theme not in seen_first
    ]
    found += [
        Change(fate="appeared", first=(), second=(theme,)) for theme in range(len(second)) if theme not in seen_second
    ]
    return found


def shared_passages(first: Ints, second: Ints, *, shape: tuple[int, int]) -> NDArray[np.int64]:
    """Passages by their theme in one model and in the other; those without a theme in either are left out."""
    import numpy as np

    both = (first >= 0) & (second >= 0)
    table = np.zeros(shape, dtype=np.int64)
    np.add.at(table, (first[both], second[both]), 1)
    return table


def _merged(shared: NDArray[np.int64]) -> list[Change]:
    """Themes of the second model that most of two or more themes of the first have gone into."""
    sizes = shared.sum(axis=1)
    found = []
    for column in range(shared.shape[1]):
        sources = [row for row in range(len(shared)) if sizes[row] and shared[row, column] >= MOST * sizes[row]]
        if len(sources) > 1:
            found.append(Change(fate="merged", first=tuple(sources), second=(column,)))
    return found


def _split(shared: NDArray[np.int64], partner: dict[int, int]) -> list[Change]:
    """Themes of the first model of which two or more themes of the second have got a part that is most of their own."""
    rows, columns = shared.sum(axis=1), shared.sum(axis=0)
    found = []
    for row in range(len(shared)):
        parts = [
            column
            for column in range(shared.shape[1])
            if rows[row]
            and shared[row, column] >= PART * rows[row]
            and (shared[row, column] >= MOST * columns[column] or partner.get(row) == column)
        ]
        if len(parts) > 1:
            found.append(Change(fate="split", first=(row,), second=tuple(parts)))
    return found


def _dice(shared: NDArray[np.int64]) -> NDArray[np.float64]:
    """Twice the shared passages over both themes' passages (Dice 1945), 0 where both have none."""
    import numpy as np

    total = shared.sum(axis=1)[:, None] + shared.sum(axis=0)[None, :]
    return np.asarray(2 * shared / np.maximum(total, 1), dtype=np.float64)
