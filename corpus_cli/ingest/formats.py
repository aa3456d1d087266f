"""Which file suffix is which format, and what a file really is by its first bytes."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import PurePath

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.office.package import BROKEN

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
CSV = "text/csv"
JSONL = "application/jsonl"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
FLAT_ODT = "application/vnd.oasis.opendocument.text-flat-xml"
RTF = "application/rtf"
EPUB = "application/epub+zip"
MAIL = "message/rfc822"
MAILBOX = "application/mbox"
WEB_ARCHIVE = "multipart/related"
ZIP = "application/zip"

SUFFIXES: dict[str, str] = {
    ".txt": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".docx": DOCX,
    ".docm": DOCX,
    ".odt": ODT,
    ".fodt": FLAT_ODT,
    ".rtf": RTF,
    ".epub": EPUB,
    ".eml": MAIL,
    ".mbox": MAILBOX,
    ".mht": WEB_ARCHIVE,
    ".mhtml": WEB_ARCHIVE,
    ".zip": ZIP,
    ".pdf": PDF,
    ".csv": CSV,
    ".tsv": CSV,
    ".jsonl": JSONL,
    ".ndjson": JSONL,
}
_OTHER_NAMES = {
    "text/rtf": RTF,
    "application/xhtml+xml": HTML,
    "application/x-zip-compressed": ZIP,
    "application/x-pdf": PDF,
    "text/x-markdown": MARKDOWN,
    "application/csv": CSV,
}
_LEFT_BY_SYSTEMS = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
#: Formats that hold files of their own, each a document by itself.
CONTAINERS = frozenset({ZIP, MAILBOX, MAIL})
CONVERT = "save it as one of txt, md, html, docx, odt, rtf, pdf, epub, eml, csv, jsonl"

# What only files of these formats begin with, so that one without it is damaged or misnamed.
_CERTAIN = {PDF: "a PDF", DOCX: "a Word", ODT: "a LibreOffice", EPUB: "an EPUB", ZIP: "a zip", RTF: "an RTF"}
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# By the file "mimetype" in them, and by a part that only they have.
_MIMETYPES = {
    "application/vnd.oasis.opendocument.text": ODT,
    "application/vnd.oasis.opendocument.text-template": ODT,
    "application/epub+zip": EPUB,
}
_FOREIGN_ZIPS = {
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "visio/document.xml": "a Visio drawing",
}
_LONGEST_MIMETYPE = 200  # bytes

# Magic bytes of formats that are often misnamed, with what to tell the user about them.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Word file (.doc), an Outlook message (.msg) or a password-protected Office file",
    ),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
)
_IMAGES: tuple[bytes, ...] = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")


def media_type(path: str) -> str | None:
    """The media type that the file's suffix promises; ``None`` for a suffix that is not read."""
    return SUFFIXES.get(f".{without_marks_around(PurePath(path).suffix[1:]).lower()}")


def left_by_systems(name: str) -> bool:
    """Whether programs leave files of that name: ``~$report.docx`` while Word has the report open, and the like."""
    return name.startswith("~$") or name.casefold() in _LEFT_BY_SYSTEMS


def without_marks_around(name: str) -> str:
    """The name without the marks of direction that programs put around one in Arabic letters, its suffix included."""
    start, end = 0, len(name)
    while start < end and unicodedata.category(name[start]) == "Cf":
        start += 1
    while start < end and unicodedata.category(name[end - 1]) == "Cf":
        end -= 1
    return name[start:end]


def suffix_of(media_type: str) -> str | None:
    """The first suffix of files of that media type; ``None`` for one that is not read."""
    kind = _OTHER_NAMES.get(media_type, media_type)
    return next((suffix for suffix, promised in SUFFIXES.items() if promised == kind), None)


def true_media_type(data: bytes, *, promised: str) -> str:
    """The media type of the content, which wins over the promised one.

    Raises ``DocumentError`` where the content is of a format that is not read, or is not what only that format can be.
    """
    if data.startswith(_ZIPPED):
        return _zip_type(data, promised)
    if data.startswith(b"{\\rtf"):
        return RTF
    if b"%PDF-" in data[:1024] and promised not in (MAIL, MAILBOX, WEB_ARCHIVE):
        return PDF
    if data.startswith(_IMAGES):
        raise DocumentError(
            "is an image, not a text document",
            remedy="recognise its text with an OCR program and pass the text or the searchable PDF",
            kind="needs_ocr",
        )
    for magic, name in _FOREIGN:
        if data.startswith(magic):
            raise DocumentError(f"is {name}, which is not read", remedy=f"open it in its program and {CONVERT}")
    if promised in _CERTAIN:
        raise _misnamed(promised)
    if promised in (PLAIN, MARKDOWN) and _is_html(data):
        return HTML
    return promised


def _misnamed(promised: str) -> DocumentError:
    return DocumentError(
        f"is named like {_CERTAIN[promised]} file but is not one: the file is damaged or misnamed",
        remedy="get the file again from its source, or rename it to what it is",
    )


def _zip_type(data: bytes, promised: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
            said = _mimetype(archive) if "mimetype" in names else ""
    except BROKEN as error:
        raise DocumentError(
            f"is a damaged Word file or zip archive: {error}", remedy="get the file again from its source"
        ) from error
    # Some programs call the main part word/document2.xml.
    if "word/document.xml" in names or (
        "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)
    ):
        return DOCX
    if said in _MIMETYPES:
        return _MIMETYPES[said]
    if said.startswith("application/vnd.oasis.opendocument"):
        kind = said.rpartition(".")[2]
        raise DocumentError(f"is a LibreOffice {kind} and not a text", remedy=f"open it in LibreOffice and {CONVERT}")
    for part, name in _FOREIGN_ZIPS.items():
        if part in names:
            raise DocumentError(f"is {name} and not a Word file", remedy=f"open it in its program and {CONVERT}")
    if promised in (ODT, EPUB) and {"content.xml", "META-INF/container.xml"} & names:
        return promised
    if promised in _CERTAIN and promised != ZIP:
        raise DocumentError(
            f"is named like {_CERTAIN[promised]} file and is a zip archive of other files",
            remedy="name it .zip to have its files read, or get it again from its source",
        )
    return ZIP


def _mimetype(archive: zipfile.ZipFile) -> str:
    if archive.getinfo("mimetype").file_size > _LONGEST_MIMETYPE:
        return ""
    return archive.read("mimetype").decode("ascii", "replace").strip()


def _is_html(data: bytes) -> bool:
    head = data[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html"))
