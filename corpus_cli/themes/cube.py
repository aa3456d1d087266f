"""Place × theme × month × language: the table from which a pivot table or a map over time is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from corpus_cli.document import Document, Link, Passage
from corpus_cli.themes.names import NameTally
from corpus_cli.topics.model.topic_model import TopicModel

# Passages of documents without a month, of no theme, and of a theme whatever places they name.
NONE = ""


class Cell(NamedTuple):
    """What is counted apart. In the order in which rows are sorted."""

    place_id: str
    theme_id: str
    month: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CubeRow:
    """One row of ``cube.csv`` and ``cube.parquet``; the fields are the columns. What is unknown is an empty string.

    A row with a ``place_id``: how often passages of this theme, month and language name the place (``mentions``), and
    how many passages and documents name it. A row with an empty ``place_id``: all passages and documents of the theme
    in that month and language, whether they name places or not, and no mentions; it says what the other rows are a
    part of. An empty ``theme_id`` stands for passages without a theme, an empty ``month`` for documents whose date is
    unknown or a year alone.

    Where every report counts once, what is left out is in no row: a translation counts in its original's language.

    Mentions may be added up over any rows, passages over themes, months and languages. Passages do not add up over
    places, since one may name several; documents do not add up over places, themes or languages for the same reason.
    """

    place_id: str
    place_en: str
    place_ar: str
    theme_id: str
    theme_en: str
    theme_ar: str
    month: str
    language: str
    mentions: int
    passages: int
    documents: int


COLUMNS = tuple(column.name for column in fields(CubeRow))
COUNTED = ("mentions", "passages", "documents")


@dataclass(slots=True)
class Cube:
    """The counts of the table. It grows with places, themes and months, not with passages; added in any order."""

    mentions: Counter[Cell] = field(default_factory=Counter)
    passages: Counter[Cell] = field(default_factory=Counter)
    documents: Counter[Cell] = field(default_factory=Counter)
    names: NameTally = field(default_factory=NameTally)

    def add(self, doc: Document, *, month: str | None, places: Iterable[tuple[Link, Passage]]) -> None:
        """One more document, with the places its passages name."""
        cells: Counter[Cell] = Counter()
        named: set[tuple[str, Cell]] = set()
        for passage in doc.passages or ():
            cells[_cell(NONE, passage, month)] += 1
        for link, passage in places:
            cell = _cell(link.id, passage, month)
            self.mentions[cell] += 1
            self.names.add(link, passage.language)
            if (passage.id, cell) not in named:
                named.add((passage.id, cell))
                cells[cell] += 1
        self.passages.update(cells)
        self.documents.update(cells.keys())

    def merge(self, other: Cube) -> None:
        """The counts of both."""
        self.mentions.update(other.mentions)
        self.passages.update(other.passages)
        self.documents.update(other.documents)
        self.names.merge(other.names)

    def rows(self, model: TopicModel) -> list[CubeRow]:
        """The table, sorted by place, theme, month and language, with the labels of the model's themes."""
        labels = {theme.theme_id: theme.labels for theme in model.info.themes}
        english = {place: self.names.english(place) or NONE for place in self.names.rows}
        arabic = {place: self.names.arabic(place) or NONE for place in self.names.rows}
        return [
            CubeRow(
                place_id=cell.place_id,
                place_en=english.get(cell.place_id, NONE),
                place_ar=arabic.get(cell.place_id, NONE),
                theme_id=cell.theme_id,
                theme_en=labels.get(cell.theme_id, {}).get("en", NONE),
                theme_ar=labels.get(cell.theme_id, {}).get("ar", NONE),
                month=cell.month,
                language=cell.language,
                mentions=self.mentions[cell],
                passages=passages,
                documents=self.documents[cell],
            )
            for cell, passages in sorted(self.passages.items())
        ]


def _cell(place_id: str, passage: Passage, month: str | None) -> Cell:
    return Cell(place_id, passage.theme_id or NONE, month or NONE, passage.language)
