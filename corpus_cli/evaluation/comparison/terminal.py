"""A comparison as lines for a terminal, and its sentences, which the page has too."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_cli.evaluation.comparison.comparing import Comparison, Row, Side
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import one_line, percent, plural

HEADS = {
    "persists": "stays",
    "merged": "merged into one",
    "split": "split",
    "vanished": "gone",
    "appeared": "new",
}


def comparison_lines(comparison: Comparison) -> list[str]:
    """What changed, then what stayed; Arabic at the ends of lines."""
    lines = [f"{comparison.names[0]} → {comparison.names[1]}", *(f"  {line}" for line in summary(comparison))]
    for row in comparison.rows:
        if row.fate != "persists":
            lines += ["", *_row_lines(row)]
    kept = [row for row in comparison.rows if row.fate == "persists"]
    if kept:
        lines += ["", "stays"]
        lines += [line for row in kept for line in _kept_lines(row)]
    return lines


def _kept_lines(row: Row) -> Iterator[str]:
    """A theme that stays, in a line a language; its label before only where it has changed."""
    (before,), (after,) = row.first, row.second
    ids = after.theme_id if before.theme_id == after.theme_id else f"{before.theme_id} → {after.theme_id}"
    yield f"  {ids}  {before.passages:,} → {plural(after.passages, 'passage')}, {facts(row)}"
    for code in sorted({*before.labels, *after.labels}):
        was, now = one_line(before.labels.get(code, "")), one_line(after.labels.get(code, ""))
        if now:
            yield f"      {now}"
        if was and was != now:
            yield f"        was: {was}"


def summary(comparison: Comparison) -> Iterator[str]:
    """The comparison in plain sentences."""
    before, after = comparison.themes
    yield (
        f"{plural(before, 'theme')} before, {after:,} after: {comparison.count('persists')} stay, "
        f"{comparison.count('appeared')} are new, {comparison.count('vanished')} are gone"
    )
    if comparison.passages is None:
        yield "matched by centroids alone; give --run OUT to see which themes split or merged"
        return
    yield (
        f"{comparison.count('split')} split, {comparison.count('merged')} merged, by the themes that both models give "
        f"{plural(comparison.passages, 'passage')}"
    )
    if comparison.agreement is not None:
        yield f"agreement of the two (adjusted Rand index): {comparison.agreement:.2f}; 1: the same, 0: by chance"
    if comparison.unassigned is not None:
        one, two = comparison.unassigned
        yield f"passages without a theme: {percent(one)} before, {percent(two)} after"


def facts(row: Row) -> str:
    """How sure a match is: likeness 0.91, 84 % of passages in common."""
    parts = []
    if row.cosine is not None:
        parts.append(f"likeness {row.cosine:.2f}")
    if row.shared is not None:
        parts.append(f"{percent(row.shared)} of their passages in common")
    return ", ".join(parts)


def _row_lines(row: Row) -> Iterator[str]:
    told = facts(row)
    yield f"{HEADS[row.fate]}{f'  ({told})' if told else ''}"
    for mark, sides in (("-", row.first), ("+", row.second)):
        for side in sides:
            yield from _side_lines(mark, side)


def _side_lines(mark: str, side: Side) -> Iterator[str]:
    yield f"  {mark} {side.theme_id}  {plural(side.passages, 'passage')}"
    for code in sorted({*side.labels, *side.words}):
        label = one_line(side.labels.get(code, ""))
        comma = "، " if language_of(code).right_to_left else ", "
        words = comma.join(one_line(word) for word in side.words.get(code, ()))
        yield from (f"      {text}" for text in (label, words) if text)
