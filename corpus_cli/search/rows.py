"""Documents to the rows of the table: one a passage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from corpus_cli.document import Document, Entity, Passage
from corpus_cli.search.analysis import indexed_terms
from corpus_cli.search.names_tally import NamesTally

if TYPE_CHECKING:
    import pyarrow as pa

#: Before the id of an area in the column ``named``: the passage names something that lies in it.
INSIDE = "in:"


# What stands in each column: a number, a text, several numbers or several texts.
COLUMNS = {
    "n": "int32", "doc_id": "string", "passage_id": "string", "path": "string", "record_id": "string",
    "title": "string", "date": "string", "language": "string", "theme_id": "string",
    "start": "int32", "end": "int32", "raw_start": "int32", "raw_end": "int32", "text": "string",
    "terms": "string", "named": "string", "places": "strings", "organizations": "strings",
    "mention_ids": "strings", "mention_starts": "int32s", "mention_ends": "int32s",
}  # fmt: skip


def entity_term(entity_id: str) -> str:
    """The id as one word of the full-text column ``named``."""
    return quote(entity_id, safe=":-_.")


@dataclass(slots=True)
class Rows:
    """The rows by column, and what is told of all of them. Documents are added in the order of their ids."""

    names: NamesTally = field(default_factory=NamesTally)
    documents: int = 0
    duplicates: int = 0
    _columns: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def __len__(self) -> int:
        return len(self._columns["n"])

    @property
    def languages(self) -> list[str]:
        """The language of each row."""
        return self._columns["language"]

    @property
    def themes(self) -> list[str | None]:
        """The theme of each row."""
        return self._columns["theme_id"]

    def add(self, doc: Document) -> bool:
        """The document's passages are rows; returns whether they are. One that repeats another has none."""
        self.documents += 1
        if doc.source.duplicate_of is not None:
            self.duplicates += 1
            return False
        mentions = [mention for mention in doc.entities or () if mention.link is not None]
        for passage in doc.passages or ():
            own = [one for one in mentions if passage.start <= one.start and one.end <= passage.end]
            self.names.add(own)
            row = _row(doc, passage, own)
            for name, values in self._columns.items():
                values.append(len(values) if name == "n" else row[name])
        return True

    def table(self, vectors: Any, *, name: str) -> pa.Table:
        """The rows with their vectors in a column of that name. ``vectors``: Shape: (rows, dim)."""
        import pyarrow as pa

        columns = {name: pa.array(values, type=_type(COLUMNS[name])) for name, values in self._columns.items()}
        return pa.table({**columns, name: vector_column(vectors)})


def vector_column(vectors: Any) -> pa.FixedSizeListArray:
    """The vectors as a column of float16. ``vectors``: Shape: (rows, dim)."""
    import pyarrow as pa

    flat = pa.array(vectors.astype("float16").ravel(), type=pa.float16())
    return pa.FixedSizeListArray.from_arrays(flat, vectors.shape[1])


def _row(doc: Document, passage: Passage, mentions: list[Entity]) -> dict[str, Any]:
    text = (doc.text or "")[passage.start : passage.end]
    links = [mention.link for mention in mentions if mention.link is not None]
    areas = sorted({area for link in links for area in link.within})
    title = doc.source.title or ""
    return {
        "doc_id": doc.doc_id, "passage_id": passage.id, "path": doc.source.path, "record_id": doc.source.record_id,
        "title": doc.source.title, "date": doc.source.date, "language": passage.language,
        "theme_id": passage.theme_id, "start": passage.start, "end": passage.end, "raw_start": passage.raw_start,
        "raw_end": passage.raw_end, "text": text,
        # A title tells what all of its passages are about.
        "terms": f"{indexed_terms(title)} {indexed_terms(text)}".strip(),
        "named": " ".join([*(entity_term(link.id) for link in links), *(INSIDE + entity_term(area) for area in areas)]),
        "places": sorted({m.link.id for m in mentions if m.link and m.label == "PLACE"} | set(areas)),
        "organizations": sorted({m.link.id for m in mentions if m.link and m.label == "ORG"}),
        "mention_ids": [link.id for link in links],
        "mention_starts": [mention.start - passage.start for mention in mentions],
        "mention_ends": [mention.end - passage.start for mention in mentions],
    }  # fmt: skip


def _type(name: str) -> pa.DataType:
    import pyarrow as pa

    single = pa.int32() if name.startswith("int32") else pa.string()
    return pa.list_(single) if name.endswith("s") else single
