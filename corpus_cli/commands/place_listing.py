"""The places that a name can mean, printed: lines for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus_cli.commands.console import isolated
from corpus_cli.wording.text import one_line

if TYPE_CHECKING:
    from corpus_cli.entities.gazetteer.entries import Entry
    from corpus_cli.entities.linking.found_places import FoundPlace

_HEADER = ("fit", "how", "id", "English", "Arabic", "type", "country", "within", "lat, lon")


def to_json(places: Sequence[FoundPlace]) -> bytes:
    """A list of objects, one a place."""
    rows = []
    for place in places:
        entry = place.possible.entry
        within = [{"id": area.id, "name_en": area.name_en, "name_ar": area.name_ar} for area in place.within]
        rows.append(
            {"id": entry.id, "kb": place.kb, "name_en": entry.name_en, "name_ar": entry.name_ar, "type": entry.type,
             "country": entry.country, "within": within, "lat": entry.lat, "lon": entry.lon,
             "fit": round(place.possible.fit, 4), "how": place.possible.how}
        )  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=2).encode() + b"\n"


def table(places: Sequence[FoundPlace], *, terminal: bool) -> Iterator[str]:
    """One line a place below a header, in columns."""
    from rich.cells import cell_len

    rows = [_HEADER, *(_cells(place) for place in places)]
    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(_HEADER))]
    for row in rows:
        # A terminal gives isolates no room: they are put around the name after it is measured.
        cells = [
            (isolated(cell) if terminal else cell) + " " * (width - cell_len(cell))
            for cell, width in zip(row, widths, strict=True)
        ]
        yield "  ".join(cells).rstrip()


def _cells(place: FoundPlace) -> tuple[str, ...]:
    entry = place.possible.entry
    point = "" if entry.lat is None or entry.lon is None else f"{entry.lat:.4f}, {entry.lon:.4f}"
    return (
        f"{place.possible.fit:.2f}", place.possible.how, one_line(entry.id), one_line(entry.name_en or ""),
        one_line(entry.name_ar or ""), one_line(entry.type), entry.country or "",
        " < ".join(_shown(area) for area in place.within), point,
    )  # fmt: skip


def _shown(area: Entry) -> str:
    return one_line(area.name_en or area.name_ar or area.id)
