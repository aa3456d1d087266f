"""A short label for each theme in each language, chosen from the theme's own keywords and paired across languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus_cli.normalize import fold_text
from corpus_cli.topics.encoder import Encoder
from corpus_cli.topics.model import Keyword

if TYPE_CHECKING:
    from corpus_cli.topics.model import Floats

LABEL_TERMS = 2
CANDIDATES = 8
SUGGESTIONS = 5
JOIN = " · "
# A label's terms may be this close in meaning, not closer: the second should add something.
TOO_CLOSE = 0.75
# A phrase tells a reader more than a word of the same rank.
PHRASE_WORTH = 0.15


def suggest_missing(
    keywords: dict[str, list[tuple[Keyword, ...]]], centroids: Floats, *, encoder: Encoder
) -> dict[str, list[tuple[Keyword, ...]]]:
    """Where one language has no text in a theme, its keywords of other themes nearest to the theme, marked as such."""
    completed = {}
    for language, themes in keywords.items():
        known = sorted({keyword.text for theme in themes for keyword in theme})
        if not known or all(themes):
            completed[language] = themes
            continue
        closeness = centroids @ _centred(known, encoder).T
        completed[language] = [theme or _nearest(known, closeness[number]) for number, theme in enumerate(themes)]
    return completed


def name_themes(
    keywords: dict[str, list[tuple[Keyword, ...]]], centroids: Floats, *, encoder: Encoder
) -> list[dict[str, str]]:
    """A label for each language a theme has text in: its two terms that stand best for it, and across languages.

    Terms are the theme's first keywords. With both languages there, pairs are chosen by the sum of how close the two
    are in the encoder, how close each is to the theme, and how high it ranks; with one, by the last two.
    """
    vectors = _vectors(keywords, encoder)
    labels = []
    for number, centroid in enumerate(centroids):
        candidates = {
            language: [keyword.text for keyword in themes[number][:CANDIDATES] if not keyword.suggested]
            for language, themes in keywords.items()
        }
        present = {language: texts for language, texts in candidates.items() if texts}
        labels.append(_label(present, centroid, vectors))
    return labels


def _label(present: dict[str, list[str]], centroid: Floats, vectors: dict[str, dict[str, Floats]]) -> dict[str, str]:
    import numpy as np

    if not present:
        return {}
    languages = sorted(present)
    worth = {
        language: np.asarray(
            [
                vectors[language][text] @ centroid + 1 / (2 + rank) + PHRASE_WORTH * (" " in text)
                for rank, text in enumerate(present[language])
            ]
        )
        for language in languages
    }
    if len(languages) == 1:
        (language,) = languages
        order = [(index,) for index in np.argsort(-worth[language], kind="stable")]
    else:
        first, second = languages
        near = (
            np.stack([vectors[first][t] for t in present[first]])
            @ np.stack([vectors[second][t] for t in present[second]]).T
        )
        total = near + worth[first][:, None] + worth[second][None, :]
        order = [divmod(int(flat), total.shape[1]) for flat in np.argsort(-total, axis=None, kind="stable")]
    return _join(languages, present, order, vectors)


def _join(
    languages: Sequence[str],
    present: dict[str, list[str]],
    order: Sequence[tuple[int, ...]],
    vectors: dict[str, dict[str, Floats]],
) -> dict[str, str]:
    chosen: list[tuple[str, ...]] = []
    for indices in order:
        texts = tuple(present[language][index] for language, index in zip(languages, indices, strict=True))
        if all(_adds(texts, other, languages, vectors) for other in chosen):
            chosen.append(texts)
        if len(chosen) == LABEL_TERMS:
            break
    return {language: JOIN.join(texts[at] for texts in chosen) for at, language in enumerate(languages)}


def _adds(
    texts: tuple[str, ...], other: tuple[str, ...], languages: Sequence[str], vectors: dict[str, dict[str, Floats]]
) -> bool:
    return all(
        not _words(a) & _words(b) and float(vectors[language][a] @ vectors[language][b]) < TOO_CLOSE
        for a, b, language in zip(texts, other, languages, strict=True)
    )


def _words(text: str) -> set[str]:
    """The words of a label, with and without the Arabic article the same."""
    return {word.removeprefix("ال") for word in fold_text(text).split()}


def _vectors(keywords: dict[str, list[tuple[Keyword, ...]]], encoder: Encoder) -> dict[str, dict[str, Floats]]:
    result: dict[str, dict[str, Floats]] = {}
    for language, themes in keywords.items():
        texts = sorted({keyword.text for theme in themes for keyword in theme[:CANDIDATES]})
        result[language] = dict(zip(texts, _centred(texts, encoder), strict=True)) if texts else {}
    return result


def _centred(texts: Sequence[str], encoder: Encoder) -> Floats:
    """Unit vectors of words, with the mean of that language's words taken off (words sit elsewhere than passages)."""
    import numpy as np

    vectors = encoder.encode(texts)
    if len(vectors) > 1:
        vectors = vectors - vectors.mean(axis=0)
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _nearest(known: Sequence[str], closeness: Floats) -> tuple[Keyword, ...]:
    import numpy as np

    best = np.argsort(-closeness, kind="stable")[:SUGGESTIONS]
    return tuple(Keyword(text=known[index], weight=round(float(closeness[index]), 6), suggested=True) for index in best)
