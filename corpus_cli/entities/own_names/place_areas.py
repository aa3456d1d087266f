"""The areas that a user's places lie in: what each parent means, and what is wrong with ids and parents together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus_cli.entities.gazetteer.candidates import possible_places
from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.gazetteer.gazetteer import load_gazetteer
from corpus_cli.entities.names import language
from corpus_cli.entities.names.words import name_key
from corpus_cli.entities.own_names.place_table import PlaceTable, Problem, Row, short

# No country has more levels: a longer chain of parents is a mistake.
_DEEPEST = 10
# How a governorate may be named: what only sounds like one may be a village or a code (Dura, ALP-07).
_WRITTEN = frozenset({"name", "other name", "spelling"})
_ARTICLE = re.compile("^(?:a[dlnrstz]|ash|el) ")


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
        governorate = governorate_named(name)
        if governorate is not None:
            shipped[name] = governorate
    return Areas(own, shipped)


def governorate_named(name: str) -> Entry | None:
    """The governorate of Syria that is written like that, in either language; no code and no other kind of place."""
    key = name_key(name)
    if not key or any(map(str.isdigit, key)) or language.of(key).own_kind(key) not in (None, "governorate"):
        return None
    # Ar-Raqqa is another name of the town, and for lookups no spelling of the governorate's.
    for form in dict.fromkeys((key, _ARTICLE.sub("", key))):
        for one in possible_places(form):
            if one.how in _WRITTEN and one.entry.type == "governorate" and one.entry.country == "SY":
                return one.entry
    return None


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
                f"nobody knows the parent {short(row.parent)}",
                "write an id of this file, of a file added before or of the shipped gazetteer, or the name of a "
                "governorate of Syria; `corpus gazetteer find NAME` shows ids",
            )
        elif wrong := _chain_problem(row, areas):
            yield Problem(row.line, wrong, "write the id of the next larger area as its parent")


def _chain_problem(row: Row, areas: Areas) -> str | None:
    """What is wrong with the user's areas around a place. The chain is followed no further than is right."""
    chain = [row.id]
    at = areas.own.get(row.parent)
    while at is not None:
        if at.id in chain:
            # What only leads to a ring is not to blame for it.
            return f"{short(row.id)} lies in itself" if at.id == row.id else None
        if len(chain) > _DEEPEST:
            return f"more than {_DEEPEST} areas hold {short(row.id)}, one in the other"
        chain.append(at.id)
        at = areas.own.get(at.parent)
    return None
