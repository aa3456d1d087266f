"""What became of the themes of one model in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_cli.errors import InputError
from corpus_cli.evaluation.topics.page import TopicEvaluation
from corpus_cli.topics.model.matching import Change, Fate, changes, shared_passages
from corpus_cli.topics.model.topic_model import Theme, TopicModel

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Ints
    from corpus_cli.topics.encoders.passages import TrainingPassages

# What a reader wants to know first: what changed, then what stayed.
ORDER: tuple[Fate, ...] = ("split", "merged", "vanished", "appeared", "persists")
WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A theme as it is shown: ``words``: its best; ``passages``: of those compared, else of its training."""

    theme_id: str
    labels: dict[str, str]
    words: dict[str, tuple[str, ...]]
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What became of themes: ``first`` of the one model, ``second`` of the other.

    ``cosine``: of the centroids in the encoder's space. ``shared``: of the passages of both, 0 to 1; None where no
    passages were given.
    """

    fate: Fate
    first: tuple[Side, ...]
    second: tuple[Side, ...]
    cosine: float | None
    shared: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two models compared. ``passages``: how many both give themes; None if by centroids alone.

    ``agreement``: adjusted Rand index of the two assignments (Hubert and Arabie 1985), 1 if they are the same, 0 by
    chance. ``unassigned``: share of passages without a theme, by each. ``figures``: of both, on the same passages.
    """

    names: tuple[str, str]
    themes: tuple[int, int]
    passages: int | None
    agreement: float | None
    unassigned: tuple[float, float] | None
    rows: tuple[Row, ...]
    figures: TopicEvaluation | None = None

    def count(self, fate: Fate) -> int:
        """How many rows tell of this fate."""
        return sum(row.fate == fate for row in self.rows)


def compare_models(
    first: TopicModel,
    second: TopicModel,
    *,
    names: tuple[str, str],
    passages: TrainingPassages | None = None,
    figures: TopicEvaluation | None = None,
) -> Comparison:
    """The themes of both models matched, what changed before what stayed.

    ``passages``: given, both models assign them, and splits and mergers can be told; without them only where both have
    the same references, as versions of one model have that differ by edits. Raises ``InputError`` if the
    models know different encoders.
    """
    check_comparable(first, second, names=names)
    shared = agreement = unassigned = None
    sizes = [[theme.size for theme in model.info.themes] for model in (first, second)]
    labels = _labels(first, second, passages)
    if labels is not None:
        from sklearn.metrics import adjusted_rand_score

        shared = shared_passages(labels[0], labels[1], shape=(len(sizes[0]), len(sizes[1])))
        sizes = [
            [int((own == number).sum()) for number in range(len(size))] for own, size in zip(labels, sizes, strict=True)
        ]
        agreement = round(float(adjusted_rand_score(labels[0], labels[1])), 4)
        unassigned = (round(float((labels[0] < 0).mean()), 4), round(float((labels[1] < 0).mean()), 4))
    found = changes(first.encoder_centroids, second.encoder_centroids, shared=shared)
    rows = [_row(change, first, second, sizes) for change in found]
    rows.sort(key=lambda row: (ORDER.index(row.fate), -max(side.passages for side in (*row.first, *row.second))))
    return Comparison(
        names=names,
        themes=(len(sizes[0]), len(sizes[1])),
        passages=None if labels is None else len(labels[0]),
        agreement=agreement,
        unassigned=unassigned,
        rows=tuple(rows),
        figures=figures,
    )


def check_comparable(first: TopicModel, second: TopicModel, *, names: tuple[str, str]) -> None:
    """Raises ``InputError`` if the models know different encoders."""
    if first.info.encoder_sha256 != second.info.encoder_sha256:
        raise InputError(
            f"{names[0]} was trained with the encoder {first.info.encoder}, {names[1]} with {second.info.encoder}: "
            "their themes have no space in common",
            remedy="train both with the same encoder",
        )


def _labels(first: TopicModel, second: TopicModel, passages: TrainingPassages | None) -> tuple[Ints, Ints] | None:
    """The themes that each gives the passages; without any, those of the references if both have the same.

    Versions of a model that differ by what was edited by hand have.
    """
    import numpy as np

    from corpus_cli.topics.model.assign import assign

    if passages is not None and len(passages):
        one, two = (assign(model, passages.vectors, passages.languages)[0] for model in (first, second))
        return one, two
    if len(first.references) and np.array_equal(first.references, second.references):
        return first.labels, second.labels
    return None


def _row(change: Change, first: TopicModel, second: TopicModel, sizes: Sequence[Sequence[int]]) -> Row:
    return Row(
        fate=change.fate,
        first=tuple(_side(first.info.themes[number], sizes[0][number]) for number in change.first),
        second=tuple(_side(second.info.themes[number], sizes[1][number]) for number in change.second),
        cosine=change.cosine,
        shared=change.shared,
    )


def _side(theme: Theme, passages: int) -> Side:
    return Side(
        theme_id=theme.theme_id,
        labels=theme.labels,
        words={code: tuple(word.text for word in words[:WORDS]) for code, words in theme.keywords.items()},
        passages=passages,
    )
