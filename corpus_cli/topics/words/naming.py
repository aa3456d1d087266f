"""A short label for each theme in each language, chosen from the theme's own keywords and paired across languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus_cli.normalize import fold_text
from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.words.keywords import Keyword
from corpus_cli.topics.words.variety import word_vectors

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats

LABEL_TERMS = 2
JOIN = " · "
# A label's terms may be this close in meaning, not closer: the second should add something.
TOO_CLOSE = 0.53
# A phrase tells a reader more than a word of the same rank, but a label is no sentence.
PHRASE_WORTH = 0.15
LONGEST = 3
# How much the likeness of the two languages' terms counts, and what a second pair must have of it.
PAIR_WORTH = 1.5
LEAST_ALIKE = 0.43

Pair = tuple[str, ...]


def name_themes(
    keywords: Mapping[str, Sequence[tuple[Keyword, ...]]],
    centroids: Floats,
    *,
    encoder: Encoder,
) -> list[dict[str, str]]:
    """A label for each language a theme has text in: its two terms that stand best for it, and across languages.

    Terms are the theme's keywords. With both languages there, pairs are chosen by the sum of how close the two are in
    the encoder, how close each is to the theme, and how high it ranks; with one, by the last two. The second pair is
    left out where its terms mean different things. No two themes have one label in any language as long as their
    keywords differ. ``centroids``: in the encoder's space.
    """
    vectors = _vectors(keywords, encoder)
    labels: list[dict[str, str]] = []
    for number, centroid in enumerate(centroids):
        candidates = {
            language: [word.text for word in themes[number] if not word.suggested]
            for language, themes in keywords.items()
        }
        present = {language: texts for language, texts in candidates.items() if texts}
        labels.append(_label(present, centroid, vectors, taken=labels))
    return labels


def _label(
    present: dict[str, list[str]],
    centroid: Floats,
    vectors: Mapping[str, Mapping[str, Floats]],
    *,
    taken: Sequence[Mapping[str, str]],
) -> dict[str, str]:
    languages = sorted(present)
    if not languages:
        return {}
    chosen: list[Pair] = []
    for texts, alike in _ordered(present, centroid, vectors):
        if chosen and alike < LEAST_ALIKE:
            continue
        if all(_adds(texts, other, languages, vectors) for other in chosen):
            chosen.append(texts)
        if len(chosen) >= LABEL_TERMS and not _is_taken(_joined(chosen, languages), taken):
            break
    # A label that another theme has is told apart by the next term; here there was none that is alike in both.
    for texts, _ in _ordered(present, centroid, vectors):
        if not _is_taken(_joined(chosen[:LABEL_TERMS], languages), taken):
            return _joined(chosen[:LABEL_TERMS], languages)
        if not _is_taken(_joined(chosen, languages), taken):
            return _joined(chosen, languages)
        chosen += [] if texts in chosen else [texts]
    return _joined(chosen[:LABEL_TERMS], languages)


def _ordered(
    present: Mapping[str, Sequence[str]], centroid: Floats, vectors: Mapping[str, Mapping[str, Floats]]
) -> Iterator[tuple[Pair, float]]:
    """Pairs of terms (or single terms in one language), best first, with how alike the two are."""
    import numpy as np

    languages = sorted(present)
    worth = {
        language: np.asarray(
            [
                _worth(text, rank, float(vectors[language][text] @ centroid))
                for rank, text in enumerate(present[language])
            ]
        )
        for language in languages
    }
    if len(languages) == 1:
        (language,) = languages
        for index in np.argsort(-worth[language], kind="stable").tolist():
            yield (present[language][index],), 1.0
        return
    first, second = languages
    alike = (
        np.stack([vectors[first][text] for text in present[first]])
        @ np.stack([vectors[second][text] for text in present[second]]).T
    )
    total = PAIR_WORTH * alike + worth[first][:, None] + worth[second][None, :]
    for flat in np.argsort(-total, axis=None, kind="stable").tolist():
        row, column = divmod(flat, total.shape[1])
        yield (present[first][row], present[second][column]), float(alike[row, column])


def _worth(text: str, rank: int, closeness: float) -> float:
    words = text.count(" ") + 1
    return closeness + 1 / (2 + rank) + PHRASE_WORTH * (words > 1) - PHRASE_WORTH * max(words - LONGEST, 0)


def _joined(chosen: Sequence[Pair], languages: Sequence[str]) -> dict[str, str]:
    return {language: JOIN.join(texts[at] for texts in chosen) for at, language in enumerate(languages)}


def _is_taken(label: Mapping[str, str], taken: Sequence[Mapping[str, str]]) -> bool:
    return any(
        fold_text(other.get(language, "")) == fold_text(text) for other in taken for language, text in label.items()
    )


def _adds(texts: Pair, other: Pair, languages: Sequence[str], vectors: Mapping[str, Mapping[str, Floats]]) -> bool:
    return all(
        not _words(a) & _words(b) and float(vectors[language][a] @ vectors[language][b]) < TOO_CLOSE
        for a, b, language in zip(texts, other, languages, strict=True)
    )


def _words(text: str) -> set[str]:
    """The words of a label, with and without the Arabic article the same."""
    return {word.removeprefix("ال") for word in fold_text(text).split()}


def _vectors(keywords: Mapping[str, Sequence[tuple[Keyword, ...]]], encoder: Encoder) -> dict[str, dict[str, Floats]]:
    result: dict[str, dict[str, Floats]] = {}
    for language, themes in keywords.items():
        texts = sorted({keyword.text for theme in themes for keyword in theme})
        result[language] = dict(zip(texts, word_vectors(texts, encoder=encoder), strict=True)) if texts else {}
    return result
