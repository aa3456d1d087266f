"""The report of links as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_cli.evaluation.as_html import html_example, html_report
from corpus_cli.evaluation.html_page import escape_html
from corpus_cli.evaluation.links import wording
from corpus_cli.evaluation.links.faults import Fault, FaultGroup
from corpus_cli.evaluation.links.measuring import LinkEvaluation


def to_html(evaluation: LinkEvaluation) -> bytes:
    """What was measured, what the figures mean, the table, what went wrong; UTF-8, all text escaped."""
    return html_report(wording.page(evaluation), [part for group in evaluation.faults for part in _group(group)])


def _group(group: FaultGroup) -> Iterator[str]:
    yield f"<h3>{escape_html(group.kind.capitalize())}: {group.count:,}</h3>"
    yield f"<p>{escape_html(f'{wording.EXPLAINED[group.kind]} By language: {wording.group_counts(group)}.')}</p>"
    yield from (html_example(fault, _facts(fault)) for fault in group.faults)


def _facts(fault: Fault) -> Iterator[str]:
    yield f"<bdi>{escape_html(fault.id)}</bdi>, {wording.fault_place(fault)}"
    yield f"marked by people: <bdi>{escape_html(wording.marked_as(fault))}</bdi>"
    if fault.link is not None:
        names = " / ".join(f"<bdi>{escape_html(name)}</bdi>" for name in wording.link_names(fault.link))
        yield f"linked to: {names} (<bdi>{escape_html(wording.link_facts(fault))}</bdi>)"
    if others := wording.alternatives(fault):
        yield f"or: {', '.join(f'<bdi>{escape_html(name)}</bdi> {score}' for name, score in others)}"
