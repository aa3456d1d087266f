"""PDF files read in the child process, and the pages that only OCR can read recognised where Tesseract is installed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.isolation import isolated
from corpus_cli.ingest.parsed import Parsed
from corpus_cli.ingest.pdf import ocr, page_count, parse, unread_pages
from corpus_cli.ingest.pdf.pages import PageText
from corpus_cli.ingest.pdf.verdicts import UNREAD

if TYPE_CHECKING:
    from corpus_cli.recipe import IngestSettings

OcrMode: TypeAlias = Literal["auto", "always", "never"]


def read_pdf(data: bytes, *, settings: IngestSettings, mode: OcrMode) -> Parsed:
    """The file's text, with ``pages`` that say how each was read.

    ``auto`` recognises pages without usable text if Tesseract is there, ``always`` every page, ``never`` none. Each has
    a call of its own in the child process and the time that a file may take. Raises ``DocumentError`` as ``parse``
    does, and under ``always`` where Tesseract is missing.
    """
    if mode == "always":
        if not ocr.available():
            raise DocumentError(
                "was to be recognised by OCR, and Tesseract is not there", remedy=ocr.INSTALL, kind="needs_ocr"
            )
        return _with_ocr(data, tuple(range(isolated(page_count, data, settings=settings))), settings)
    try:
        parsed = isolated(_parsed, data, {}, settings=settings)
    except DocumentError as error:
        if error.kind != "needs_ocr" or mode == "never":
            raise
        if not ocr.available():
            raise DocumentError(error.message, remedy=f"{ocr.INSTALL}; or {error.remedy}", kind="needs_ocr") from error
        return _with_ocr(data, isolated(unread_pages, data, settings=settings), settings)
    unread = unread_numbers(parsed)
    if unread and mode == "auto" and ocr.available():
        return _with_ocr(data, tuple(number - 1 for number in unread), settings)
    return parsed


def unread_numbers(parsed: Parsed) -> tuple[int, ...]:
    """The numbers, from 1, of the pages whose text is not in the document."""
    return tuple(page.number for page in parsed.pages or () if page.verdict in UNREAD)


def _with_ocr(data: bytes, numbers: tuple[int, ...], settings: IngestSettings) -> Parsed:
    """The file with these pages (from 0) recognised; one that cannot be is left as it was."""
    found: dict[int, PageText] = {}
    problem: DocumentError | None = None
    for number in numbers:
        try:
            # Tesseract stops a little before the child would be, so that the child lives on.
            found[number] = isolated(_recognised, data, number, 0.9 * settings.timeout_seconds, settings=settings)
        except DocumentError as error:
            problem = error
    if problem is not None and not found:
        raise problem
    return isolated(_parsed, data, found, settings=settings)


def _parsed(data: bytes, recognised: Mapping[int, PageText]) -> Parsed:
    """Runs in the child process."""
    return parse(data, recognised=recognised)


def _recognised(data: bytes, number: int, seconds: float) -> PageText:
    """Runs in the child process."""
    return ocr.recognise(data, number, seconds=seconds)
