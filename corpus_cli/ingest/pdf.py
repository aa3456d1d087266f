"""PDF files: the text layer, its lines put together into paragraphs; refused where it is missing or mirrored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus_cli.document import Block, Extracted
from corpus_cli.errors import DocumentError
from corpus_cli.ingest import arabic, english
from corpus_cli.ingest.lines import begins_list_item, blocks
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.order import order_score
from corpus_cli.ingest.parsed import Parsed, without_surrogates

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_OCR = "recognise its text with an OCR program and pass the result as a searchable PDF, docx or txt"
_LABEL = rf"(?:(?:{english.PAGE_LABEL}|{arabic.PAGE_LABEL})\s*)?"
_PAGE_NUMBER = re.compile(
    rf"[-–—|•\s]*{_LABEL}(?:\d{{1,3}}(?:\s*(?:{english.PAGE_OF}|{arabic.PAGE_OF})\s*\d{{1,4}})?|[ivxl]{{1,6}})[-–—|•\s]*",
    re.IGNORECASE,
)
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_SENTENCE_END = tuple(".!?؟:؛;»”")
# PDFium puts U+FFFE or U+0002 where a word is hyphenated at the end of a line.
_HYPHENS = ("\ufffe", "\x02", "\xad")
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")

# Above the first share of mirrored clue words the text layer is reversed as a whole, above the second single words or
# pages are. Correct Arabic reports stay below 0.05 (words such as مثلا and تاريخ look mirrored by chance).
_REVERSED, _REVERSED_EVIDENCE = 0.5, 5
_PARTLY, _PARTLY_EVIDENCE = 0.2, 20


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page, in points from the page's lower left; ``height`` is that of its type."""

    text: str
    left: float
    right: float
    bottom: float
    height: float

    @property
    def rtl(self) -> bool:
        return 2 * len(_RTL.findall(self.text)) > sum(map(str.isalpha, self.text))


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    height: float


def parse(data: bytes) -> Parsed:
    """The document's paragraphs in reading order, page numbers left out. Runs in the child process.

    Raises ``DocumentError`` for damaged and password-protected files, with kind ``needs_ocr`` where there is no text
    layer, and for one whose Arabic is mirrored: refused rather than passed on as silent garbage.
    """
    document = _open(data)
    try:
        pages = [_without_page_numbers(_lines(page)) for page in _pages(document)]
        title = clean_title(document.get_metadata_dict().get("Title"))
    finally:
        document.close()
    paragraphs = list(_paragraphs(pages))
    text = "\n\n".join(paragraph.text for paragraph in paragraphs)
    _check_text(text, len(pages))
    _check_order(text)
    return Parsed(extracted=Extracted(text, tuple(_blocks(text, paragraphs))), title=title)


def _blocks(text: str, paragraphs: list[_Paragraph]) -> Iterator[Block]:
    """The blocks that the text's lines show; a short paragraph in larger type is a heading whatever its wording."""
    sizes = sorted((paragraph.height, len(paragraph.text)) for paragraph in paragraphs)
    middle = sum(length for _, length in sizes) / 2
    body = next(
        height for at, (height, _) in enumerate(sizes) if sum(length for _, length in sizes[: at + 1]) >= middle
    )
    at = 0
    headings = set()
    for paragraph in paragraphs:
        if paragraph.height > 1.15 * body and len(paragraph.text.split()) <= 25:
            headings.add((at, at + len(paragraph.text)))
        at += len(paragraph.text) + 2
    for block in blocks(text):
        yield Block("heading", block.slices) if block.slices[0] in headings else block


def _open(data: bytes) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise DocumentError("is protected by a password", remedy="save a copy without a password") from error
        raise DocumentError(
            f"is a damaged PDF: {error}", remedy="get the file again from its source, or print it to a new PDF"
        ) from error


def _pages(document: PdfDocument) -> Iterator[PdfPage]:
    from pypdfium2 import PdfiumError

    for number in range(len(document)):
        try:
            page = document[number]
        except PdfiumError as error:
            raise DocumentError(
                f"page {number + 1} of {len(document)} is damaged", remedy="print the file to a new PDF"
            ) from error
        yield page
        page.close()


def _lines(page: PdfPage) -> list[_Line]:
    """The page's lines in PDFium's order. Characters are asked for one by one: boxes go by their number."""
    from pypdfium2.raw import FPDFText_GetUnicode

    text_page = page.get_textpage()
    codes = [FPDFText_GetUnicode(text_page, at) for at in range(text_page.count_chars())]
    lines = []
    start = 0
    for end, code in enumerate([*codes, 0x0A]):
        if code in (0x0A, 0x0D):
            line = _line(text_page, codes, start, end)
            if line and any(map(str.isalnum, line.text)):
                lines.append(line)
            start = end + 1
    text_page.close()
    return lines


def _line(text_page: PdfTextPage, codes: list[int], start: int, end: int) -> _Line | None:
    from pypdfium2 import PdfiumError

    seen = [at for at in range(start, end) if codes[at] > 0x20 and codes[at] != 0xA0]
    if not seen:
        return None
    units = b"".join(min(code, 0x10FFFF).to_bytes(4, "little") for code in codes[start:end] if code)
    text = units.decode("utf-32-le", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    boxes = []
    for at in (seen[0], seen[-1]):
        try:
            boxes.append(text_page.get_charbox(at, loose=True))
        except PdfiumError:  # characters that PDFium puts in have no box
            boxes.append((0.0, 0.0, 0.0, 0.0))
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return _Line(without_surrogates(text.strip()), left, right, boxes[0][1], max(box[3] - box[1] for box in boxes))


def _without_page_numbers(lines: list[_Line]) -> list[_Line]:
    """A number alone is a page number only at the head or foot of a page; in between it may be part of a table."""
    if lines and _PAGE_NUMBER.fullmatch(lines[-1].text):
        lines = lines[:-1]
    if lines and _PAGE_NUMBER.fullmatch(lines[0].text):
        lines = lines[1:]
    return lines


def _paragraphs(pages: Iterable[list[_Line]]) -> Iterator[_Paragraph]:
    """The text of each paragraph on one line; list items of it stand on lines of their own.

    Lines without letters or digits are left out: leaders, rules, and marks torn from their letters.
    """
    paragraph = ""
    above: _Line | None = None
    for lines in pages:
        pitch = _pitch(lines)
        left, right = min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)
        for number, line in enumerate(lines):
            if above is None or _ends(above, line, left, right, pitch if number else 0.0):
                if paragraph and above:
                    yield _Paragraph(paragraph, above.height)
                paragraph = line.text
            else:
                paragraph = _joined(paragraph, line.text)
            above = line
    if paragraph and above:
        yield _Paragraph(paragraph, above.height)


def _pitch(lines: list[_Line]) -> float:
    """The distance between lines within a paragraph: small among all, since gaps between paragraphs are larger."""
    steps = sorted(above.bottom - line.bottom for above, line in pairwise(lines) if above.bottom > line.bottom)
    return steps[len(steps) // 4] if steps else 0.0


def _ends(above: _Line, line: _Line, left: float, right: float, pitch: float) -> bool:
    """Whether a paragraph ends between these lines. ``pitch`` 0: the second one is the first of its page."""
    if max(above.height, line.height) > 1.15 * min(above.height, line.height):
        return True  # another size of type: a heading, a note
    closed = above.text.endswith(_SENTENCE_END)
    if not pitch or line.bottom > above.bottom:
        return closed  # the next page or column
    if above.bottom - line.bottom > 1.3 * pitch:
        return True
    # A last line is short at its end, a first line indented at its start: in Arabic the left and the right edge.
    rest = above.left - left if above.rtl else right - above.right
    indent = right - line.right if line.rtl else line.left - left
    return closed and (rest > 0.12 * (right - left) or 1.2 * line.height < indent < 5 * line.height)


def _joined(paragraph: str, line: str) -> str:
    if paragraph.endswith(_HYPHENS):
        return paragraph[:-1] + line
    return f"{paragraph}\n{line}" if begins_list_item(line) else f"{paragraph} {line}"


def _check_text(text: str, pages: int) -> None:
    letters = sum(map(str.isalpha, text))
    if not letters:
        raise DocumentError(f"has no text layer on its {pages} page(s): it is a scan", remedy=_OCR, kind="needs_ocr")
    if 2 * len(_UNMAPPED.findall(text)) > letters:
        raise DocumentError(
            "has a text layer that cannot be read: its fonts do not say which letters they draw",
            remedy=_OCR,
            kind="needs_ocr",
        )


def _check_order(text: str) -> None:
    for clues in (arabic.CLUES, english.CLUES):
        score, evidence = order_score(text, clues)
        if score > _REVERSED and evidence >= _REVERSED_EVIDENCE:
            what = "has a reversed text layer: its letters run backwards"
        elif score > _PARTLY and evidence >= _PARTLY_EVIDENCE:
            what = "has words in its text layer whose letters run backwards"
        else:
            continue
        raise DocumentError(
            f"{what} ({score:.0%} of {evidence} words that show the order)",
            remedy=f"get the text from the original file (docx, html), or print it to a new PDF; else {_OCR}",
        )
