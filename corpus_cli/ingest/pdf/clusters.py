"""From glyphs to clusters: what one glyph draws is one piece of text, and a mark belongs to its base letter.

PDFium turns stretches of right-to-left text around. What one glyph stands for (lam-alef, ﷲ) is turned around with it,
unless it was a presentation form, which is taken apart in order afterwards: so the letters of one glyph may come in
either order, and which letters can join says which it is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus_cli.ingest.arabic import JOINS_BOTH_SIDES, LIGATURES
from corpus_cli.ingest.pdf.glyphs import UNKNOWN
from corpus_cli.ingest.pdf.parts import join_parts, name_dots, strokes

if TYPE_CHECKING:
    import numpy as np

    from corpus_cli.ingest.pdf.glyphs import Glyphs

_FORMS = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")
_UNKNOWN = "\ufffd"
_HYPHENS = {0x02: "\xad", 0xFFFE: "\xad", 0xAD: "\xad"}
_OVER = 0.6  # of the narrower glyph of two
_TWICE = 0.05  # ems: the same letter drawn again this near is a bold one made by hand
_BARE = {"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ىي"}
_JOINING = JOINS_BOTH_SIDES | frozenset("ٮڡٯ")
_WITH_HAMZA = tuple(map(ord, "أإآؤئ"))
_UNSURE = 0.05  # ems by which a letter must lie nearer to a mark than the one beside it in the file
_TIE = 0.02  # ems between origins that are one: a glyph without an advance


@dataclass(frozen=True, slots=True)
class Clusters:
    """Pieces of text with their places, in PDFium's order. Marks have been joined to their base letters.

    ``text[n]`` is what cluster n draws; ``x``, ``y`` (origin), ``left`` and ``middle`` (of the ink), ``right`` (ink and
    advance), ``size`` and ``index`` (the number of its first character) are of Shape (n,); ``space`` says which of them
    are spaces.
    """

    text: list[str]
    x: np.ndarray
    y: np.ndarray
    left: np.ndarray
    middle: np.ndarray
    right: np.ndarray
    size: np.ndarray
    space: np.ndarray
    index: np.ndarray

    def __len__(self) -> int:
        return len(self.text)


def clusters(glyphs: Glyphs, *, drawn_in_order: bool = False) -> Clusters:
    """The clusters of upright glyphs. ``drawn_in_order``: Arabic letters were put down as read, from left to right."""
    import numpy as np

    order = np.lexsort((np.arange(len(glyphs)), glyphs.group))
    starts = np.flatnonzero(np.concatenate([[True], np.diff(glyphs.group[order]) != 0])) if len(order) else order
    ends = np.append(starts[1:], len(order))
    codes = glyphs.code[order].tolist()
    text = [_char(codes[at]) for at in starts.tolist()]
    for number in np.flatnonzero(ends - starts > 1).tolist():
        text[number] = _of_one_glyph("".join(map(_char, _shifted_back(codes[starts[number] : ends[number]]))))
    text = [_folded(piece) if _FORMS.search(piece) else piece for piece in text]
    first = order[starts]
    taken = glyphs.taken(first)
    left = np.minimum.reduceat(glyphs.tight[order, 0], starts) if len(order) else taken.x
    right = np.maximum.reduceat(glyphs.tight[order, 2], starts) if len(order) else taken.x
    reach = np.maximum.reduceat(glyphs.loose[order, 2], starts) if len(order) else taken.x
    name_dots(text, taken, left, right)
    strokes(text, taken, left, right)
    marks = np.array([_is_mark(piece) for piece in text], dtype=bool)
    keep = ~marks & ~_repeated(taken)
    join_parts(text, keep, taken, left, right)
    keep &= ~_stray(text, keep, taken, left, right)
    _join_hamza(text, keep, taken, left, right)
    _drop_copies(text, keep, np.diff(np.append(starts, len(order))), taken)
    if marks.any():
        _join_marks(text, marks=marks, keep=keep, glyphs=taken, left=left, right=right, drawn_in_order=drawn_in_order)
    chosen = np.flatnonzero(keep)
    return Clusters(
        [text[at] for at in chosen.tolist()],
        taken.x[chosen],
        taken.y[chosen],
        left[chosen],
        (left + right)[chosen] / 2,
        reach[chosen],
        taken.size[chosen],
        np.array([text[at].isspace() for at in chosen.tolist()], dtype=bool),
        first[chosen],
    )


@cache
def _char(code: int) -> str:
    if code in _HYPHENS:
        return _HYPHENS[code]
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return " " if code in (0x09, 0x0A, 0x0D) else _UNKNOWN
    # A number that no character has is one that PDFium took from the glyph.
    return chr(code) if unicodedata.category(chr(code)) != "Cn" else _UNKNOWN


def _shifted_back(codes: list[int]) -> list[int]:
    """The characters of one glyph as they were before Ghostscript: it writes 0644 0627 (لا) as 0644 4427."""
    lows = {code & 0xFF for code in codes if 0x600 <= code < 0x700}
    return [
        0x600 | (code & 0xFF) if not 0x600 <= code < 0x700 and code >= 0x2000 and code >> 8 in lows else code
        for code in codes
    ]


@cache
def _is_mark(text: str) -> bool:
    return text > "\u02ff" and all(unicodedata.category(char) == "Mn" for char in text)


@cache
def _is_letter(text: str) -> bool:
    return text == _UNKNOWN or any(unicodedata.category(char)[0] == "L" for char in text)


@cache
def _of_one_glyph(text: str) -> str:
    """The characters of one glyph in reading order."""
    bare = text.replace(" ", "").replace("\u0640", "")
    if bare and _is_mark(bare):
        return bare  # a mark that stands alone is written on a space or a tatweel
    core = text.strip("".join(filter(_is_mark, text)))
    if core != text and core:
        # PDFium leaves the marks of what it turns around where they were.
        start = text.index(core)
        return _of_one_glyph(core) + text[:start] + text[start + len(core) :]
    turned = text[::-1]
    letters = [char for char in text if unicodedata.category(char) == "Lo"]
    if len(letters) < 2 or not any("\u0600" <= char <= "\u06ff" for char in letters):
        return text
    forward, backward = "".join(letters), "".join(reversed(letters))
    for known in LIGATURES:
        if known in (forward, backward):
            return text if known == forward else turned
    joins = [all(char in _JOINING for char in way[:-1]) for way in (forward, backward)]
    if joins[0] != joins[1]:
        return text if joins[0] else turned
    return text if forward in _decomposed() and backward not in _decomposed() else turned


@cache
def _decomposed() -> frozenset[str]:
    """What the ligatures among the presentation forms stand for."""
    found = (unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB50, 0xFDFC))
    return frozenset(text for text in found if len(text) > 1)


@cache
def _folded(text: str) -> str:
    """Presentation forms as letters. Marks that stand on a space or a tatweel lose it."""
    folded = "".join(unicodedata.normalize("NFKC", char) if _FORMS.match(char) else char for char in text)
    bare = folded.strip(" \u0640")
    return bare if bare and _is_mark(bare) else folded


def _repeated(glyphs: Glyphs) -> np.ndarray:
    """Which letters say again what a letter in the same place says: bold made by hand, or a hamza drawn by itself.

    Of two glyphs of one letter the larger stays. Where the ink of two lams or mims overlaps they are still two.
    """
    import numpy as np

    order = np.lexsort((glyphs.x, np.round(glyphs.y)))
    x, y, size, code, group = (getattr(glyphs, name)[order] for name in ("x", "y", "size", "code", "group"))
    left, right = glyphs.tight[order, 0], glyphs.tight[order, 2]
    area = (right - left) * (glyphs.tight[order, 3] - glyphs.tight[order, 1])
    again = np.zeros(len(order), dtype=bool)
    for step in (1, 2):
        if len(order) <= step:
            break
        width = np.minimum(right[step:] - left[step:], right[:-step] - left[:-step])
        shared = np.minimum(right[step:], right[:-step]) - np.maximum(left[step:], left[:-step])
        over = np.isin(code[step:], _WITH_HAMZA) & (shared > _OVER * width)
        over |= np.abs(x[step:] - x[:-step]) < _TWICE * size[step:]
        over &= (
            (code[step:] == code[:-step]) & (np.abs(y[step:] - y[:-step]) < 0.5 * size[step:]) & (code[step:] > 0x20)
        )
        over &= (group[step:] != group[:-step]) & (code[step:] != UNKNOWN)
        later = area[step:] <= area[:-step]
        again[order[step:][over & later]] = True
        again[order[:-step][over & ~later]] = True
    return again


def _join_hamza(text: list[str], keep: np.ndarray, glyphs: Glyphs, left: np.ndarray, right: np.ndarray) -> None:
    """Puts a hamza or madda that is drawn by itself, above or below the line, on its letter.

    Where a font draws such letters as two glyphs, the small one may stand for the whole letter.
    """
    import numpy as np

    parts = [at for at, piece in enumerate(text) if piece in _BARE and keep[at]]
    if not parts:
        return
    bare = np.array([piece in "اوىي" and len(piece) == 1 for piece in text], dtype=bool) & keep
    for at in parts:
        middle, size = (left[at] + right[at]) / 2, glyphs.size[at]
        lifted = np.abs(glyphs.y - glyphs.y[at])
        over = bare & (left - 0.1 * size <= middle) & (middle <= right + 0.1 * size)
        over &= (lifted > 0.05 * size) & (lifted < size)
        for base in np.flatnonzero(over).tolist():
            if text[base] in _BARE[text[at]]:
                text[base], keep[at] = text[at], False
                break


def _drop_copies(text: list[str], keep: np.ndarray, sizes: np.ndarray, glyphs: Glyphs) -> None:
    """Takes out what an ActualText says a second time: some programs give each glyph of a cluster the whole of it."""
    import numpy as np

    several = [at for at in np.flatnonzero((sizes > 1) & keep).tolist() if text[at].isalpha() is False]
    area = (glyphs.tight[:, 2] - glyphs.tight[:, 0]) * (glyphs.tight[:, 3] - glyphs.tight[:, 1])
    for number, at in enumerate(several):
        for other in several[number + 1 : number + 4]:
            near = abs(glyphs.x[at] - glyphs.x[other]) < glyphs.size[at] and other - at <= 6
            if near and text[at] == text[other] and abs(glyphs.y[at] - glyphs.y[other]) < 0.6 * glyphs.size[at]:
                keep[at if area[at] < area[other] else other] = False


def _stray(text: list[str], keep: np.ndarray, glyphs: Glyphs, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Which glyphs without a letter are parts of a letter that was named with another glyph: their ink lies over it."""
    import numpy as np

    unknown = np.array([piece == _UNKNOWN for piece in text], dtype=bool)
    found = np.zeros(len(text), dtype=bool)
    if not unknown.any() or 5 * unknown.sum() > 3 * len(text):
        return found
    middle = (left + right) / 2
    for at in np.flatnonzero(unknown).tolist():
        over = (left - 1 <= middle[at]) & (middle[at] <= right + 1) & ~unknown & keep
        over &= np.abs(glyphs.y - glyphs.y[at]) < glyphs.size[at]
        found[at] = bool(over.any())
    return found


def _join_marks(
    text: list[str],
    *,
    marks: np.ndarray,
    keep: np.ndarray,
    glyphs: Glyphs,
    left: np.ndarray,
    right: np.ndarray,
    drawn_in_order: bool,
) -> None:
    """Adds each mark to the text of its letter.

    Within a text object that is the letter before it in the file (PDFium has turned the visual order around), unless
    the object runs from left to right or was drawn in order; elsewhere the letter that it stands over or under.
    """
    import numpy as np

    letters = np.flatnonzero(keep & np.array([_is_letter(piece) for piece in text], dtype=bool))
    if not len(letters):
        return
    at = np.flatnonzero(marks)
    middle = (left[at] + right[at]) / 2
    after = np.searchsorted(letters, at)
    before, behind = letters[np.maximum(after - 1, 0)], letters[np.minimum(after, len(letters) - 1)]
    far = np.stack([_distance(middle, glyphs, at=at, base=side, left=left, right=right) for side in (before, behind)])
    owner = glyphs.owner
    within = (owner[at] == owner[before]) & (owner[at] == owner[behind])
    leftward = glyphs.x[before] >= glyphs.x[behind]
    arabic = glyphs.code[before] >= 0x590
    by_order = np.where(arabic, leftward == drawn_in_order, drawn_in_order).astype(int)
    base = np.where(by_order == 1, behind, before)
    loose = np.flatnonzero(~within | (far[by_order, np.arange(len(at))] > 1.0))
    for number in loose.tolist():  # an object of its own, written anywhere in the file
        away = _distance(middle[number], glyphs, at=at[number], base=letters, left=left, right=right)
        nearest = int(np.argmin(away))
        if away[nearest] < far[by_order[number], number] - _UNSURE:
            base[number] = letters[nearest]
    center = (left + right) / 2
    for mark, letter in zip(at.tolist(), base.tolist(), strict=True):
        text[letter] = _with_mark(text[letter], text[mark], center[mark] - center[letter])


def _distance(
    middle: np.ndarray, glyphs: Glyphs, *, at: np.ndarray, base: np.ndarray, left: np.ndarray, right: np.ndarray
) -> np.ndarray:
    """How far marks are from letters, in ems: 0 over the middle of the letter's ink, more on another line."""
    import numpy as np

    size = glyphs.size[base]
    beside = np.maximum(np.maximum(left[base] - middle, middle - right[base]), 0) / size
    off_middle = np.abs((left[base] + right[base]) / 2 - middle) / size
    off_line = np.maximum(np.abs(glyphs.y[at] - glyphs.y[base]) / size - 0.6, 0)
    return np.asarray(beside + 0.1 * off_middle + 2 * off_line)


def _with_mark(letters: str, mark: str, offset: float) -> str:
    """The letter with its mark; over two joined letters, a mark on the right half belongs to the first."""
    bases = [at for at, char in enumerate(letters) if not _is_mark(char)]
    if len(bases) == 2 and offset > 0 and letters[0] in _JOINING and _is_letter(letters[bases[1]]):
        second = bases[1]
        return letters[:second] + "".join(char for char in mark if char not in letters[:second]) + letters[second:]
    if mark == "\u0654" and letters[-1] in "ٮى":
        return letters[:-1] + "ئ"
    # No letter has a mark twice: an ActualText repeats what a glyph of its own says.
    return letters + "".join(char for char in mark if char not in letters)


def in_visual_order(clusters: Clusters, chosen: np.ndarray) -> np.ndarray:
    """The chosen clusters from left to right; of two on one origin, the one whose ink lies farther left first."""
    import numpy as np

    row = chosen[np.argsort(clusters.x[chosen], kind="stable")]
    x, middle, size = clusters.x[row], clusters.middle[row], clusters.size[row]
    tied = np.flatnonzero((x[1:] - x[:-1] < _TIE * size[1:]) & (middle[1:] < middle[:-1]))
    for at in tied.tolist():
        row[at], row[at + 1] = row[at + 1], row[at]
    return row


def midmost(values: np.ndarray) -> float:
    """The middle one of the values, without what numpy's median does around it."""
    return float(sorted(values.tolist())[len(values) // 2])
