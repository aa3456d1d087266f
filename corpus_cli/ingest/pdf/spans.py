"""ActualText: stretches of a page whose file says itself which letters its glyphs make together.

Fonts that draw a letter's dots by themselves need it: Arabic is then written as marked content of two or three text
objects, the letter's dots, its body, a sign. PDFium gives the text to whichever object it comes to first, dots above
the line as well as the body, and sometimes to both.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_KEY = b"ActualText\0"
_MAX_OBJECTS = 20_000  # a page with more is a drawing


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text object: its address, the origin of its first glyph, and the box of its ink (left, bottom, right, top)."""

    owner: int
    x: float
    y: float
    box: tuple[float, float, float, float]

    @property
    def area(self) -> float:
        """Of the box, in square points."""
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


def actual_text_spans(page: PdfPage) -> list[Sequence[Drawn]]:
    """The text objects of each ActualText of the page that has several, in the order of the file."""
    spans: list[Sequence[Drawn]] = []
    span: list[Drawn] = []
    last = 0
    for item, mark in _marked(page):
        if mark != last:
            spans += [span] if len(span) > 1 else []
            span, last = [], mark
        if drawn := _drawn(item):
            span.append(drawn)
    return [*spans, span] if len(span) > 1 else spans


def _marked(page: PdfPage) -> Iterator[tuple[ctypes._Pointer[ctypes.Structure], int]]:
    """The page's text objects, each with the address of the mark that gives its ActualText."""
    from pypdfium2 import raw

    length = ctypes.c_ulong()
    has_text: dict[int, bool] = {}
    for number in range(min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        for at in reversed(range(max(0, raw.FPDFPageObj_CountMarks(item)))):
            mark = raw.FPDFPageObj_GetMark(item, at)
            address = ctypes.cast(mark, ctypes.c_void_p).value or 0
            if address not in has_text:
                found = raw.FPDFPageObjMark_GetParamStringValue(mark, _KEY, None, 0, length)
                has_text[address] = bool(found)
            if has_text[address]:
                yield item, address
                break


def _drawn(item: ctypes._Pointer[ctypes.Structure]) -> Drawn | None:
    from pypdfium2 import raw

    edges = [ctypes.c_float() for _ in range(4)]
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetBounds(item, *edges) or not raw.FPDFPageObj_GetMatrix(item, matrix):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return Drawn(ctypes.cast(item, ctypes.c_void_p).value or 0, matrix.e, matrix.f, (left, bottom, right, top))
