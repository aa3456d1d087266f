"""The figures and confusions for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from corpus_cli.evaluation import wording
from corpus_cli.evaluation.confusions import Example
from corpus_cli.evaluation.ner import Evaluation
from corpus_cli.wording.text import one_line, plural

if TYPE_CHECKING:
    from rich.table import Table

#: What the table needs: on a narrower screen its lines are broken, not cut.
WIDTH = 90
_WORDS = 2
_NUMBERS = 4


def table(evaluation: Evaluation) -> Table:
    """Precision, recall and F1 in percent, one row a language and label, a line between languages."""
    from rich import box
    from rich.table import Table

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for number, head in enumerate(wording.HEADER[:_NUMBERS]):
        shown.add_column(head, justify="left" if number < _WORDS else "right", no_wrap=True)
    for mode in wording.MODES:
        shown.add_column(f"{mode}\n{_three(('P', 'R', 'F1'))}", justify="right", no_wrap=True)
    rows = list(wording.rows(evaluation))
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        figures = (_three(row[at : at + 3]) for at in range(_NUMBERS, len(row), 3))
        shown.add_row(*row[:_NUMBERS], *figures, end_section=following is not None and following[0] != row[0])
    return shown


def _three(figures: Sequence[str]) -> str:
    return " ".join(f"{figure:>5}" for figure in figures)


def confusion_lines(evaluation: Evaluation, *, name: Callable[[str], str] = one_line) -> Iterator[str]:
    """What went wrong, the commonest first. ``name`` makes text of reports safe to stand in a line."""
    for one in evaluation.unread:
        yield f"! {name(one.id)}, line {one.line}: {name(one.reason)}; {plural(one.missed, 'name')} missed"
    if not evaluation.confusions:
        yield "Nothing went wrong."
    for group in evaluation.confusions:
        yield ""
        yield f"{group.title}: {group.count:,} ({wording.group_counts(group)})"
        for example in group.examples:
            yield from _example(example, name)


def _example(example: Example, name: Callable[[str], str]) -> Iterator[str]:
    yield f"  {name(example.id)}, {wording.example_place(example)}"
    yield f"    {name(f'{example.before}[{example.mention}]{example.after}')}"
    if example.expected is not None and example.found is not None and example.expected != example.found:
        yield f"    marked: {name(example.expected)}"
        yield f"    found:  {name(example.found)}"
