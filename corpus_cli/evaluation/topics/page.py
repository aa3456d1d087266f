"""What a report of a topic model holds, whatever its format, in words for people who do not program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus_cli import __version__
from corpus_cli.evaluation.topics.catalogue import catalogue, compare_figures, number
from corpus_cli.evaluation.topics.figures import TopicFigures
from corpus_cli.evaluation.topics.probe import Disagreement
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import percent, plural

_ARROWS = {"higher": "higher is better", "lower": "lower is better", "neither": ""}
#: Pairs of the probe that are shown.
_EXAMPLES = 5
#: Above this share without a theme, a model leaves too much unsaid.
_MUCH_UNASSIGNED = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredModel:
    """A model's name in the store, or what else people call it, and its figures."""

    name: str
    figures: TopicFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEvaluation:
    """What was measured. ``source``: what its passages are called; ``earlier``: the last models, the newest first.

    ``disagreements``: pairs of the probe whose sides have different themes.
    """

    model: MeasuredModel
    source: str
    earlier: tuple[MeasuredModel, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """Plain text throughout. ``rows``: figure, its value for each model of ``names``, which way is better, meaning.

    ``notes``: what the guard warns of. ``themes``: a table with its header first, its first ``words`` columns words.
    """

    title: str
    measured: Sequence[str]
    in_short: Sequence[str]
    names: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str], str, str]]
    notes: Sequence[str]
    themes: Sequence[Sequence[str]]
    words: int
    examples: Sequence[Disagreement]


def topic_page(evaluation: TopicEvaluation) -> TopicPage:
    """The report of an evaluation."""
    models = (evaluation.model, *evaluation.earlier)
    figures = [model.figures for model in models]
    themes, words = _themes(evaluation.model.figures)
    return TopicPage(
        title="How good the topic model is",
        measured=[*_measured(evaluation)],
        in_short=[*_in_short(evaluation)],
        names=[model.name for model in models],
        rows=[
            (figure.name, [figure.shown(one) for one in figures], _ARROWS[figure.better], figure.meaning)
            for figure in catalogue(figures)
        ],
        notes=evaluation.model.figures.guard.warnings,
        themes=themes,
        words=words,
        examples=evaluation.disagreements[:_EXAMPLES],
    )


def _measured(evaluation: TopicEvaluation) -> Iterator[str]:
    """What was measured, in sentences."""
    figures = evaluation.model.figures
    counts = ", ".join(f"{language_of(code).name} {count:,}" for code, count in figures.passages.items()) or "none"
    total = plural(sum(figures.passages.values()), "passage")
    yield (
        f"corpus {__version__} gave each of the {total} of {evaluation.source} ({counts}) its theme by the topic model "
        f"{evaluation.model.name} ({figures.model_sha256[:12]})."
    )
    where = sorted({words.words_in for words in figures.words.values()})
    if where == ["training passages"]:
        yield (
            "Words were looked for in the passages that the model was trained on, which flatters it. Give passages "
            "that it has not seen for a stricter figure."
        )
    elif where == ["the other half"]:
        yield (
            "Words were chosen by trainings on one half of the passages and looked for in the other half; those of "
            "single themes were looked for in all passages."
        )
    if figures.agreement:
        yield f"The parallel text is {plural(figures.agreement.pairs, 'passage')} in Arabic and English."
    if figures.stability:
        yield (
            f"For steadiness the model was trained {figures.stability.trainings} more times on "
            f"{plural(figures.stability.passages, 'passage')}: twice with other seeds, twice on one half of them."
        )
    else:
        yield "Steadiness was not measured: it needs further trainings, and passages enough for them."
    if evaluation.earlier:
        yield "The models beside it were measured when they were made; compare them where the passages are the same."


def _in_short(evaluation: TopicEvaluation) -> Iterator[str]:
    """The chief findings as sentences."""
    figures = evaluation.model.figures
    yield f"{figures.guard.says} {figures.guard.todo}"
    if figures.unassigned > _MUCH_UNASSIGNED:
        yield f"{percent(figures.unassigned)} of the passages are in no theme. Look at the emerging themes among them."
    if not evaluation.earlier:
        return
    last = evaluation.earlier[0]
    compared = compare_figures(figures, last.figures)
    if not compared.better and not compared.worse:
        yield f"No figure is notably better or worse than that of {last.name}."
    if compared.better:
        yield f"Better than {last.name} in: {'; '.join(compared.better)}."
    if compared.worse:
        yield f"Worse than {last.name} in: {'; '.join(compared.worse)}."


def _themes(figures: TopicFigures) -> tuple[list[tuple[str, ...]], int]:
    """A table of the themes in the model's order, its header first, and how many of its columns are words."""
    labels = sorted({code for theme in figures.themes for code in theme.labels})
    counts = sorted({code for theme in figures.themes for code in theme.passages})
    names = {code: language_of(code).name for code in (*labels, *counts, *figures.words)}
    header = (
        "theme",
        *(f"{names[code]} label" for code in labels),
        *(f"passages, {names[code]}" for code in counts),
        *(f"words together, {names[code]}" for code in figures.words),
        "apart",
    )
    rows = [
        (
            theme.theme_id,
            *(theme.labels.get(code, "") for code in labels),
            *(f"{theme.passages.get(code, 0):,}" for code in counts),
            *(number(theme.npmi.get(code)) for code in figures.words),
            number(theme.silhouette),
        )
        for theme in figures.themes
    ]
    return [header, *rows], 1 + len(labels)
