"""How well themes are apart, and how evenly passages are spread over them."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from corpus_cli.topics.guard.dependence import entropy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus_cli.topics.arrays import Floats, Ints

#: Passages that the silhouette is taken of: its cost grows with their square.
SAMPLE = 5000
DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Silhouette:
    """How much nearer passages are to their own theme than to the next: -1 to 1, the mean and each theme's."""

    value: float
    passages: int
    themes: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How evenly passages are spread. ``evenness``: the entropy of the themes' sizes over the highest possible, 0 to 1;
    None of a single theme. ``largest``: its share of the passages with a theme; ``smallest``: its number of passages.
    """

    evenness: float | None
    largest: float
    largest_theme: str
    smallest: int
    smallest_theme: str


def silhouette(projected: Floats, labels: Ints, *, theme_ids: Sequence[str]) -> Silhouette | None:
    """The silhouette with cosine distances (Rousseeuw 1987), of at most 5,000 passages drawn with a fixed seed.

    ``projected``: in the model's space. Shape: (n, dim), float32. ``labels``: -1 for none; those are left out. Shape:
    (n,), int32. None with fewer than two themes, or when every passage is a theme of its own.
    """
    import numpy as np
    from sklearn.metrics import silhouette_samples
    from threadpoolctl import threadpool_limits

    rows = np.flatnonzero(np.asarray(labels) >= 0)
    if len(rows) > SAMPLE:
        rows = np.sort(np.random.default_rng(0).choice(rows, SAMPLE, replace=False))
    kept = np.asarray(labels)[rows]
    present = sorted({int(label) for label in kept})
    if not 2 <= len(present) < len(rows):
        return None
    with threadpool_limits(1):
        values = silhouette_samples(projected[rows], kept, metric="cosine")
    return Silhouette(
        value=round(float(values.mean()), DIGITS),
        passages=len(rows),
        themes={theme_ids[label]: round(float(values[kept == label].mean()), DIGITS) for label in present},
    )


def unassigned_share(labels: Ints) -> float:
    """Of all passages, the share without a theme; 0 of none. ``labels``: -1 for none. Shape: (n,), int32."""
    return round(float((labels < 0).mean()), DIGITS) if len(labels) else 0.0


def balance(labels: Ints, *, theme_ids: Sequence[str]) -> Balance | None:
    """How evenly the passages with a theme are spread over all themes; None without such passages or themes."""
    import numpy as np

    kept = np.asarray(labels)[np.asarray(labels) >= 0]
    if not len(kept):
        return None
    sizes = np.bincount(kept, minlength=len(theme_ids)).tolist()
    largest, smallest = (
        max(range(len(sizes)), key=lambda at: (sizes[at], -at)),
        min(range(len(sizes)), key=sizes.__getitem__),
    )
    return Balance(
        evenness=round(entropy(sizes) / log(len(sizes)), DIGITS) if len(sizes) > 1 else None,
        largest=round(sizes[largest] / len(kept), DIGITS),
        largest_theme=theme_ids[largest],
        smallest=sizes[smallest],
        smallest_theme=theme_ids[smallest],
    )
