"""Headers, footers and page numbers: what stands at the edges of pages again and again is not part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus_cli.ingest import arabic, english
from corpus_cli.ingest.pdf.paragraphs import TextLine

Page = Sequence[Sequence[TextLine]]

_LABEL = rf"(?:(?:{english.PAGE_LABEL}|{arabic.PAGE_LABEL})\s*)?"
_PAGE_NUMBER = re.compile(
    rf"[-–—|•\s]*{_LABEL}(?:\d{{1,3}}(?:\s*(?:{english.PAGE_OF}|{arabic.PAGE_OF})\s*\d{{1,4}})?|[ivxl]{{1,6}})[-–—|•\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_EDGE_LINES = 3  # lines from the top and from the bottom that can be running ones
_APART, _OTHER_TYPE = 1.2, 1.08  # times the distance of lines, and the size of the type
_NEAR = 6.0  # points between the same line on two pages


def without_furniture(pages: Sequence[Page]) -> tuple[list[Page], list[int]]:
    """The pages without running lines, and for each page how many lines were left out.

    A line is a running one if it stands among the first or last three of its page, apart from the text, and the same
    words (numbers aside) stand at the same height on a third of the pages and on three (left and right pages differ; on
    two, of two or three). A number alone is a page number only at the head or foot of a page; in between it may be part
    of a table.
    """
    edges = [_edges(page) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for page_edges in edges:
        # A line that stands between two steps of the grid counts in both.
        seen.update({place for edge in page_edges for line in edge[:_EDGE_LINES] for place in _places(line)})
    enough = max(2, min(3, len(pages) - 1), len(pages) // 3)
    kept: list[Page] = []
    counts: list[int] = []
    for page, page_edges in zip(pages, edges, strict=True):
        pitch = _pitch(page_edges[0])
        running: set[int] = set()
        for edge in page_edges:
            repeated = [max(seen[place] for place in _places(line)) >= enough for line in edge[:_EDGE_LINES]]
            running |= {id(line) for line in _apart(edge, repeated, pitch)}
        for edge in page_edges:
            rest = [line for line in edge if id(line) not in running]
            if rest and _PAGE_NUMBER.fullmatch(rest[0].text):
                running.add(id(rest[0]))
        kept.append([[line for line in region if id(line) not in running] for region in page])
        counts.append(len(running))
    return kept, counts


def _edges(page: Page) -> tuple[list[TextLine], list[TextLine]]:
    """The page's lines from its top down, and from its foot up."""
    lines = sorted((line for region in page for line in region), key=lambda line: -line.bottom)
    return lines, lines[::-1]


def _pitch(lines: list[TextLine]) -> float:
    steps = sorted(above.bottom - line.bottom for above, line in pairwise(lines) if above.bottom - line.bottom > 1)
    return steps[len(steps) // 3] if steps else 0.0


def _apart(edge: list[TextLine], repeated: list[bool], pitch: float) -> list[TextLine]:
    """The repeated lines at an edge up to the last that stands apart from what follows, by a gap or by its type."""
    found = 0
    for at, again in enumerate(repeated):
        if not again:
            break
        if at + 1 == len(edge):
            break  # nothing else stands on the page: then this is its text
        line, inner = edge[at], edge[at + 1]
        gap = abs(line.bottom - inner.bottom) > _APART * pitch
        type_differs = max(line.height, inner.height) > _OTHER_TYPE * min(line.height, inner.height)
        if gap or type_differs:
            found = at + 1
    return edge[:found]


def _places(line: TextLine) -> tuple[tuple[str, int], tuple[str, int]]:
    words = _DIGITS.sub("0", line.text)
    step = int(line.bottom // _NEAR)
    return (words, step), (words, step + (1 if line.bottom % _NEAR > _NEAR / 2 else -1))
