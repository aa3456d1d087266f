"""Training: passages of all languages in one space, clusters, words and labels, sealed into a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.assign import centre
from corpus_cli.topics.clusters import cluster
from corpus_cli.topics.encoder import Encoder
from corpus_cli.topics.lineage import theme_ids
from corpus_cli.topics.model import Keyword, ModelInfo, Theme, TopicModel, build_model
from corpus_cli.topics.naming import name_themes, suggest_missing
from corpus_cli.topics.passages import TrainingPassages
from corpus_cli.topics.words import LANGUAGES, extract_terms, theme_keywords

if TYPE_CHECKING:
    from corpus_cli.topics.model import Floats, Ints

# A mean over few passages is mostly those passages: it is drawn towards the mean of all by this many of them, so that
# the only passage of a language keeps a direction. More would leave the languages apart in small corpora.
MEAN_PRIOR = 1
# References kept in a model: a sample by even steps, so that assignment stays linear in the corpus.
MAX_REFERENCES = 20_000
# Voters: most of an average theme, at most 120. On the second half of parallel text that the model has not seen,
# 120 voters agreed across languages for 0.73 of the UN pairs (kappa), 15 for 0.69.
MAX_NEIGHBOURS = 120
NEIGHBOUR_SHARE = 0.75
TEMPERATURE = 0.1
VERSIONED = ("bertopic", "umap-learn", "scikit-learn", "numpy")


def train_model(
    passages: TrainingPassages,
    *,
    settings: TopicSettings,
    encoder: Encoder,
    keywords: int = 12,
    previous: TopicModel | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> TopicModel:
    """A topic model of these passages; the same passages and settings give the same bytes.

    Themes are numbered by falling size, or keep the ids of ``previous`` where they match. ``progress`` is told what is
    being done. With too few passages for a model the fallback is in ``info.method`` and ``info.notes``.
    """
    import numpy as np

    means = language_means(passages.vectors, passages.languages)
    centred = centre(passages.vectors, passages.languages, means) if means else np.zeros((0, 1), dtype=np.float32)
    progress("words and phrases")
    terms, vocabularies = extract_terms(passages.texts, passages.languages)
    progress("clusters")
    clusters = cluster(centred, terms=terms, themes=settings.themes, seed=settings.seed)
    count = int(clusters.labels.max(initial=-1)) + 1
    centroids = theme_centroids(centred, clusters.labels, count)
    progress("keywords and labels")
    by_language = {
        language: theme_keywords(
            terms,
            clusters.labels,
            languages=passages.languages,
            language=language,
            vocabulary=vocabulary,
            themes=count,
            size=keywords,
        )
        for language, vocabulary in vocabularies.items()
    }
    by_language = suggest_missing(by_language, centroids, encoder=encoder)
    labels = name_themes(by_language, centroids, encoder=encoder)
    ids, lineage, retired = theme_ids(centroids, previous=previous, encoder_sha256=encoder.sha256)
    step = -(-len(centred) // MAX_REFERENCES) or 1
    info = ModelInfo(
        method=clusters.method,
        notes=(*clusters.notes, *_language_notes(passages.languages)),
        encoder=encoder.name,
        encoder_sha256=encoder.sha256,
        settings={
            "themes": settings.themes,
            "seed": settings.seed,
            "neighbours": max(1, min(MAX_NEIGHBOURS, round(NEIGHBOUR_SHARE * len(centred[::step]) / max(count, 1)))),
            "temperature": TEMPERATURE,
        },
        versions={name: version(name) for name in VERSIONED},
        corpus_fingerprint=passages.fingerprint,
        passages=dict(sorted(Counter(passages.languages).items())),
        themes=_themes(ids, labels, by_language, clusters.labels, passages.languages),
        lineage=tuple(lineage),
        retired=tuple(retired),
        previous_sha256=previous.sha256 if previous else None,
    )
    return build_model(
        info,
        means=means,
        references=np.ascontiguousarray(centred[::step]),
        labels=np.ascontiguousarray(clusters.labels[::step]),
        centroids=centroids,
    )


def language_means(vectors: Floats, languages: Sequence[str]) -> dict[str, Floats]:
    """Each language's mean vector, drawn towards the mean of all where it has few passages. Shapes: (dim,), float32."""
    import numpy as np

    if not len(vectors):
        return {}
    overall = vectors.mean(axis=0, dtype=np.float64)
    names = np.asarray(languages)
    means = {}
    for language in sorted(set(languages)):
        own = vectors[names == language]
        total = own.sum(axis=0, dtype=np.float64) + MEAN_PRIOR * overall
        means[language] = (total / (len(own) + MEAN_PRIOR)).astype(np.float32)
    return means


def theme_centroids(centred: Floats, labels: Ints, themes: int) -> Floats:
    """The unit mean of each theme's passages. Shape: (themes, dim), float32."""
    import numpy as np

    sums = np.stack(
        [centred[labels == theme].mean(axis=0, dtype=np.float64) for theme in range(themes)]
        or [centred[0:1].sum(axis=0)]
    )
    unit = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
    return np.ascontiguousarray(unit[:themes], dtype=np.float32)


def _themes(
    ids: Sequence[str],
    labels: Sequence[dict[str, str]],
    keywords: dict[str, list[tuple[Keyword, ...]]],
    assigned: Ints,
    languages: Sequence[str],
) -> tuple[Theme, ...]:
    counts = [Counter[str]() for _ in ids]
    for theme, language in zip(assigned, languages, strict=True):
        counts[theme][language] += 1
    return tuple(
        Theme(
            theme_id=theme_id,
            labels=labels[number],
            keywords={language: themes[number] for language, themes in keywords.items()},
            trained_passages=dict(sorted(counts[number].items())),
        )
        for number, theme_id in enumerate(ids)
    )


def _language_notes(languages: Sequence[str]) -> list[str]:
    """What a reader should know about the languages: one only, one nearly missing, others beside the two."""
    counts = Counter(languages)
    known = {language: counts[language] for language in LANGUAGES if counts[language]}
    notes = []
    if len(known) == 1:
        notes.append(f"only one language ({next(iter(known))}): themes cannot be compared across languages")
    elif known and min(known.values()) < 0.05 * sum(known.values()):
        least = min(known, key=lambda name: known[name])
        notes.append(f"only {known[least]} passages in {least}: its share of each theme is uncertain")
    others = sorted(set(counts) - set(LANGUAGES))
    if others:
        notes.append(f"passages in {', '.join(others)} are assigned to themes but give no keywords")
    return notes
