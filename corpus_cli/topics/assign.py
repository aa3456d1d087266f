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

BATCH = 512


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
    """For each passage the index of its theme and its share of the vote, between 0 and 1. Shapes: (n,), (n,).

    ``vectors``: as the encoder gave them. Shape: (n, dim), float32.
    """
    import numpy as np

    if not len(vectors):
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    votes = vote(
        centre(vectors, languages, model.means),
        references=model.references,
        labels=model.labels,
        themes=len(model.info.themes),
        neighbours=int(model.info.settings["neighbours"]),
        temperature=float(model.info.settings["temperature"]),
    )
    best = votes.argmax(axis=1).astype(np.int32)
    return best, votes[np.arange(len(best)), best]


def vote(
    centred: Floats, *, references: Floats, labels: Ints, themes: int, neighbours: int, temperature: float
) -> NDArray[np.float32]:
    """Each passage's share of the vote per theme; rows sum to 1. Shape: (n, themes), float32.

    One passage at a time against all references: a matrix product's last bits depend on its shape, and with them a
    passage's theme would depend on what else happened to be in its batch.
    """
    import numpy as np

    shares = np.zeros((len(centred), themes), dtype=np.float32)
    count = min(neighbours, len(references))
    for row, vector in enumerate(centred):
        cosine = references @ vector
        nearest = np.argpartition(-cosine, count - 1)[:count]
        # float64 and sorted by reference: the sum does not depend on argpartition's order.
        nearest.sort()
        weight = np.exp((cosine[nearest].astype(np.float64) - 1) / temperature)
        total = np.bincount(labels[nearest], weights=weight, minlength=themes)
        shares[row] = total / total.sum()
    return shares
