"""The report of a topic model as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus_cli.evaluation.html_page import escape_html
from corpus_cli.evaluation.topics.page import TopicEvaluation, TopicPage, topic_page
from corpus_cli.evaluation.topics.probe import Disagreement
from corpus_cli.themes.as_markdown import escape


def to_markdown(evaluation: TopicEvaluation) -> bytes:
    """What was measured, in short, the table with what each figure means, the notes, the themes; UTF-8."""
    page = topic_page(evaluation)
    blocks = [
        f"# {page.title}",
        "## What was measured",
        *(escape(sentence) for sentence in page.measured),
        "## In short",
        _list(page.in_short),
        "## The figures",
        markdown_figures(page),
        "## Themes and languages",
        _list(page.notes) or "Nothing to warn of.",
        "## Theme by theme",
        _themes(page),
        *_examples(page.examples),
    ]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def markdown_figures(page: TopicPage) -> str:
    """The table of figures, a column a model."""
    header = ["figure", *map(escape, page.names), "better", "what it means"]
    ruler = ["---", *("--:" for _ in page.names), "---", "---"]
    rows = [[escape(name), *values, escape(better), escape(meaning)] for name, values, better, meaning in page.rows]
    return _table([header, ruler, *rows])


def _themes(page: TopicPage) -> str:
    header, *rows = page.themes
    ruler = ["---" if number < page.words else "--:" for number in range(len(header))]
    cells = [[*map(escape, row[: page.words]), *row[page.words :]] for row in rows]
    return _table([[*map(escape, header)], ruler, *cells])


def _examples(examples: Sequence[Disagreement]) -> Iterator[str]:
    """Pairs of the parallel text whose sides have different themes, if there are any."""
    if examples:
        yield "## Parallel passages with different themes"
    for pair in examples:
        yield f'<p dir="rtl">{escape_html(pair.ar)}</p>'
        yield escape(pair.en)
        yield f"Arabic: {_theme(pair.theme_ar)} · English: {_theme(pair.theme_en)}"


def _theme(theme: str | None) -> str:
    return escape(theme) if theme else "no theme"


def _table(lines: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {escape(item)}" for item in items)
