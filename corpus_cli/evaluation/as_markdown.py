"""The report as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus_cli.evaluation import wording
from corpus_cli.evaluation.as_html import escape_html
from corpus_cli.evaluation.confusions import Example, Group
from corpus_cli.evaluation.documents import Unread
from corpus_cli.evaluation.ner import Evaluation
from corpus_cli.themes.as_markdown import escape
from corpus_cli.themes.display import plural
from corpus_cli.themes.language import language_of


def to_markdown(evaluation: Evaluation) -> bytes:
    """What was measured, what the figures mean, the table, what went wrong; UTF-8."""
    blocks = [
        f"# {wording.TITLE}",
        "## What was measured",
        *(escape(sentence) for sentence in wording.measured(evaluation)),
        "## In short",
        markdown_list(escape(sentence) for sentence in wording.in_short(evaluation)),
        "## The figures",
        markdown_table(wording.HEADER, wording.rows(evaluation), words=2),
        "## What the figures mean",
        markdown_list(f"**{term}**: {escape(meaning)}" for term, meaning in wording.MEANINGS),
        "## What went wrong",
        *([] if evaluation.confusions else ["Nothing."]),
        *(block for group in evaluation.confusions for block in _group(group)),
        *markdown_unread(evaluation.unread),
    ]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def markdown_list(items: Iterable[str]) -> str:
    """A list of what is Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]], *, words: int) -> str:
    """A table whose first columns are ``words``, the others figures."""
    ruler = ["---" if number < words else "--:" for number in range(len(header))]
    lines = [header, ruler, *((escape(row[0]), *row[1:]) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _group(group: Group) -> Iterator[str]:
    yield f"### {escape(group.title)}: {group.count:,}"
    yield f"{wording.EXPLAINED[group.kind]} By language: {escape(wording.group_counts(group))}."
    yield from (_example(example) for example in group.examples)


def _example(example: Example) -> str:
    """An HTML block of one line, in which Markdown's marks are plain characters and direction can be told."""
    right_to_left = language_of(example.language).right_to_left
    opening = '<p dir="rtl">' if right_to_left else '<p dir="auto">'
    mention = f"<bdi><strong>{escape_html(example.mention)}</strong></bdi>"
    lines = [f"{opening}{escape_html(example.before)}{mention}{escape_html(example.after)}</p>"]
    facts = [f"<bdi>{escape(example.id)}</bdi>, {wording.example_place(example)}"]
    if example.expected is not None and example.found is not None and example.expected != example.found:
        facts.append(f"marked: <bdi>{escape(example.expected)}</bdi>")
        facts.append(f"found: <bdi>{escape(example.found)}</bdi>")
    return "\n\n".join([*lines, " · ".join(facts)])


def markdown_unread(unread: Sequence[Unread]) -> Iterator[str]:
    """The texts that the product made no document of, if there are any."""
    if unread:
        yield "## Texts that could not be read"
        yield markdown_list(
            f"<bdi>{escape(one.id)}</bdi>, line {one.line}: {escape(one.reason)} ({plural(one.missed, 'name')})"
            for one in unread
        )
