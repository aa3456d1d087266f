"""The one stored rule that gives a passage its theme, in training and ever after.

A passage is compared with the reference passages of the model after its language's mean is subtracted; the nearest ones
vote, weighted by ``exp(cosine / temperature)``. The training passages are references themselves, so a reloaded model
gives them the themes of the training, and an unseen passage gets the theme of the text it is most like.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus_cli.topics.model import TopicModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.model import Floats, Ints

BATCH = 256
# Cosines of float32 unit vectors are off by about 1e-6 at most.
MARGIN = 1e-5


def centre(vectors: Floats, languages: Sequence[str], means: dict[str, Floats]) -> Floats:
    """Unit vectors with each language's mean taken off. Shape: (n, dim), float32.

    Two languages form two clouds in a multilingual encoder; without this, themes are languages. A language that the
    model has not seen gets the mean of the means.
    """
    import numpy as np

    fallback: Floats = np.asarray(np.stack(list(means.values())).mean(axis=0), dtype=np.float32)
    centred = vectors - np.stack([means.get(language, fallback) for language in languages])
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.maximum(length, 1e-12), dtype=np.float32)


def assign(model: TopicModel, vectors: Floats, languages: Sequence[str]) -> tuple[Ints, Floats]:
    """For each passage the index of its theme, and how typical of the theme it is. Shapes: (n,), (n,).

    The score is the cosine to the theme's centroid, 0 where it is negative: an outlier has a theme and a low score.
    ``vectors``: as the encoder gave them. Shape: (n, dim), float32.
    """
    import numpy as np

    if not len(vectors):
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    centred = centre(vectors, languages, model.means)
    votes = vote(
        centred,
        references=model.references,
        labels=model.labels,
        themes=len(model.info.themes),
        neighbours=int(model.info.settings["neighbours"]),
        temperature=float(model.info.settings["temperature"]),
    )
    best = votes.argmax(axis=1).astype(np.int32)
    typical = np.einsum("ij,ij->i", centred, model.centroids[best], dtype=np.float64)
    return best, np.clip(typical, 0, 1).astype(np.float32)


def vote(
    centred: Floats, *, references: Floats, labels: Ints, themes: int, neighbours: int, temperature: float
) -> NDArray[np.float32]:
    """Each passage's share of the vote per theme; rows sum to 1. Shape: (n, themes), float32.

    A matrix product's last bits depend on its shape, and with them a passage's neighbours would depend on what else
    happened to be in its batch. So the product only narrows the choice, with a margin far above its error, and the
    voters are chosen and weighed by sums that are taken row by row.
    """
    import numpy as np

    shares = np.zeros((len(centred), themes), dtype=np.float32)
    count = min(neighbours, len(references))
    for start in range(0, len(centred), BATCH):
        batch = centred[start : start + BATCH]
        rough = batch @ references.T
        least = np.partition(rough, -count, axis=1)[:, -count] - MARGIN
        for row, vector in enumerate(batch):
            near = np.flatnonzero(rough[row] >= least[row])
            # Without BLAS: einsum sums each row by itself, so a row's cosine is the same in any company.
            cosine = np.einsum("ij,j->i", references[near], vector, dtype=np.float64)
            voters = np.sort(np.argsort(-cosine, kind="stable")[:count])
            weight = np.exp((cosine[voters] - 1) / temperature)
            total = np.bincount(labels[near[voters]], weights=weight, minlength=themes)
            shares[start + row] = total / total.sum()
    return shares
