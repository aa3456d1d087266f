"""A PDF file read: the text of its pages put together, with what each page gave and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus_cli.document import Block, Extracted, PageReading
from corpus_cli.errors import DocumentError
from corpus_cli.ingest.authors import clean_author
from corpus_cli.ingest.dates.candidates import Stated
from corpus_cli.ingest.lines import blocks
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.parsed import Parsed, without_surrogates
from corpus_cli.ingest.pdf.file import opened, pages
from corpus_cli.ingest.pdf.furniture import without_furniture
from corpus_cli.ingest.pdf.pages import PageText, read_page
from corpus_cli.ingest.pdf.paragraphs import Paragraph, paragraphs
from corpus_cli.ingest.pdf.verdicts import UNREAD

OCR_REMEDY = "recognise its text with an OCR program and pass the result as a searchable PDF, docx or txt"
_HEADING = 1.15  # times the size of the body's type
_MAX_HEADING_WORDS = 25


def parse(data: bytes, *, recognised: Mapping[int, PageText] | None = None) -> Parsed:
    """The document's paragraphs in reading order, and how each page was read. Runs in the child process.

    Headers, footers and page numbers are left out and counted; what is in ``recognised`` (by OCR, pages from 0) takes
    the place of its page's text layer. Raises ``DocumentError`` for damaged and password-protected files, and with kind
    ``needs_ocr`` if not one page could be read.
    """
    metadata, found = _read(data, recognised or {})
    usable = [page if page.verdict not in UNREAD else replace(page, regions=()) for page in found]
    kept, left_out = without_furniture([page.regions for page in usable])
    made = list(paragraphs(kept))
    text = "\n\n".join(paragraph.text for paragraph in made)
    if not any(map(str.isalpha, text)):
        raise _unreadable(found)
    readings = tuple(
        _reading(number, page, count) for number, (page, count) in enumerate(zip(found, left_out, strict=True), 1)
    )
    return Parsed(
        extracted=Extracted(text, tuple(_blocks(text, made))),
        title=clean_title(metadata.get("Title")),
        author=clean_author(metadata.get("Author")),
        dates=tuple(Stated(made_on, "saved") for made_on in (metadata.get("CreationDate"),) if made_on),
        pages=readings,
    )


def unread_pages(data: bytes) -> tuple[int, ...]:
    """The numbers, from 0, of the pages that only OCR can read. Raises ``DocumentError`` as ``parse`` does."""
    _, found = _read(data, {})
    return tuple(number for number, page in enumerate(found) if page.verdict in UNREAD)


def page_count(data: bytes) -> int:
    """How many pages the file has. Raises ``DocumentError`` as ``parse`` does."""
    document = opened(data)
    try:
        return len(document)
    finally:
        document.close()


def _read(data: bytes, recognised: Mapping[int, PageText]) -> tuple[dict[str, str], list[PageText]]:
    document = opened(data)
    try:
        found = [recognised.get(number) or read_page(page) for number, page in enumerate(pages(document))]
        return document.get_metadata_dict(), [_clean(page) for page in found]
    finally:
        document.close()


def _clean(page: PageText) -> PageText:
    """The page with lone surrogates, which only a false character map makes, replaced."""
    regions = tuple(
        tuple(replace(line, text=without_surrogates(line.text)) for line in lines) for lines in page.regions
    )
    return replace(page, regions=regions)


def _reading(number: int, page: PageText, left_out: int) -> PageReading:
    return PageReading(
        number=number,
        verdict=page.verdict,
        method=page.method if page.regions else None,
        mirrored=page.mirrored,
        left_out=left_out,
        confidence=page.confidence,
    )


def _unreadable(found: Sequence[PageText]) -> DocumentError:
    """Why no page gave text: the reason of most pages."""
    reasons = [page.reason for page in found if page.reason]
    reason = max(reasons, key=reasons.count, default="has no text layer")
    if reason == "has no text layer":
        reason = f"has no text layer on its {len(found)} page(s): it is a scan"
    return DocumentError(reason, remedy=OCR_REMEDY, kind="needs_ocr")


def _blocks(text: str, made: list[Paragraph]) -> Iterator[Block]:
    """The blocks that the text's lines show; a short paragraph in larger type is a heading whatever its wording."""
    sizes = sorted((paragraph.height, len(paragraph.text)) for paragraph in made)
    half, seen, body = sum(length for _, length in sizes) / 2, 0, 0.0
    for height, length in sizes:
        seen, body = seen + length, height
        if seen >= half:
            break
    at = 0
    headings = set()
    for paragraph in made:
        if paragraph.height > _HEADING * body and len(paragraph.text.split()) <= _MAX_HEADING_WORDS:
            headings.add((at, at + len(paragraph.text)))
        at += len(paragraph.text) + 2
    for block in blocks(text):
        yield Block("heading", block.slices) if block.slices[0] in headings else block
