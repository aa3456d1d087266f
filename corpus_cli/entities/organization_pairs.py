"""Organizations of a corpus that may be one: proposed with the evidence, never joined without a person's word.

A pair is proposed where two names sound alike in either script (Danmar, دانمار), or mean the same to the sentence
encoder (Belgian Customs, الجمارك البلجيكية), and where the same places and organizations are named beside both.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus_cli.entities import language
from corpus_cli.entities.organizations import UNKNOWN, name_of
from corpus_cli.entities.sounds import likeness, sound_keys

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

# The most pairs looked at for each name: those that the encoder or the sounds bring.
_NEAREST = 5
_LEAST = 0.5
# Names compared with all others at once: the whole table of tens of thousands of names would fill the memory.
_BLOCK = 1024
# Weights of what speaks for a pair; they sum to 1. Set on the pairs of reports and their translations (README).
_MEANING, _SOUND, _COMPANY = 0.45, 0.3, 0.25
_ALIKE = 0.75  # two words sound alike


@dataclass(slots=True)
class Organization:
    """An organization of the corpus: its names, its mentions and documents, and the ids of what is named beside it."""

    id: str
    name_en: str | None
    name_ar: str | None
    mentions: int = 0
    documents: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)

    @property
    def shown(self) -> str:
        """Its name, in both languages where it has both."""
        return " | ".join(name for name in (self.name_en, self.name_ar) if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two organizations that may be one. All figures lie between 0 and 1.

    ``meaning``: likeness to the sentence encoder; ``sound``: share of the names' own words that have a like one in the
    other; ``company``: how much the same places and organizations are named beside both.
    """

    first: Organization
    second: Organization
    score: float
    meaning: float
    sound: float
    company: float


def propose(
    organizations: Sequence[Organization], encode: Callable[[Sequence[str]], Vectors], *, least: float = _LEAST
) -> list[Pair]:
    """The likely pairs, likeliest first; at least one of each has no id of a table. Deterministic."""
    import numpy as np

    ranked = sorted(organizations, key=lambda one: (-one.mentions, one.id))
    names = [(number, name) for number, one in enumerate(ranked) for name in (one.name_en, one.name_ar) if name]
    if len(names) < 2:
        return []
    vectors = _centred(encode([name for _, name in names]), [_is_arabic(name) for _, name in names])
    meanings: dict[tuple[int, int], float] = {}
    by_sound = _by_sound(names)
    for row, (number, _) in enumerate(names):
        if row % _BLOCK == 0:
            block = vectors[row : row + _BLOCK] @ vectors.T
        alike = block[row % _BLOCK]
        alike[row] = -1.0
        nearest = np.argsort(-alike, kind="stable")[:_NEAREST].tolist()
        for other_row in {*nearest, *by_sound[row]}:
            other, _ = names[other_row]
            if other == number:
                continue
            key = (min(number, other), max(number, other))
            meanings[key] = max(meanings.get(key, 0.0), float(alike[other_row]))
    pairs = [_pair(ranked[one], ranked[other], meaning) for (one, other), meaning in meanings.items()]
    kept = [pair for pair in pairs if pair is not None and pair.score >= least]
    return sorted(kept, key=lambda pair: (-pair.score, pair.first.id, pair.second.id))


def _pair(first: Organization, second: Organization, meaning: float) -> Pair | None:
    if not (first.id.startswith(UNKNOWN) or second.id.startswith(UNKNOWN)):
        return None
    sound = max(
        (_sound(one, other) for one in (first.name_en, first.name_ar) for other in (second.name_en, second.name_ar)),
        default=0.0,
    )
    beside = (first.company - {second.id}, second.company - {first.id})
    either = beside[0] | beside[1]
    company = math.sqrt(len(beside[0] & beside[1]) / len(either)) if either else 0.0
    score = _MEANING * max(0.0, meaning) + _SOUND * sound + _COMPANY * company
    return Pair(
        first=first, second=second, score=round(score, 4), meaning=round(max(0.0, meaning), 4), sound=round(sound, 4),
        company=round(company, 4),
    )  # fmt: skip


def _sound(one: str | None, other: str | None) -> float:
    """The share of the words of the name with more of its own words that sound like one of the other."""
    if not one or not other:
        return 0.0
    first, second = _own_words(one), _own_words(other)
    if not first or not second:
        return 0.0
    like = sum(any(likeness(word, twin) >= _ALIKE for twin in second) for word in first)
    return min(like, len(second)) / max(len(first), len(second))


def _own_words(name: str) -> list[str]:
    key = name_of(name, before="")[1]
    generic = language.of(key or " ").GENERIC
    return [word for word in key.split() if word not in generic]


def _by_sound(names: Sequence[tuple[int, str]]) -> list[list[int]]:
    """For each name the others that share the sound of a word of their own."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, (_, name) in enumerate(names):
        for key in _sounds(name):
            rows[key].append(row)
    return [
        sorted({other for key in _sounds(name) if len(rows[key]) <= _COMMON for other in rows[key]} - {row})
        for row, (_, name) in enumerate(names)
    ]


_COMMON = 20


def _sounds(name: str) -> set[str]:
    return {key for word in _own_words(name) for key in sound_keys(word) if len(key) > 1}


def _is_arabic(name: str) -> bool:
    return any("\u0600" <= char <= "\u08ff" for char in name)


def _centred(vectors: Vectors, arabic: Iterable[bool]) -> Vectors:
    """Each script's mean taken off, so that names are not alike for being in one language; unit length."""
    import numpy as np

    centred = vectors.astype(np.float32, copy=True)
    mask = np.array(list(arabic))
    for rows in (mask, ~mask):
        if rows.sum() > _FEW:
            centred[rows] -= centred[rows].mean(axis=0)
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    unit: Vectors = centred / np.maximum(norms, 1e-9)
    return unit


# Of fewer names a mean says nothing.
_FEW = 10
