"""The report of a topic model as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus_cli.evaluation.as_html import escape_html
from corpus_cli.evaluation.topics.page import TopicEvaluation, TopicPage, topic_page
from corpus_cli.evaluation.topics.probe import Disagreement

_STYLE = """
body { font: 16px/1.5 system-ui, "Noto Sans", "Noto Naskh Arabic", sans-serif; max-width: 70rem; margin: 2rem auto;
  padding: 0 1rem; color: #1a1a1a; background: #fff; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem .6rem; text-align: right; vertical-align: top; border-bottom: 1px solid #ddd; }
th.word, td.word { text-align: left; }
td.figure { white-space: nowrap; }
td.meaning { text-align: left; color: #555; font-size: .9rem; min-width: 22rem; }
figure { margin: .8rem 0; padding: .4rem .8rem; border: 1px solid #ddd; border-radius: .3rem; }
figure p { margin: 0; }
figcaption { color: #555; font-size: .85rem; }
"""


def to_html(evaluation: TopicEvaluation) -> bytes:
    """What was measured, in short, the table with what each figure means, the notes, the themes; UTF-8, escaped."""
    page = topic_page(evaluation)
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape_html(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        f"<h1>{escape_html(page.title)}</h1>",
        "<h2>What was measured</h2>",
        *(f'<p dir="auto">{escape_html(sentence)}</p>' for sentence in page.measured),
        "<h2>In short</h2>",
        _list(page.in_short),
        "<h2>The figures</h2>",
        *_figures(page),
        "<h2>Themes and languages</h2>",
        _list(page.notes) if page.notes else "<p>Nothing to warn of.</p>",
        "<h2>Theme by theme</h2>",
        *_themes(page),
        *_examples(page.examples),
        "</body>\n</html>",
    ]
    return ("\n".join(parts) + "\n").encode("utf-8", "replace")


def _figures(page: TopicPage) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{_isolated(name)}</th>' for name in page.names)
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
        cells = (f"<td{kind}>{_isolated(cell)}</td>" for kind, cell in zip(kinds, row, strict=True))
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
    return _isolated(theme) if theme else "no theme"


def _isolated(text: str) -> str:
    return f"<bdi>{escape_html(text)}</bdi>"


def _list(items: Iterable[str]) -> str:
    return "\n".join(["<ul>", *(f"<li>{escape_html(item)}</li>" for item in items), "</ul>"])
