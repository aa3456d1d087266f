"""ActualText: stretches of a page whose file says itself which letters its glyphs make together.

Fonts that draw a letter's dots by themselves need it: Arabic is then written as marked content of two or three text
objects, the letter's dots, its body, a sign. PDFium gives the text to whichever object it comes to first, dots above
the line as well as the body, and sometimes to both.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_KEY = b"ActualText\0"
_LONGEST = 32  # bytes: of what one glyph draws
_MAX_OBJECTS = 20_000  # a page with more is a drawing

#: A text object, and the address of the mark that gives its ActualText.
Marked: TypeAlias = "tuple[ctypes._Pointer[ctypes.Structure], int]"


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


def actual_text_spans(marked: Sequence[Marked]) -> list[Sequence[Drawn]]:
    """Of the page's marked objects those of each ActualText that has several, in the order of the file."""
    spans: list[Sequence[Drawn]] = []
    span: list[Drawn] = []
    last = 0
    for item, mark in marked:
        if mark != last:
            spans += [span] if len(span) > 1 else []
            span, last = [], mark
        if drawn := _drawn(item):
            span.append(drawn)
    return [*spans, span] if len(span) > 1 else spans


def marked_objects(page: PdfPage) -> list[Marked]:
    """The page's text objects that have an ActualText. Most pages have none."""
    from pypdfium2 import raw

    found: list[Marked] = []
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
                has_text[address] = bool(raw.FPDFPageObjMark_GetParamStringValue(mark, _KEY, None, 0, length))
            if has_text[address]:
                found.append((item, address))
                break
    return found


@dataclass(frozen=True, slots=True)
class Lost:
    """A text object whose ActualText PDFium leaves out, since the one before says the same; size and angle as shown."""

    drawn: Drawn
    text: str
    size: float
    angle: int


def lost_texts(marked: Sequence[Marked], known: Collection[int]) -> list[Lost]:
    """The marked objects with an ActualText of their own and Arabic in it that are not among the known ones."""
    counts = Counter(mark for _, mark in marked)
    found = []
    for item, mark in marked:
        owner = ctypes.cast(item, ctypes.c_void_p).value or 0
        if owner in known or counts[mark] > 1:
            continue
        text, drawn = _text_of(item), _drawn(item)
        if drawn and drawn.area > 0 and any("\u0620" <= char <= "\u06d3" for char in text):
            found.append(Lost(drawn, text, *_type_of(item)))
    return found


def _text_of(item: ctypes._Pointer[ctypes.Structure]) -> str:
    from pypdfium2 import raw

    length = ctypes.c_ulong()
    for at in reversed(range(max(0, raw.FPDFPageObj_CountMarks(item)))):
        mark = raw.FPDFPageObj_GetMark(item, at)
        if raw.FPDFPageObjMark_GetParamStringValue(mark, _KEY, None, 0, length) and 2 < length.value <= _LONGEST:
            buffer = (ctypes.c_ushort * (length.value // 2))()
            raw.FPDFPageObjMark_GetParamStringValue(mark, _KEY, buffer, length.value, length)
            text = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
            # PDFium gives some strings in UTF-16 byte by byte.
            single = text and max(text) < "\u0100" and len(text) % 2 == 0
            return text.encode("latin-1").decode("utf-16-be", "replace") if single else text
    return ""


def _type_of(item: ctypes._Pointer[ctypes.Structure]) -> tuple[float, int]:
    """The size of the object's type and its angle in whole degrees."""
    from pypdfium2 import raw

    matrix, size = raw.FS_MATRIX(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    raw.FPDFTextObj_GetFontSize(item, size)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
    return max(0.1, size.value * math.hypot(matrix.c, matrix.d)), angle


def _drawn(item: ctypes._Pointer[ctypes.Structure]) -> Drawn | None:
    from pypdfium2 import raw

    edges = [ctypes.c_float() for _ in range(4)]
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetBounds(item, *edges) or not raw.FPDFPageObj_GetMatrix(item, matrix):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return Drawn(ctypes.cast(item, ctypes.c_void_p).value or 0, matrix.e, matrix.f, (left, bottom, right, top))
