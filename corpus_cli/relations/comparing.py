"""Two texts of one language held against each other word by word: the same, a version, one in the other, a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_cli.relations.reading import Place, Report, Worded
from corpus_cli.relations.relation import DIGITS, MOST_ALIGNED, Aligned, Evidence, Kind, Relation
from corpus_cli.relations.sketch import NOTICE, PRINT_WORDS, print_hashes
from corpus_cli.relations.words import SHINGLE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.relations.sketch import Prints

    Mask = NDArray[np.bool_]

# So few words between two shared runs are a correction or a misread word, not a passage of one's own.
BRIDGE = 4
# Shares of words that have a counterpart. Measured by scripts/bench/relations.py, not fitted: four fifths and a half
# are where a reader would stop saying "the same" and "mostly the same".
NEARLY_ALL = 0.8
MOST = 0.65
HALF = 0.5
PART = 0.5
# What a shared part must have at least.
PART_WORDS = 40
# Texts of one form that is filled in with other figures each time share words, not their message.
LEAST_NUMBERS = 4
SAME_NUMBERS = 0.5
# Where so many words stand beside the formulas that many documents have, they decide.
OWN_WORDS = 8
# Two passages are aligned if the shorter one has so much of its words in the other.
SAME_PASSAGE = 0.5


def compare(a: Report, b: Report, *, formulas: Prints) -> Relation | None:
    """What the two documents are to each other, None if nothing. ``a`` is the earlier one.

    ``formulas``: fingerprints that say nothing, sorted: a donor's disclaimer makes no two reports one.
    """
    import numpy as np

    first, second = a.worded, b.worded
    if np.array_equal(first.hashes, second.hashes):
        return _relation(a, b, kind="duplicate", covered=(first.hashes >= 0, second.hashes >= 0), score=1.0)
    covered = _covered(first, second), _covered(second, first)
    short = max(len(first.hashes), len(second.hashes)) < NOTICE
    kind = _kind(*(float(mask.mean()) for mask in covered), short=short)
    rest = _rest(first, formulas), _rest(second, formulas)
    if all(mask.sum() >= OWN_WORDS for mask in rest):
        own = [float(mask[part].mean()) for mask, part in zip(covered, rest, strict=True)]
        kind = _weaker(kind, _kind(*own, short=short))
    if kind in ("near_duplicate", "version") and _other_figures(a, b):
        kind = "shares_part"
    shared = min(int(mask.sum()) for mask in covered)
    if kind is None or (kind == "shares_part" and shared < PART_WORDS):
        return None
    score = sum(int(mask.sum()) for mask in covered) / (len(covered[0]) + len(covered[1]))
    if kind == "contains":
        score = max(float(mask.mean()) for mask in covered)
        if len(second.hashes) > len(first.hashes):
            return _relation(b, a, kind=kind, covered=(covered[1], covered[0]), score=score)
    return _relation(a, b, kind=kind, covered=covered, score=score)


def _kind(first: float, second: float, *, short: bool) -> Kind | None:
    """What texts are of which these shares of words have a counterpart in the other.

    ``short``: notices, of which head and foot alone may be a third.
    """
    low, high = min(first, second), max(first, second)
    if low >= NEARLY_ALL:
        return "near_duplicate"
    if low >= (HALF if short else MOST) or (low >= HALF and high >= NEARLY_ALL):
        return "version"
    if high >= NEARLY_ALL:
        return "contains"
    return "shares_part" if high >= PART else None


def _weaker(first: Kind | None, second: Kind | None) -> Kind | None:
    ranks: list[Kind | None] = [None, "shares_part", "contains", "version", "near_duplicate"]
    return min(first, second, key=ranks.index)


def _covered(own: Worded, other: Worded) -> Mask:
    """Which words stand in a run of three that the other text has too, or between two such runs close together."""
    import numpy as np

    shared = np.isin(own.shingles, other.shingles)
    return _bridged(_widened(shared, SHINGLE, len(own.hashes)))


def _widened(starts: Mask, size: int, length: int) -> Mask:
    """Where any of the runs of ``size`` words lies that begin at these places."""
    import numpy as np

    found = np.zeros(length, dtype=bool)
    for offset in range(size):
        found[offset : offset + len(starts)] |= starts
    return found


def _bridged(covered: Mask) -> Mask:
    import numpy as np

    places = np.flatnonzero(covered)
    gaps = np.diff(places)
    found = covered.copy()
    for at in np.flatnonzero((gaps > 1) & (gaps <= BRIDGE + 1)):
        found[places[at] : places[at + 1]] = True
    return found


def _rest(own: Worded, formulas: Prints) -> Mask:
    """Which words stand in no formula that many documents have."""
    import numpy as np

    if not len(formulas):
        return np.ones(len(own.hashes), dtype=bool)
    prints = print_hashes(own.hashes)
    # Not by isin, which sorts all formulas for each text.
    at = np.searchsorted(formulas, prints)
    at[at == len(formulas)] = 0
    return ~_bridged(_widened(formulas[at] == prints, PRINT_WORDS, len(own.hashes)))


def _other_figures(a: Report, b: Report) -> bool:
    """Whether both texts are full of numbers and most of them differ."""
    if min(len(a.numbers), len(b.numbers)) < LEAST_NUMBERS:
        return False
    return len(a.numbers & b.numbers) < SAME_NUMBERS * min(len(a.numbers), len(b.numbers))


def _relation(a: Report, b: Report, *, kind: Kind, covered: tuple[Mask, Mask], score: float) -> Relation:
    aligned = _aligned(a, b)
    evidence = Evidence(
        aligned_a=round(float(covered[0].mean()), DIGITS),
        aligned_b=round(float(covered[1].mean()), DIGITS),
        order=round(share_in_order([two for _, two, _ in aligned]), DIGITS),
        names=_overlap(a.names, b.names),
        numbers=_overlap(a.numbers, b.numbers),
    )
    return Relation(
        doc_id_a=a.doc_id,
        doc_id_b=b.doc_id,
        kind=kind,
        score=round(score, DIGITS),
        evidence=evidence,
        aligned=aligned_passages(a, b, aligned),
    )


def aligned_passages(a: Report, b: Report, pairs: list[tuple[int, int, float]]) -> tuple[Aligned, ...]:
    """The first of these pairs of passages, which are given by their numbers and a score."""
    firsts, seconds = in_order(a), in_order(b)
    return tuple(
        Aligned(
            passage_a=firsts[one].id,
            passage_b=seconds[two].id,
            start_a=firsts[one].start,
            end_a=firsts[one].end,
            start_b=seconds[two].start,
            end_b=seconds[two].end,
            score=round(score, DIGITS),
        )
        for one, two, score in pairs[:MOST_ALIGNED]
    )


def in_order(report: Report) -> list[Place]:
    """Its passages as their numbers count them."""
    return sorted(report.passages or (), key=lambda one: one.start)


def share_in_order(places: list[int]) -> float:
    """The longest run of places that never go back, as a share of all; 1 for none."""
    from bisect import bisect_right

    ends: list[int] = []
    for place in places:
        at = bisect_right(ends, place)
        ends[at : at + 1] = [place]
    return len(ends) / len(places) if places else 1.0


def _aligned(a: Report, b: Report) -> list[tuple[int, int, float]]:
    """For each passage of ``a`` the passage of ``b`` that has most of its words, if enough of the shorter one's."""
    import numpy as np

    first, second = a.worded, b.worded
    places, index = np.unique(second.shingles, return_index=True)
    at = np.searchsorted(places, first.shingles)
    at[at == len(places)] = 0
    hit = places[at] == first.shingles if len(places) else np.zeros(len(first.shingles), dtype=bool)
    mine = first.passages[: len(first.shingles)][hit]
    theirs = second.passages[index[at[hit]]] if len(places) else mine
    sizes = np.bincount(first.passages[first.passages >= 0]), np.bincount(second.passages[second.passages >= 0])
    found = []
    for passage in np.unique(mine[mine >= 0]):
        counts = np.bincount(theirs[(mine == passage) & (theirs >= 0)], minlength=1)
        best = int(counts.argmax())
        if not counts[best] or best >= len(sizes[1]):
            continue
        shorter = max(1, min(int(sizes[0][passage]), int(sizes[1][best])) - SHINGLE + 1)
        share = min(1.0, int(counts[best]) / shorter)
        if share >= SAME_PASSAGE:
            found.append((int(passage), best, share))
    return found


def _overlap(first: frozenset[str], second: frozenset[str]) -> float | None:
    if not first or not second:
        return None
    return round(len(first & second) / min(len(first), len(second)), DIGITS)
