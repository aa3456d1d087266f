"""The glyphs of a page as arrays: what PDFium knows of each character that it found, in its own order."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus_cli.ingest.pdf.spans import Marked, actual_text_spans, lost_texts, marked_objects

if TYPE_CHECKING:
    import numpy as np
    from pypdfium2 import PdfPage, PdfTextPage

_CALLS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "FPDFText_GetUnicode": (ctypes.c_uint, (ctypes.c_void_p, ctypes.c_int)),
    "FPDFText_GetCharOrigin": (ctypes.c_int, (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)),
    "FPDFText_GetCharBox": (ctypes.c_int, (ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4)),
    "FPDFText_GetLooseCharBox": (ctypes.c_int, (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)),
    "FPDFText_GetTextObject": (ctypes.c_size_t, (ctypes.c_void_p, ctypes.c_int)),
    "FPDFText_GetFontSize": (ctypes.c_double, (ctypes.c_void_p, ctypes.c_int)),
    "FPDFText_GetMatrix": (ctypes.c_int, (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)),
    "FPDFText_HasUnicodeMapError": (ctypes.c_int, (ctypes.c_void_p, ctypes.c_int)),
}
UNKNOWN = 0xFFFD
_SAME = 0.01  # points
_BEARING = 0.08  # ems that a letter's advance is taken to reach beyond its ink
_LINE = 10  # times: a glyph on another line is farther than one on the same
_LETTER = 2.0  # ems: wider is what more than one letter or ligature draws


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page that come from its text objects, in PDFium's order. Lengths are points.

    ``code``, ``x`` and ``y`` (the origin), ``size`` (of the type as it is shown), ``angle`` (degrees, 0 to 359, whole),
    ``owner`` (the text object) and ``group`` are of Shape (n,), ``tight`` and ``loose`` of Shape (n, 4): left, bottom,
    right, top; the tight box holds the glyph's ink, the loose one its advance too. Characters that one glyph or one
    ActualText stands for have one group, the number of its first character.
    """

    code: np.ndarray
    x: np.ndarray
    y: np.ndarray
    size: np.ndarray
    angle: np.ndarray
    owner: np.ndarray
    group: np.ndarray
    tight: np.ndarray
    loose: np.ndarray

    def __len__(self) -> int:
        return len(self.code)

    def taken(self, chosen: np.ndarray) -> Glyphs:
        """The glyphs that a mask or an array of numbers chooses. Groups keep their numbers."""
        return Glyphs(*(getattr(self, name)[chosen] for name in self.__slots__))


@cache
def _functions() -> dict[str, Any]:
    """PDFium's functions as ones that take addresses: a few calls a glyph, so what ctypes makes of each one counts."""
    from pypdfium2 import raw

    found = {}
    for name, (result, arguments) in _CALLS.items():
        address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
        found[name] = ctypes.CFUNCTYPE(result, *arguments)(address)
    return found


def read_glyphs(page: PdfPage, text_page: PdfTextPage) -> Glyphs:
    """The glyphs of the page, without the spaces and line ends that PDFium itself puts in."""
    import numpy as np

    count = text_page.count_chars()
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value or 0
    call = _functions()
    get_code, get_owner = call["FPDFText_GetUnicode"], call["FPDFText_GetTextObject"]
    get_origin, get_tight = call["FPDFText_GetCharOrigin"], call["FPDFText_GetCharBox"]
    get_loose = call["FPDFText_GetLooseCharBox"]
    code = np.array([get_code(handle, at) for at in range(count)], dtype=np.uint32)
    owner = np.array([get_owner(handle, at) for at in range(count)], dtype=np.uint64)
    origin, tight = np.zeros((count, 2)), np.zeros((count, 4))
    loose = np.zeros((count, 4), dtype=np.float32)
    at_origin, at_tight, at_loose = origin.ctypes.data, tight.ctypes.data, loose.ctypes.data
    for at in np.flatnonzero(owner).tolist():
        get_origin(handle, at, at_origin + 16 * at, at_origin + 16 * at + 8)
        here = (
            at_tight + 32 * at
        )  # the call's order is left, right, bottom, top; FS_RECTF's is left, top, right, bottom
        get_tight(handle, at, here, here + 16, here + 8, here + 24)
        get_loose(handle, at, at_loose + 16 * at)
    code[_without_letter(handle, code, owner)] = UNKNOWN
    size, angle = _sizes(handle, owner)
    boxes = loose[:, [0, 3, 2, 1]].astype(np.float64)
    glyphs = Glyphs(code, origin[:, 0], origin[:, 1], size, angle, owner, np.arange(count), tight, boxes)
    empty = (code == 0x20) & ((boxes[:, 2:] - boxes[:, :2]).max(axis=1) < 0.01 * size)
    glyphs = glyphs.taken(np.flatnonzero((owner != 0) & ~empty))
    glyphs = replace(glyphs, group=np.arange(len(glyphs)))
    glyphs = _grouped(glyphs)
    marked = marked_objects(page) if len(glyphs) else []
    return _whole(marked, _restored(marked, glyphs)) if marked else glyphs


def _restored(marked: Sequence[Marked], glyphs: Glyphs) -> Glyphs:
    """With the letters that PDFium left out, each after the glyph nearest to it, each ActualText one group."""
    import numpy as np

    lost = lost_texts(marked, frozenset(glyphs.owner.tolist()))
    if not lost:
        return glyphs
    each = [one for one in lost for _ in one.text]
    box = np.array([one.drawn.box for one in each])
    starts = [len(glyphs) + sum(len(one.text) for one in lost[:at]) for at in range(len(lost))]
    added = Glyphs(
        np.array([ord(char) for one in lost for char in one.text], dtype=np.uint32),
        np.array([one.drawn.x for one in each]),
        np.array([one.drawn.y for one in each]),
        np.array([one.size for one in each]),
        np.array([one.angle for one in each], dtype=np.int16),
        np.array([one.drawn.owner for one in each], dtype=np.uint64),
        np.repeat(starts, [len(one.text) for one in lost]),
        box,
        box + np.outer([one.size for one in each], [0, 0, _BEARING, 0]),
    )
    after = [int(np.argmin(np.abs(glyphs.x - one.drawn.x) + _LINE * np.abs(glyphs.y - one.drawn.y))) for one in each]
    both = Glyphs(*(np.concatenate([getattr(glyphs, name), getattr(added, name)]) for name in Glyphs.__slots__))
    order = np.argsort(np.concatenate([np.arange(len(glyphs)), np.array(after) + 0.5]), kind="stable")
    return replace(both.taken(order), group=_renumbered(both.group[order]))


def _without_letter(handle: int, code: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Which characters PDFium made up from a glyph's number, since the font does not say what it draws."""
    import numpy as np

    asked = np.flatnonzero((code != 0x20) & (owner != 0))
    wrong = _functions()["FPDFText_HasUnicodeMapError"]
    return np.array([at for at in asked.tolist() if wrong(handle, at) == 1], dtype=int)


def _sizes(handle: int, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Size and angle, which are asked for once a text object."""
    import numpy as np

    call = _functions()
    objects, first, inverse = np.unique(owner, return_index=True, return_inverse=True)
    size, angle = np.ones(len(objects)), np.zeros(len(objects), dtype=np.int16)
    matrix = (ctypes.c_float * 6)()
    address = ctypes.addressof(matrix)
    for number, at in enumerate(first.tolist()):
        if not objects[number] or not call["FPDFText_GetMatrix"](handle, at, address):
            continue
        a, b, c, d = matrix[0], matrix[1], matrix[2], matrix[3]
        size[number] = max(0.1, call["FPDFText_GetFontSize"](handle, at) * float(np.hypot(c, d)))
        angle[number] = round(float(np.degrees(np.arctan2(b, a)))) % 360
    return size[inverse], angle[inverse]


def _grouped(glyphs: Glyphs) -> Glyphs:
    """With groups: characters of one text object and origin whose boxes are the same or lie side by side."""
    import numpy as np

    if len(glyphs) < 2:
        return glyphs
    place = np.round(np.stack([glyphs.x, glyphs.y], axis=1) / _SAME)
    order = np.lexsort((np.arange(len(glyphs)), place[:, 1], place[:, 0], glyphs.owner))
    same = (glyphs.owner[order][1:] == glyphs.owner[order][:-1]) & (place[order][1:] == place[order][:-1]).all(axis=1)
    box, before = glyphs.tight[order][1:], glyphs.tight[order][:-1]
    equal = np.abs(box - before).max(axis=1) < _SAME
    level = np.abs(box[:, [1, 3]] - before[:, [1, 3]]).max(axis=1) < _SAME
    beside = level & (np.minimum(np.abs(box[:, 0] - before[:, 2]), np.abs(box[:, 2] - before[:, 0])) < _SAME)
    starts = np.concatenate([[True], ~(same & (equal | beside))])
    group = np.empty(len(glyphs), dtype=int)
    group[order] = order[starts][np.cumsum(starts) - 1]
    return replace(glyphs, group=group)


def _whole(marked: Sequence[Marked], glyphs: Glyphs) -> Glyphs:
    """With each short ActualText once, in one group: where the largest of its text objects is, with the ink of all.

    PDFium gives the text to the first of them that it comes to, often a mark or the dots, or to several.
    """
    import numpy as np

    keep = np.ones(len(glyphs), dtype=bool)
    place = {owner: at for at, owner in reversed(list(enumerate(glyphs.owner.tolist())))}
    em = float(np.median(glyphs.size))
    for span in actual_text_spans(marked):
        named = [part.owner for part in span if part.owner in place]
        box = [*np.min([part.box[:2] for part in span], axis=0), *np.max([part.box[2:] for part in span], axis=0)]
        if not named or box[2] - box[0] > _LETTER * em:
            continue
        base = max(span, key=lambda part: part.area)
        first, *again = sorted(named, key=place.__getitem__)
        keep &= ~np.isin(glyphs.owner, again)
        chosen = glyphs.owner == first
        glyphs.group[chosen] = glyphs.group[place[first]]
        glyphs.x[chosen], glyphs.y[chosen] = base.x, base.y
        glyphs.tight[chosen] = box
        glyphs.loose[chosen] = box
    return glyphs if keep.all() else replace(glyphs.taken(keep), group=_renumbered(glyphs.group[keep]))


def _renumbered(group: np.ndarray) -> np.ndarray:
    """The same groups, each with the number of its first character."""
    import numpy as np

    _, first, inverse = np.unique(group, return_index=True, return_inverse=True)
    return np.asarray(first[inverse])
