"""A whole run in every format: the same bytes each time, nothing lost, nothing that was to be taken out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from corpus_cli.document import Document
from corpus_cli.errors import InputError
from corpus_cli.export.exporting import export_run
from corpus_cli.export.formats.table import FORMATS
from corpus_cli.export.redaction.names import NameList
from corpus_cli.results.run import Results


def folders(root: Path) -> dict[str, Path]:
    return {name: root / name for name in FORMATS}


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def strings(root: Path) -> Iterator[str]:
    """Every text in every file of an export, as its readers see it, and the names of the files."""
    import pyarrow.parquet as pq
    import spacy
    from spacy.tokens import DocBin

    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        yield path.name
        if path.suffix == ".parquet":
            yield from values(pq.read_table(path).to_pylist())
        elif path.suffix == ".spacy":
            held = DocBin().from_disk(path)
            yield from held.strings
            for doc in held.get_docs(spacy.blank(path.parent.name).vocab):
                yield doc.text
                yield from values(doc.user_data)
        elif path.suffix in (".json", ".jsonl", ".geojson"):
            text = path.read_text(encoding="utf-8")
            lines = text.splitlines() if path.suffix == ".jsonl" or ".ftm" in path.name else [text]
            yield from values([json.loads(line) for line in lines])
        else:
            yield path.read_text(encoding="utf-8-sig")


def values(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from values(value)
    elif isinstance(data, Iterable):
        for value in data:
            yield from values(value)


def test_the_same_run_gives_the_same_bytes(run: Results, tmp_path: Path) -> None:
    export_run(run, folders(tmp_path / "one"))
    export_run(run, folders(tmp_path / "two"))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(contents(tmp_path / "one")) > 2 * len(FORMATS)


def test_no_listed_name_is_left_in_any_file_of_any_format(
    run: Results, tmp_path: Path, list_of: Callable[..., NameList]
) -> None:
    """In text, titles, file names, ids, themes and mentions, in both languages; unredacted they all stand there."""
    names = list_of("Ahmad Khalil", "أحمد خليل", "Barada Clinic", "عيادة بردى", "حمص", "Homs")
    export_run(run, folders(tmp_path / "open"))
    before = {hit.name for text in strings(tmp_path / "open") for hit in names.finder.find(text)}
    assert before == set(range(6))
    report = export_run(run, folders(tmp_path / "closed"), names=names)
    assert [text for text in strings(tmp_path / "closed") if names.finder.find(text)] == []
    assert report.redaction is not None
    assert report.redaction.never_found == ()
    assert report.redaction.known_as == ()
    for name in FORMATS:
        assert json.loads((tmp_path / "closed" / name / "redaction.json").read_bytes())["documents_changed"] == 2


def test_redacted_exports_are_the_same_bytes_too(
    run: Results, tmp_path: Path, list_of: Callable[..., NameList]
) -> None:
    names = list_of("Barada Clinic", "حمص")
    for folder in ("one", "two"):
        export_run(run, folders(tmp_path / folder), names=names)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_manifest_says_what_is_in_the_files(run: Results, tmp_path: Path) -> None:
    report = export_run(run, {"csv": tmp_path / "csv"})
    data = json.loads((tmp_path / "csv" / "export.json").read_bytes())
    assert data["files"] == {"documents.csv": 4, "passages.csv": 4, "entities.csv": 5, "themes.csv": 2}
    assert (data["documents"], data["redacted"]) == (4, False)
    assert {file.file: file.count for file in report.exports[0].files} == data["files"]


def test_a_damaged_document_is_left_out_and_reported(run: Results, reports: list[Document], tmp_path: Path) -> None:
    path = run.folder.document(reports[0].doc_id)
    path.write_bytes(b"{}")
    report = export_run(run, {"csv": tmp_path / "csv"})
    assert (report.documents, report.damaged) == (3, (path,))


def test_a_run_without_documents_leaves_the_earlier_export(
    run: Results, write_run: Callable[..., Results], reports: list[Document], tmp_path: Path
) -> None:
    export_run(run, {"csv": tmp_path / "csv"})
    before = contents(tmp_path / "csv")
    empty = write_run(reports[:1], folder="empty")
    empty.folder.document(reports[0].doc_id).write_bytes(b"{}")
    with pytest.raises(InputError, match="holds no documents"):
        export_run(empty, {"csv": tmp_path / "csv"})
    assert contents(tmp_path / "csv") == before
