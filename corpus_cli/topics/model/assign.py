"""The one stored rule that gives a passage its theme, in training and ever after.

A passage is compared with the reference passages of the model in the model's own space; the nearest ones vote, weighted
by ``exp(cosine / temperature)``. The training passages are references themselves, so a reloaded model gives them the
themes of the training, and an unseen passage gets the theme of the text it is most like. A passage that is like none of
them, or whose voters belong to a theme that was dropped, has no theme.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus_cli.topics.model.topic_model import TopicModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats, Ints

BATCH = 256
# Cosines of float32 unit vectors are off by about 1e-6 at most.
MARGIN = 1e-5
NO_THEME = -1
# A passage is as near to a model as the last of so many nearest references: not one, since every training passage has
# itself and perhaps its translation or a copy among them.
COMPANY = 10
# So much of the training text may be farther from the rest than any text with a theme.
FAR_SHARE = 0.01
# A least similarity that every passage has.
ANYTHING = -1.0
# From so many references on "far from everything" means something: one in a hundred of fewer is a passage or two.
LEAST_REFERENCES = 500


def assign(model: TopicModel, vectors: Floats, languages: Sequence[str]) -> tuple[Ints, Floats]:
    """For each passage the index of its theme, and how typical of the theme it is. Shapes: (n,), (n,).

    The index is -1 for a passage without a theme. The score is the cosine to the centroid of the theme (to the nearest
    one where there is no theme), 0 where it is negative. ``vectors``: as the encoder gave them. Shape: (n, dim),
    float32.
    """
    best, scores, _ = assign_shares(model, vectors, languages)
    return best, scores


def assign_shares(model: TopicModel, vectors: Floats, languages: Sequence[str]) -> tuple[Ints, Floats, Floats]:
    """What ``assign`` gives, and how each passage is divided among the themes: their shares of the vote.

    A passage between two themes belongs to both in part, whichever it is given. Shares of a passage sum to at most 1:
    votes for no theme are missing; one without a theme has none. Shape: (n, themes), float32.
    """
    # A model of no passages has no space either.
    return assign_projected(model, model.project(vectors, languages) if _has_rule(model) else vectors)


def assign_projected(model: TopicModel, projected: Floats) -> tuple[Ints, Floats, Floats]:
    """What ``assign_shares`` gives, for passages that are in the model's space already (``TopicModel.project``)."""
    import numpy as np

    themes, settings = len(model.info.themes), model.info.settings
    shares = np.zeros((len(projected), themes), dtype=np.float32)
    if not len(projected) or not _has_rule(model):
        return np.full(len(projected), NO_THEME, dtype=np.int32), np.zeros(len(projected), dtype=np.float32), shares
    best = np.zeros(len(projected), dtype=np.int32)
    least = float(settings.get("least_similarity", ANYTHING))
    voters = _voters(projected, model.references, int(settings["neighbours"]))
    for row, (rows, cosine) in enumerate(voters):
        total = _count(model.labels[rows], cosine, themes, float(settings["temperature"]))
        near = _company(cosine) >= least
        best[row] = int(total.argmax()) - 1 if near else NO_THEME
        if best[row] >= 0:
            shares[row] = total[1:] / total.sum()
    # Row by row, as in `_voters`.
    cosines = np.stack([np.einsum("ij,j->i", model.centroids, vector, dtype=np.float64) for vector in projected])
    typical = np.where(best >= 0, cosines[np.arange(len(best)), best], cosines.max(axis=1))
    return best, np.clip(typical, 0, 1).astype(np.float32), shares


def _has_rule(model: TopicModel) -> bool:
    return bool(model.info.themes) and len(model.references) > 0


def similarities(projected: Floats, references: Floats, *, leave_out: int = 0) -> NDArray[np.float64]:
    """How near passages are to the references: the cosine to the tenth nearest of them. Shape: (n,), float64.

    ``leave_out``: so many of the nearest are not counted, 1 for passages that are references themselves.
    """
    import numpy as np

    voters = _voters(projected, references, COMPANY + leave_out)
    return np.array([_company(np.sort(cosine)[::-1][leave_out:]) for _, cosine in voters], dtype=np.float64)


def usual_similarities(references: Floats) -> NDArray[np.float64]:
    """How near the references are to the rest, each itself left out; of many, a sample by even steps."""
    return similarities(references[:: max(1, len(references) // 2000)], references, leave_out=1)


def least_similarity(near: NDArray[np.float64], *, references: int) -> float:
    """The similarity below which a passage has no theme: one in a hundred training passages is farther from the rest.

    ``near``: ``usual_similarities`` of so many references. With too few to tell it is ``ANYTHING``.
    """
    import numpy as np

    return ANYTHING if references < LEAST_REFERENCES else round(float(np.quantile(near, FAR_SHARE)), 4)


def _company(cosine: NDArray[np.float64]) -> float:
    """The cosine to the tenth nearest, or to the farthest of fewer."""
    import numpy as np

    if not len(cosine):
        return 0.0
    return float(np.sort(cosine)[::-1][min(COMPANY, len(cosine)) - 1])


def _count(labels: Ints, cosine: NDArray[np.float64], themes: int, temperature: float) -> NDArray[np.float64]:
    """The votes: first those for no theme, then those for each theme. Shape: (themes + 1,)."""
    import numpy as np

    weight = np.exp((cosine - 1) / temperature)
    return np.asarray(np.bincount(labels + 1, weights=weight, minlength=themes + 1), dtype=np.float64)


def _voters(
    projected: Floats, references: Floats, neighbours: int
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.float64]]]:
    """For each passage the rows of its nearest references, in their order, and its cosines to them.

    A matrix product's last bits depend on its shape, and with them a passage's neighbours would depend on what else
    happened to be in its batch. So the product only narrows the choice, with a margin far above its error, and the
    voters are chosen and weighed by sums that are taken row by row.
    """
    import numpy as np

    count = min(neighbours, len(references))
    for start in range(0, len(projected), BATCH):
        batch = projected[start : start + BATCH]
        rough = batch @ references.T
        least = np.partition(rough, -count, axis=1)[:, -count] - MARGIN
        for row, vector in enumerate(batch):
            near = np.flatnonzero(rough[row] >= least[row])
            # Without BLAS: einsum sums each row by itself, so a row's cosine is the same in any company.
            cosine = np.einsum("ij,j->i", references[near], vector, dtype=np.float64)
            voters = np.sort(np.argsort(-cosine, kind="stable")[:count])
            yield near[voters], cosine[voters]
