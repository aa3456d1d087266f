"""Files within files, through the reader: each a document of its own under the way that leads to it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from corpus_cli.document import Document, Failure, Provenance, document_id
from corpus_cli.ingest import isolation
from corpus_cli.ingest.archives import containers
from corpus_cli.ingest.reader import read_documents
from corpus_cli.recipe import IngestSettings

CONFIG = Provenance(package_version="1", config_hash="c")
WORDS = "Families returned to the old city of Homs after the local truce had been signed."


@pytest.fixture(autouse=True, scope="module")
def _closed() -> Iterator[None]:
    yield
    isolation.close()


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def read(name: str, data: bytes) -> list[Document | Failure]:
    Path(name).write_bytes(data)
    return list(read_documents(name, settings=IngestSettings(), mapping=None, config=CONFIG))


def documents(found: list[Document | Failure]) -> dict[str, Document]:
    return {doc.source.path: doc for doc in found if isinstance(doc, Document)}


def failures(found: list[Document | Failure]) -> dict[str, Failure]:
    return {failure.path: failure for failure in found if isinstance(failure, Failure)}


def test_a_member_is_what_it_would_be_by_itself(make_docx: Callable[..., bytes]) -> None:
    """Its id, hash and size are of its own bytes, its offsets into its own text: unpacking it changes none of them."""
    word = make_docx([("Heading 1", "عنوان"), ("Normal", WORDS)])
    text = f"{WORDS} عادت العائلات إلى حمص.".encode("cp1256")
    found = documents(read("a.zip", zipped({"folder/report.docx": word, "2023-04-17 note.txt": text})))
    assert list(found) == ["a.zip!/folder/report.docx", "a.zip!/2023-04-17 note.txt"]
    for doc, data in zip(found.values(), [word, text], strict=True):
        assert doc.doc_id == document_id(data)
        assert (doc.source.sha256, doc.source.size_bytes) == (hashlib.sha256(data).hexdigest(), len(data))
        assert doc.source.record_id is None
    note = found["a.zip!/2023-04-17 note.txt"]
    assert note.extracted is not None and note.extracted.text == text.decode("cp1256")
    assert (note.source.encoding, note.source.date) == ("windows-1256", "2023-04-17")


def test_records_within_archives_keep_their_place() -> None:
    """A csv in a zip gives what the csv gives; broken lines are named under the file's way."""
    found = read("a.zip", zipped({"d/data.csv": b"id;text\n7;words here\n8;\n"}))
    (doc,) = documents(found).values()
    assert (doc.source.path, doc.source.record_id) == ("a.zip!/d/data.csv", "7")
    (failure,) = failures(found).values()
    assert (failure.path, failure.record) == ("a.zip!/d/data.csv", "3")


def test_archives_mails_and_mailboxes_lie_in_one_another() -> None:
    """To a depth; what lies deeper is told and costs nothing else."""
    mail = EmailMessage()
    mail["Subject"] = "The report"
    mail.set_content("The report is attached to this mail.")
    mail.add_attachment(zipped({"in.txt": WORDS.encode()}), maintype="application", subtype="zip", filename="b.zip")
    box = b"From x\n" + mail.as_bytes()
    found = read("a.zip", zipped({"all.mbox": box, "out.txt": b"Words outside of all."}))
    assert list(documents(found)) == [
        "a.zip!/all.mbox!/1.eml",
        "a.zip!/all.mbox!/1.eml!/b.zip!/in.txt",
        "a.zip!/out.txt",
    ]
    data = zipped({"in.txt": WORDS.encode()})
    for _ in range(6):
        data = zipped({"z.zip": data, "beside.txt": WORDS.encode()})
    found = read("deep.zip", data)
    assert len(documents(found)) == 4
    (failure,) = failures(found).values()
    assert failure.path == "deep.zip" + "!/z.zip" * 4 and "one in the other" in failure.reason


def test_what_lies_in_an_archive_fails_alone() -> None:
    """Empty, misnamed and damaged members, other formats, pictures; each has its own line."""
    found = read(
        "a.zip",
        zipped(
            {
                "a.txt": b"",
                "b.pdf": b"no",
                "c.docx": b"PK\x03\x04",
                "d.jpg": b"x",
                "e.txt": b"\xff\xd8\xff",
                "f.txt": b"words",
            }
        ),
    )
    assert list(documents(found)) == ["a.zip!/f.txt"]
    kinds = {path: failure.kind for path, failure in failures(found).items()}
    assert kinds == {
        "a.zip!/a.txt": "quarantined",
        "a.zip!/b.pdf": "quarantined",
        "a.zip!/c.docx": "quarantined",
        "a.zip!/d.jpg": "skipped",
        "a.zip!/e.txt": "needs_ocr",
    }
    assert all(failure.remedy for failure in failures(found).values())


def test_all_that_lies_in_one_input_shares_one_allowance(monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of archives cannot unpack to more than one archive can."""
    monkeypatch.setattr(containers.Allowance, "__init__", lambda self: _set(self, members=100, size=1500))
    inner = {f"{number}.zip": zipped({"a.txt": f"{WORDS} {number}".encode() * 4}) for number in range(5)}
    found = read("a.zip", zipped(inner))
    assert 0 < len(documents(found)) < 5
    told = [failure.reason for failure in failures(found).values()]
    assert len(told) == 5 - len(documents(found)) and all("left out" in reason for reason in told)


def _set(allowance: containers.Allowance, *, members: int, size: int) -> None:
    allowance.members, allowance.size = members, size


def test_a_mail_without_a_word_loses_no_attachment() -> None:
    """The mail itself is told to hold no text."""
    mail = EmailMessage()
    mail["From"] = "x@example.org"
    mail.set_content("")
    mail.add_attachment(WORDS, filename="note.txt")
    found = read("m.eml", mail.as_bytes())
    assert list(documents(found)) == ["m.eml!/note.txt"]
    assert "no text" in failures(found)["m.eml"].reason


def test_an_archive_of_nothing_is_told() -> None:
    """It has no files, or only folders."""
    assert "no files" in failures(read("a.zip", zipped({})))["a.zip"].reason
    assert "no files" in failures(read("b.zip", zipped({"folder/": b""})))["b.zip"].reason


def test_a_stored_pdf_does_not_make_the_archive_one(make_pdf: Callable[..., bytes]) -> None:
    """Its first bytes stand near the archive's."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", make_pdf([WORDS]))
    (doc,) = documents(read("a.zip", buffer.getvalue())).values()
    assert (doc.source.path, doc.source.media_type) == ("a.zip!/a.pdf", "application/pdf")
