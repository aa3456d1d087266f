"""Passages of two languages that say nearly the same, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from corpus_cli.themes.candidates import Candidate, Candidates
from corpus_cli.themes.page import Pair

# Read on 124 sample reports that are no translations: from 0.5 on, pairs speak of the same matter (two surveys of young
# people in dialogues, two notes on council elections), below they share a theme at best. On 66 real reports, half of
# them translations of the other half, all of 24 pairs read say the same, from 0.67 up. That was with the encoder use;
# with use+e5 the same share of right pairs begins at 0.45.
MIN_SIMILARITY = 0.45
LIMIT = 3
DIGITS = 4


def choose_pairs(candidates: dict[str, Candidates], limit: int = LIMIT) -> tuple[Pair, ...]:
    """The most alike passages of two languages, the most alike first, each document in one pair where that is possible.

    A pair is two passages each of which is the other's nearest among the theme's candidates (mutual nearest neighbours,
    as in mining parallel text) with a cosine of at least ``MIN_SIMILARITY``.
    """
    found = [
        pair
        for first, second in combinations(sorted(candidates), 2)
        for pair in _mutual(_readable(candidates[first]), _readable(candidates[second]))
    ]
    found.sort(key=lambda pair: (-pair[0], pair[1].rank, pair[2].rank))
    used: set[str] = set()
    fresh: list[tuple[float, Candidate, Candidate]] = []
    repeated: list[tuple[float, Candidate, Candidate]] = []
    for pair in found:
        documents = {pair[1].doc_id, pair[2].doc_id}
        (repeated if documents & used else fresh).append(pair)
        used |= documents
    return tuple(
        Pair(similarity=similarity, sides=(left.whole(), right.whole()))
        for similarity, left, right in [*fresh, *repeated][:limit]
    )


def _readable(candidates: Candidates) -> list[Candidate]:
    """Not tables, contents pages and lists of names, which are alike in any two reports."""
    return [candidate for candidate in candidates.best if candidate.excerpt.usable]


def _mutual(left: Sequence[Candidate], right: Sequence[Candidate]) -> list[tuple[float, Candidate, Candidate]]:
    import numpy as np

    if not left or not right:
        return []
    cosine = np.stack([item.vector for item in left]) @ np.stack([item.vector for item in right]).T
    to_right, to_left = cosine.argmax(axis=1), cosine.argmax(axis=0)
    return [
        (round(float(cosine[row, column]), DIGITS), left[row], right[column])
        for row, column in enumerate(to_right)
        if to_left[column] == row and cosine[row, column] >= MIN_SIMILARITY
    ]
