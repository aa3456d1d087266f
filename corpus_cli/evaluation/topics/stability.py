"""Whether another training would find the same themes: with other seeds, and from half the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import combinations
from typing import TYPE_CHECKING, Any, Protocol

from corpus_cli.topics.encoders.passages import TrainingPassages
from corpus_cli.topics.model.assign import assign
from corpus_cli.topics.model.topic_model import TopicModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus_cli.topics.arrays import Ints

#: The seeds of further trainings, beside the model's own.
SEEDS = (101, 202)
#: With more passages than this, all trainings are on so many of them, drawn with a fixed seed.
MOST_PASSAGES = 20_000
# Halves of fewer passages are not worth a training: each would be a single theme.
LEAST_PASSAGES = 16
DIGITS = 4


class Train(Protocol):
    """Trains a model on some passages with the settings of the model that is measured, but this seed."""

    def __call__(self, passages: TrainingPassages, *, seed: int) -> TopicModel:
        """The model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """The adjusted Rand index between trainings: 1 the same themes, 0 no more alike than by chance.

    ``seeds``: the mean over pairs of the model and trainings with other seeds. ``halves``: between two models, each
    trained on a random half. Both are taken over the passages to which both models give a theme.
    """

    seeds: float | None
    halves: float | None
    trainings: int
    passages: int


@dataclass(frozen=True, slots=True, eq=False)
class Half:
    """A model trained on one half of the passages, and the other half's texts and languages."""

    model: TopicModel
    texts: list[str]
    languages: list[str]


def stability(
    model: TopicModel,
    passages: TrainingPassages,
    *,
    train: Train,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Stability, tuple[Half, Half]] | None:
    """How steady the themes are, and the models of the two halves. None with too few passages to halve.

    There are four trainings, on at most 20,000 passages each. ``progress`` is told what is being done.
    """
    import numpy as np

    if len(passages) < LEAST_PASSAGES:
        return None
    order = np.random.default_rng(0).permutation(len(passages))[:MOST_PASSAGES]
    some = taken(passages, np.sort(order).astype(np.int32))
    labels = [assign(model, some.vectors, some.languages)[0]]
    for seed in SEEDS:
        progress(f"training with seed {seed}")
        labels.append(assign(train(some, seed=seed), some.vectors, some.languages)[0])
    halves = _halves(model, some, train=train, progress=progress)
    found = Stability(
        seeds=_mean_rand(labels),
        halves=_mean_rand([assign(half.model, some.vectors, some.languages)[0] for half in halves]),
        trainings=len(SEEDS) + len(halves),
        passages=len(some),
    )
    return found, halves


def _halves(
    model: TopicModel, passages: TrainingPassages, *, train: Train, progress: Callable[[str], None]
) -> tuple[Half, Half]:
    """A model of each of two random halves, trained with the model's own seed."""
    import numpy as np

    seed = int(model.info.settings.get("seed", SEEDS[0]))
    mixed = np.random.default_rng(1).permutation(len(passages)).astype(np.int32)
    first, second = (taken(passages, np.sort(part)) for part in np.array_split(mixed, 2))
    progress("training on the first half")
    one = train(first, seed=seed)
    progress("training on the second half")
    return Half(one, second.texts, second.languages), Half(train(second, seed=seed), first.texts, first.languages)


def adjusted_rand(first: Ints, second: Ints) -> float | None:
    """The adjusted Rand index (Hubert and Arabie 1985) over what both label; None if that is less than two passages.

    ``first``, ``second``: -1 for no theme. Shapes: (n,), int32.
    """
    from sklearn.metrics import adjusted_rand_score

    both = (first >= 0) & (second >= 0)
    if both.sum() < 2:
        return None
    return float(adjusted_rand_score(first[both], second[both]))


def taken(passages: TrainingPassages, rows: Ints) -> TrainingPassages:
    """The passages of these rows, in their order."""
    kept: dict[str, Any] = {}
    for field in fields(passages):
        column = getattr(passages, field.name)
        if isinstance(column, int):  # of how many they are a sample: chosen rows are none
            continue
        kept[field.name] = [column[row] for row in rows.tolist()] if isinstance(column, list) else column[rows]
    return TrainingPassages(**kept)


def _mean_rand(labels: Sequence[Ints]) -> float | None:
    values = [value for one, other in combinations(labels, 2) if (value := adjusted_rand(one, other)) is not None]
    return round(sum(values) / len(values), DIGITS) if values else None
