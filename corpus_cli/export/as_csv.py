"""``entities.csv``: one row a place, organization or unlinked place name, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from corpus_cli.export.tally import NamedEntity
from corpus_cli.wording.spreadsheet import Cell, to_spreadsheet

HEADER = tuple(field.name for field in fields(NamedEntity))
_BETWEEN_SPELLINGS = " | "


def to_csv(entities: Iterable[NamedEntity]) -> bytes:
    """The entities in their order as CSV; without any, the header alone."""
    return to_spreadsheet(HEADER, (_row(entity) for entity in entities))


def _row(entity: NamedEntity) -> list[Cell]:
    cells = {name: getattr(entity, name) for name in HEADER}
    cells["written_as"] = _BETWEEN_SPELLINGS.join(entity.written_as)
    return list(cells.values())
