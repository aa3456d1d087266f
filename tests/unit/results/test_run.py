"""A finished run is read back as it was written, and what is wrong with it is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus_cli.document import Document, Failure, Provenance, Source, to_json
from corpus_cli.errors import InputError
from corpus_cli.output import write_whole
from corpus_cli.results.run import open_results

FIRST = Document(
    doc_id="0a11" + "0" * 16,
    source=Source(path="ar/تقرير.txt", media_type="text/plain", sha256="a" * 64, size_bytes=1),
    text="أهلاً",
    provenance=Provenance(package_version="1", config_hash="c"),
)
SECOND = replace(FIRST, doc_id="0a11" + "1" * 16, source=replace(FIRST.source, path="en/table.csv", record_id="12"))


@pytest.fixture
def run(tmp_path: Path) -> Path:
    for doc in (SECOND, FIRST):
        write_whole(tmp_path / "documents" / doc.doc_id[:2] / f"{doc.doc_id}.json", to_json(doc))
    return tmp_path


def test_documents_come_in_the_order_of_their_ids(run: Path) -> None:
    assert list(open_results(run).documents()) == [FIRST, SECOND]


@pytest.mark.parametrize("name", [FIRST.doc_id, FIRST.doc_id[:6], "ar/تقرير.txt", "تقرير.txt"])
def test_a_document_is_found_by_id_its_beginning_its_path_or_its_name(run: Path, name: str) -> None:
    assert open_results(run).document(name) == FIRST


@pytest.mark.parametrize("name", ["en/table.csv", "en/table.csv#12", "table.csv#12"])
def test_a_record_of_a_table_is_found_by_its_file_and_number(run: Path, name: str) -> None:
    assert open_results(run).document(name) == SECOND


@pytest.mark.parametrize("name", ["0a11", "0a1", "", "no.txt", "../../etc/passwd", "ffff", "ar", "/تقرير.txt"])
def test_a_name_of_none_or_several_is_refused(run: Path, name: str) -> None:
    with pytest.raises(InputError) as raised:
        open_results(run).document(name)
    assert raised.value.remedy


def test_a_damaged_document_is_reported_and_the_others_are_read(run: Path) -> None:
    path = run / "documents" / "0a" / f"{FIRST.doc_id}.json"
    path.write_bytes(b'{"doc_id": 3')
    reported: list[Path] = []
    assert list(open_results(run).documents(damaged=lambda path, _: reported.append(path))) == [SECOND]
    assert reported == [path]
    with pytest.raises(InputError, match="not a document"):
        list(open_results(run).documents())


def test_documents_of_another_schema_version_are_refused_with_what_to_do(run: Path) -> None:
    path = run / "documents" / "0a" / f"{FIRST.doc_id}.json"
    path.write_bytes(path.read_bytes().replace(b'"schema_version": 1', b'"schema_version": 0'))
    with pytest.raises(InputError, match="schema version 0") as raised:
        open_results(run)
    assert "new output folder" in raised.value.remedy


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no run"):
        open_results(tmp_path / "none")


def test_a_run_without_themes_failures_or_record_says_so(run: Path) -> None:
    results = open_results(run)
    assert results.themes() is None
    assert results.failures() == ()
    assert not results.record().complete


def test_failures_are_the_lines_of_the_file(run: Path) -> None:
    (run / "errors.jsonl").write_text(
        '{"path": "x.pdf", "record": null, "kind": "needs_ocr", "reason": "scan", "remedy": "tesseract"}\n\n'
    )
    assert open_results(run).failures() == (Failure(path="x.pdf", kind="needs_ocr", reason="scan", remedy="tesseract"),)
