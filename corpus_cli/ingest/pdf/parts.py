"""Letters drawn in parts: bodies, dots, hamzas and vowel signs that are glyphs of their own, put together again.

Some fonts draw ت as a tooth with two dots, and the same tooth and dots serve other letters. A file then gives the letter
to either of the two glyphs, or to neither, or a whole syllable to its vowel sign, whichever it met first; the other says
nothing, or what it meant when it was met. What is seen decides: which dots lie over which body.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from corpus_cli.ingest.pdf.glyphs import Glyphs

UNKNOWN_LETTER = "\ufffd"
_BARE = {"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ىي"}
_SMALL = 0.4  # ems that dots and vowel signs are high at most, and 0.6 that they are wide
_WIDEST_SIGN = 0.6
_BAR = 0.15  # ems: what is thinner and lies on the line is the stroke between joined letters
_LARGER = 1.5  # times: a letter's body is larger than its dots
# By dots (one above: ن, two: ت, three: ث; one below: ب, two: ي, three: پ; hamza: ء above, إ below) and body.
_DOTS = {
    **dict.fromkeys("نزفغخذضظ", "ن"),
    **dict.fromkeys("تةق", "ت"),
    **dict.fromkeys("ثشژ", "ث"),
    **dict.fromkeys("بج", "ب"),
    "ي": "ي",
    **dict.fromkeys("پچ", "پ"),
    **dict.fromkeys("أؤئء", "ء"),
    "إ": "إ",
}
_BODIES = (
    ("ابأإآ", {"ء": "أ", "إ": "إ"}),
    ("ٮبتثنيىئپی", {"ن": "ن", "ت": "ت", "ث": "ث", "ب": "ب", "ي": "ي", "پ": "پ", "ء": "ئ"}),
    ("حجخچ", {"ن": "خ", "ب": "ج", "پ": "چ"}),
    ("دذ", {"ن": "ذ"}),
    ("رزژ", {"ن": "ز", "ث": "ژ"}),
    ("سش", {"ث": "ش"}),
    ("صض", {"ن": "ض"}),
    ("طظ", {"ن": "ظ"}),
    ("عغ", {"ن": "غ"}),
    ("فقڡٯ", {"ن": "ف", "ت": "ق"}),
    ("هة", {"ت": "ة"}),
    ("وؤ", {"ء": "ؤ"}),
)
_LETTERS = {body: letters for bodies, letters in reversed(_BODIES) for body in bodies}


def join_parts(text: list[str], keep: np.ndarray, glyphs: Glyphs, left: np.ndarray, right: np.ndarray) -> None:
    """Puts what small glyphs above and below the line say on the letters whose parts they are, and takes them out."""
    import numpy as np

    bottom, top = glyphs.tight[:, 1], glyphs.tight[:, 3]
    width, height = right - left, top - bottom
    ink = np.array([not piece.isspace() for piece in text], dtype=bool) & keep
    small = ink & (height < _SMALL * glyphs.size) & (width < _WIDEST_SIGN * glyphs.size) & (width > 0)
    parts = [at for at in np.flatnonzero(small).tolist() if _may_be_part(text[at])]
    if not parts:
        return
    unknown = np.array([piece == UNKNOWN_LETTER for piece in text], dtype=bool)
    body = ink & np.array([unknown[at] or _is_arabic(piece) for at, piece in enumerate(text)], dtype=bool)
    area = np.where(unknown & ~small, np.inf, width * height)
    middle = (left + right) / 2
    taken: dict[int, list[int]] = {}
    for at in parts:
        size = glyphs.size[at]
        over = body & (left - 0.1 * size <= middle[at]) & (middle[at] <= right + 0.1 * size)
        over &= (np.abs(glyphs.y - glyphs.y[at]) < size) & (area > _LARGER * area[at] if not unknown[at] else area > 0)
        over[at] = False
        # A part lies clear of the line on which its letter stands.
        over &= (bottom[at] > glyphs.y + 0.3 * size) | (top[at] < glyphs.y - 0.02 * size)
        found = np.flatnonzero(over)
        if len(found):
            base = min(found.tolist(), key=lambda one: (not unknown[one], abs(middle[one] - middle[at])))
            taken.setdefault(base, []).append(at)
    for base, several in taken.items():
        whole = text[base]
        for at in several:
            whole = _together(whole, text[at])
            keep[at] = False
        text[base] = whole


def _may_be_part(piece: str) -> bool:
    return piece in _DOTS or _with_sign(piece)


@cache
def _with_sign(piece: str) -> bool:
    """Whether the piece is a letter or more with a vowel sign."""
    kinds = {unicodedata.category(char) for char in piece}
    return "Mn" in kinds and "Lo" in kinds


@cache
def _is_arabic(piece: str) -> bool:
    return any("\u0620" <= char <= "\u06d3" and unicodedata.category(char) == "Lo" for char in piece)


def _together(body: str, part: str) -> str:
    """What the body and the part over it mean, each with what the file says of it."""
    if body == UNKNOWN_LETTER:
        return part
    if _with_sign(part):
        signs = (char for char in part if unicodedata.category(char) == "Mn" and char not in body)
        return body + "".join(signs)
    letter, signs = body[:1], body[1:]
    return _LETTERS.get(letter, {}).get(_DOTS[part], letter) + signs


def strokes(text: list[str], glyphs: Glyphs, left: np.ndarray, right: np.ndarray) -> None:
    """Calls bars that lie on the line, without letter or with a wrong one, what they are: tatweel."""
    import numpy as np

    low, high = glyphs.tight[:, 1] - glyphs.y, glyphs.tight[:, 3] - glyphs.y
    size, width = glyphs.size, right - left
    bar = (high - low < _BAR * size) & (width > 1.5 * (high - low)) & (low > -0.1 * size) & (high < 0.2 * size)
    bar &= high > low
    for at in np.flatnonzero(bar).tolist():
        if text[at] in (UNKNOWN_LETTER, "."):
            text[at] = "\u0640"
