"""Text that exists in both languages: a model should give both sides of a pair the same theme."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.bundled import bundled
from corpus_cli.errors import InputError
from corpus_cli.normalize import normalize_text
from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.model.assign import assign
from corpus_cli.topics.model.topic_model import TopicModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Ints

SIDES = ("ar", "en")
#: Resamplings behind an interval, and what lies outside of it.
RESAMPLINGS = 1000
OUTSIDE = 0.05
DIGITS = 4
_REMEDY = 'give one JSON object a line with "id", "ar" and "en", or leave it out for the bundled probe'


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbePair:
    """One passage in Arabic and in English. ``topic`` is for orientation only."""

    id: str
    topic: str
    ar: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A pair whose sides have different themes; ``None`` for a side without one."""

    id: str
    ar: str
    en: str
    theme_ar: str | None
    theme_en: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How often both sides of a pair have the same theme.

    ``same``: of the pairs with a theme on both sides; ``chance``: the same, expected if the sides were dealt out at
    random; ``kappa``: what is above chance as a share of what could be (Cohen 1960), so one giant theme scores 0;
    ``low`` and ``high``: its 95 % interval. All None where no pair has themes on both sides. ``unassigned``: of all
    sides, those without a theme.
    """

    pairs: int
    compared: int
    unassigned: float
    same: float | None
    chance: float | None
    kappa: float | None
    low: float | None
    high: float | None


def read_probe(path: Path | None = None) -> tuple[ProbePair, ...]:
    """The pairs of a file, by default of the bundled probe. Raises ``InputError`` for a file that is no probe."""
    path = path or bundled("models", "probe", "probe.jsonl")
    try:
        lines = path.read_text("utf-8").splitlines()
        pairs = tuple(_pair(json.loads(line)) for line in lines if line.strip())
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError(f"{path}: no list of parallel passages: {error}", remedy=_REMEDY) from error
    if not pairs:
        raise InputError(f"{path}: holds no parallel passages", remedy=_REMEDY)
    return pairs


def probe_labels(model: TopicModel, pairs: Sequence[ProbePair], *, encoder: Encoder) -> dict[str, Ints]:
    """By side, the index of each pair's theme, -1 for none. Shapes: (pairs,), int32."""
    found = {}
    for side in SIDES:
        texts = [normalize_text(getattr(pair, side)) for pair in pairs]
        # Rounded as a run's vectors are, so that a text has the same theme here as there.
        vectors = encoder.encode(texts).astype("float16").astype("float32")
        found[side] = assign(model, vectors, [side] * len(texts))[0]
    return found


def agreement(labels: Mapping[str, Ints]) -> Agreement:
    """How far the two sides agree, with a bootstrap interval over pairs (Efron 1979). ``labels``: of each side."""
    import numpy as np

    first, second = (np.asarray(labels[side], dtype=np.int64) for side in SIDES)
    both = (first >= 0) & (second >= 0)
    unassigned = float(((first < 0).sum() + (second < 0).sum()) / max(2 * len(first), 1))
    left, right = first[both], second[both]
    if not len(left):
        return Agreement(
            pairs=len(first), compared=0, unassigned=round(unassigned, DIGITS),
            same=None, chance=None, kappa=None, low=None, high=None,
        )  # fmt: skip
    same, chance, kappa = _kappa(left, right)
    draws = np.random.default_rng(0).integers(0, len(left), size=(RESAMPLINGS, len(left)))
    low, high = np.quantile([_kappa(left[rows], right[rows])[2] for rows in draws], [OUTSIDE / 2, 1 - OUTSIDE / 2])
    return Agreement(
        pairs=len(first),
        compared=len(left),
        unassigned=round(unassigned, DIGITS),
        same=round(same, DIGITS),
        chance=round(chance, DIGITS),
        kappa=round(kappa, DIGITS),
        low=round(float(low), DIGITS),
        high=round(float(high), DIGITS),
    )


def disagreements(
    pairs: Sequence[ProbePair], labels: Mapping[str, Ints], *, theme_ids: Sequence[str]
) -> tuple[Disagreement, ...]:
    """The pairs whose sides have different themes, or of which one side has none, in the probe's order."""
    named = {side: [theme_ids[label] if label >= 0 else None for label in labels[side]] for side in SIDES}
    return tuple(
        Disagreement(id=pair.id, ar=pair.ar, en=pair.en, theme_ar=arabic, theme_en=english)
        for pair, arabic, english in zip(pairs, *(named[side] for side in SIDES), strict=True)
        if arabic != english
    )


def _kappa(left: NDArray[np.int64], right: NDArray[np.int64]) -> tuple[float, float, float]:
    """The share of equal labels, what chance would give, and Cohen's kappa; 0 where chance gives all."""
    import numpy as np

    themes = int(max(left.max(), right.max())) + 1
    same = float((left == right).mean())
    shares = [np.bincount(side, minlength=themes) / len(side) for side in (left, right)]
    chance = float((shares[0] * shares[1]).sum())
    return same, chance, (same - chance) / (1 - chance) if chance < 1 else 0.0


def _pair(row: Mapping[str, object]) -> ProbePair:
    arabic, english = row["ar"], row["en"]
    if not (isinstance(arabic, str) and isinstance(english, str) and arabic.strip() and english.strip()):
        raise ValueError('"ar" and "en" must be texts')
    return ProbePair(id=str(row["id"]), topic=str(row.get("topic", "")), ar=arabic, en=english)
