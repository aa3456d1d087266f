"""A topic model measured on the passages of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from corpus_cli.errors import ModelMissingError
from corpus_cli.evaluation.topics.clusters import Silhouette, balance, silhouette, unassigned_share
from corpus_cli.evaluation.topics.coherence import Coherence, coherence, diversity, top_words
from corpus_cli.evaluation.topics.figures import LanguageWords, ThemeFigures, TopicFigures, WordsIn
from corpus_cli.evaluation.topics.probe import ProbePair, agreement, probe_labels, read_probe
from corpus_cli.evaluation.topics.stability import Half, Train, stability
from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.encoders.passages import TrainingPassages
from corpus_cli.topics.guard.judge import guard
from corpus_cli.topics.model.assign import assign_projected
from corpus_cli.topics.model.topic_model import TopicModel

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats, Ints

DIGITS = 4


def measure(
    model: TopicModel,
    passages: TrainingPassages,
    *,
    encoder: Encoder,
    held_out: TrainingPassages | None = None,
    train: Train | None = None,
    probe: Sequence[ProbePair] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> TopicFigures:
    """The figures of the model; the same arguments give the same figures.

    ``passages``: those it was trained on, or others of its subject. ``held_out``: passages it was not trained on, in
    which its words are looked for. ``train``: trains another model with the same settings; without it there is no
    stability. ``probe``: parallel passages, by default the bundled ones. ``progress`` is told what is being done.
    Raises ``ModelMissingError`` if the encoder is not the model's.
    """
    _check_encoder(model, encoder)
    progress("themes of the passages")
    labels, projected = _labels(model, passages)
    progress("parallel text")
    pairs = read_probe() if probe is None else probe
    agreed = agreement(probe_labels(model, pairs, encoder=encoder)) if model.info.themes else None
    steady = stability(model, passages, train=train, progress=progress) if train and model.info.themes else None
    progress("words")
    words, by_theme = _words(model, passages, held_out=held_out, halves=steady[1] if steady else ())
    progress("clusters")
    apart = silhouette(projected, labels, theme_ids=model.theme_ids)
    return TopicFigures(
        model_sha256=model.sha256,
        passages=dict(sorted(Counter(passages.languages).items())),
        themes=_themes(model, labels, passages.languages, words=by_theme, apart=apart),
        words=words,
        silhouette=apart.value if apart else None,
        unassigned=unassigned_share(labels),
        balance=balance(labels, theme_ids=model.theme_ids),
        stability=steady[0] if steady else None,
        guard=guard(projected, labels, passages.languages, theme_ids=model.theme_ids),
        agreement=agreed,
    )


def _check_encoder(model: TopicModel, encoder: Encoder) -> None:
    if model.info.encoder_sha256 != encoder.sha256:
        raise ModelMissingError(
            f"the topic model was trained with another encoder ({model.info.encoder}) than {encoder.name}",
            remedy=f"give the encoder {model.info.encoder} in the recipe, or train a new model",
        )


def _labels(model: TopicModel, passages: TrainingPassages) -> tuple[Ints, Floats]:
    """Each passage's theme, -1 for none, and its vector in the model's space. Shapes: (n,), (n, dim)."""
    import numpy as np

    if not len(passages) or not model.info.themes:
        return np.full(len(passages), -1, dtype=np.int32), passages.vectors
    projected = model.project(passages.vectors, passages.languages)
    return assign_projected(model, projected)[0], projected


def _words(
    model: TopicModel, passages: TrainingPassages, *, held_out: TrainingPassages | None, halves: Sequence[Half]
) -> tuple[dict[str, LanguageWords], dict[str, Coherence]]:
    """By language, the figures of the model's words, and how each theme's hold together."""
    text = held_out if held_out is not None else passages
    figures, by_theme = {}, {}
    for language in sorted({code for theme in model.info.themes for code in theme.keywords}):
        words = top_words(model.info.themes, language)
        if not words:
            continue
        own = coherence(words, _texts(text, language), language=language)
        if own is not None:
            by_theme[language] = own
        where: WordsIn = "training passages" if held_out is None else "held-out passages"
        figures[language] = _language(own, where, diversity(words))
        # Words chosen on one half and looked for in the other are held out as well, if of a smaller model.
        crossed = [found for half in halves if (found := _across(half, language)) is not None]
        if held_out is None and crossed:
            figures[language] = _language(_mean(crossed), "the other half", diversity(words))
    return figures, by_theme


def _texts(passages: TrainingPassages, language: str) -> list[str]:
    return [text for text, code in zip(passages.texts, passages.languages, strict=True) if code == language]


def _across(half: Half, language: str) -> Coherence | None:
    """How the words of one half's model hold together in the other half."""
    texts = [text for text, code in zip(half.texts, half.languages, strict=True) if code == language]
    return coherence(top_words(half.model.info.themes, language), texts, language=language)


def _mean(found: Sequence[Coherence]) -> Coherence:
    return Coherence(
        npmi=round(sum(one.npmi for one in found) / len(found), DIGITS),
        passages=sum(one.passages for one in found),
        found=round(sum(one.found for one in found) / len(found), DIGITS),
        themes={},
    )


def _language(found: Coherence | None, where: WordsIn, different: float | None) -> LanguageWords:
    return LanguageWords(
        npmi=found.npmi if found else None,
        words_in=where,
        passages=found.passages if found else 0,
        found=found.found if found else None,
        diversity=different,
    )


def _themes(
    model: TopicModel,
    labels: Ints,
    languages: Sequence[str],
    *,
    words: dict[str, Coherence],
    apart: Silhouette | None,
) -> tuple[ThemeFigures, ...]:
    counts = [Counter[str]() for _ in model.info.themes]
    for label, language in zip(labels.tolist(), languages, strict=True):
        if label >= 0:
            counts[label][language] += 1
    return tuple(
        ThemeFigures(
            theme_id=theme.theme_id,
            labels=dict(sorted(theme.labels.items())),
            passages=dict(sorted(counts[number].items())),
            npmi={
                code: found.themes[theme.theme_id] for code, found in words.items() if theme.theme_id in found.themes
            },
            silhouette=apart.themes.get(theme.theme_id) if apart else None,
        )
        for number, theme in enumerate(model.info.themes)
    )
