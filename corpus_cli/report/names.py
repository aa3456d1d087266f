"""The places and organizations of a run for the page: the most mentioned, and in which themes places are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from corpus_cli.report.page_data import Listed, Names, PlaceRow

# A table of so many rows is searched in the page at once; entities.csv has all.
MOST_PLACES = 500
MOST_ORGANIZATIONS = 500
MOST_UNLINKED = 200
NO_THEME = -1


class Named(Protocol):
    """One row of entities.csv, in its order."""

    @property
    def id(self) -> str | None: ...  # noqa: D102 (as in export/tally.py)
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def type(self) -> str | None: ...  # noqa: D102
    @property
    def name_en(self) -> str | None: ...  # noqa: D102
    @property
    def name_ar(self) -> str | None: ...  # noqa: D102
    @property
    def lat(self) -> float | None: ...  # noqa: D102
    @property
    def lon(self) -> float | None: ...  # noqa: D102
    @property
    def country(self) -> str | None: ...  # noqa: D102
    @property
    def admin1(self) -> str | None: ...  # noqa: D102
    @property
    def mentions(self) -> int: ...  # noqa: D102
    @property
    def mentions_ar(self) -> int: ...  # noqa: D102
    @property
    def mentions_en(self) -> int: ...  # noqa: D102
    @property
    def documents(self) -> int: ...  # noqa: D102
    @property
    def written_as(self) -> tuple[str, ...]: ...  # noqa: D102


def names_of(entities: Sequence[Named], *, cube: Path, themes: Mapping[str, int]) -> Names:
    """The names as the page lists them. ``themes``: the number of each theme's id; ``cube``: cube.parquet, if there."""
    places = [one for one in entities if one.label == "PLACE" and one.id is not None]
    organizations = [one for one in entities if one.label == "ORG"]
    unlinked = [one for one in entities if one.label == "PLACE" and one.id is None]
    rows = places[:MOST_PLACES]
    number = {one.id: index for index, one in enumerate(rows) if one.id is not None}
    return Names(
        places=_listed(places, MOST_PLACES),
        unlinked=_listed(unlinked, MOST_UNLINKED),
        organizations=_listed(organizations, MOST_ORGANIZATIONS),
        without_point=sum(1 for one in places if one.lat is None or one.lon is None),
        cells=_cells(cube, number, themes) if cube.is_file() else [],
    )


def _cells(cube: Path, places: Mapping[str, int], themes: Mapping[str, int]) -> list[tuple[int, int, str, int]]:
    """Mentions by place, theme and language over all months, read batch by batch; none of a file that is no cube."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    counts: Counter[tuple[int, int, str]] = Counter()
    try:
        # A file of its own opening: pyarrow's reader of paths takes some of them for addresses.
        with cube.open("rb") as source, pq.ParquetFile(source) as file:
            for batch in file.iter_batches(columns=["place_id", "theme_id", "language", "mentions"]):
                columns = (batch.column(name).to_pylist() for name in ("place_id", "theme_id", "language", "mentions"))
                for place, theme, language, mentions in zip(*columns, strict=True):
                    if place in places and mentions:
                        counts[places[place], themes.get(theme, NO_THEME), language] += mentions
    except (pa.ArrowException, OSError, KeyError):
        return []
    return [(*cell, count) for cell, count in sorted(counts.items())]


def _listed(entities: Sequence[Named], most: int) -> Listed:
    return Listed(total=len(entities), rows=[_row(one) for one in entities[:most]])


def _row(one: Named) -> PlaceRow:
    return PlaceRow(
        id=one.id,
        name_en=one.name_en,
        name_ar=one.name_ar,
        written_as=list(one.written_as),
        type=one.type,
        country=one.country,
        admin1=one.admin1,
        lat=one.lat,
        lon=one.lon,
        mentions=one.mentions,
        mentions_ar=one.mentions_ar,
        mentions_en=one.mentions_en,
        documents=one.documents,
    )
