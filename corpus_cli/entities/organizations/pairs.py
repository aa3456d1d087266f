"""Organizations of a corpus that may be one: proposed with the evidence, never joined without a person's word.

A pair is proposed where two names sound alike in either script (Danmar, دانمار), or mean the same to the sentence
encoder (Belgian Customs, الجمارك البلجيكية), and where the same places, organizations and themes stand beside both.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus_cli.entities.gazetteer.organizations import UNKNOWN, name_of
from corpus_cli.entities.names import language
from corpus_cli.entities.names.sounds import likeness, sound_keys
from corpus_cli.entities.names.words import name_key
from corpus_cli.entities.organizations.kinds import contradict

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
# What is left of the score of two names of different kinds of body: less than a review shows if not asked for more.
_CONTRARY = 0.59
# A shorter acronym sounds like too many others: RT, IRT.
_LEAST_ACRONYM = 4


@dataclass(slots=True)
class Organization:
    """An organization of the corpus: its names, its mentions and the documents that name it."""

    id: str
    name_en: str | None
    name_ar: str | None
    mentions: int = 0
    documents: set[str] = field(default_factory=set)

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in both languages, without what is missing."""
        return tuple(name for name in (self.name_en, self.name_ar) if name)

    @property
    def shown(self) -> str:
        """Its name, in both languages where it has both."""
        return " | ".join(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two organizations that may be one. All figures lie between 0 and 1.

    ``meaning``: likeness to the sentence encoder; ``sound``: share of the names' own words that have a like one in the
    other; ``company``: how much the same places, organizations and themes stand beside both.
    """

    first: Organization
    second: Organization
    score: float
    meaning: float
    sound: float
    company: float


def propose(
    organizations: Sequence[Organization],
    encode: Callable[[Sequence[str]], Vectors],
    *,
    beside: Mapping[str, Collection[str]],
    least: float = _LEAST,
) -> list[Pair]:
    """The likely pairs, likeliest first; at least one of each has no id of a table. Deterministic.

    ``beside``: the ids of all that is named in a document, by the document's id.
    """
    ranked = sorted(organizations, key=lambda one: (-one.mentions, one.id))
    names = [(number, name) for number, one in enumerate(ranked) for name in one.names]
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
        for other_row in {*_nearest(alike), *by_sound[row]}:
            other, _ = names[other_row]
            if other == number:
                continue
            key = (min(number, other), max(number, other))
            meanings[key] = max(meanings.get(key, 0.0), float(alike[other_row]))
    company = _Company(beside)
    pairs = [_pair(ranked[one], ranked[other], meaning, company) for (one, other), meaning in meanings.items()]
    kept = [pair for pair in pairs if pair is not None and pair.score >= least]
    return sorted(kept, key=lambda pair: (-pair.score, pair.first.id, pair.second.id))


def _nearest(alike: Vectors) -> list[int]:
    """The rows most alike, of equal ones the first. Only these are sorted: thousands of names would take long."""
    import numpy as np

    if len(alike) > _NEAREST:
        rows = np.flatnonzero(alike >= np.partition(alike, -_NEAREST)[-_NEAREST])
    else:
        rows = np.arange(len(alike))
    found: list[int] = rows[np.argsort(-alike[rows], kind="stable")][:_NEAREST].tolist()
    return found


class _Company:
    """How much the same is named beside two organizations.

    What stands beside each is put together only for pairs: kept for all of them, it would grow with the square of the
    names that one document has.
    """

    def __init__(self, beside: Mapping[str, Collection[str]]) -> None:
        self._beside = beside
        self._all = lru_cache(maxsize=_COMPANIES)(self._united)

    def shared(self, first: Organization, second: Organization) -> float:
        """From 0 to 1, the two themselves left out."""
        # One object for the same documents: names of one document are counted, not compared.
        one, other = (self._all(frozenset(side.documents)) for side in (first, second))
        themselves = {first.id, second.id}
        both = _count(one if one is other else one & other, themselves)
        either = _count(one, themselves) + _count(other, themselves) - both
        return math.sqrt(both / either) if either else 0.0

    def _united(self, documents: frozenset[str]) -> frozenset[str]:
        return frozenset().union(*(self._beside.get(doc_id, ()) for doc_id in documents))


_COMPANIES = 256


def _count(ids: frozenset[str], without: set[str]) -> int:
    return len(ids) - len(ids & without)


def _pair(first: Organization, second: Organization, meaning: float, company: _Company) -> Pair | None:
    if not (first.id.startswith(UNKNOWN) or second.id.startswith(UNKNOWN)):
        return None
    sound = max((_sound(one, other) for one in first.names for other in second.names), default=0.0)
    shared = company.shared(first, second)
    score = _MEANING * max(0.0, meaning) + _SOUND * sound + _COMPANY * shared
    if contradict(first.names, second.names):
        score *= _CONTRARY
    return Pair(
        first=first, second=second, score=round(score, 4), meaning=round(max(0.0, meaning), 4), sound=round(sound, 4),
        company=round(shared, 4),
    )  # fmt: skip


def _sound(one: str, other: str) -> float:
    """The share of the words of the name with more of its own words that sound like one of the other."""
    first, second = _own_words(one), _own_words(other)
    if not first or not second:
        return 0.0
    exact = _short_acronyms(one) | _short_acronyms(other)
    like = sum(any(_are_alike(word, twin, exact) for twin in second) for word in first)
    return min(like, len(second)) / max(len(first), len(second))


def _are_alike(word: str, twin: str, exact: frozenset[str]) -> bool:
    return word == twin or (word not in exact and twin not in exact and likeness(word, twin) >= _ALIKE)


@lru_cache(maxsize=65536)
def _own_words(name: str) -> tuple[str, ...]:
    key = name_of(name, before="")[1]
    generic = language.of(key or " ").GENERIC
    return tuple(word for word in key.split() if word not in generic)


@lru_cache(maxsize=65536)
def _short_acronyms(name: str) -> frozenset[str]:
    """The keys of its acronyms of few letters; in a name all in capitals (NUR HOSPITAL) a word is none."""
    words = name.split()
    if len(words) > 1 and name.isascii() and name.isupper():
        return frozenset()
    keys = (name_key(word) for word in words if word.isupper())
    return frozenset(key for key in keys if key.isalpha() and len(key) < _LEAST_ACRONYM)


def _by_sound(names: Sequence[tuple[int, str]]) -> list[list[int]]:
    """For each name the others that share the sound of a word of their own."""
    sounds = [_sounds(name) for _, name in names]
    rows: dict[str, list[int]] = defaultdict(list)
    for row, keys in enumerate(sounds):
        for key in keys:
            rows[key].append(row)
    return [
        sorted({other for key in keys if len(rows[key]) <= _COMMON for other in rows[key]} - {row})
        for row, keys in enumerate(sounds)
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
