"""The report of links as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_cli.evaluation.as_html import escape_html
from corpus_cli.evaluation.as_markdown import markdown_list, markdown_table, markdown_unread
from corpus_cli.evaluation.links import wording
from corpus_cli.evaluation.links.faults import Fault, FaultGroup
from corpus_cli.evaluation.links.measuring import LinkEvaluation
from corpus_cli.themes.as_markdown import escape
from corpus_cli.themes.language import language_of


def to_markdown(evaluation: LinkEvaluation) -> bytes:
    """What was measured, what the figures mean, the table, what went wrong; UTF-8."""
    blocks = [
        f"# {wording.TITLE}",
        "## What was measured",
        *(escape(sentence) for sentence in wording.measured(evaluation)),
        "## In short",
        markdown_list(escape(sentence) for sentence in wording.in_short(evaluation)),
        "## The figures",
        markdown_table(wording.HEADER, wording.rows(evaluation), words=1),
        "## What the figures mean",
        markdown_list(f"**{term}**: {escape(meaning)}" for term, meaning in wording.MEANINGS),
        "## What went wrong",
        *([] if evaluation.faults else ["Nothing."]),
        *(block for group in evaluation.faults for block in _group(group)),
        *markdown_unread(evaluation.unread),
    ]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def _group(group: FaultGroup) -> Iterator[str]:
    yield f"### {escape(group.kind.capitalize())}: {group.count:,}"
    yield f"{wording.EXPLAINED[group.kind]} By language: {escape(wording.group_counts(group))}."
    yield from (block for fault in group.faults for block in _fault(fault))


def _fault(fault: Fault) -> tuple[str, str]:
    """An HTML block of one line, in which Markdown's marks are plain characters and direction can be told."""
    right_to_left = language_of(fault.language).right_to_left
    opening = '<p dir="rtl">' if right_to_left else '<p dir="auto">'
    mention = f"<bdi><strong>{escape_html(fault.mention)}</strong></bdi>"
    sentence = f"{opening}{escape_html(fault.before)}{mention}{escape_html(fault.after)}</p>"
    return sentence, " · ".join(_facts(fault))


def _facts(fault: Fault) -> Iterator[str]:
    yield f"<bdi>{escape(fault.id)}</bdi>, {wording.fault_place(fault)}"
    yield f"marked: <bdi>{escape(wording.marked_as(fault))}</bdi>"
    if fault.link is not None:
        names = " / ".join(f"<bdi>{escape(name)}</bdi>" for name in wording.link_names(fault.link))
        yield f"linked to: {names} (<bdi>{escape(wording.link_facts(fault))}</bdi>)"
    if others := wording.alternatives(fault):
        yield f"or: {', '.join(f'<bdi>{escape(name)}</bdi> {score}' for name, score in others)}"
