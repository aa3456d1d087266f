"""The regions of a page: prose, columns and tables, found by the white space that runs down between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

from corpus_cli.ingest.pdf.bidi import directions
from corpus_cli.ingest.pdf.clusters import midmost
from corpus_cli.ingest.pdf.lines import Line, line, rows
from corpus_cli.ingest.pdf.rules import Rule
from corpus_cli.ingest.pdf.tables import table_rows

if TYPE_CHECKING:
    import numpy as np

    from corpus_cli.ingest.pdf.clusters import Clusters

#: Lines that are read one after the other.
Region: TypeAlias = tuple[Line, ...]

_FRAGMENT_GAP = 0.9  # ems: wider than between words, also where lines are justified
_CELL_GAP = 0.1  # ems between words on both sides of a drawn line
_GUTTER = 0.75  # ems that must stay white in every row
_MARKER = re.compile(r"[\W_]{1,3}|[\W_]?(?:\d{1,3}|[٠-٩۰-۹]{1,3}|\w)[\W_]{1,2}|[\W_]{1,2}(?:\d{1,3}|\w)")
_PROSE_CHARS, _PROSE_FILL, _PROSE_ROWS = 16, 0.55, 4
_JUMP = 150  # characters between neighbours in the file: more than a line has
_STRAY = 0.02  # share of characters that may stand elsewhere in the file
_TOO_LONG = 1.2  # ems
_HELD = 4  # rows after which a gap is no accident
_HALF_LINE = 0.95  # ems: nearer than the lines of one column
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class _Drawn:
    level: Sequence[Rule]
    upright: Sequence[Rule]


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A stretch of a row without a wide gap: its clusters (spaces left out) and its edges."""

    clusters: np.ndarray
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Row:
    clusters: np.ndarray
    fragments: tuple[_Fragment, ...]
    y: float
    size: float


def regions(clusters: Clusters, level: Sequence[Rule], upright: Sequence[Rule]) -> list[Region]:
    """The regions of the page in reading order. ``level`` and ``upright``: the lines drawn among the text."""
    import numpy as np

    return list(_regions(clusters, np.arange(len(clusters)), _Drawn(level, upright), 0))


def _regions(clusters: Clusters, chosen: np.ndarray, rules: _Drawn, depth: int) -> Iterator[Region]:
    found = [_row(clusters, row, rules.upright) for row in rows(clusters, chosen)]
    todo = [row for row in found if row.fragments]
    prose: list[_Row] = []
    at = 0
    while at < len(todo):
        end, gutters = _block(clusters, todo, at) if depth < _MAX_DEPTH else (at, [])
        # A heading or the last line of a paragraph above a table covers some of its gaps.
        first = next((row for row in range(at, end) if len(todo[row].fragments) > 1), at)
        if gutters and first > at and len(_block(clusters, todo, first)[1]) > len(gutters):
            gutters = []
        if not gutters:
            prose.append(todo[at])
            at += 1
            continue
        block = todo[at:end]
        apart = [gap for gap in gutters if _written_apart(clusters, block, gap)]
        if apart and _prose_strips(block, apart):
            yield from _prose(clusters, prose)
            prose = []
            yield from _columns(clusters, block, apart, rules, depth)
            at = end
            continue
        if not _is_prose(block, gutters, rules):
            while block and len(_sides(block[0], gutters)) < 2:
                prose.append(block.pop(0))
            if not block:  # words by turns left and right of a gap, none beside another
                at = end
                continue
            rest = 0
            while len(_sides(block[-1 - rest], gutters)) < 2 and not _cell_goes_on(block, rest, gutters):
                rest += 1
            yield from _prose(clusters, prose)
            prose = []
            yield _table(clusters, block[: len(block) - rest], gutters, rules)
            at = end - rest
            continue
        yield from _prose(clusters, prose)
        prose = []
        yield from _columns(clusters, block, gutters, rules, depth)
        at = end
    yield from _prose(clusters, prose)


def _row(clusters: Clusters, row: np.ndarray, uprights: Sequence[Rule]) -> _Row:
    import numpy as np

    letters = row[~clusters.space[row]]
    if not len(letters):
        return _Row(row, (), 0.0, 1.0)
    reach = np.maximum.accumulate(clusters.right[letters])
    size = midmost(clusters.size[letters])
    gap = clusters.x[letters][1:] - reach[:-1]
    # A line that is too long for its column touches the next one; but what follows it in the file is far away.
    jump = (np.abs(np.diff(clusters.index[letters])) > _JUMP) & (gap > -0.5 * size)
    wide = gap > _FRAGMENT_GAP * size
    ruled = _ruled(clusters, letters, uprights)
    cut = wide | jump | ~np.isnan(ruled)
    parts = []
    edge = -np.inf
    for part, ends, rule in zip(
        np.split(letters, np.flatnonzero(cut) + 1),
        [*(jump & ~wide)[cut].tolist(), False],
        [*ruled[cut].tolist(), np.nan],
        strict=True,
    ):
        right = float(clusters.right[part].max()) - (_TOO_LONG * size if ends else 0.0)
        left = max(float(clusters.x[part].min()), edge)
        edge = -np.inf
        if not np.isnan(rule):
            right, edge = min(right, rule - 0.5 * _GUTTER * size), rule + 0.5 * _GUTTER * size
        parts.append(_Fragment(part, left, right))
    return _Row(row, tuple(parts), midmost(clusters.y[letters]), size)


def _ruled(clusters: Clusters, letters: np.ndarray, uprights: Sequence[Rule]) -> np.ndarray:
    """For each letter but the last where a vertical line parts it from the next one; else not a number.

    A word that is too long for its cell runs over the line.
    """
    import numpy as np

    found = np.full(len(letters) - 1, np.nan)
    if uprights and len(letters) > 1:
        y, middle = midmost(clusters.y[letters]), clusters.middle[letters]
        apart = clusters.x[letters][1:] - clusters.right[letters][:-1] > _CELL_GAP * midmost(clusters.size[letters])
        for place, bottom, top in uprights:
            if bottom < y < top:
                after = int(np.searchsorted(middle, place))
                if not 0 < after < len(letters):
                    continue
                if apart[after - 1] or len({_is_rtl(clusters.text[at]) for at in letters[after - 1 : after + 1]}) > 1:
                    found[after - 1] = place
    return found


def _block(clusters: Clusters, todo: list[_Row], start: int) -> tuple[int, list[tuple[float, float]]]:
    """The end of the rows from ``start`` between whose parts white space runs down, and that space; none: no block."""
    width = _GUTTER * median(row.size for row in todo)
    ink: list[tuple[float, float]] = []
    at = start
    while at < len(todo):
        row = todo[at]
        wider = _merged([*ink, *((part.left, part.right) for part in row.fragments)])
        gaps = _gaps(wider, width)
        if not gaps and at > start:
            break
        if at - start >= 3 and _cuts(todo[start:at], _gaps(ink, width), gaps):
            break
        ink = wider
        at += 1
        if len(ink) == 1 and at > start + 1:
            break
    gutters = _supported(todo[start:at], _gaps(ink, width))
    gutters = _without_markers(clusters, todo[start:at], gutters)
    return (at, gutters) if gutters else (start, [])


def _cuts(block: list[_Row], before: list[tuple[float, float]], after: list[tuple[float, float]]) -> bool:
    """Whether a row closes a gap that held as well as any: a table ends there. A table inside a column may end."""
    counts = {gap: _rows_on_both_sides(block, (gap[0] + gap[1]) / 2) for gap in before}
    most = max(counts.values(), default=0)
    closed = (gap for gap in before if not any(gap[0] < there[1] and there[0] < gap[1] for there in after))
    return any(counts[gap] >= _HELD and 1.5 * counts[gap] > most for gap in closed)


def _merged(intervals: list[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for left, right in sorted(intervals):
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _gaps(ink: list[tuple[float, float]], width: float) -> list[tuple[float, float]]:
    return [(a[1], b[0]) for a, b in pairwise(ink) if b[0] - a[1] >= width]


def _supported(block: list[_Row], gaps: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The gaps that have text on both sides in at least two rows, and in half as many as any other gap.

    Fewer have a table at the end of a column of text: its gaps are found when the column is read by itself.
    """
    counts = [_rows_on_both_sides(block, (gap[0] + gap[1]) / 2) for gap in gaps]
    most = max(counts, default=0)
    return [gap for gap, count in zip(gaps, counts, strict=True) if count >= 2 and 2 * count >= most]


def _rows_on_both_sides(block: list[_Row], middle: float) -> int:
    """How many rows have text left and right of the gap, by themselves or with the row half a line below."""
    sides = [
        (any(part.right < middle for part in row.fragments), any(part.left > middle for part in row.fragments))
        for row in block
    ]
    count = 0
    for at, (left, right) in enumerate(sides):
        near = at + 1 < len(block) and block[at].y - block[at + 1].y < _HALF_LINE * block[at].size
        below = sides[at + 1] if near else (False, False)
        count += (left or below[0]) and (right or below[1])
    return count


def _without_markers(
    clusters: Clusters, block: list[_Row], gutters: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Without the white space between list markers and their text."""
    kept = list(gutters)
    while kept:
        strips = _strips(block, kept)
        markers = [bool(strip) and _all_markers(clusters, strip) for strip in strips]
        if not any(markers):
            break
        number = markers.index(True)
        # The text of a marker stands left of it in Arabic, right of it in other languages.
        letters = (at for row in block for part in row.fragments for at in part.clusters.tolist())
        leftward = _reads_left([clusters.text[at] for at in letters])
        kept.pop(max(number - 1, 0) if leftward else min(number, len(kept) - 1))
    return kept


def _all_markers(clusters: Clusters, strip: list[_Fragment]) -> bool:
    return all(
        len(part.clusters) <= 5 and _MARKER.fullmatch("".join(clusters.text[at] for at in part.clusters.tolist()))
        for part in strip
    )


def _strips(block: list[_Row], gutters: list[tuple[float, float]]) -> list[list[_Fragment]]:
    strips: list[list[_Fragment]] = [[] for _ in range(len(gutters) + 1)]
    for row in block:
        for part in row.fragments:
            strips[_strip(part.left, part.right, gutters)].append(part)
    return strips


def _strip(left: float, right: float, gutters: list[tuple[float, float]]) -> int:
    middle = (left + right) / 2
    return sum(middle > (gap[0] + gap[1]) / 2 for gap in gutters)


def _sides(row: _Row, gutters: list[tuple[float, float]]) -> set[int]:
    return {_strip(part.left, part.right, gutters) for part in row.fragments}


def _is_prose(block: list[_Row], gutters: list[tuple[float, float]], rules: _Drawn) -> bool:
    """Whether the strips are columns of running text: long lines that fill them, and no rules drawn between."""
    crossing = {
        height
        for height, left, right in rules.level
        if block[-1].y < height < block[0].y and any(left < gap[0] and gap[1] < right for gap in gutters)
    }
    if len(crossing) >= max(2, len(block) / 4):
        return False
    # Rules that end at each gutter and go on behind it belong to cells with frames of their own.
    beside = [
        {
            round(height)
            for height, left, right in rules.level
            if left - 2 < edge < right + 2 and block[-1].y < height < block[0].y
        }
        for gap in gutters
        for edge in gap
    ]
    if beside and len(set.intersection(*beside)) >= max(2, len(block) / 4):
        return False
    prose = _prose_strips(block, gutters)
    return prose >= 2 and prose >= len(gutters)


def _prose_strips(block: list[_Row], gutters: list[tuple[float, float]]) -> int:
    """How many of the strips are filled with long lines."""
    prose = 0
    for number in range(len(gutters) + 1):
        lines = [[part for part in row.fragments if _strip(part.left, part.right, gutters) == number] for row in block]
        lines = [line for line in lines if line]
        if len(lines) < _PROSE_ROWS:
            continue
        width = max(part.right for line in lines for part in line) - min(part.left for line in lines for part in line)
        chars = median(sum(len(part.clusters) for part in line) for line in lines)
        fill = median(line[-1].right - line[0].left for line in lines) / max(width, 1.0)
        prose += chars >= _PROSE_CHARS and fill >= _PROSE_FILL
    return prose


def _written_apart(clusters: Clusters, block: list[_Row], gap: tuple[float, float]) -> bool:
    """Whether all on one side of the gap comes before all on the other in the file: tables go back and forth."""
    import numpy as np

    sides: list[list[np.ndarray]] = [[], []]
    for row in block:
        for part in row.fragments:
            sides[_strip(part.left, part.right, [gap])].append(clusters.index[part.clusters])
    left, right = (np.concatenate(side) for side in sides)
    first, second = (left, right) if np.median(left) < np.median(right) else (right, left)
    border = first.max()
    return bool((second < border).mean() < _STRAY) or bool((first > second.min()).mean() < _STRAY)


def _columns(
    clusters: Clusters, block: list[_Row], gutters: list[tuple[float, float]], rules: _Drawn, depth: int
) -> Iterator[Region]:
    import numpy as np

    chosen = np.concatenate([row.clusters for row in block])
    middle = (clusters.x[chosen] + clusters.right[chosen]) / 2
    strip = np.searchsorted(np.array([(gap[0] + gap[1]) / 2 for gap in gutters]), middle)
    order = range(len(gutters) + 1)
    for number in reversed(order) if _reads_left([clusters.text[at] for at in chosen.tolist()]) else order:
        yield from _regions(clusters, chosen[strip == number], rules, depth + 1)


def _is_rtl(text: str) -> bool:
    return directions([text])[0] > 0


def _reads_left(texts: list[str]) -> bool:
    right, left = directions(texts)
    return right > left


def _cell_goes_on(block: list[_Row], rest: int, gutters: list[tuple[float, float]]) -> bool:
    """Whether the last row with one side only is the rest of a cell: as near as the lines of cells above."""
    if len(block) < rest + 2:
        return False
    row, above = block[-1 - rest], block[-2 - rest]
    return above.y - row.y < 1.35 * row.size and len(_sides(above, gutters)) > 1


def _table(clusters: Clusters, block: list[_Row], gutters: list[tuple[float, float]], rules: _Drawn) -> Region:
    lefts = [part.left for row in block for part in row.fragments]
    rights = [part.right for row in block for part in row.fragments]
    middles = [(gap[0] + gap[1]) / 2 for gap in gutters]
    heights = sorted({rule[0] for rule in rules.level if rule[1] < max(rights) and rule[2] > min(lefts)}, reverse=True)
    return tuple(table_rows(clusters, [row.clusters for row in block], middles, heights))


def _prose(clusters: Clusters, found: list[_Row]) -> Iterator[Region]:
    made = tuple(one for row in found if (one := line(clusters, row.clusters)))
    if made:
        yield made
