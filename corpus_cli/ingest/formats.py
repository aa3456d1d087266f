"""Which file suffix is which format, and what a file really is by its first bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from corpus_cli.errors import DocumentError

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
CSV = "text/csv"
JSONL = "application/jsonl"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

SUFFIXES: dict[str, str] = {
    ".txt": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".docx": DOCX,
    ".pdf": PDF,
    ".csv": CSV,
    ".tsv": CSV,
    ".jsonl": JSONL,
    ".ndjson": JSONL,
}
CONVERT = "save it as one of txt, md, html, docx, pdf, csv, jsonl"

# Magic bytes of formats that are often misnamed, with what to tell the user about them.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file (.doc) or a password-protected Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
)
_IMAGES: tuple[bytes, ...] = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")


def media_type(path: str) -> str | None:
    """The media type that the file's suffix promises; ``None`` for a suffix that is not read."""
    return SUFFIXES.get(PurePath(path).suffix.lower())


def true_media_type(data: bytes, *, promised: str) -> str:
    """The media type of the content, which wins over the promised one.

    Raises ``DocumentError`` where the content is of a format that is not read, or is not what only that format can be.
    """
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(data)
    if data.startswith(_IMAGES):
        raise DocumentError(
            "is an image, not a text document",
            remedy="recognise its text with an OCR program and pass the text or the searchable PDF",
            kind="needs_ocr",
        )
    for magic, name in _FOREIGN:
        if data.startswith(magic):
            raise DocumentError(f"is {name}, which is not read", remedy=f"open it in its program and {CONVERT}")
    if promised in (PDF, DOCX):
        name = "PDF" if promised == PDF else "Word"
        raise DocumentError(
            f"is named like a {name} file but is not one: the file is damaged or misnamed",
            remedy="get the file again from its source, or rename it to what it is",
        )
    if promised in (PLAIN, MARKDOWN) and _is_html(data):
        return HTML
    return promised


def _zip_type(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    # NotImplementedError: zipfile does not know the compression, or the archive is encrypted or in parts.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentError(
            f"is a damaged Word file or zip archive: {error}", remedy="get the file again from its source"
        ) from error
    if "word/document.xml" in names:
        return DOCX
    raise DocumentError("is a zip archive and not a Word file", remedy=f"unpack it and pass its files, or {CONVERT}")


def _is_html(data: bytes) -> bool:
    head = data[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html"))
