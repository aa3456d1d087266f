"""The report of links as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_cli.evaluation.as_html import escape_html, html_list, html_meanings, html_page, html_table, html_unread
from corpus_cli.evaluation.links import wording
from corpus_cli.evaluation.links.faults import Fault, FaultGroup
from corpus_cli.evaluation.links.measuring import LinkEvaluation
from corpus_cli.themes.language import language_of


def to_html(evaluation: LinkEvaluation) -> bytes:
    """What was measured, what the figures mean, the table, what went wrong; UTF-8, all text escaped."""
    parts = [
        "<h2>What was measured</h2>",
        *(f'<p dir="auto">{escape_html(sentence)}</p>' for sentence in wording.measured(evaluation)),
        "<h2>In short</h2>",
        html_list(map(escape_html, wording.in_short(evaluation))),
        "<h2>The figures</h2>",
        *html_table(wording.HEADER, wording.rows(evaluation), words=1),
        *html_meanings(wording.MEANINGS),
        "<h2>What went wrong</h2>",
        *([] if evaluation.faults else ["<p>Nothing.</p>"]),
        *(part for group in evaluation.faults for part in _group(group)),
        *html_unread(evaluation.unread),
    ]
    return html_page(wording.TITLE, parts)


def _group(group: FaultGroup) -> Iterator[str]:
    yield f"<h3>{escape_html(group.kind.capitalize())}: {group.count:,}</h3>"
    yield f"<p>{escape_html(f'{wording.EXPLAINED[group.kind]} By language: {wording.group_counts(group)}.')}</p>"
    yield from (_fault(fault) for fault in group.faults)


def _fault(fault: Fault) -> str:
    direction = "rtl" if language_of(fault.language).right_to_left else "auto"
    mention = f"<bdi><mark>{escape_html(fault.mention)}</mark></bdi>"
    sentence = f"{escape_html(fault.before)}{mention}{escape_html(fault.after)}"
    return (
        f'<figure><p dir="{direction}" lang="{escape_html(fault.language)}">{sentence}</p>'
        f"<figcaption>{' · '.join(_facts(fault))}</figcaption></figure>"
    )


def _facts(fault: Fault) -> Iterator[str]:
    yield f"<bdi>{escape_html(fault.id)}</bdi>, {wording.fault_place(fault)}"
    yield f"marked by people: <bdi>{escape_html(wording.marked_as(fault))}</bdi>"
    if fault.link is not None:
        names = " / ".join(f"<bdi>{escape_html(name)}</bdi>" for name in wording.link_names(fault.link))
        yield f"linked to: {names} (<bdi>{escape_html(wording.link_facts(fault))}</bdi>)"
    if others := wording.alternatives(fault):
        yield f"or: {', '.join(f'<bdi>{escape_html(name)}</bdi> {score}' for name, score in others)}"
