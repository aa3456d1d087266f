"""Three ways of finding made one order, in which no language stands back because the query is not in it.

A passage's score is what its meaning says (how far above the usual it lies in its language, in standard deviations),
and what its words and names say (BM25, the best passage at 1), weighed. In another language than the query's there are
no words to find, so there the meaning, the best passage at 1, stands for them in part.

Reciprocal ranks (Cormack et al. 2009), the usual way, bury the other language, which has no words to be found by: of
the judged queries' passages in it they brought 0.10 and 0.16 (English, Arabic; k 60), this 0.54 and 0.54
(scripts/bench/search.py; the weights were chosen on these queries, on a broad plateau, and held on XQuAD's paragraphs).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_cli.search.hit import Way

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats

WORDS, ENTITY = 1.5, 3.0
# What meaning counts for in place of words where the query's language is not the passage's.
WITHOUT_WORDS = 0.7
# A passage whose meaning lies lower than this is not found by meaning.
LEAST_MEANING = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one index says of its passages. ``words`` and ``entity``: BM25 by row, of the best rows only.

    ``meaning``: standardised, of all rows; None if it was not asked for. Shape: (passages,), float32. ``candidates``:
    the rows that may be an answer. ``foreign``: those of them that are in another language than the query.
    """

    words: Mapping[int, float]
    entity: Mapping[int, float]
    meaning: Floats | None
    candidates: Collection[int]
    foreign: Collection[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A row of one of the indexes, its score, and what it was found by, the strongest first."""

    index: int
    row: int
    score: float
    why: tuple[Way, ...]


def fuse(evidence: Sequence[Evidence]) -> list[Found]:
    """The candidates of all indexes in one order, best first."""
    most_words = max((score for one in evidence for score in one.words.values()), default=0.0)
    most_entity = max((score for one in evidence for score in one.entity.values()), default=0.0)
    most_meaning = max((_meaning(one, row) for one in evidence for row in one.candidates), default=0.0)
    found = []
    for index, one in enumerate(evidence):
        for row in one.candidates:
            meaning = _meaning(one, row)
            words = one.words.get(row, 0.0) / most_words if most_words else 0.0
            entity = one.entity.get(row, 0.0) / most_entity if most_entity else 0.0
            stand_in = WITHOUT_WORDS * max(meaning, 0.0) / most_meaning if most_words and most_meaning > 0 else 0.0
            worded = max(words, stand_in) if row in one.foreign else words
            parts: dict[Way, float] = {
                "words": WORDS * words,
                "entity": ENTITY * entity,
                "meaning": meaning if meaning >= LEAST_MEANING else 0.0,
            }
            why = tuple(sorted((way for way in parts if parts[way] > 0), key=lambda way: -parts[way]))
            if why:
                found.append(Found(index, row, meaning + WORDS * worded + ENTITY * entity, why))
    return sorted(found, key=lambda one: (-one.score, one.index, one.row))


def _meaning(evidence: Evidence, row: int) -> float:
    return float(evidence.meaning[row]) if evidence.meaning is not None else 0.0
