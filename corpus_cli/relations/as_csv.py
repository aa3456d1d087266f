"""``relations.csv``: the relations for a spreadsheet, with what the documents are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpus_cli.relations.described import Described
from corpus_cli.relations.relation import Relation
from corpus_cli.wording.spreadsheet import Cell, to_spreadsheet

COLUMNS = (
    "kind", "score", "doc_id_a", "date_a", "language_a", "title_a", "path_a", "record_a",
    "doc_id_b", "date_b", "language_b", "title_b", "path_b", "record_b",
    "aligned_a", "aligned_b", "order", "names", "numbers", "aligned_passages",
)  # fmt: skip


def to_csv(relations: Iterable[Relation], documents: Mapping[str, Described]) -> bytes:
    """One row a relation, in their order. ``documents``: by id, those of the relations."""
    rows = (_row(one, documents) for one in sorted(relations, key=lambda one: one.order))
    return to_spreadsheet(COLUMNS, rows)


def _row(relation: Relation, documents: Mapping[str, Described]) -> list[Cell]:
    evidence = relation.evidence
    return [
        relation.kind,
        relation.score,
        *_document(relation.doc_id_a, documents),
        *_document(relation.doc_id_b, documents),
        evidence.aligned_a,
        evidence.aligned_b,
        evidence.order,
        evidence.names,
        evidence.numbers,
        len(relation.aligned),
    ]


def _document(doc_id: str, documents: Mapping[str, Described]) -> list[Cell]:
    one = documents.get(doc_id)
    if one is None:
        return [doc_id, None, None, None, None, None]
    return [doc_id, one.date, one.language, one.title, one.path, one.record]
