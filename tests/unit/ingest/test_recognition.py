"""PDF files some of whose pages only OCR can read: what is recognised when, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus_cli.document import Document, Failure, Provenance
from corpus_cli.errors import DocumentError
from corpus_cli.ingest import recognition
from corpus_cli.ingest.pdf.pages import PageText
from corpus_cli.ingest.pdf.paragraphs import TextLine
from corpus_cli.ingest.reader import read_documents
from corpus_cli.recipe import IngestSettings

MakePdf = Callable[..., bytes]

TEXT = ["Hundreds of families went back to the old quarters of Homs.", "", "The council says that water is the need."]
NO_LETTERS = ["\ue001\ue002\ue003 \ue004\ue005 a"]
SETTINGS = IngestSettings()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Everything in this process, with a Tesseract that reads one sentence; the pages that it was asked for."""
    pages: list[int] = []

    def recognise(_: bytes, number: int, *, seconds: float) -> PageText:
        assert seconds > 0
        pages.append(number)
        line = TextLine("وقال المجلس إن المياه هي الحاجة الأولى.", 100, 500, 700, 12, True)
        return PageText(((line,),), "repaired", "ocr", confidence=0.9)

    monkeypatch.setattr(recognition, "isolated", lambda function, *arguments, **_: function(*arguments))
    monkeypatch.setattr(recognition.ocr, "available", lambda: True)
    monkeypatch.setattr(recognition.ocr, "recognise", recognise)
    return pages


def test_only_pages_without_usable_text_are_recognised(make_pdf: MakePdf, asked: list[int]) -> None:
    """Under auto a good text layer is better than any OCR."""
    parsed = recognition.read_pdf(make_pdf(TEXT, NO_LETTERS), settings=SETTINGS, mode="auto")
    assert asked == [1]
    assert [page.method for page in parsed.pages or ()] == ["positions", "ocr"]
    assert recognition.unread_numbers(parsed) == ()


def test_a_scan_is_recognised_whole(make_pdf: MakePdf, asked: list[int]) -> None:
    """No page has text, and the refusal turns into a document."""
    parsed = recognition.read_pdf(make_pdf(NO_LETTERS, NO_LETTERS), settings=SETTINGS, mode="auto")
    assert asked == [0, 1]
    assert "المياه" in parsed.extracted.text


def test_every_page_is_recognised_on_request(make_pdf: MakePdf, asked: list[int]) -> None:
    """A user who knows that text layers are wrong has them passed over."""
    recognition.read_pdf(make_pdf(TEXT, TEXT), settings=SETTINGS, mode="always")
    assert asked == [0, 1]


def test_nothing_is_recognised_against_the_users_will(make_pdf: MakePdf, asked: list[int]) -> None:
    """The page stays unread and is named."""
    parsed = recognition.read_pdf(make_pdf(TEXT, NO_LETTERS), settings=SETTINGS, mode="never")
    assert asked == []
    assert recognition.unread_numbers(parsed) == (2,)
    with pytest.raises(DocumentError) as caught:
        recognition.read_pdf(make_pdf(NO_LETTERS), settings=SETTINGS, mode="never")
    assert caught.value.kind == "needs_ocr"


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("mode", ["auto", "always"])
def test_without_tesseract_the_remedy_says_what_to_install(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch, mode: recognition.OcrMode
) -> None:
    """The user reads a command, not a riddle."""
    monkeypatch.setattr(recognition.ocr, "available", lambda: False)
    with pytest.raises(DocumentError) as caught:
        recognition.read_pdf(make_pdf(NO_LETTERS), settings=SETTINGS, mode=mode)
    assert caught.value.kind == "needs_ocr"
    assert "tesseract-ocr-ara" in caught.value.remedy


@pytest.mark.usefixtures("asked")
def test_a_document_with_unread_pages_is_written_and_the_pages_are_named(make_pdf: MakePdf, tmp_path: Path) -> None:
    """What could be read is not lost with what could not, and the loss is not silent."""
    path = tmp_path / "report.pdf"
    path.write_bytes(make_pdf(TEXT, NO_LETTERS))
    config = Provenance(package_version="0", config_hash="0")
    document, failure = read_documents(str(path), settings=SETTINGS, mapping=None, config=config, ocr="never")
    assert isinstance(document, Document)
    assert [page.verdict for page in document.source.pages or ()] == ["good", "unusable"]
    assert not document.source.ocr
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.record) == ("needs_ocr", "page 2")
