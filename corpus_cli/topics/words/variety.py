"""Keywords that differ from one another: none that only repeats a part of another, and few that mean the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from corpus_cli.topics.arrays import unit
from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.words.phrases import PHRASE_MARK

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats

# How much a keyword's likeness to those before it counts against its weight. Chosen by reading.
DIVERSITY = 0.2


def word_vectors(texts: Sequence[str], *, encoder: Encoder) -> Floats:
    """Unit vectors of words of one language, with their mean taken off (words sit elsewhere than passages).

    Shape: (len(texts), dim), float32.
    """
    vectors = encoder.encode(texts)
    return unit(vectors - vectors.mean(axis=0) if len(vectors) > 1 else vectors)


def most_varied(
    ranked: Sequence[tuple[str, float]], vectors: Mapping[str, Floats], *, size: int
) -> list[tuple[str, float]]:
    """``size`` of the terms by maximal marginal relevance (Carbonell and Goldstein 1998), in their order by weight.

    ``ranked``: terms with their weights, best first. ``vectors``: unit vectors of the terms; without any, the first
    ``size`` terms.
    """
    import numpy as np

    if not vectors or len(ranked) <= 1:
        return list(ranked[:size])
    relevance = np.asarray([weight for _, weight in ranked])
    relevance = relevance / max(relevance.max(), 1e-12)
    stacked = np.stack([vectors[term] for term, _ in ranked])
    likeness = np.zeros(len(ranked))
    chosen: list[int] = []
    for _ in range(min(size, len(ranked))):
        worth = (1 - DIVERSITY) * relevance - DIVERSITY * likeness
        worth[chosen] = -np.inf
        chosen.append(int(worth.argmax()))
        likeness = np.maximum(likeness, stacked @ stacked[chosen[-1]])
    return [ranked[at] for at in sorted(chosen)]


def without_repetition(ranked: Sequence[tuple[str, float]], counts: Mapping[str, float]) -> list[tuple[str, float]]:
    """The terms without those that only repeat another: a word that mostly occurs in a phrase that stays, and a phrase
    that shares a word with a better one. ``counts``: how often each term stands in the theme."""
    chosen: list[tuple[str, float]] = []
    in_phrases: Counter[str] = Counter()
    for term, weight in ranked:
        words = term.split(PHRASE_MARK)
        if len(words) == 1 and in_phrases[term] >= 0.5 * counts[term]:
            continue
        # Words at odd places of a phrase may be links, which any phrase may share; they are never terms themselves.
        content = [word for word in words if word in counts or len(words) == 1]
        if len(words) > 1:
            if any(in_phrases[word] for word in content):
                continue
            for word in content:
                in_phrases[word] += int(counts[term])
            chosen = [item for item in chosen if item[0] not in words or in_phrases[item[0]] < 0.5 * counts[item[0]]]
        chosen.append((term, weight))
    return chosen
