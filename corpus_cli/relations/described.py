"""What a person is told of a document in a relation."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_cli.document import place_of
from corpus_cli.relations.reading import Report
from corpus_cli.relations.relation import Order, document_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A document as relations are shown: where it is from, what it is called, when it is from, its language."""

    doc_id: str
    path: str
    record: str | None
    title: str | None
    date: str | None
    language: str | None

    @property
    def order(self) -> Order:
        """Where it stands among documents that are one report."""
        return document_order(date=self.date, path=self.path, record=self.record, doc_id=self.doc_id)

    @property
    def place(self) -> str:
        """Its path, with the record of a csv or jsonl file."""
        return place_of(self.path, self.record)


def described(report: Report) -> Described:
    """The document as it is shown."""
    source = report.source
    return Described(
        doc_id=report.doc_id,
        path=source.path,
        record=source.record_id,
        title=source.title,
        date=source.date,
        language=report.language,
    )
