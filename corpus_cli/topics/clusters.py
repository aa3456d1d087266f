"""Passages to clusters: BERTopic over a deterministic reduction, with fallbacks where there is too little text."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus_cli.topics.model import Floats, Ints, Method

# Below this many passages UMAP's neighbourhoods (15) are most of the corpus; k-means on the vectors is steadier.
MIN_FOR_UMAP = 60
# Below this many there are no two themes to tell apart.
MIN_FOR_CLUSTERS = 8
MAX_THEMES = 25
TERM_BREAK = "\x1f"


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """A cluster for each passage, numbered by falling size. ``labels`` shape: (n,), int32."""

    labels: Ints
    method: Method
    notes: tuple[str, ...]


def theme_count(passages: int) -> int:
    """How many themes a corpus of so many passages gets: 0.7 times the square root, from 2 to 25.

    Measured on parallel text (ARCHITECTURE.md, Themes): with 15 to 25 themes a text and its translation fall into the
    same theme; with fewer, whole reports cannot be told apart, with more, small themes drift to one language.
    """
    return int(min(MAX_THEMES, max(2, round(0.7 * passages**0.5))))


def cluster(vectors: Floats, *, terms: Sequence[Sequence[str]], themes: int, seed: int) -> Clusters:
    """A cluster for every passage; none is left out.

    ``vectors``: centred unit vectors. Shape: (n, dim), float32. ``terms``: each passage's words and phrases.
    ``themes``: how many, or 0 for ``theme_count``.
    """
    import numpy as np

    passages = len(vectors)
    if passages < MIN_FOR_CLUSTERS:
        note = f"only {passages} passages: all text is one theme; themes can be told apart from {MIN_FOR_CLUSTERS} on"
        return Clusters(np.zeros(passages, dtype=np.int32), "single", (note,))
    distinct = len(np.unique(vectors, axis=0))
    count = min(themes or theme_count(passages), distinct)
    if passages < MIN_FOR_UMAP or distinct < MIN_FOR_UMAP:
        note = (
            f"only {distinct} different passages: themes are k-means clusters of the vectors themselves; "
            f"from {MIN_FOR_UMAP} on, neighbourhoods are used, which find finer themes"
        )
        return Clusters(_by_size(_kmeans(vectors, count, seed)), "kmeans", (note,))
    return Clusters(_by_size(_bertopic(vectors, terms, count, seed)), "umap-kmeans", ())


def _bertopic(vectors: Floats, terms: Sequence[Sequence[str]], themes: int, seed: int) -> Ints:
    """BERTopic (Grootendorst 2022) with k-means, which leaves no passage out, as its HDBSCAN would."""
    import numpy as np
    from bertopic import BERTopic
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import CountVectorizer
    from threadpoolctl import threadpool_limits
    from umap import UMAP

    # n_jobs=1 and a seed: UMAP's parallel optimiser is not deterministic.
    reducer = UMAP(
        n_components=5, n_neighbors=15, min_dist=0.0, metric="cosine", random_state=seed, n_jobs=1, n_epochs=200
    )
    model = BERTopic(
        # Without "multilingual" BERTopic strips every Arabic letter from topic words.
        language="multilingual",
        umap_model=reducer,
        hdbscan_model=KMeans(themes, n_init=10, random_state=seed),
        vectorizer_model=CountVectorizer(analyzer=split_terms),
    )
    documents = [TERM_BREAK.join(words) or TERM_BREAK for words in terms]
    level = logging.getLogger("BERTopic").level
    try:
        with threadpool_limits(1):
            found, _ = model.fit_transform(documents, embeddings=vectors)
    finally:
        logging.getLogger("BERTopic").setLevel(level)
    return np.asarray(found, dtype=np.int32)


def split_terms(document: str) -> list[str]:
    """The terms that were joined with ``TERM_BREAK``; a module-level function so that BERTopic can copy it."""
    return [term for term in document.split(TERM_BREAK) if term]


def _kmeans(vectors: Floats, themes: int, seed: int) -> Ints:
    import numpy as np
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return np.asarray(KMeans(themes, n_init=10, random_state=seed).fit_predict(vectors), dtype=np.int32)


def _by_size(labels: Ints) -> Ints:
    """The same clusters, numbered by falling size, ties by first appearance, without gaps."""
    import numpy as np

    values, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(values)), key=lambda index: (-counts[index], first[index]))
    rank = {values[index]: position for position, index in enumerate(order)}
    return np.asarray([rank[label] for label in labels], dtype=np.int32)
