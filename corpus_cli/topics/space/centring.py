"""The means of languages in an encoder, and what is left without them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpus_cli.topics.arrays import unit

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats


# A mean over few passages is mostly those passages: it is drawn towards the mean of all by this many of them, so that
# the only passage of a language keeps a direction. More would leave the languages apart in small corpora.
MEAN_PRIOR = 1


def language_means(vectors: Floats, languages: Sequence[str]) -> dict[str, Floats]:
    """Each language's mean vector, drawn towards the mean of all where it has few passages. Shapes: (dim,), float32."""
    import numpy as np

    if not len(vectors):
        return {}
    overall = vectors.mean(axis=0, dtype=np.float64)
    names = np.asarray(languages)
    own = {language: vectors[names == language] for language in sorted(set(languages))}
    sums = {language: rows.sum(axis=0, dtype=np.float64) for language, rows in own.items()}
    return means_of(sums, {language: len(rows) for language, rows in own.items()}, overall=overall)


def means_of(sums: Mapping[str, Any], counts: Mapping[str, int], *, overall: Any) -> dict[str, Floats]:
    """The means of languages whose vectors have these sums. ``overall``: mean of all. Shapes: (dim,), float64."""
    import numpy as np

    return {
        language: ((sums[language] + MEAN_PRIOR * overall) / (counts[language] + MEAN_PRIOR)).astype(np.float32)
        for language in sorted(sums)
    }


def centre(vectors: Floats, languages: Sequence[str], means: dict[str, Floats]) -> Floats:
    """Unit vectors with each language's mean taken off. Shape: (n, dim), float32.

    Two languages form two clouds in a multilingual encoder; without this, themes are languages. A language that the
    model has not seen gets the mean of the means.
    """
    import numpy as np

    if not len(vectors):
        return np.zeros((0, vectors.shape[1]), dtype=np.float32)
    fallback: Floats = np.asarray(np.stack(list(means.values())).mean(axis=0), dtype=np.float32)
    return unit(vectors - np.stack([means.get(language, fallback) for language in languages]))
