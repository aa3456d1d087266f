"""The report of links as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_cli.evaluation.as_markdown import markdown_example, markdown_report
from corpus_cli.evaluation.links import wording
from corpus_cli.evaluation.links.faults import Fault, FaultGroup
from corpus_cli.evaluation.links.measuring import LinkEvaluation
from corpus_cli.themes.as_markdown import escape


def to_markdown(evaluation: LinkEvaluation) -> bytes:
    """What was measured, what the figures mean, the table, what went wrong; UTF-8."""
    return markdown_report(wording.page(evaluation), [block for group in evaluation.faults for block in _group(group)])


def _group(group: FaultGroup) -> Iterator[str]:
    yield f"### {escape(group.kind.capitalize())}: {group.count:,}"
    yield f"{wording.EXPLAINED[group.kind]} By language: {escape(wording.group_counts(group))}."
    for fault in group.faults:
        yield from markdown_example(fault, _facts(fault))


def _facts(fault: Fault) -> Iterator[str]:
    yield f"<bdi>{escape(fault.id)}</bdi>, {wording.fault_place(fault)}"
    yield f"marked: <bdi>{escape(wording.marked_as(fault))}</bdi>"
    if fault.link is not None:
        names = " / ".join(f"<bdi>{escape(name)}</bdi>" for name in wording.link_names(fault.link))
        yield f"linked to: {names} (<bdi>{escape(wording.link_facts(fault))}</bdi>)"
    if others := wording.alternatives(fault):
        yield f"or: {', '.join(f'<bdi>{escape(name)}</bdi> {score}' for name, score in others)}"
