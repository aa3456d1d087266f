"""Lines of a page: pieces of text in visual order with their place, and the text they make in a direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus_cli.ingest.pdf.bidi import directions, drawn, logical, unpaired
from corpus_cli.ingest.pdf.clusters import in_visual_order, midmost

if TYPE_CHECKING:
    import numpy as np

    from corpus_cli.ingest.pdf.clusters import Clusters

# The gap between letters that parts words, in ems: in lines that have spaces of their own, and in those where gaps are
# all there is (some Arabic fonts have spaces of 0.14 em). Few gaps within words are above 0.1.
_GAP_BESIDE_SPACES, _GAP_ALONE = 0.16, 0.12
# A soft hyphen inside a line is what is left of a tatweel that justification put in.
_TATWEEL = re.compile("\u00ad(?=.)|(?<=[\u0620-\u063f\u0641-\u065f])\u0640+(?=[\u0620-\u063f\u0641-\u065f])")
# Punctuation with a space on its wrong side.
_MISPLACED = re.compile(r"(?:^|\s)[.,;:!?،؛؟](?=[^\s.])|[(«\[](?=\s|$)|(?:^|\s)[)»\]]")
# The number of a note or a list, which stands too near to its text for a gap to show.
_NUMBERED = re.compile("^([0-9]{1,2}\\.?)(?=[\u0621-\u063a\u0641-\u064a])")
_LED = re.compile(r"[.:!?…،](?=[A-Za-z])")
_TAIL, _LONGEST_TAIL = 0.5, 0.1  # how much of a letter's reach left of its origin counts, and its longest in ems
_SAME_PLACE, _WELL_INSIDE = 0.02, 0.25  # ems: a space that stands so over a letter parts no words
_SAME_ROW = 0.45  # ems between baselines: raised figures belong to their line
_PARAGRAPH_GAP = 1.3  # times the distance of lines


@dataclass(frozen=True, slots=True)
class Line:
    """A line, in points from the page's lower left; ``pieces`` from left to right; ``height`` is the size of its type.

    ``cells``: the same for a row of a table, a piece list a cell, from left to right; ``None`` for a line of prose.
    """

    pieces: tuple[str, ...]
    left: float
    right: float
    bottom: float
    height: float
    cells: tuple[tuple[str, ...], ...] | None = None

    def text(self, *, rtl: bool, follows: bool = True) -> str:
        """The line in reading order; the cells of a row with bars between them."""
        if self.cells is None:
            return _NUMBERED.sub(r"\1 ", _spaced(logical(self.pieces, rtl=rtl, follows=follows)))
        cells = [self._cell(cell, rtl=rtl) for cell in (reversed(self.cells) if rtl else self.cells)]
        return " | ".join(cells)

    def _cell(self, cell: tuple[str, ...], *, rtl: bool) -> str:
        right, left = directions(cell)
        own = rtl if not right and not left else right >= left
        made = self._joined(cell, rtl=own)
        # Brackets around words of two lines pair in one direction only.
        other = self._joined(cell, rtl=True) if rtl and not own and "\n" in cell else made
        return other if unpaired(other) < unpaired(made) else made

    def _joined(self, cell: tuple[str, ...], *, rtl: bool) -> str:
        lines: list[list[str]] = [[]]
        for piece in cell:
            if piece == "\n":
                lines.append([])
            else:
                lines[-1].append(piece)
        return _spaced(" ".join(logical(one, rtl=rtl, follows=False) for one in lines))

    def visual(self, *, rtl: bool) -> str:
        """The line as it stands from left to right: right for letters put on the page in reading order."""
        if self.cells is None:
            return _spaced(drawn(self.pieces))
        cells = (drawn(cell) for cell in (reversed(self.cells) if rtl else self.cells))
        return " | ".join(_spaced(cell) for cell in cells)


def _spaced(text: str) -> str:
    """With single spaces, composed, and without the tatweel that fonts and justification put inside words.

    Fonts whose ligature draws لله name it ﷲ, so that an alef before it comes twice.
    """
    return unicodedata.normalize("NFC", _TATWEEL.sub("", " ".join(text.split()))).replace("االله", "الله")


def rows(clusters: Clusters, chosen: np.ndarray) -> list[np.ndarray]:
    """The clusters of each row from left to right, rows from top to bottom."""
    import numpy as np

    if not len(chosen):
        return []
    order = chosen[np.argsort(-clusters.y[chosen], kind="stable")]
    y, size = clusters.y[order].tolist(), clusters.size[order].tolist()
    starts = [0]
    top, tall = y[0], size[0]
    for at in range(1, len(order)):
        if top - y[at] > _SAME_ROW * max(tall, size[at]):
            starts.append(at)
            top, tall = y[at], size[at]
        else:
            tall = max(tall, size[at])
    found = []
    for start, end in pairwise([*starts, len(order)]):
        row = order[start:end]
        found.append(in_visual_order(clusters, row))
    return found


def pieces(clusters: Clusters, row: np.ndarray) -> list[str]:
    """The texts of a row from left to right, with a space where one stands or is seen."""
    import numpy as np

    letters = row[~clusters.space[row]]
    if not len(letters):
        return []
    x, size = clusters.x[letters], clusters.size[letters]
    spaces = row[clusters.space[row]]
    # Programs that let a space at a line's end take no room put it over the last letter.
    under = np.maximum(np.searchsorted(x, clusters.x[spaces] + 0.01, side="right") - 1, 0)
    apart = np.abs(clusters.x[spaces] - x[under]) > _SAME_PLACE * size[under]
    spaces = spaces[apart & (clusters.middle[spaces] > clusters.right[letters][under] - _WELL_INSIDE * size[under])]
    reach = np.maximum.accumulate(clusters.right[letters])
    gap = _GAP_ALONE
    if len(spaces):
        usual = midmost((clusters.right[spaces] - clusters.x[spaces]) / clusters.size[spaces])
        gap = max(_GAP_ALONE, min(_GAP_BESIDE_SPACES, 0.95 * usual))
    # What reaches under the letter before it, the tail of ر or و, makes the gap seen smaller than that of the origins.
    tail = np.clip(x - clusters.left[letters], 0, _LONGEST_TAIL * size)[1:]
    wide = x[1:] - _TAIL * tail - reach[:-1] > gap * np.minimum(size[1:], size[:-1])
    if len(spaces):
        between = np.searchsorted(x, clusters.x[spaces] + 0.01, side="right")
        wide[between[(between > 0) & (between < len(letters))] - 1] = True
    text = [clusters.text[at] for at in letters.tolist()]
    if not wide.any():
        return text
    found: list[str] = []
    for piece, ends in zip(text, [*wide.tolist(), False], strict=True):
        found.append(piece)
        if ends:
            found.append(" ")
    return found


def line(clusters: Clusters, row: np.ndarray) -> Line | None:
    """The line that a row of clusters makes; ``None`` where there are only spaces."""

    letters = row[~clusters.space[row]]
    if not len(letters):
        return None
    return Line(
        tuple(pieces(clusters, row)),
        float(clusters.x[letters].min()),
        float(clusters.right[letters].max()),
        midmost(clusters.y[letters]),
        midmost(clusters.size[letters]),
    )


def paragraph_directions(lines: Sequence[Line]) -> list[bool]:
    """For each line whether its paragraph reads from right to left: lines near each other vote together.

    An English paragraph among Arabic ones may have been set from right to left, by programs that know one direction:
    then its lines are flush with the right edge only, or its punctuation stands wrong if it is read from the left.
    """
    found: list[bool] = []
    total = _counts(lines)
    usual = total[0] >= total[1]
    if any(one.cells is not None for one in lines):
        return [usual] * len(lines)  # a table's columns run one way
    edges = min((one.left for one in lines), default=0.0), max((one.right for one in lines), default=0.0)
    for group in _groups(lines):
        right, left = _counts(group)
        mixed = right and left
        if left and not right and any(_LED.match(one.visual(rtl=False)) for one in group):
            found += [True] * len(group)  # its full stop stands at the left
            continue
        flush = bool(mixed) and _is_turned(group, rtl=right >= left)
        if mixed and (right >= left) != usual and not flush:
            flush = _flush(group, edges) == usual
        for one in group:
            own_right, own_left = directions(one.pieces)
            if flush:
                mine = right < left
            elif not own_right and not own_left:
                mine = (right or total[0]) >= (left or total[1])
            elif max(own_right, own_left) > 8 * min(own_right, own_left) and max(own_right, own_left) > 25:
                # A paragraph in the other language right below; but Latin words alone may fill a line of Arabic.
                mine = own_right > own_left or (not own_right and right > left)
            else:
                mine = right >= left
            found.append(mine)
    return found


def _is_turned(group: Sequence[Line], *, rtl: bool) -> bool:
    """Whether the lines' punctuation says that they read the other way than most of their letters do."""
    wrong = [sum(len(_MISPLACED.findall(one.text(rtl=way))) for one in group) for way in (rtl, not rtl)]
    return wrong[0] > wrong[1]


def _flush(group: Sequence[Line], edges: tuple[float, float]) -> bool | None:
    """True: all lines end at the right edge and not all begin at the left; False the other way round; else none."""
    at_right = all(edges[1] - one.right < one.height for one in group)
    at_left = all(one.left - edges[0] < one.height for one in group)
    return at_right if at_right != at_left else None


def _counts(lines: Sequence[Line]) -> tuple[int, int]:
    counted = [directions(one.pieces) for one in lines]
    return sum(right for right, _ in counted), sum(left for _, left in counted)


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    steps = sorted(above.bottom - below.bottom for above, below in pairwise(lines) if above.bottom > below.bottom)
    pitch = steps[len(steps) // 4] if steps else 0.0
    group: list[Line] = []
    for one in lines:
        if group and not 0 < group[-1].bottom - one.bottom <= _PARAGRAPH_GAP * pitch:
            yield group
            group = []
        group.append(one)
    if group:
        yield group
