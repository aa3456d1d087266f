"""Tables: lines of cells put together into rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_cli.ingest.pdf.clusters import midmost
from corpus_cli.ingest.pdf.lines import Line, line

if TYPE_CHECKING:
    import numpy as np

    from corpus_cli.ingest.pdf.clusters import Clusters


def table_rows(clusters: Clusters, rows: list[np.ndarray], middles: list[float], rules: list[float]) -> list[Line]:
    """One line a row of the table, its cells from left to right. ``middles``: where columns part.

    Lines between two drawn rules are one row. Without rules, a line that leaves cells empty and follows as closely as
    lines do goes on with the row above.
    """
    import numpy as np

    made: list[list[Line | None]] = []
    heights: list[tuple[float, float]] = []
    for row in rows:
        middle = (clusters.x[row] + clusters.right[row]) / 2
        strip = np.searchsorted(np.array(middles), middle)
        made.append([line(clusters, row[strip == number]) for number in range(len(middles) + 1)])
        letters = row[~clusters.space[row]]
        heights.append((midmost(clusters.y[letters]), midmost(clusters.size[letters])))
    groups: list[list[int]] = []
    for at, (y, size) in enumerate(heights):
        if groups and _goes_on(made, heights=heights, group=groups[-1], at=at, rules=rules, y=y, size=size):
            groups[-1].append(at)
        else:
            groups.append([at])
    return [_row([made[at] for at in group]) for group in groups]


def _goes_on(
    made: list[list[Line | None]],
    *,
    heights: list[tuple[float, float]],
    group: list[int],
    at: int,
    rules: list[float],
    y: float,
    size: float,
) -> bool:
    above = heights[group[-1]][0]
    near = above - y < 1.6 * size
    # A rule between baselines lies below the upper line's descenders and above the lower line's letters.
    if len([rule for rule in rules if heights[-1][0] - 2 * size < rule < heights[0][0] + 2 * size]) >= 3:
        return near and not any(y < rule < above for rule in rules)
    filled = sum(cell is not None for cell in made[at])
    return near and filled < len(made[at]) and filled < sum(cell is not None for cell in made[group[0]])


def _row(lines: list[list[Line | None]]) -> Line:
    cells: list[tuple[str, ...]] = []
    pieces: list[str] = []
    for column in zip(*lines, strict=True):
        texts: list[str] = []
        for cell in column:
            if cell is not None:
                # Lines of a cell are kept apart by a line end: each is put in reading order by itself.
                texts += ["\n"] * bool(texts) + list(cell.pieces)
        cells.append(tuple(texts))
        pieces += [*texts, " "]
    there = [cell for row in lines for cell in row if cell is not None]
    return Line(
        tuple(pieces[:-1]),
        min(cell.left for cell in there),
        max(cell.right for cell in there),
        there[0].bottom,
        there[0].height,
        tuple(cells),
    )
