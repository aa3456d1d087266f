"""Whether themes are cut where both languages see the same edge: passages judged by their neighbours alone.

A passage's neighbours, without itself and the passage that says the same in another language, vote on its theme as they
will vote on text not yet seen. If both sides of a pair get the same theme so, an unseen text and its translation will.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_cli.topics.nearest import nearest

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats, Ints

_BATCH = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Each passage's nearest other passages, nearest first, and their weights, which sum to 1. Shapes: (n, count)."""

    rows: Ints
    weights: Floats

    def votes(self, labels: Ints, themes: int) -> Floats:
        """Each passage's share of its neighbours' vote per theme. Shape: (n, themes), float32."""
        import numpy as np

        count = len(self.rows)
        shares = np.zeros((count, themes), dtype=np.float32)
        for start in range(0, count, _BATCH):
            rows, weights = self.rows[start : start + _BATCH], self.weights[start : start + _BATCH]
            cells = labels[rows] + themes * np.arange(len(rows))[:, None]
            total = np.bincount(cells.ravel(), weights=weights.ravel(), minlength=themes * len(rows))
            shares[start : start + _BATCH] = total.reshape(len(rows), themes)
        return shares

    def nearest(self, count: int) -> Neighbours:
        """Only so many of them."""
        weights = self.weights[:, :count]
        return Neighbours(self.rows[:, :count], weights / weights.sum(axis=1, keepdims=True))


def neighbours(unit: Floats, pairs: Ints, *, count: int, temperature: float) -> Neighbours:
    """The ``count`` nearest passages of each, itself and its counterparts in ``pairs`` left out.

    ``unit``: shape (n, dim), float32; more than ``count`` rows. A weight is ``exp(cosine / temperature)``.
    """
    import numpy as np

    left_out = {row: [row] for row in range(len(unit))}
    for first, second in pairs.tolist():
        left_out[first].append(second)
        left_out[second].append(first)
    count = max(1, min(count, len(unit) - 1))
    rows, cosines = nearest(unit, unit, count=count, left_out=left_out)
    weights = np.exp((cosines - 1) / temperature)
    return Neighbours(rows, weights / weights.sum(axis=1, keepdims=True))


def agreement(votes: Floats, pairs: Ints) -> float:
    """How often both sides of a pair are given one theme, corrected for chance (Cohen's kappa); 0 without pairs."""
    import numpy as np

    if not len(pairs):
        return 0.0
    best = votes.argmax(axis=1)
    first, second = best[pairs[:, 0]], best[pairs[:, 1]]
    themes = votes.shape[1]
    chance = float(
        (np.bincount(first, minlength=themes) / len(pairs)) @ (np.bincount(second, minlength=themes) / len(pairs))
    )
    return (float((first == second).mean()) - chance) / (1 - chance) if chance < 1 else 0.0


def settle(labels: Ints, around: Neighbours, pairs: Ints, *, themes: int) -> Ints:
    """The labels after each passage has taken the theme of its neighbours, and a pair one theme for both sides.

    A theme that would lose all its passages keeps those it had. Shape: (n,), int32.
    """
    import numpy as np

    votes = around.votes(labels, themes)
    # Who has counterparts in two languages hears both.
    heard = votes.copy()
    np.add.at(heard, pairs[:, 0], votes[pairs[:, 1]])
    np.add.at(heard, pairs[:, 1], votes[pairs[:, 0]])
    settled: Ints = heard.argmax(axis=1).astype(np.int32)
    for theme in np.setdiff1d(np.unique(labels), np.unique(settled)):
        settled[labels == theme] = theme
    return settled
