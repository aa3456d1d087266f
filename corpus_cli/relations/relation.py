"""A relation between two documents of a run, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "duplicate", "near_duplicate", "version", "contains", "shares_part", "translation", "partial_translation"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
# Relations that make of several documents one report. A part is not the whole: these others are only recorded.
REPEATS: tuple[Kind, ...] = ("duplicate", "near_duplicate", "version")
TRANSLATIONS: tuple[Kind, ...] = ("translation", "partial_translation")
# More aligned passages are not listed: enough for a person to look at, and a file that can be opened.
MOST_ALIGNED = 50
DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a relation rests on.

    ``aligned_a`` and ``aligned_b``: the share of each document's words that have a counterpart in the other; in a
    translation, of the words of passages that have one. ``order``: of the aligned passages, the share that stand in
    the same order. ``names`` and ``numbers``: what both name and count, as a share of what the one that has less of
    them has, rare ones weighing more; None where one of them has none. All between 0 and 1.
    """

    aligned_a: float
    aligned_b: float
    order: float
    names: float | None = None
    numbers: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """Two passages that say the same, by their ids and places in the documents' texts.

    ``score``: the share of the shorter one's words that the other has; between languages the margin by which the
    passages are nearer to each other than to their next neighbours.
    """

    passage_a: str
    passage_b: str
    start_a: int
    end_a: int
    start_b: int
    end_b: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What two documents are to each other.

    ``duplicate``: the same words in the same order. ``near_duplicate``: all but a fifth of the words. ``version``: one
    has most of the other, with parts added, left out or written anew. ``contains``: a has b in it and is more than
    twice as long. ``shares_part``: a part that few other documents have. ``translation``: one report in two languages.
    ``partial_translation``: b says in another language a part of a, as a summary does.

    ``doc_id_a``: in ``contains`` and ``partial_translation`` the larger document, else the earlier one: by date, then
    by path; one without a date comes after all that have one. ``score``: between 0 and 1, 1 for a duplicate.
    ``aligned``: in the order of a, the first fifty.
    """

    doc_id_a: str
    doc_id_b: str
    kind: Kind
    score: float
    evidence: Evidence
    aligned: tuple[Aligned, ...] = ()

    @property
    def order(self) -> tuple[str, str, int]:
        """What relations are sorted by."""
        return self.doc_id_a, self.doc_id_b, KINDS.index(self.kind)


Order = tuple[str, str, str, str]


def document_order(*, date: str | None, path: str, record: str | None, doc_id: str) -> Order:
    """What decides which of several documents that are one report is the first: date, then path; no date comes last.

    A year or a month alone stands before its days.
    """
    return date or "\U0010ffff", path, record or "", doc_id
