"""Which words and phrases set a theme apart: class-based TF-IDF, one language at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus_cli.topics.words.phrases import PHRASE_MARK
from corpus_cli.topics.words.terms import Terms, gather_terms
from corpus_cli.topics.words.variety import most_varied, without_repetition, word_vectors

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Ints
    from corpus_cli.topics.encoders.encoder import Encoder
    from corpus_cli.topics.words.vocabulary import Vocabulary

# Phrases say more than words but are rarer, and c-TF-IDF weighs by frequency.
PHRASE_BONUS = 1.2
# So many times the keywords wanted are looked at for variety.
CANDIDATES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyword:
    """A word or phrase of a theme in one language, in its commonest surface form, with its c-TF-IDF weight.

    ``suggested`` marks one that was not found in the theme's own text but is nearest to it in the encoder.
    """

    text: str
    weight: float
    suggested: bool = False


def theme_keywords(
    terms: Sequence[Sequence[str]],
    labels: Ints,
    *,
    languages: Sequence[str],
    language: str,
    vocabulary: Vocabulary,
    themes: int,
    size: int,
    encoder: Encoder | None = None,
    without: Collection[str] = (),
) -> list[tuple[Keyword, ...]]:
    """For each theme the ``size`` terms of one language that set it apart, best first; none if it has no text in it.

    Class-based TF-IDF (Grootendorst 2022) over that language's passages only, so that neither language's words are
    weighed by the other's frequencies. With an encoder the terms are chosen for variety too (``variety``). A label
    below 0 is a passage without a theme. ``without``: terms that describe no theme of this corpus.
    """
    gathered = gather_terms(terms)
    own = _own(labels, languages, language)
    counts = gathered.spread(own, size=themes)
    ranked = _candidates(gathered, own, counts, size=size, without=without)
    written = {term: vocabulary.written(term) for term in sorted({t for row in ranked for t, _ in row})}
    vectors = dict(zip(written, word_vectors(list(written.values()), encoder=encoder), strict=True)) if encoder else {}
    result = []
    for theme, row in enumerate(ranked):
        times = {gathered.names[at]: n for at, n in zip(counts[theme].indices, counts[theme].data, strict=True)}
        chosen = most_varied(without_repetition(row, times), vectors, size=size)
        result.append(tuple(Keyword(text=written[term], weight=round(weight, 6)) for term, weight in chosen))
    return result


def candidate_terms(
    terms: Sequence[Sequence[str]],
    labels: Ints,
    *,
    languages: Sequence[str],
    language: str,
    themes: int,
    size: int,
    without: Collection[str] = (),
) -> frozenset[str]:
    """The terms of all themes that ``theme_keywords`` with these arguments chooses from."""
    gathered = gather_terms(terms)
    own = _own(labels, languages, language)
    counts = gathered.spread(own, size=themes)
    ranked = _candidates(gathered, own, counts, size=size, without=without)
    return frozenset(term for row in ranked for term, _ in row)


def _own(labels: Ints, languages: Sequence[str], language: str) -> Ints:
    """The theme of each passage of the language, -1 for all others."""
    import numpy as np

    return np.where(np.asarray(languages) == language, np.asarray(labels), -1).astype(np.int32)


def _candidates(
    terms: Terms, own: Ints, counts: Any, *, size: int, without: Collection[str]
) -> list[list[tuple[str, float]]]:
    weights = class_tf_idf(counts)
    passages = terms.spread(own, size=counts.shape[0], once=True)
    return [
        _ranked(terms.names, weights[theme], passages[theme], skip=without)[: CANDIDATES * size]
        for theme in range(counts.shape[0])
    ]


def class_tf_idf(counts: Any) -> Any:
    """Each class's weights of terms by class-based TF-IDF (Grootendorst 2022).

    ``counts``: how often each term stands in each class, CSR. Shape: (classes, terms). The weights likewise: the square
    root of a term's share of its class, times the logarithm of how rare it is in all of them, as in BM25. To the bit
    what BERTopic's ClassTfidfTransformer gives, of which loading takes seconds.
    """
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    used = np.unique(counts.indices)
    if len(used) < 2:
        # A single term has nothing to be weighed against.
        return (counts > 0).astype(np.float64)
    own = counts[:, used].astype(np.float64)
    often = np.asarray(own.sum(axis=0)).ravel()
    mean = int(own.sum(axis=1).mean())  # as BERTopic takes it: a whole number
    rarity = np.log(1 + (mean - often + 0.5) / (often + 0.5))
    shares = normalize(own, norm="l1", axis=1)
    weights = np.sqrt(shares.data) * rarity[shares.indices]
    return csr_matrix((weights, used[shares.indices], shares.indptr), shape=counts.shape)


def _ranked(names: Sequence[str], weights: Any, passages: Any, *, skip: Collection[str]) -> list[tuple[str, float]]:
    """The terms of one theme by their weights. ``weights``, ``passages``: its rows."""
    # A term of one passage says nothing about a theme of twenty; in a theme of three it is all there is.
    often = dict(zip(passages.indices.tolist(), passages.data.tolist(), strict=True))
    commonest = max(often.values(), default=0)
    least = 3 if commonest >= 6 else 2 if commonest >= 3 else 1
    ranked = [
        (name, weight * (PHRASE_BONUS if PHRASE_MARK in name else 1.0))
        for at, weight in zip(weights.indices.tolist(), weights.data.tolist(), strict=True)
        if often[at] >= least and (name := names[at]) not in skip
    ]
    ranked.sort(key=lambda item: (-item[1], item[0]))
    return ranked
