"""The figures and faults of links for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from corpus_cli.evaluation.links import wording
from corpus_cli.evaluation.links.faults import Fault
from corpus_cli.evaluation.links.measuring import LinkEvaluation
from corpus_cli.wording.text import one_line, plural

if TYPE_CHECKING:
    from rich.table import Table

#: What the table needs: on a narrower screen its lines are broken, not cut.
WIDTH = 90


def link_table(evaluation: LinkEvaluation) -> Table:
    """The figures in percent, one row a language."""
    from rich import box
    from rich.table import Table

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for number, head in enumerate(wording.HEADER):
        shown.add_column(head, justify="right" if number else "left", no_wrap=True)
    for row in wording.rows(evaluation):
        shown.add_row(*row)
    return shown


def fault_lines(evaluation: LinkEvaluation, *, name: Callable[[str], str] = one_line) -> Iterator[str]:
    """What the columns mean and what went wrong. ``name`` makes text of reports safe to stand in a line."""
    for term, meaning in wording.MEANINGS:
        yield f"{term}: {meaning}"
    for one in evaluation.unread:
        yield f"! {name(one.id)}, line {one.line}: {name(one.reason)}; {plural(one.missed, 'place')} missed"
    if not evaluation.faults:
        yield "\nNothing went wrong."
    for group in evaluation.faults:
        yield f"\n{group.kind}: {group.count:,} ({wording.group_counts(group)})"
        for fault in group.faults:
            yield from _fault(fault, name)


def _fault(fault: Fault, name: Callable[[str], str]) -> Iterator[str]:
    yield f"  {name(fault.mention)}: {name(fault.id)}, {wording.fault_place(fault)}"
    yield f"    {name(f'{fault.before}[{fault.mention}]{fault.after}')}"
    yield f"    marked: {name(wording.marked_as(fault))}"
    if fault.link is not None:
        names = " / ".join(name(one) for one in wording.link_names(fault.link))
        yield f"    linked: {names} ({name(wording.link_facts(fault))})"
    if others := wording.alternatives(fault):
        yield f"    or:     {', '.join(f'{name(other)} {score}' for other, score in others)}"
