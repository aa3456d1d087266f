"""The lines drawn on a page: what parts the rows and the cells of a table."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Rule: TypeAlias = tuple[float, float, float]  # height, left, right; of an upright one its place, bottom and top

_THIN, _SHORTEST_RULE, _TALLEST_CELL = 2.0, 8.0, 200.0  # points
_COLUMN = 40.0  # points that the upright lines at one place are long together: three rows
_MAX_OBJECTS = 20_000  # a page with more is a drawing


def level_rules(page: PdfPage, angle: int) -> list[Rule]:
    """The thin horizontal lines that are drawn on the page (as it is turned), from the top down."""
    found: set[Rule] = set()
    for left, bottom, right, top in _boxes(page, angle):
        if right - left > _SHORTEST_RULE:
            # A box is a cell's frame or its ground: its upper and lower edges are rules.
            for height in {round(top), round(bottom)} if top - bottom >= _THIN else {round((top + bottom) / 2)}:
                if top - bottom < _TALLEST_CELL:
                    found.add((float(height), round(left), round(right)))
    return sorted(found, reverse=True)


def upright_rules(page: PdfPage, angle: int) -> list[Rule]:
    """The vertical lines between the cells of tables that are drawn on the page (as it is turned), from the left.

    A line under or around a word is none: at its place lines go down through several rows.
    """
    found: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for left, bottom, right, top in _boxes(page, angle):
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


def _boxes(page: PdfPage, angle: int) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of the paths on the page, as it is turned."""
    from pypdfium2 import raw

    edges = [ctypes.c_float() for _ in range(4)]
    for number in range(min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH or not raw.FPDFPageObj_GetBounds(item, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if angle == 90:
            left, bottom, right, top = bottom, -right, top, -left
        elif angle == 180:
            left, bottom, right, top = -right, -top, -left, -bottom
        elif angle == 270:
            left, bottom, right, top = -top, left, -bottom, right
        yield left, bottom, right, top
