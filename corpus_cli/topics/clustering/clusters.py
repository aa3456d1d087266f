"""Passages to clusters: BERTopic over a deterministic reduction, cut where both languages see the same edge.

UMAP and k-means find the clusters. Of several k-means clusterings the one is kept in which passages of two languages
that say the same are most often given the same theme by their other neighbours: the best estimate there is, without
gold, of how the themes will do on text not yet seen. Then each passage takes the theme of its neighbours once, and the
two sides of such a pair take one together. Without such pairs plain k-means of the reduction is kept; with too little
text for that, k-means on the vectors.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from corpus_cli.topics.arrays import unit
from corpus_cli.topics.clustering.agreement import Neighbours, agreement, neighbours, settle
from corpus_cli.topics.clustering.compiled import keep_compiled
from corpus_cli.topics.nearest import nearest
from corpus_cli.topics.space.alignment import LEAST_PAIRS, mine_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus_cli.topics.arrays import Floats, Ints

Method = Literal["umap-kmeans", "kmeans", "single"]

# Below this many passages UMAP's neighbourhoods (15) are most of the corpus; k-means on the vectors is steadier.
MIN_FOR_UMAP = 60
# Below this many there are no two themes to tell apart.
MIN_FOR_CLUSTERS = 8
MAX_THEMES = 25
# A corpus of so many themes has so many words for each of them, times this (``theme_count``); names of places and
# organizations, which are not in the text that is counted, would make it 125.
WORDS_A_THEME = 115
# k-means is run so often, from other starts.
STARTS = 12
# A passage's neighbourhood in UMAP, itself included.
NEIGHBOURS = 15
# Neighbours that judge a clustering, and those that a passage settles with: most of an average theme at most.
JUDGES, SETTLING_SHARE = 250, 0.75
TEMPERATURE = 0.1
TERM_BREAK = "\x1f"


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """A cluster for each passage, numbered by falling size. ``labels`` shape: (n,), int32.

    ``agreement``: of passages in two languages that say the same, judged by their other neighbours; None without.
    """

    labels: Ints
    method: Method
    notes: tuple[str, ...]
    agreement: float | None = None


def theme_count(words: int, *, passages: int) -> int:
    """How many themes a corpus gets: the square root of its words over 115, from 2 to 25, 8 passages a theme at least.

    ``words``: of distinct text, a passage and its translation counted once. So 600 passages of 100 words that are all
    there in two languages get 16 themes. A theme is worth more text in a large corpus, hence the root.
    Measured on parallel text (ARCHITECTURE.md, Themes): with fewer, whole reports cannot be told apart; with more, a
    text and its translation part more often, and themes fall apart that readers hold for one.
    """
    return int(min(MAX_THEMES, max(2, round((words / WORDS_A_THEME) ** 0.5)), max(2, passages // MIN_FOR_CLUSTERS)))


def cluster(
    vectors: Floats,
    *,
    terms: Sequence[Sequence[str]],
    languages: Sequence[str] | None = None,
    words: Sequence[int] | None = None,
    themes: int,
    seed: int,
) -> Clusters:
    """A cluster for every passage; none is left out.

    ``vectors``: unit vectors in the model's space. Shape: (n, dim), float32. ``terms``: each passage's words and
    phrases; ``words``: how many words it has, by default its terms; ``languages``: by default all in one.
    ``themes``: how many, or 0 for ``theme_count``.
    """
    import numpy as np

    passages = len(vectors)
    if passages < MIN_FOR_CLUSTERS:
        note = f"only {passages} passages: all text is one theme; themes can be told apart from {MIN_FOR_CLUSTERS} on"
        return Clusters(np.zeros(passages, dtype=np.int32), "single", (note,))
    distinct = len(np.unique(vectors, axis=0))
    pairs = mine_pairs(vectors, languages or [""] * passages)
    text = distinct_words(words or [len(passage) for passage in terms], pairs)
    count = min(themes or theme_count(text, passages=distinct), distinct)
    if passages < MIN_FOR_UMAP or distinct < MIN_FOR_UMAP:
        note = (
            f"only {distinct} different passages: themes are k-means clusters of the vectors themselves; "
            f"from {MIN_FOR_UMAP} on, neighbourhoods are used, which find finer themes"
        )
        return Clusters(_by_size(_kmeans(vectors, count, seed)), "kmeans", (note,))
    around = neighbours(vectors, pairs, count=JUDGES, temperature=TEMPERATURE)
    judge = partial(_judged, around=around, pairs=pairs, themes=count) if len(pairs) >= LEAST_PAIRS else None
    found = _bertopic(vectors, terms, count, seed, judge)
    if judge is None:
        # Settling makes both sides of a pair agree. Without pairs it only blurs: on 124 sample reports that are no
        # translations the V-measure against their themes was 0.02 higher without it.
        return Clusters(_by_size(found), "umap-kmeans", ())
    near = around.nearest(max(1, round(SETTLING_SHARE * passages / count)))
    settled = settle(found, near, pairs, themes=count)
    agreed = _judged(settled, around=around, pairs=pairs, themes=count)
    return Clusters(_by_size(settled), "umap-kmeans", (), agreed)


def distinct_words(words: Sequence[int], pairs: Ints) -> int:
    """The words of all passages, of a pair that says the same only those of the longer side."""
    import numpy as np

    counts = np.asarray(words, dtype=np.int64)
    return int(counts.sum() - np.minimum(counts[pairs[:, 0]], counts[pairs[:, 1]]).sum())


def _judged(labels: Ints, *, around: Neighbours, pairs: Ints, themes: int) -> float:
    return agreement(around.votes(labels, themes), pairs)


class AgreeingKMeans:
    """k-means as BERTopic takes a clusterer; of ``STARTS`` clusterings it keeps the one that ``judge`` puts highest.

    Without a judge it is k-means that keeps the least inertia.
    """

    def __init__(self, themes: int, *, seed: int, judge: Callable[[Ints], float] | None) -> None:
        self.themes, self.seed, self.judge = themes, seed, judge
        self.labels_: Ints | None = None

    def fit(self, vectors: Floats, y: object = None) -> AgreeingKMeans:
        """``labels_`` holds a cluster for each row of ``vectors``."""
        del y
        if self.judge is None:
            self.labels_ = _kmeans(vectors, self.themes, self.seed)
            return self
        best = -2.0
        for start in range(STARTS):
            labels = _kmeans(vectors, self.themes, self.seed + start, starts=2)
            agreed = self.judge(labels)
            if agreed > best:
                best, self.labels_ = agreed, labels
        return self


def _bertopic(
    vectors: Floats,
    terms: Sequence[Sequence[str]],
    themes: int,
    seed: int,
    judge: Callable[[Ints], float] | None,
) -> Ints:
    """BERTopic (Grootendorst 2022) with k-means, which leaves no passage out, as its HDBSCAN would."""
    import numpy as np
    from bertopic import BERTopic
    from sklearn.feature_extraction.text import CountVectorizer
    from umap import UMAP, layouts, umap_

    keep_compiled(layouts, umap_)
    rows, cosines = _with_itself(vectors, count=NEIGHBOURS)
    # Exact neighbours of our own: compiling UMAP's search takes longer than most corpora, and from 4,096 passages on it
    # is approximate. With them it is told to approximate, which it would else say that it does.
    # n_jobs=1 and a seed: UMAP's parallel optimiser is not deterministic.
    reducer = UMAP(
        n_components=5, n_neighbors=NEIGHBOURS, min_dist=0.0, metric="cosine", random_state=seed, n_jobs=1,
        n_epochs=200, precomputed_knn=(rows, 1 - cosines), force_approximation_algorithm=True,
    )  # fmt: skip
    model = BERTopic(
        # Without "multilingual" BERTopic strips every Arabic letter from topic words.
        language="multilingual",
        umap_model=reducer,
        hdbscan_model=AgreeingKMeans(themes, seed=seed, judge=judge),
        vectorizer_model=CountVectorizer(analyzer=split_terms),
    )
    documents = [TERM_BREAK.join(words) or TERM_BREAK for words in terms]
    level = logging.getLogger("BERTopic").level
    try:
        with warnings.catch_warnings():
            # UMAP cannot place new passages so; they are given themes by our own rule.
            warnings.filterwarnings("ignore", "precomputed_knn", UserWarning)
            found, _ = model.fit_transform(documents, embeddings=vectors)
    finally:
        logging.getLogger("BERTopic").setLevel(level)
    return np.asarray(found, dtype=np.int32)


def _with_itself(unit: Floats, *, count: int) -> tuple[Ints, Floats]:
    """Each row, with a cosine of 1, and its ``count - 1`` nearest others, as UMAP takes them. Shapes: (n, count)."""
    import numpy as np

    own = np.arange(len(unit), dtype=np.int32)[:, None]
    rows, cosines = nearest(unit, unit, count=count - 1, left_out={row: [row] for row in range(len(unit))})
    return np.concatenate([own, rows], axis=1), np.concatenate([np.ones_like(cosines[:, :1]), cosines], axis=1)


def split_terms(document: str) -> list[str]:
    """The terms that were joined with ``TERM_BREAK``; a module-level function so that BERTopic can copy it."""
    return [term for term in document.split(TERM_BREAK) if term]


def cluster_centroids(centred: Floats, labels: Ints) -> tuple[list[int], Floats]:
    """The clusters that have passages, in order, and the unit mean of each. Shape: (clusters, dim), float32."""
    import numpy as np

    numbers = [int(number) for number in np.unique(labels) if number >= 0]
    sums = np.zeros((len(numbers), centred.shape[1]), dtype=np.float64)
    for row, number in enumerate(numbers):
        sums[row] = centred[labels == number].sum(axis=0, dtype=np.float64)
    return numbers, unit(sums)


def _kmeans(vectors: Floats, themes: int, seed: int, *, starts: int = 10) -> Ints:
    import numpy as np
    from sklearn.cluster import KMeans

    return np.asarray(KMeans(themes, n_init=starts, random_state=seed).fit_predict(vectors), dtype=np.int32)


def _by_size(labels: Ints) -> Ints:
    """The same clusters, numbered by falling size, ties by first appearance, without gaps."""
    import numpy as np

    values, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(values)), key=lambda index: (-counts[index], first[index]))
    rank = {values[index]: position for position, index in enumerate(order)}
    return np.asarray([rank[label] for label in labels], dtype=np.int32)
