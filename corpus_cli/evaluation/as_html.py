"""The report as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus_cli.evaluation import wording
from corpus_cli.evaluation.confusions import Example, Group
from corpus_cli.evaluation.context import InSentence
from corpus_cli.evaluation.documents import Unread
from corpus_cli.evaluation.html_page import escape_html, html_page
from corpus_cli.evaluation.ner import Evaluation
from corpus_cli.evaluation.page import Page
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import plural

_STYLE = """
th, td { white-space: nowrap; }
dt { font-weight: 600; float: left; clear: left; margin-right: .5rem; }
dd { margin: 0 0 .3rem; }
figure p { font-size: 1.05rem; }
mark { background: #ffe08a; color: #1a1a1a; padding: 0 .1em; }
"""


def to_html(evaluation: Evaluation) -> bytes:
    """What was measured, what the figures mean, the table, what went wrong; UTF-8, all text escaped."""
    return html_report(wording.page(evaluation), [part for group in evaluation.confusions for part in _group(group)])


def html_report(page: Page, faults: Sequence[str]) -> bytes:
    """The page with what went wrong, which is HTML already; UTF-8."""
    body = [
        "<h2>What was measured</h2>",
        *(f'<p dir="auto">{escape_html(sentence)}</p>' for sentence in page.measured),
        "<h2>In short</h2>",
        _list(map(escape_html, page.in_short)),
        "<h2>The figures</h2>",
        *_table(page.header, page.rows, words=page.words),
        *_meanings(page.meanings),
        "<h2>What went wrong</h2>",
        *(faults or ["<p>Nothing.</p>"]),
        *_unread(page.unread),
    ]
    return html_page(page.title, body, style=_STYLE)


def html_example(example: InSentence, facts: Iterable[str]) -> str:
    """Something that went wrong in its sentence, with facts that are HTML already."""
    direction = "rtl" if language_of(example.language).right_to_left else "auto"
    mention = f"<bdi><mark>{escape_html(example.mention)}</mark></bdi>"
    sentence = f"{escape_html(example.before)}{mention}{escape_html(example.after)}"
    return (
        f'<figure><p dir="{direction}" lang="{escape_html(example.language)}">{sentence}</p>'
        f"<figcaption>{' · '.join(facts)}</figcaption></figure>"
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], *, words: int) -> Iterator[str]:
    """A table of percentages that scrolls on a narrow screen; its first columns are ``words``, the others figures."""
    kinds = [' class="word"' if number < words else "" for number in range(len(header))]
    heads = (f'<th scope="col"{kind}>{escape_html(name)}</th>' for kind, name in zip(kinds, header, strict=True))
    yield f'<div class="scroll"><table>\n<thead><tr>{"".join(heads)}</tr></thead>\n<tbody>'
    for row in rows:
        cells = (f"<td{kind}>{escape_html(cell)}</td>" for kind, cell in zip(kinds, row, strict=True))
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>\n</table></div>\n<p>Figures are percentages.</p>"


def _meanings(meanings: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What the figures mean."""
    yield "<h2>What the figures mean</h2>\n<dl>"
    yield from (f"<dt>{escape_html(term)}</dt><dd>{escape_html(meaning)}</dd>" for term, meaning in meanings)
    yield "</dl>"


def _list(items: Iterable[str]) -> str:
    """A list of what is HTML already."""
    return "\n".join(["<ul>", *(f"<li>{item}</li>" for item in items), "</ul>"])


def _group(group: Group) -> Iterator[str]:
    yield f"<h3>{escape_html(group.title)}: {group.count:,}</h3>"
    yield f"<p>{escape_html(f'{wording.EXPLAINED[group.kind]} By language: {wording.group_counts(group)}.')}</p>"
    yield from (html_example(example, _facts(example)) for example in group.examples)


def _facts(example: Example) -> Iterator[str]:
    yield f"<bdi>{escape_html(example.id)}</bdi>, {wording.example_place(example)}"
    if example.expected is not None and example.found is not None and example.expected != example.found:
        yield f"marked by people: <bdi>{escape_html(example.expected)}</bdi>"
        yield f"found: <bdi>{escape_html(example.found)}</bdi>"


def _unread(unread: Sequence[Unread]) -> Iterator[str]:
    """The texts that the product made no document of, if there are any."""
    if unread:
        yield "<h2>Texts that could not be read</h2>"
        yield _list(
            f"<bdi>{escape_html(one.id)}</bdi>, line {one.line}: {escape_html(one.reason)} "
            f"({plural(one.missed, 'name')})"
            for one in unread
        )
