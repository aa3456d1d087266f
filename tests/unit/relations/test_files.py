"""The files and the terminal: what is written is read back, and nothing in a title steers a spreadsheet or a line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from corpus_cli.errors import InputError
from corpus_cli.relations.as_csv import COLUMNS, to_csv
from corpus_cli.relations.as_json import read_relations, to_json, to_jsonl
from corpus_cli.relations.described import Described
from corpus_cli.relations.relation import KINDS, Aligned, Evidence, Relation
from corpus_cli.relations.terminal import relation_lines
from corpus_cli.relations.wording import closing_phrases, relative_notes, relatives

PLACE = Aligned(passage_a="p1", passage_b="p2", start_a=0, end_a=9, start_b=3, end_b=12, score=0.4)
FOUND = Relation(
    doc_id_a="aa" * 10,
    doc_id_b="bb" * 10,
    kind="translation",
    score=0.97,
    evidence=Evidence(aligned_a=1.0, aligned_b=0.9, order=0.95, numbers=1.0),
    aligned=(PLACE,),
)
DOCUMENTS = {
    "aa" * 10: Described(doc_id="aa" * 10, path="ar/1.docx", record=None, title="هدنة في الحولة", date="2024-05-01",
                         language="ar"),
    "bb" * 10: Described(doc_id="bb" * 10, path="en.csv", record="=7", title="=cmd()\u202e", date=None, language="en"),
}  # fmt: skip


def test_what_is_written_is_read_back_in_order(tmp_path: Path) -> None:
    """One object a line, sorted by the documents."""
    other = Relation(doc_id_a="aa" * 10, doc_id_b="ab" * 10, kind="version", score=0.7, evidence=FOUND.evidence)
    path = tmp_path / "relations.jsonl"
    path.write_bytes(to_jsonl([FOUND, other]))
    assert read_relations(path) == (other, FOUND)
    assert json.loads(path.read_text().splitlines()[1])["aligned"][0]["passage_b"] == "p2"


@pytest.mark.parametrize("content", [None, b"{}\n", b"\xff\xfe"])
def test_a_missing_or_altered_file_says_what_to_do(tmp_path: Path, content: bytes | None) -> None:
    """Nothing that is no relation is taken for one."""
    path = tmp_path / "relations.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_relations(path)
    assert "again" in error.value.remedy


def test_a_spreadsheet_gets_titles_of_both_and_no_formula() -> None:
    """A title that begins as a formula is text; what is unknown is empty."""
    rows = list(csv.DictReader(io.StringIO(to_csv([FOUND], DOCUMENTS).decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["title_a"], rows[0]["date_b"], rows[0]["names"]) == ("هدنة في الحولة", "", "")
    assert rows[0]["title_b"] == "'=cmd()"
    assert to_csv([FOUND], {}).count(b"translation") == 1


def test_json_for_programs_has_both_documents() -> None:
    """Each relation with what its documents are called; None for one that is gone."""
    (shown,) = json.loads(to_json([FOUND], {"aa" * 10: DOCUMENTS["aa" * 10]}))
    assert shown["a"]["title"] == "هدنة في الحولة"
    assert shown["b"] is None
    assert shown["kind"] == "translation"


def test_the_terminal_shows_both_and_isolates_them_there_only() -> None:
    """Arabic ends its line, a bidi override is gone, and in a pipe there are no marks."""
    lines = list(relation_lines([FOUND], DOCUMENTS))
    assert lines[0] == "One report in two languages (1)"
    assert lines[2].endswith("هدنة في الحولة")
    assert "\u202e" not in "".join(lines) and "\u2068" not in "".join(lines)
    assert "\u2068هدنة في الحولة\u2069" in "".join(relation_lines([FOUND], DOCUMENTS, isolate=True))
    assert next(iter(relation_lines([], {}))).startswith("No two documents")
    assert "not in documents/ any more" in "".join(relation_lines([FOUND], {}))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words_for_both_sides(kind: str) -> None:
    """What a is to b and what b is to a."""
    one = Relation(doc_id_a="a", doc_id_b="b", kind=kind, score=0.5, evidence=FOUND.evidence)  # type: ignore[arg-type]
    (forth,), (back,) = relative_notes("a", [one], {}), relative_notes("b", [one], {})
    assert " b " in forth and " a " in back
    assert list(relation_lines([one], {}))


def test_the_closing_summary_counts_documents_not_pairs() -> None:
    """A third version has two relations and is one document; parts are not told there."""
    near = [
        Relation(doc_id_a=a, doc_id_b=b, kind="version", score=0.9, evidence=FOUND.evidence)
        for a, b in (("a", "b"), ("a", "c"), ("b", "c"))
    ]
    part = Relation(doc_id_a="a", doc_id_b="d", kind="contains", score=0.9, evidence=FOUND.evidence)
    assert closing_phrases(relatives(iter([FOUND, *near, part]))) == [
        "1 document is also there in another language",
        "2 documents are there again nearly word for word or in another version",
    ]
    assert closing_phrases(relatives([part])) == []


def test_a_document_that_is_nearly_another_and_a_version_of_a_third_counts_once() -> None:
    """It is there again, once; its relations are two, and are told by kind."""
    again = [
        Relation(doc_id_a=a, doc_id_b="c", kind=kind, score=0.9, evidence=FOUND.evidence)
        for a, kind in (("a", "near_duplicate"), ("b", "version"))
    ]
    found = relatives(again)
    assert (found.nearly, found.repeated, found.translated) == (1, 0, 0)
    assert found.kinds == {"near_duplicate": 1, "version": 1}
    assert closing_phrases(found) == ["1 document is there again nearly word for word or in another version"]
