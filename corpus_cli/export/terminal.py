"""Places and organizations as a table for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus_cli.export.tally import NamedEntity
from corpus_cli.wording.text import one_line

_HEAD = ("mentions", "documents", "label", "type", "id", "name")
_NUMBERS = 2
_UNKNOWN = "-"


def entity_lines(entities: Sequence[NamedEntity], *, name: Callable[[str], str] = one_line) -> Iterator[str]:
    """One line an entity below a head; names come last, so that Arabic moves no column.

    ``name`` makes text of reports safe to stand in a line.
    """
    rows = [_HEAD, *(_row(entity, name) for entity in entities)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD) - 1)]
    for row in rows:
        cells = [
            cell.rjust(width) if column < _NUMBERS else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        yield "  ".join([*cells, row[-1]])


def _row(entity: NamedEntity, name: Callable[[str], str]) -> tuple[str, ...]:
    names = [entity.name_en, entity.name_ar] if entity.name_en or entity.name_ar else entity.written_as[:1]
    return (
        f"{entity.mentions:,}",
        f"{entity.documents:,}",
        entity.label,
        entity.type or _UNKNOWN,
        entity.id or _UNKNOWN,
        " | ".join(name(one) for one in names if one),
    )
