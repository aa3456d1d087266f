"""The report as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus_cli.evaluation import wording
from corpus_cli.evaluation.confusions import Example, Group
from corpus_cli.evaluation.context import InSentence
from corpus_cli.evaluation.documents import Unread
from corpus_cli.evaluation.html_page import escape_html
from corpus_cli.evaluation.ner import Evaluation
from corpus_cli.evaluation.page import Page
from corpus_cli.themes.as_markdown import escape
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import plural


def to_markdown(evaluation: Evaluation) -> bytes:
    """What was measured, what the figures mean, the table, what went wrong; UTF-8."""
    return markdown_report(
        wording.page(evaluation), [block for group in evaluation.confusions for block in _group(group)]
    )


def markdown_report(page: Page, faults: Sequence[str]) -> bytes:
    """The page with what went wrong, which is Markdown already; UTF-8."""
    blocks = [
        f"# {page.title}",
        "## What was measured",
        *(escape(sentence) for sentence in page.measured),
        "## In short",
        _list(escape(sentence) for sentence in page.in_short),
        "## The figures",
        _table(page.header, page.rows, words=page.words),
        "## What the figures mean",
        _list(f"**{term}**: {escape(meaning)}" for term, meaning in page.meanings),
        "## What went wrong",
        *(faults or ["Nothing."]),
        *_unread(page.unread),
    ]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def markdown_example(example: InSentence, facts: Iterable[str]) -> Iterator[str]:
    """Something that went wrong in its sentence, with facts that are Markdown already.

    The sentence is an HTML block of one line, in which Markdown's marks are plain characters and direction can be told.
    """
    opening = '<p dir="rtl">' if language_of(example.language).right_to_left else '<p dir="auto">'
    mention = f"<bdi><strong>{escape_html(example.mention)}</strong></bdi>"
    yield f"{opening}{escape_html(example.before)}{mention}{escape_html(example.after)}</p>"
    yield " · ".join(facts)


def _list(items: Iterable[str]) -> str:
    """A list of what is Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], *, words: int) -> str:
    """A table whose first columns are ``words``, the others figures."""
    ruler = ["---" if number < words else "--:" for number in range(len(header))]
    lines = [header, ruler, *((escape(row[0]), *row[1:]) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _group(group: Group) -> Iterator[str]:
    yield f"### {escape(group.title)}: {group.count:,}"
    yield f"{wording.EXPLAINED[group.kind]} By language: {escape(wording.group_counts(group))}."
    for example in group.examples:
        yield from markdown_example(example, _facts(example))


def _facts(example: Example) -> Iterator[str]:
    yield f"<bdi>{escape(example.id)}</bdi>, {wording.example_place(example)}"
    if example.expected is not None and example.found is not None and example.expected != example.found:
        yield f"marked: <bdi>{escape(example.expected)}</bdi>"
        yield f"found: <bdi>{escape(example.found)}</bdi>"


def _unread(unread: Sequence[Unread]) -> Iterator[str]:
    """The texts that the product made no document of, if there are any."""
    if unread:
        yield "## Texts that could not be read"
        yield _list(
            f"<bdi>{escape(one.id)}</bdi>, line {one.line}: {escape(one.reason)} ({plural(one.missed, 'name')})"
            for one in unread
        )
