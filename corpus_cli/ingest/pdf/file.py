"""A PDF file opened with PDFium, or the reason why it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus_cli.errors import DocumentError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage


# A page tree of a few kilobytes can name one page a million times.
_MAX_PAGES = 20_000


def opened(data: bytes) -> PdfDocument:
    """The document. Raises ``DocumentError`` for damaged and password-protected files and those of endless pages."""
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    try:
        document = PdfDocument(data)
        if len(document) > _MAX_PAGES:
            raise DocumentError(
                f"has {len(document):,} pages, more than any report has", remedy="print the part you need to a new PDF"
            )
        return document
    except PdfiumError as error:
        if error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise DocumentError("is protected by a password", remedy="save a copy without a password") from error
        raise DocumentError(
            f"is a damaged PDF: {error}", remedy="get the file again from its source, or print it to a new PDF"
        ) from error


def pages(document: PdfDocument) -> Iterator[PdfPage]:
    """The pages in order, each closed after use. Raises ``DocumentError`` that names a page that is damaged."""
    for number in range(len(document)):
        page = loaded(document, number)
        yield page
        page.close()


def loaded(document: PdfDocument, number: int) -> PdfPage:
    """The page of this number, from 0. Raises ``DocumentError`` if it is damaged."""
    from pypdfium2 import PdfiumError

    try:
        return document[number]
    except PdfiumError as error:
        raise DocumentError(
            f"page {number + 1} of {len(document)} is damaged", remedy="print the file to a new PDF"
        ) from error
