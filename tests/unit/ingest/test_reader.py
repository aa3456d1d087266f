"""One file in, its documents or failures out."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus_cli.document import Dated, Document, Failure, Provenance, document_id, to_json
from corpus_cli.errors import ConfigError
from corpus_cli.ingest import isolation
from corpus_cli.ingest.reader import read_documents
from corpus_cli.recipe import IngestSettings

CONFIG = Provenance(package_version="1", config_hash="c")


@pytest.fixture(autouse=True, scope="module")
def _closed() -> Iterator[None]:
    yield
    isolation.close()


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(
    path: str, *, mapping: dict[str, str] | None = None, settings: IngestSettings | None = None
) -> list[Document | Failure]:
    return list(read_documents(path, settings=settings or IngestSettings(), mapping=mapping, config=CONFIG))


def document(name: str, data: bytes) -> Document:
    Path(name).write_bytes(data)
    (found,) = read(name)
    assert isinstance(found, Document), found
    return found


def failure(name: str, data: bytes, settings: IngestSettings | None = None) -> Failure:
    Path(name).write_bytes(data)
    (found,) = read(name, settings=settings)
    assert isinstance(found, Failure)
    assert found.path == name and found.remedy
    return found


def test_a_text_file_becomes_a_document() -> None:
    """Source and id describe the file's bytes; the text is the decoded file; later fields have not run."""
    data = "عنوان التقرير\n\nفقرة أولى من التقرير فيها ما يكفي من الكلمات لتكون فقرة.\r\n".encode("cp1256")
    doc = document("a.txt", data)
    assert doc.doc_id == document_id(data)
    assert doc.source.path == "a.txt"
    assert doc.source.sha256 == hashlib.sha256(data).hexdigest()
    assert (doc.source.size_bytes, doc.source.encoding) == (len(data), "windows-1256")
    assert (doc.source.media_type, doc.source.record_id) == ("text/plain", None)
    assert doc.source.title == "عنوان التقرير"
    assert doc.extracted is not None and doc.extracted.text == data.decode("cp1256")
    assert doc.provenance == CONFIG
    assert doc.text is None and doc.segments is None


def test_every_format_is_read(make_pdf: Callable[..., bytes], make_docx: Callable[..., bytes]) -> None:
    """Markdown and web pages, and Word and PDF files through the child process."""
    sentence = "Families returned to Homs after the local truce had been signed."
    cases = {
        "a.md": f"---\ntitle: T\ndate: 2023-04-17\n---\n{sentence}\n".encode(),
        "a.html": f"<html><head><title>T it is</title></head><body><p>{sentence}</p></body></html>".encode(),
        "a.docx": make_docx([("Normal", sentence)]),
        "a.pdf": make_pdf([sentence]),
    }
    for name, data in cases.items():
        doc = document(name, data)
        assert doc.extracted is not None
        texts = ["".join(doc.extracted.text[s:e] for s, e in block.slices) for block in doc.extracted.blocks]
        assert texts == [sentence], name
        assert doc.doc_id == document_id(data)
    assert document("a.md", cases["a.md"]).source.date == "2023-04-17"


def test_every_document_says_where_its_date_comes_from() -> None:
    """Front matter, the text with its place, the file's name, a record; a page's date in its own words."""
    words = "Families met with the local council and agreed on how water points would be shared this summer."
    arabic = "اجتمعت العائلات العائدة مع المجلس المحلي واتفقت على تقاسم نقاط المياه بين الحارتين خلال أشهر الصيف."
    matter = document("a.md", f"---\ndate: 17 نيسان 2023\n---\n{words}\n".encode()).source
    assert matter.dated == Dated(source="front_matter", confidence=0.95, calendar="gregorian", written="17 نيسان 2023")
    dateline = document("a.txt", f"الرقة، ١٢ رمضان ١٤٤٤ هـ\n\n{arabic}\n".encode())
    dated, extracted = dateline.source.dated, dateline.extracted
    assert dated is not None and extracted is not None
    assert (dateline.source.date, dated.calendar) == ("2023-04-03", "hijri")
    assert extracted.text[dated.raw_start : dated.raw_end] == dated.written == "١٢ رمضان ١٤٤٤ هـ"
    named = document("2021-05-06.txt", words.encode()).source.dated
    assert named is not None and named.source == "file_name"
    page = f'<html><head><meta name="date" content="04/03/2023"></head><body><p>{arabic}</p></body></html>'
    assert document("a.html", page.encode()).source.date == "2023-03-04"
    undated = document("b.txt", f"Date: 03/04/2023\n\n{words}\n".encode()).source
    assert (undated.date, undated.dated) == (None, None)
    assert undated.undated == "03/04/2023 can be 2023-04-03 or 2023-03-04"


def test_a_documents_file_says_nothing_of_a_date_that_it_has_not() -> None:
    """Neither key stands in it."""
    source = json.loads(to_json(document("a.txt", b"Some words in a file.")))["source"]
    assert "dated" not in source and "undated" not in source and source["date"] is None
    source = json.loads(to_json(document("2021-05-06.txt", b"Some words in a file.")))["source"]
    assert list(source["dated"]) == ["source", "confidence", "calendar", "written"]


def test_the_other_dates_of_a_column_say_which_number_is_the_day() -> None:
    """A table exported in America has 4/17/2023 in some row; where no row shows it, the date stays open."""
    Path("a.csv").write_text("id,date,text\n1,3/4/2023,Water.\n2,4/17/2023,Bread.\n", encoding="utf-8")
    assert [found.source.date for found in read("a.csv") if isinstance(found, Document)] == ["2023-03-04", "2023-04-17"]
    Path("b.csv").write_text("id,date,text\n1,3/4/2023,Water.\n2,2024,Bread.\n", encoding="utf-8")
    first, second = (found.source for found in read("b.csv") if isinstance(found, Document))
    assert (first.date, first.undated) == (None, "3/4/2023 can be 2023-04-03 or 2023-03-04")
    assert second.date == "2024" and second.dated is not None and second.dated.source == "record"


def test_content_wins_over_the_suffix(make_pdf: Callable[..., bytes]) -> None:
    """A PDF named .txt is read as a PDF."""
    assert document("a.txt", make_pdf(["Some words in it."])).source.media_type == "application/pdf"


def test_records_have_their_own_ids_and_hashes() -> None:
    """A record's id comes from its own bytes and its place, so that adding a line changes no other document."""
    line = '{"id": "r1", "text": "نص", "title": "عنوان أول", "date": "2023-04"}'.encode()
    Path("a.jsonl").write_bytes(line + b'\n{"text": "two"}\n')
    first, second = read("a.jsonl")
    assert isinstance(first, Document) and isinstance(second, Document)
    assert first.doc_id == document_id(line, record="r1")
    assert first.source.sha256 == hashlib.sha256(line).hexdigest()
    assert (first.source.record_id, first.source.size_bytes) == ("r1", len(line))
    assert (first.source.title, first.source.date) == ("عنوان أول", "2023-04")
    assert (second.source.record_id, second.source.title) == ("2", None)
    Path("a.jsonl").write_bytes(b'{"text": "zero", "id": "r0"}\n' + line)
    assert [doc.doc_id for doc in read("a.jsonl") if isinstance(doc, Document)][1] == first.doc_id


def test_broken_records_are_failures_with_their_line_and_the_rest_goes_on() -> None:
    """A broken jsonl line and a csv row without text are named by line number."""
    Path("a.jsonl").write_bytes(b'{"text": "one"}\n{broken\n{"text": "three"}\n')
    found = read("a.jsonl")
    assert [type(item).__name__ for item in found] == ["Document", "Failure", "Document"]
    assert isinstance(found[1], Failure)
    assert (found[1].record, found[1].kind) == ("2", "quarantined")
    Path("a.csv").write_bytes(b"id;text\n1;one\n2;\n")
    found = read("a.csv")
    assert isinstance(found[1], Failure) and found[1].record == "3"


def test_columns_are_mapped() -> None:
    """The mapping reaches both kinds of record files; a wrong one is the user's error, not the file's."""
    Path("a.csv").write_bytes(b"body\nwords here\n")
    (found,) = read("a.csv", mapping={"text": "body"})
    assert isinstance(found, Document)
    with pytest.raises(ConfigError):
        read("a.csv", mapping={"nonsense": "body"})


@pytest.mark.parametrize(
    ("name", "data", "kind", "reason"),
    [
        ("a.txt", b"", "quarantined", "empty"),
        ("a.txt", b" \n\t", "quarantined", "no text"),
        ("a.md", b"---\ntitle: x\n---\n", "quarantined", "no text"),
        ("a.html", b"<html></html>", "quarantined", "no text"),
        ("a.txt", bytes(range(256)), "quarantined", "does not look like text"),
        ("a.pdf", b"%PDF-1.7\nnothing", "quarantined", "damaged"),
        ("a.pdf", b"words", "quarantined", "not one"),
        ("a.docx", b"PK\x03\x04", "quarantined", "damaged"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "needs_ocr", "image"),
        ("a.csv", b"id,text\n", "quarantined", "no records"),
        ("a.csv", b"id,body\n1,x\n", "quarantined", "no column 'text'"),
        ("a.jsonl", b"\n\n", "quarantined", "no records"),
    ],
)
def test_unreadable_files_are_failures_with_a_remedy(name: str, data: bytes, kind: str, reason: str) -> None:
    """Each says what is wrong and what to do."""
    found = failure(name, data)
    assert found.kind == kind
    assert reason in found.reason


def test_a_scan_needs_ocr(make_pdf: Callable[..., bytes]) -> None:
    """The kind of failure travels back from the child process."""
    assert failure("a.pdf", make_pdf([])).kind == "needs_ocr"


def test_a_file_over_the_size_limit_is_refused() -> None:
    """The limit and the setting are named."""
    found = failure("a.txt", b"x" * (2**20 + 1), IngestSettings(max_file_mb=1))
    assert "1 MB" in found.reason and "max_file_mb" in found.remedy


def test_files_that_vanish_or_turn_into_something_else_are_failures() -> None:
    """Between listing and reading a file may be removed or replaced by a folder or a pipe."""
    Path("folder.txt").mkdir()
    os.mkfifo("pipe.txt")
    for name, reason in [
        ("gone.txt", "no longer"),
        ("folder.txt", "read"),
        ("pipe.txt", "regular"),
        ("a\0.txt", "name"),
    ]:
        (found,) = read(name)
        assert isinstance(found, Failure)
        assert reason in found.reason or "not a regular file" in found.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_without_permission_is_a_failure() -> None:
    """The remedy is to change the permissions."""
    Path("a.txt").write_text("words")
    Path("a.txt").chmod(0)
    (found,) = read("a.txt")
    assert isinstance(found, Failure) and "permissions" in found.remedy


def test_a_name_that_is_no_utf8_can_be_written_down() -> None:
    """The document's path is valid text, whatever bytes the name is made of."""
    name = os.fsdecode(b"caf\xe9.txt")
    doc = document(name, b"Some words.")
    assert json.loads(to_json(doc))["source"]["path"] == "caf\\xe9.txt"


def test_the_same_file_gives_the_same_bytes_again(make_docx: Callable[..., bytes]) -> None:
    """Nothing in a document depends on when or how often it is read."""
    data = make_docx([("Heading 1", "عنوان"), ("Normal", "فقرة من التقرير.")])
    assert to_json(document("a.docx", data)) == to_json(document("a.docx", data))


def test_importing_the_stage_imports_no_parser() -> None:
    """Heavy libraries are imported by the reader that needs them."""
    code = (
        "import sys, corpus_cli.ingest.reader, corpus_cli.ingest.inputs\n"
        "heavy = {'lxml', 'docx', 'pypdfium2', 'trafilatura', 'markdown_it', 'yaml', 'pebble', 'charset_normalizer'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_plain_text_is_not_parsed_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No parser runs in the worker: text, Markdown, csv and jsonl have the limits that all others have."""
    monkeypatch.setattr("corpus_cli.ingest.plain.parse", None)
    monkeypatch.setattr("corpus_cli.ingest.markup.markdown.parse", None)
    monkeypatch.setattr("corpus_cli.ingest.rows.tables.read_csv", None)
    monkeypatch.setattr("corpus_cli.ingest.rows.records.read_jsonl", None)
    document("a.txt", b"The market in Homs is open again.")
    document("a.md", b"# Homs\n\nThe market is open again.")
    document("a.csv", b"text\nThe market in Homs is open again.\n")
    document("a.jsonl", b'{"text": "The market in Homs is open again."}\n')


def test_many_records_come_in_batches() -> None:
    """Records whose texts together are more than a parser may give at once are read all the same."""
    rows = "".join(f"{number},{'word ' * 60_000}\n" for number in range(8))
    Path("a.csv").write_text(f"id,text\n{rows}")
    found = read("a.csv", settings=IngestSettings(max_text_mb=2))
    assert [doc.source.record_id for doc in found if isinstance(doc, Document)] == list("01234567")


def test_a_child_that_is_replaced_between_two_batches_is_no_end_of_the_file() -> None:
    """The rest of the file is reported as unread; without that it would be lost without a word."""
    rows = "".join(f"{number},{'word ' * 300_000}\n" for number in range(3))
    Path("a.csv").write_text(f"id,text\n{rows}")
    reading = read_documents("a.csv", settings=IngestSettings(), mapping=None, config=CONFIG)
    assert isinstance(next(reading), Document)
    isolation.close()
    assert [found.reason for found in reading if isinstance(found, Failure)] == [
        "could be read in part only: its parser crashed"
    ]


def test_a_file_that_changes_while_it_is_read_is_quarantined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the old and half of the new report would be a report that nobody wrote."""
    Path("a.txt").write_text("The market in Homs is open again.")
    before = os.fstat
    sizes = iter((0, 1))

    def changing(descriptor: int) -> os.stat_result:
        status = list(before(descriptor))
        status[6] += next(sizes, 1)
        return os.stat_result(status)

    monkeypatch.setattr("corpus_cli.ingest.reader.os.fstat", changing)
    (found,) = read("a.txt")
    monkeypatch.undo()
    assert isinstance(found, Failure) and "changed while it was being read" in found.reason


def test_front_matter_that_doubles_is_no_front_matter() -> None:
    """Thirty merge keys of YAML stand for a billion fields; the text below is read, and the title line is found."""
    merge = ["a0: &a0 {k: 1}", *(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 30))]
    head = "\n".join([*merge, "title: The market of Homs"])
    doc = document("a.md", f"---\n{head}\n---\n\nThe market is open again.\n".encode())
    assert doc.source.title == "The market of Homs"
    deep = document("b.md", b"---\nx: " + b"[" * 5000 + b"\n---\n\nThe market is open again.\n")
    assert deep.extracted is not None
