"""The references of a model's rule, and the means of themes and languages that training takes of passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_cli.topics.arrays import unit

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats, Ints

# References kept in a model: a sample by even steps, so that assignment stays linear in the corpus.
MAX_REFERENCES = 20_000
# Voters: most of an average theme, at most 120. With 250 the halves of UN and of the reports came out alike.
MAX_NEIGHBOURS = 120
NEIGHBOUR_SHARE = 0.75
TEMPERATURE = 0.1


def theme_centroids(projected: Floats, labels: Ints, themes: int) -> Floats:
    """The unit mean of each theme's passages, zeros for one without. Shape: (themes, dim), float32."""
    import numpy as np

    sums = np.zeros((themes, projected.shape[1]), dtype=np.float64)
    for theme in range(themes):
        sums[theme] = projected[labels == theme].sum(axis=0, dtype=np.float64)
    return unit(sums)


def rule_settings(references: Floats, *, themes: int) -> dict[str, int | float | str]:
    """What the rule of assignment needs beside the references (``assign.py``).

    ``typical_similarity``: how near half of the references are to the rest, at least.
    """
    import numpy as np

    from corpus_cli.topics.model.assign import least_similarity, usual_similarities

    near = usual_similarities(references) if len(references) else np.zeros(1)
    return {
        "neighbours": max(1, min(MAX_NEIGHBOURS, round(NEIGHBOUR_SHARE * len(references) / max(themes, 1)))),
        "temperature": TEMPERATURE,
        "least_similarity": least_similarity(near, references=len(references)),
        "typical_similarity": round(float(np.median(near)), 4),
    }
