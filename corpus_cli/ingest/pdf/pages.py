"""One page read: its glyphs laid out into regions, and the text they make in the best of three orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_cli.document import PageMethod, PageVerdict
from corpus_cli.ingest.pdf.clusters import clusters
from corpus_cli.ingest.pdf.columns import Region, regions
from corpus_cli.ingest.pdf.glyphs import Glyphs, read_glyphs
from corpus_cli.ingest.pdf.lines import paragraph_directions
from corpus_cli.ingest.pdf.paragraphs import TextLine
from corpus_cli.ingest.pdf.plain import plain_lines
from corpus_cli.ingest.pdf.rules import Box, level_rules, path_boxes, turned_boxes, upright_rules
from corpus_cli.ingest.pdf.verdicts import judged, text_order

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# Shares of mirrored clue words above which other orders are tried, with the clue words that it takes.
_DOUBTS = ((0.2, 5), (0.5, 2))
_UPRIGHT = 3  # degrees by which a scanned and straightened text may be off
_MAX_GLYPHS = 200_000  # a page with more is a drawing


@dataclass(frozen=True, slots=True)
class PageText:
    """What was read from a page: regions of lines, how, how well, and the share of clue words that are mirrored."""

    regions: tuple[tuple[TextLine, ...], ...]
    verdict: PageVerdict
    method: PageMethod = "positions"
    mirrored: float = 0.0
    reason: str | None = None
    confidence: float | None = None


def read_page(page: PdfPage) -> PageText:
    """The page's text in reading order and a verdict on it."""
    text_page = page.get_textpage()
    try:
        glyphs = read_glyphs(page, text_page)
        drawn = path_boxes(page)
        laid_out = _laid_out(glyphs, drawn)
        found = _by_position(laid_out)
        method: PageMethod = "positions"
        share, evidence = text_order(_text(found))
        if any(share > limit and evidence >= enough for limit, enough in _DOUBTS):
            others: list[tuple[PageMethod, tuple[tuple[TextLine, ...], ...]]] = [
                ("mirrored", _as_drawn(_laid_out(glyphs, drawn, in_order=True))),
                ("pdfium", (tuple(plain_lines(text_page)),)),
            ]
            for name, other in others:
                other_share, other_evidence = text_order(_text(other))
                if other_evidence and other_share < share:
                    found, method, share, evidence = other, name, other_share, other_evidence
    finally:
        text_page.close()
    text = _text(found)
    verdict, reason = judged(text, method=method, mirrored=share if evidence >= _DOUBTS[0][1] else 0.0, page=page)
    return PageText(found, verdict, method, round(share, 3), reason)


def _text(found: Sequence[Sequence[TextLine]]) -> str:
    return "\n".join(line.text for region in found for line in region)


def _laid_out(glyphs: Glyphs, drawn: Sequence[Box], *, in_order: bool = False) -> list[Region]:
    """The regions of the text that runs in the page's main direction, then of what stands at other angles.

    ``drawn``: the page's paths. ``in_order``: the glyphs were put down in reading order.
    """
    import numpy as np

    glyphs = glyphs.taken(np.arange(min(len(glyphs), _MAX_GLYPHS)))
    quarter = (np.round(glyphs.angle / 90) * 90 % 360).astype(int)
    off = np.abs((glyphs.angle - quarter + 180) % 360 - 180)
    angle = np.where(off <= _UPRIGHT, quarter, glyphs.angle)
    values, counts = np.unique(angle, return_counts=True)
    found: list[Region] = []
    for value in values[np.argsort(-counts, kind="stable")].tolist():
        turned = clusters(_turned(glyphs.taken(angle == value), value), drawn_in_order=in_order)
        boxes = turned_boxes(drawn, value)
        found += regions(turned, level_rules(boxes), upright_rules(boxes))
    return found


def _turned(glyphs: Glyphs, angle: int) -> Glyphs:
    """The glyphs with their page turned so that they stand upright."""
    import numpy as np

    if angle == 0:
        return glyphs
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))

    def box(old: np.ndarray) -> np.ndarray:
        corners = [(old[:, a], old[:, b]) for a in (0, 2) for b in (1, 3)]
        x = np.stack([x * cos + y * sin for x, y in corners])
        y = np.stack([y * cos - x * sin for x, y in corners])
        return np.stack([x.min(axis=0), y.min(axis=0), x.max(axis=0), y.max(axis=0)], axis=1)

    return Glyphs(
        glyphs.code,
        glyphs.x * cos + glyphs.y * sin,
        glyphs.y * cos - glyphs.x * sin,
        glyphs.size,
        glyphs.angle,
        glyphs.owner,
        glyphs.group,
        box(glyphs.tight),
        box(glyphs.loose),
    )


def _by_position(laid_out: list[Region]) -> tuple[tuple[TextLine, ...], ...]:
    found = []
    for region in laid_out:
        turns = paragraph_directions(region)
        made: list[TextLine] = []
        for line, rtl in zip(region, turns, strict=True):
            follows = bool(made) and not made[-1].text.endswith((".", ":", "؟", "!"))
            text = line.text(rtl=rtl, follows=follows)
            made.append(TextLine(text, line.left, line.right, line.bottom, line.height, rtl, line.cells is not None))
        found.append(_shown(made))
    return tuple(found)


def _as_drawn(laid_out: list[Region]) -> tuple[tuple[TextLine, ...], ...]:
    """The lines from left to right, for files whose letters were put down in reading order without regard to script."""
    found = []
    for region in laid_out:
        turns = paragraph_directions(region)
        made = [
            TextLine(line.visual(rtl=rtl), line.left, line.right, line.bottom, line.height, rtl, line.cells is not None)
            for line, rtl in zip(region, turns, strict=True)
        ]
        found.append(_shown(made))
    return tuple(found)


def _shown(lines: list[TextLine]) -> tuple[TextLine, ...]:
    """Without lines that have no letter or digit: leaders, rules, marks torn from their letters."""
    return tuple(line for line in lines if any(map(str.isalnum, line.text)))
