"""The areas that a user's places lie in: what each parent means, and what is wrong with ids and parents together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus_cli.entities.candidates import possible_places
from corpus_cli.entities.entries import Entry
from corpus_cli.entities.gazetteer import load_gazetteer
from corpus_cli.entities.place_table import PlaceTable, Problem, Row
from corpus_cli.entities.words import name_key


@dataclass(frozen=True, slots=True)
class Areas:
    """What the parents of a user's places mean. ``shipped``: by id, and by a governorate's name as it is written."""

    own: dict[str, Row]
    shipped: dict[str, Entry]

    def parent_id(self, row: Row) -> str | None:
        """The id of the area that the place lies in; ``None`` for no parent or one that nobody knows."""
        if row.parent in self.own:
            return row.parent
        entry = self.shipped.get(row.parent)
        return entry.id if entry else None


def known_areas(rows: Iterable[Row]) -> Areas:
    """The areas that these rows name, and the shipped places that have their ids."""
    own = {row.id: row for row in rows}
    parents = {row.parent for row in own.values()} - own.keys() - {""}
    # A shipped id says whose it is before a colon: few rows have one, and no search is made for none.
    shipped = load_gazetteer().by_id({one for one in parents | own.keys() if ":" in one})
    for name in parents - shipped.keys():
        governorate = _governorate(name)
        if governorate is not None:
            shipped[name] = governorate
    return Areas(own, shipped)


def _governorate(name: str) -> Entry | None:
    """The governorate of Syria of that name, in either language and any romanisation."""
    entries = [one.entry for one in possible_places(name_key(name))]
    return next((entry for entry in entries if entry.type == "governorate" and entry.country == "SY"), None)


def problems_together(table: PlaceTable, others: Sequence[PlaceTable]) -> Iterator[Problem]:
    """What is wrong with the table's ids and parents; ``others``: the user's other files."""
    taken = {row.id: other.path for other in others for row in other.rows}
    first: dict[str, int] = {}
    for row in table.rows:
        if row.id in first:
            what = f"the id {row.id!r} stands on line {first[row.id]} too"
            yield Problem(row.line, what, "give each place an id of its own")
        elif row.id in taken:
            what = f"the id {row.id!r} stands in {taken[row.id]} too"
            yield Problem(row.line, what, "give it another id, or remove that file first: corpus gazetteer remove NAME")
        first.setdefault(row.id, row.line)
    areas = known_areas([*(row for other in others for row in other.rows), *table.rows])
    for row in table.rows:
        if row.parent and areas.parent_id(row) is None:
            yield Problem(
                row.line,
                f"nobody knows the parent {row.parent!r}",
                "write an id of this file, of a file added before or of the shipped gazetteer, or the name of a "
                "governorate of Syria; `corpus gazetteer find NAME` shows ids",
            )
        elif _goes_round(row, areas):
            yield Problem(row.line, f"{row.id!r} lies in itself", "write the id of the next larger area as its parent")


def _goes_round(row: Row, areas: Areas) -> bool:
    """Whether the place's chain of parents leads back to it."""
    seen: set[str] = set()
    at = areas.own.get(row.parent)
    while at is not None and at.id not in seen:
        if at.id == row.id:
            return True
        seen.add(at.id)
        at = areas.own.get(at.parent)
    return False
