"""The lines drawn on a page: what parts the rows and the cells of a table."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Box: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top
Rule: TypeAlias = tuple[float, float, float]  # height, left, right; of an upright one its place, bottom and top

_THIN, _SHORTEST_RULE, _TALLEST_CELL = 2.0, 8.0, 200.0  # points
_COLUMN = 40.0  # points that the upright lines at one place are long together: three rows
_MAX_OBJECTS = 20_000  # a page with more is a drawing


def level_rules(boxes: Sequence[Box]) -> list[Rule]:
    """The thin horizontal lines among these paths, from the top down."""
    found: set[Rule] = set()
    for left, bottom, right, top in boxes:
        if right - left > _SHORTEST_RULE:
            # A box is a cell's frame or its ground: its upper and lower edges are rules.
            for height in {round(top), round(bottom)} if top - bottom >= _THIN else {round((top + bottom) / 2)}:
                if top - bottom < _TALLEST_CELL:
                    found.add((float(height), round(left), round(right)))
    return sorted(found, reverse=True)


def upright_rules(boxes: Sequence[Box]) -> list[Rule]:
    """The vertical lines between the cells of tables among these paths, from the left.

    A line under or around a word is none: at its place lines go down through several rows.
    """
    found: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for left, bottom, right, top in boxes:
        # A tall box is the ground of a page or of a frame, not of a cell.
        if _SHORTEST_RULE / 2 < top - bottom < (_TALLEST_CELL if right - left >= _THIN else float("inf")):
            for place in {round(left), round(right)} if right - left >= _THIN else {round((left + right) / 2)}:
                found[place].append((bottom, top))
    return sorted(
        (float(place), bottom, top)
        for place, lines in found.items()
        if sum(top - bottom for bottom, top in set(lines)) >= _COLUMN
        for bottom, top in set(lines)
    )


def path_boxes(page: PdfPage) -> list[Box]:
    """Where the paths of the page are: each asked for once, since a drawing has thousands."""
    from pypdfium2 import raw

    edges = [ctypes.c_float() for _ in range(4)]
    found = []
    for number in range(min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPageObj_GetBounds(item, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            found.append((left, bottom, right, top))
    return found


def turned_boxes(boxes: Sequence[Box], angle: int) -> Sequence[Box]:
    """The paths on the page as it is turned for text at this angle, in degrees.

    None where that is no quarter turn: lines that run at another angle than the text part no cells of it.
    """
    if angle == 0:
        return boxes
    if angle == 90:
        return [(bottom, -right, top, -left) for left, bottom, right, top in boxes]
    if angle == 180:
        return [(-right, -top, -left, -bottom) for left, bottom, right, top in boxes]
    if angle == 270:
        return [(-top, left, -bottom, right) for left, bottom, right, top in boxes]
    return ()
