"""The report of a topic model as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus_cli.evaluation.html_page import escape_html, html_page, isolated
from corpus_cli.evaluation.topics.page import TopicEvaluation, TopicPage, topic_page
from corpus_cli.evaluation.topics.probe import Disagreement

FIGURES_STYLE = """
td.figure { white-space: nowrap; }
td.meaning { text-align: left; color: var(--faint); font-size: .9rem; min-width: 22rem; }
"""


def to_html(evaluation: TopicEvaluation) -> bytes:
    """What was measured, in short, the table with what each figure means, the notes, the themes; UTF-8, escaped."""
    page = topic_page(evaluation)
    body = [
        "<h2>What was measured</h2>",
        *(f'<p dir="auto">{escape_html(sentence)}</p>' for sentence in page.measured),
        "<h2>In short</h2>",
        _list(page.in_short),
        "<h2>The figures</h2>",
        *html_figures(page),
        "<h2>Themes and languages</h2>",
        _list(page.notes) if page.notes else "<p>Nothing to warn of.</p>",
        "<h2>Theme by theme</h2>",
        *_themes(page),
        *_examples(page.examples),
    ]
    return html_page(page.title, body, style=FIGURES_STYLE)


def html_figures(page: TopicPage) -> Iterator[str]:
    """The table of figures, a column a model."""
    heads = "".join(f'<th scope="col">{isolated(name)}</th>' for name in page.names)
    yield '<div class="scroll"><table>'
    yield (
        f'<thead><tr><th scope="col" class="word">figure</th>{heads}<th scope="col" class="word">better</th>'
        '<th scope="col" class="word">what it means</th></tr></thead>\n<tbody>'
    )
    for name, values, better, meaning in page.rows:
        cells = "".join(f'<td class="figure">{escape_html(value)}</td>' for value in values)
        yield (
            f'<tr><th scope="row" class="word">{escape_html(name)}</th>{cells}'
            f'<td class="word">{escape_html(better)}</td><td class="meaning">{escape_html(meaning)}</td></tr>'
        )
    yield "</tbody>\n</table></div>"


def _themes(page: TopicPage) -> Iterator[str]:
    """The table of themes; labels in their own direction."""
    kinds = [' class="word"' if number < page.words else "" for number in range(len(page.themes[0]))]
    header, *rows = page.themes
    heads = (f'<th scope="col"{kind}>{escape_html(name)}</th>' for kind, name in zip(kinds, header, strict=True))
    yield f'<div class="scroll"><table>\n<thead><tr>{"".join(heads)}</tr></thead>\n<tbody>'
    for row in rows:
        cells = (f"<td{kind}>{isolated(cell)}</td>" for kind, cell in zip(kinds, row, strict=True))
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>\n</table></div>"


def _examples(examples: Sequence[Disagreement]) -> Iterator[str]:
    """Pairs of the parallel text whose sides have different themes, if there are any."""
    if not examples:
        return
    yield "<h2>Parallel passages with different themes</h2>"
    for pair in examples:
        yield (
            f'<figure><p lang="ar" dir="rtl">{escape_html(pair.ar)}</p>'
            f'<p lang="en" dir="ltr">{escape_html(pair.en)}</p>'
            f"<figcaption>Arabic: {_theme(pair.theme_ar)} · English: {_theme(pair.theme_en)}</figcaption></figure>"
        )


def _theme(theme: str | None) -> str:
    return isolated(theme) if theme else "no theme"


def _list(items: Iterable[str]) -> str:
    return "\n".join(["<ul>", *(f"<li>{escape_html(item)}</li>" for item in items), "</ul>"])
