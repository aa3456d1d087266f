"""The format is told by suffix and checked against the content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest import formats


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def test_suffixes_in_any_case_are_known() -> None:
    """The suffix promises a format; no suffix promises none."""
    assert formats.media_type("a/B.DOCX") == formats.DOCX
    assert formats.media_type("a/b") is None
    assert formats.media_type("a.txt/b.xyz") is None


def test_the_content_wins_over_the_suffix(make_docx: Callable[..., bytes]) -> None:
    """A PDF, a Word file or a web page named .txt is read as what it is."""
    assert formats.true_media_type(b"%PDF-1.7 ...", promised=formats.PLAIN) == formats.PDF
    assert formats.true_media_type(make_docx([]), promised=formats.PLAIN) == formats.DOCX
    assert formats.true_media_type(b"\xef\xbb\xbf <!DOCTYPE HTML>", promised=formats.PLAIN) == formats.HTML
    assert formats.true_media_type(b"id,text\n", promised=formats.CSV) == formats.CSV


@pytest.mark.parametrize(
    ("data", "promised", "message"),
    [
        (zipped("xl/workbook.xml"), formats.DOCX, "not a Word file"),
        (b"PK\x03\x04broken", formats.DOCX, "damaged"),
        (b"hello", formats.PDF, "not one"),
        (b"hello", formats.DOCX, "not one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", formats.DOCX, r"\.doc"),
        (b"\x1f\x8b\x08", formats.PLAIN, "gzip"),
    ],
)
def test_other_formats_are_refused_by_name(data: bytes, promised: str, message: str) -> None:
    """The message names what the file is and the remedy says what to do with it."""
    with pytest.raises(DocumentError, match=message) as caught:
        formats.true_media_type(data, promised=promised)
    assert caught.value.remedy


def test_an_image_needs_ocr() -> None:
    """A photographed page may hold text that only OCR can get at."""
    with pytest.raises(DocumentError) as caught:
        formats.true_media_type(b"\xff\xd8\xff\xe0", promised=formats.PLAIN)
    assert caught.value.kind == "needs_ocr"


def packed(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_zip_files_are_told_by_what_is_in_them() -> None:
    """Whatever they are named: a book, a text, an archive, also one that has a folder named word."""
    assert formats.true_media_type(packed(mimetype=b"application/epub+zip\n"), promised=formats.ZIP) == formats.EPUB
    text = packed(mimetype=b"application/vnd.oasis.opendocument.text")
    assert formats.true_media_type(text, promised=formats.DOCX) == formats.ODT
    assert formats.true_media_type(zipped("word/a.txt"), promised=formats.ZIP) == formats.ZIP
    assert formats.true_media_type(zipped("a.txt"), promised=formats.PLAIN) == formats.ZIP
    office = zipped("[Content_Types].xml", "word/document2.xml")
    assert formats.true_media_type(office, promised=formats.ZIP) == formats.DOCX
    assert formats.true_media_type(b"{\\rtf1 x}", promised=formats.PLAIN) == formats.RTF


@pytest.mark.parametrize(
    ("data", "promised", "message"),
    [
        (zipped("a.txt"), formats.DOCX, "zip archive of other files"),
        (zipped("ppt/presentation.xml"), formats.ZIP, "PowerPoint"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), formats.ODT, "spreadsheet"),
        (b"hello", formats.ZIP, "not one"),
        (b"hello", formats.RTF, "not one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", formats.MAIL, r"\.msg"),
    ],
)
def test_what_is_not_what_it_is_named_is_refused(data: bytes, promised: str, message: str) -> None:
    """With what it is instead."""
    with pytest.raises(DocumentError, match=message) as caught:
        formats.true_media_type(data, promised=promised)
    assert caught.value.remedy


def test_the_formats_that_are_read_are_named_where_others_are_refused() -> None:
    """Each of them in the list that people are shown."""
    from corpus_cli.ingest import inputs

    for suffix in formats.SUFFIXES:
        assert suffix.removeprefix(".") in inputs._READABLE
    for suffix in ("odt", "rtf", "epub", "eml"):
        assert suffix in formats.CONVERT


@pytest.mark.parametrize("name", ["تقرير.pdf\u202c", "\u202bتقرير.PDF\u200f", "report.\u200epdf"])
def test_marks_of_direction_around_a_suffix_do_not_hide_it(name: str) -> None:
    """Programs put them around Arabic names."""
    assert formats.media_type(name) == formats.PDF
