"""Two encoders side by side: what one of them gets wrong about a text, the other often gets right."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from corpus_cli.topics.arrays import unit
from corpus_cli.topics.encoders.e5 import E5Encoder

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats
    from corpus_cli.topics.encoders.encoder import Encoder

# What the second one counts for beside the first: of the UN pairs not seen in training 0.80 agreed (kappa) with 0.7, a
# point less with 1 and 1.5, and 0.77 with the first alone.
WEIGHT = 0.7
# The same in search, for which the second one was trained. nDCG@10 of the judged queries by meaning, English and
# Arabic: with 0.7 and questions read as passages 0.52 and 0.48, with 1.4 and questions read as such 0.57 and 0.60; with
# 2 no more (scripts/bench/search.py).
SEARCH_WEIGHT = 1.4


class PairedEncoder:
    """The vectors of ``first``, and beside them those of ``second`` less its mean, weighted."""

    def __init__(self, first: Encoder, second: E5Encoder) -> None:
        self.first, self._second = first, second
        self.name = f"{first.name}+{second.name}"

    @cached_property
    def sha256(self) -> str:
        """Hash over both, and how they are weighed."""
        return hashlib.sha256(f"{self.first.sha256} {self._second.sha256} {WEIGHT}".encode()).hexdigest()

    def of_first(self, vectors: Floats) -> Floats:
        """The same vectors in the space of ``first``. Shapes: (n, both dims added), (n, dim of ``first``), float32."""
        import numpy as np

        return unit(np.ascontiguousarray(vectors[:, : vectors.shape[1] - self._second.dimensions]))

    def encode(self, texts: Sequence[str]) -> Floats:
        """One unit vector a text. Shape: (len(texts), both dims added), float32."""
        return self._joined(texts, self._second.encode(texts), weight=WEIGHT)

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """One unit vector a question, to be compared with ``for_search``. Shape: (len(texts), both dims added)."""
        return self._joined(texts, self._second.encode_queries(texts), weight=SEARCH_WEIGHT)

    def for_search(self, vectors: Floats) -> Floats:
        """What ``encode`` gave, weighed anew for search. Shape: as given, float32."""
        import numpy as np

        own = vectors.shape[1] - self._second.dimensions
        weights = np.ones(vectors.shape[1], dtype=np.float32)
        weights[own:] = SEARCH_WEIGHT / WEIGHT
        return unit(np.asarray(vectors, dtype=np.float32) * weights)

    def _joined(self, texts: Sequence[str], second: Floats, *, weight: float) -> Floats:
        import numpy as np

        return unit(np.concatenate([self.first.encode(texts), weight * unit(second - self._second.mean)], axis=1))


def word_encoder(encoder: Encoder) -> Encoder:
    """What encodes single words where ``encoder`` encodes passages: of two, the first alone.

    Of a word the second knows little and takes its time: where a theme's words are chosen, for variety or in a
    vocabulary, it changed one in twenty.
    """
    return encoder.first if isinstance(encoder, PairedEncoder) else encoder


def centroids_of_words(encoder: Encoder, centroids: Floats) -> Floats:
    """The centroids, given in the space of ``encoder``, in that of its ``word_encoder``. Shape: (n, dim), float32."""
    return encoder.of_first(centroids) if isinstance(encoder, PairedEncoder) else centroids
