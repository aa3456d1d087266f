"""Letters drawn in parts: bodies, dots, hamzas and vowel signs that are glyphs of their own, put together again.

Some fonts draw ت as a tooth with two dots, and the same tooth and dots serve other letters. A file then gives the
letter to either of the two glyphs, or to neither, or a whole syllable to its vowel sign, whichever it met first; the
other says nothing, or what it meant when it was met. What is seen decides: which dots lie over which body.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    from corpus_cli.ingest.pdf.glyphs import Glyphs

UNKNOWN_LETTER = "\ufffd"
_SMALL = 0.4  # ems that dots and vowel signs are high at most, and 0.6 that they are wide
_WIDEST_SIGN = 0.6
_DOTS_HIGH, _DOTS_WIDE = 0.34, 0.4  # ems: what is larger and dotted is a small letter above another
_BAR = 0.15  # ems: what is thinner and lies on the line is the stroke between joined letters
_LARGER = 1.5  # times: a letter's body is larger than its dots
_WIDE_TOOTH = 48  # hundredths of an em: a joined ح is wider than a joined ب
_NARROW, _WIDE = 45, 72  # a ر is narrower than the bowl of ن, a ص and the boat of ت wider
_DEEP = -9  # hundredths of an em below the line
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
    **dict(zip("\ufbb2\ufbb3\ufbb4\ufbb5\ufbb6\ufbb7", "نبتيثپ", strict=True)),
}
_ABOVE, _BELOW = "\ufbb2\ufbb4\ufbb6", "\ufbb3\ufbb5\ufbb7"  # one, two, three: Arabic symbol dots of Unicode
_ONE_DOT = 0.17  # ems that a single dot is wide at most
_DOTLESS = "ٮڡٯ"  # bodies that no language of today writes without dots
_BODIES = (
    ("اأإآ", {"ء": "أ", "إ": "إ"}),
    ("ٮںبتثنيىئپی", {"ن": "ن", "ت": "ت", "ث": "ث", "ب": "ب", "ي": "ي", "پ": "پ", "ء": "ئ"}),
    ("حجخچ", {"ن": "خ", "ب": "ج", "پ": "چ"}),
    ("دذ", {"ن": "ذ"}),
    ("رزژ", {"ن": "ز", "ث": "ژ"}),
    ("سش", {"ث": "ش"}),
    ("صض", {"ن": "ض"}),
    ("طظ", {"ن": "ظ"}),
    ("عغ", {"ن": "غ"}),
    ("فقڡٯ", {"ن": "ف", "ت": "ق"}),
    ("هةہ", {"ت": "ة"}),
    ("وؤ", {"ء": "ؤ"}),
)
_LETTERS = {body: letters for bodies, letters in reversed(_BODIES) for body in bodies}


def name_dots(text: list[str], glyphs: Glyphs, left: np.ndarray, right: np.ndarray) -> None:
    """Names the dots that a file leaves unnamed where it names the bodies: ٮ with two unnamed dots above it is ت."""
    import numpy as np

    if not any(piece[0] in _DOTLESS for piece in text):
        return
    width, height = right - left, glyphs.tight[:, 3] - glyphs.tight[:, 1]
    dots = (height < _DOTS_HIGH * glyphs.size) & (width < _DOTS_WIDE * glyphs.size) & (width > 0) & (height > 0)
    body = np.array([_is_arabic(piece) for piece in text], dtype=bool)
    for at in np.flatnonzero(dots).tolist():
        if text[at] != UNKNOWN_LETTER:
            continue
        base = _base_of(at, body, glyphs, left, right)
        if base is not None:
            flat = width[at] > 1.5 * height[at]
            count = 1 if flat else 0 if width[at] < _ONE_DOT * glyphs.size[at] else 2
            text[at] = (_ABOVE if glyphs.tight[at, 1] > glyphs.y[base] else _BELOW)[count]


def _base_of(
    at: int, body: np.ndarray, glyphs: Glyphs, left: np.ndarray, right: np.ndarray, *, symbol: bool = False
) -> int | None:
    """Of the bodies, the one that a small glyph lies over or under, clear of its line; the nearest of several."""
    import numpy as np

    bottom, top = glyphs.tight[:, 1], glyphs.tight[:, 3]
    size, middle = glyphs.size[at], (left + right) / 2
    area, height = (right - left) * (top - bottom), top - bottom
    over = body & (left - 0.1 * size <= middle[at]) & (middle[at] <= right + 0.1 * size)
    over &= (np.abs(glyphs.y - glyphs.y[at]) < size) & (area > _LARGER * area[at])
    # A part lies clear of the line on which its letter stands, unless it can be nothing else.
    over &= symbol | (bottom[at] > glyphs.y + 0.15 * size) | (top[at] < glyphs.y - 0.02 * size)
    # And what reaches as far up or down as the letter itself is another one.
    over &= (bottom[at] > bottom + 0.3 * height) | (top[at] < top - 0.3 * height)
    over[at] = False
    found = np.flatnonzero(over).tolist()
    return min(found, key=lambda one: abs(middle[one] - middle[at])) if found else None


def join_parts(text: list[str], keep: np.ndarray, glyphs: Glyphs, left: np.ndarray, right: np.ndarray) -> None:
    """Puts what small glyphs above and below the line say on the letters whose parts they are, and takes them out."""
    import numpy as np

    bottom, top = glyphs.tight[:, 1], glyphs.tight[:, 3]
    width, height = right - left, top - bottom
    ink = np.array([not piece.isspace() for piece in text], dtype=bool) & keep
    small = ink & (height < _SMALL * glyphs.size) & (width < _WIDEST_SIGN * glyphs.size) & (width > 0)
    dots = small & (height < _DOTS_HIGH * glyphs.size) & (width < _DOTS_WIDE * glyphs.size)
    parts = [at for at in np.flatnonzero(small).tolist() if _sign(text[at]) or (dots[at] and _kind(text[at]))]
    if not parts:
        return
    middle = (left + right) / 2
    # What a letter's dots lie over is no sign of punctuation, but a glyph's number taken for a letter's.
    body = ink & np.array([_is_arabic(piece) or not piece.isalnum() for piece in text], dtype=bool)
    taken: dict[int, list[int]] = {}
    for at in parts:
        base = _base_of(at, body, glyphs, left, right, symbol=text[at] in _ABOVE + _BELOW)
        if base is not None:
            taken.setdefault(base, []).append(at)
    shapes = {base: _shape(base, text, glyphs, left, right) for base in taken}
    seen: dict[Shape, set[str]] = {}
    signs: set[str] = set()
    for base, several in taken.items():
        seen.setdefault(shapes[base], set()).update(_kind(text[at]) for at in several)
        if _is_arabic(text[base]):
            signs.update(text[at] for at in several if _sign(text[at]) and not set(text[base]) & set(text[at]))
    for base, several in taken.items():
        whole = text[base] if _is_arabic(text[base]) else ""
        for at in several:
            one = _letter_under(whole, text[at], first=bool(middle[at] > middle[base]))
            before, letter, behind = whole[:one], whole[one : one + 1], whole[one + 1 :]
            new = _together(letter + behind, text[at], shapes[base], seen[shapes[base]], only_sign=text[at] in signs)
            if new is not None:
                whole, keep[at] = before + new, False
        text[base] = whole or text[base]


Shape: TypeAlias = tuple[str, int, int, int]


def _shape(at: int, text: list[str], glyphs: Glyphs, left: np.ndarray, right: np.ndarray) -> Shape:
    """What tells bodies apart: what the file says, width, height and depth in hundredths of an em, in steps of 3."""
    low, high = glyphs.tight[at, 1] - glyphs.y[at], glyphs.tight[at, 3] - glyphs.y[at]
    width, height, depth = (3 * round(100 * value / glyphs.size[at] / 3) for value in (right[at] - left[at], high, low))
    return text[at], width, height, depth


@cache
def _sign(piece: str) -> str:
    """The vowel signs of a piece that is a letter or more with such signs; else nothing."""
    signs = "".join(char for char in piece if unicodedata.category(char) == "Mn")
    return signs if len(signs) < len(piece) else ""


@cache
def _kind(part: str) -> str:
    return "" if _sign(part) else _DOTS.get(part[-1], "")


@cache
def _is_arabic(piece: str) -> bool:
    return any("\u0620" <= char <= "\u06d3" and unicodedata.category(char) == "Lo" for char in piece)


@cache
def _letter_under(body: str, part: str, *, first: bool) -> int:
    """Which letter of a ligature the dots belong to: of those that take such dots the first or the last; else 0."""
    able = [at for at, char in enumerate(body) if _kind(part) in _LETTERS.get(char, {})]
    return (able[0] if first else able[-1]) if able else 0


def _together(body: str, part: str, shape: Shape, kinds: set[str], *, only_sign: bool) -> str | None:
    """What the body and the part over it mean, each with what the file says of it; ``kinds``: all over such bodies.

    ``None``: no letter has such dots over such a body.
    """
    if signs := _sign(part):
        if not body and not only_sign:
            return part
        return (body or UNKNOWN_LETTER) + "".join(char for char in signs if char not in body)
    if not body or body[0] == UNKNOWN_LETTER:
        return _letters_of_unknown(shape, kinds).get(_kind(part), part) + body[1:]
    if body == part:
        return body
    letter = _LETTERS.get(body[0], {}).get(_kind(part))
    return letter + body[1:] if letter else None


def _letters_of_unknown(shape: Shape, kinds: set[str]) -> dict[str, str]:
    """The letters that a body of this shape makes with dots, when dots of these kinds are seen over it."""
    _, width, _, depth = shape
    tooth, round_one, closed = _LETTERS["ٮ"], _LETTERS["ح"], _LETTERS["ف"]
    if "ي" in kinds or {"ب", "ت"} <= kinds or {"ب", "ث"} <= kinds or {"ن", "ث"} <= kinds:
        return tooth
    if {"ن", "ب"} <= kinds:
        return round_one if width > _WIDE_TOOTH else tooth
    if {"ن", "ت"} <= kinds:
        return closed
    if depth < _DEEP:
        return {"ن": "ز" if width < _NARROW else "ن" if width < _WIDE else "ض", "ت": "ق"}
    return {"ن": "ف", "ت": "ت"} if width > _WIDE else {"ت": "ة"} if kinds == {"ت"} else {}


def strokes(text: list[str], glyphs: Glyphs, left: np.ndarray, right: np.ndarray) -> None:
    """Calls bars that lie on the line, without letter or with a wrong one, what they are: tatweel."""
    import numpy as np

    low, high = glyphs.tight[:, 1] - glyphs.y, glyphs.tight[:, 3] - glyphs.y
    size, width = glyphs.size, right - left
    bar = (high - low < _BAR * size) & (width > high - low) & (low > -0.1 * size) & (high < 0.2 * size) & (high > low)
    for at in np.flatnonzero(bar).tolist():
        # The glyph's number taken for a character. Dots and dashes may be what they say.
        number = text[at].isascii() and text[at] not in ".-_~= "
        if text[at] == UNKNOWN_LETTER or number or (text[at] == "." and width[at] > 2 * (high - low)[at]):
            text[at] = "\u0640"
