"""PDFium's own text of a page, line by line: what is used where its order is better than that of the positions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus_cli.ingest.parsed import without_surrogates
from corpus_cli.ingest.pdf.paragraphs import TextLine

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")


def plain_lines(text_page: PdfTextPage) -> list[TextLine]:
    """The page's lines in PDFium's order. Characters are asked for one by one: boxes go by their number."""
    from pypdfium2.raw import FPDFText_GetUnicode

    codes = [FPDFText_GetUnicode(text_page, at) for at in range(text_page.count_chars())]
    lines = []
    start = 0
    for end, code in enumerate([*codes, 0x0A]):
        if code in (0x0A, 0x0D):
            line = _line(text_page, codes, start, end)
            if line and any(map(str.isalnum, line.text)):
                lines.append(line)
            start = end + 1
    return lines


def _line(text_page: PdfTextPage, codes: list[int], start: int, end: int) -> TextLine | None:
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
    text = without_surrogates(text.strip())
    rtl = 2 * len(_RTL.findall(text)) > sum(map(str.isalpha, text))
    return TextLine(text, left, right, boxes[0][1], max(box[3] - box[1] for box in boxes), rtl)
