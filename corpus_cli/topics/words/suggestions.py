"""Words for a theme in a language that has no text in it: the nearest in the corpus, marked as suggestions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.words.keywords import Keyword
from corpus_cli.topics.words.variety import word_vectors

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats
    from corpus_cli.topics.words.vocabulary import Vocabulary

SUGGESTIONS = 6
# So many of the language's commonest terms are looked at: rarer ones tell a reader little, and each is encoded.
VOCABULARY = 20_000
LEAST_OFTEN = 2
# The theme's own words lead to their translations; its passages as a whole, being long texts, only weigh in.
WORDS = 8
CENTROID_WORTH = 0.3
# What is further from every word of the theme is no suggestion.
LEAST_ALIKE = 0.4
# Two suggestions this close are one.
TOO_CLOSE = 0.75


def suggest_missing(
    keywords: Mapping[str, list[tuple[Keyword, ...]]],
    centroids: Floats,
    *,
    encoder: Encoder,
    vocabularies: Mapping[str, Vocabulary] | None = None,
    without: Mapping[str, Collection[str]] | None = None,
) -> dict[str, list[tuple[Keyword, ...]]]:
    """Where one language has no text in a theme, the terms of that language in the whole corpus that are nearest to the
    theme's words in the other, marked as suggestions; their weight is the cosine.

    ``centroids``: in the encoder's space. Without ``vocabularies`` the terms are the keywords of the other themes.
    ``without``: for each language terms to leave out.
    """
    spoken = sorted({word.text for themes in keywords.values() for theme in themes for word in theme})
    spoken_vectors = dict(zip(spoken, word_vectors(spoken, encoder=encoder), strict=True)) if spoken else {}
    completed = {}
    for language, themes in keywords.items():
        completed[language] = list(themes)
        missing = [number for number, theme in enumerate(themes) if not theme]
        known = _known(language, themes, vocabularies or {}, (without or {}).get(language, ())) if missing else []
        if not known:
            continue
        vectors = word_vectors(known, encoder=encoder)
        for number in missing:
            own = [word.text for name in sorted(keywords) for word in keywords[name][number][:WORDS]]
            mine = [spoken_vectors[text] for text in own]
            completed[language][number] = _nearest(known, vectors, mine, centroids[number])
    return completed


def _known(
    language: str,
    themes: Sequence[tuple[Keyword, ...]],
    vocabularies: Mapping[str, Vocabulary],
    without: Collection[str],
) -> list[str]:
    if language not in vocabularies:
        return sorted({keyword.text for theme in themes for keyword in theme})
    vocabulary = vocabularies[language]
    terms = [term for term in vocabulary.commonest(VOCABULARY, least=LEAST_OFTEN) if term not in without]
    return sorted({vocabulary.written(term) for term in terms})


def _nearest(known: Sequence[str], vectors: Floats, own: Sequence[Floats], centroid: Floats) -> tuple[Keyword, ...]:
    """For each of the theme's words in turn the nearest term that is also near its passages and adds to those before;
    where it has no words, the terms nearest to its passages."""
    import numpy as np

    near = vectors @ centroid
    chosen: dict[int, float] = {}
    for alike in [vectors @ word for word in own] or [near] * SUGGESTIONS:
        for at in np.argsort(-(alike + CENTROID_WORTH * near), kind="stable")[:SUGGESTIONS].tolist():
            if alike[at] < LEAST_ALIKE:
                break
            if all(float(vectors[at] @ vectors[other]) < TOO_CLOSE for other in chosen):
                chosen[at] = float(alike[at])
                break
    best = list(chosen.items())[:SUGGESTIONS]
    return tuple(Keyword(text=known[at], weight=round(weight, 6), suggested=True) for at, weight in best)
