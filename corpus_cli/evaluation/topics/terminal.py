"""The figures of a topic model for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from corpus_cli.evaluation.topics.catalogue import number
from corpus_cli.evaluation.topics.figures import ThemeFigures
from corpus_cli.evaluation.topics.page import TopicEvaluation, topic_page
from corpus_cli.wording.text import one_line

if TYPE_CHECKING:
    from rich.table import Table

#: What the table needs: on a narrower screen its lines are broken, not cut.
WIDTH = 100
#: How many of the weakest themes are named.
_WEAKEST = 3


def figure_table(evaluation: TopicEvaluation) -> Table:
    """The figures of the model and of those before it, one row a figure."""
    from rich import box
    from rich.table import Table

    page = topic_page(evaluation)
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    shown.add_column("figure", no_wrap=True)
    for name in page.names:
        shown.add_column(one_line(name), justify="right")
    shown.add_column("better")
    for name, values, better, _ in page.rows:
        shown.add_row(name, *values, better.partition(" ")[0])
    return shown


def note_lines(evaluation: TopicEvaluation, *, name: Callable[[str], str] = one_line) -> Iterator[str]:
    """What the figures mean, what was measured, what there is to say in short, and the weakest themes.

    ``name`` makes labels and names safe to stand in a line.
    """
    page = topic_page(evaluation)
    for figure, _, _, meaning in page.rows:
        yield f"{figure}: {meaning}"
    yield ""
    for sentence in page.measured:
        yield name(sentence)
    yield ""
    for sentence in page.in_short:
        yield name(sentence)
    for warning in page.notes:
        if warning not in page.in_short:
            yield f"! {name(warning)}"
    figures = evaluation.model.figures
    told = {one.theme_id for one in figures.guard.one_sided if one.reason != "few"}
    for theme in figures.themes:
        if theme.theme_id in told:
            yield _theme(theme, name)
    yield from _weakest(figures.themes, name)


def _weakest(themes: Sequence[ThemeFigures], name: Callable[[str], str]) -> Iterator[str]:
    measured = [(theme.silhouette, theme.theme_id, theme) for theme in themes if theme.silhouette is not None]
    if len(measured) > _WEAKEST:
        yield "Least apart from the others:"
        for silhouette, _, theme in sorted(measured, key=lambda item: item[:2])[:_WEAKEST]:
            yield f"{_theme(theme, name)} ({number(silhouette)})"


def _theme(theme: ThemeFigures, name: Callable[[str], str]) -> str:
    """The theme's id with its labels, the English one first."""
    labels = " | ".join(name(label) for _, label in sorted(theme.labels.items(), reverse=True))
    return f"  {theme.theme_id}  {labels}"
