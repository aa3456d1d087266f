"""Documents of two languages that are one report.

Candidates are documents whose mean vectors are near. Of each pair the passages are aligned, and what speaks for a
translation is weighed: how far passages are nearer to each other than to anything else, names and numbers in common,
order, and lengths. What is usual nearness is taken from other passages of the run and from shipped ones (Artetxe and
Schwenk 2019 call the difference a margin), so that the same thresholds hold for any folder.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from corpus_cli.relations.evidence import Rarity, Shared
from corpus_cli.relations.passage_alignment import Alignment, align
from corpus_cli.relations.profile import Profile
from corpus_cli.relations.relation import Kind
from corpus_cli.topics.arrays import even_sample
from corpus_cli.topics.nearest import nearest
from corpus_cli.topics.space.centring import centre, means_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats

# A document's passages' vectors as encoded, one a passage of the record.
Load = Callable[[str], "Floats"]

# Each document is held against its nearest ones of another language, if they are near at all. Of the 603 translated
# pairs of scripts/bench/relations.py each was the nearest seen from one side, with a cosine of 0.46 or more; of the 48
# summaries 47 were among the ten nearest, with 0.21 or more.
NEAREST = 8
LEAST_COSINE = 0.2
# Usual nearness: the mean cosine to the second to fifth nearest among so many passages of the other language.
NEIGHBOURS = 4
SAMPLE = 4000
# Of a language with fewer passages nobody can say what is usual, and all that is somewhat alike would be a translation.
LEAST_OTHERS = NEIGHBOURS + 2
# Documents whose vectors are held at once.
_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Weights:
    """How the evidence is weighed: a logistic model fitted on composed documents (a trial, not kept as a script).

    Fitted on UN and SIB texts and rounded; reports, articles and samples took no part in it. ``few`` is for the square
    root of one over the passages of the shorter document. ``disorder`` is set, not fitted: the composed translations
    keep the order of their originals throughout, real ones within a twentieth.
    """

    near: float = 38.0
    few: float = -4.5
    names: float = 3.7
    numbers: float = 4.0
    length: float = -1.0
    disorder: float = -4.0
    constant: float = -2.9


WEIGHTS = Weights()
# Arabic takes 0.57 to 1.38 words for one of English; beyond that one side has what the other lacks.
SAME_LENGTH = 0.45
# From which probability a pair is a translation, or a part of one in another language.
LEAST_TRANSLATION = 0.5
LEAST_PARTIAL = 0.8
# A part: the larger document is so many times as long.
LONGER = 1.6


@dataclass(frozen=True, slots=True)
class Match:
    """Two documents that say the same in two languages. ``a``: the earlier one, of a part the larger one; by row."""

    a: int
    b: int
    kind: Kind
    score: float
    alignment: Alignment
    names: Shared
    numbers: Shared


def find_matches(
    profiles: Sequence[Profile],
    load: Load,
    *,
    background: Mapping[str, Floats],
    tell: Callable[[int], None] = lambda _: None,
) -> list[Match]:
    """The translations among these documents, which are given in their order, each document in one at most a language.

    ``background``: passages of other texts by language, as encoded. ``tell``: is told of so many documents more.
    """
    from threadpoolctl import threadpool_limits

    if len({one.language for one in profiles}) < 2:
        return []
    with threadpool_limits(1):
        space = _Space(profiles, load, background)
        weighing = _Weighing(profiles, space)
        weighed = []
        for row, others in _held_against(profiles, space):
            weighed += [match for other in others if (match := weighing.weigh(row, other)) is not None]
            tell(1)
    return _chosen(profiles, weighed)


def _held_against(profiles: Sequence[Profile], space: _Space) -> Iterator[tuple[int, list[int]]]:
    """Each document with those of other languages that it is to be held against and that come after it."""
    import numpy as np

    by_language: dict[str, list[int]] = {}
    for place, one in enumerate(profiles):
        by_language.setdefault(one.language, []).append(place)
    found: dict[int, set[int]] = {row: set() for row in range(len(profiles))}
    means = space.document_vectors()
    for first, second in combinations(sorted(by_language), 2):
        for own, others in ((first, second), (second, first)):
            rows, targets = np.array(by_language[own]), np.array(by_language[others])
            best, cosines = nearest(means[rows], means[targets], count=min(NEAREST, len(targets)))
            for at, place in zip(*np.nonzero(cosines >= LEAST_COSINE), strict=True):
                earlier, later = sorted((int(rows[at]), int(targets[best[at, place]])))
                found[earlier].add(later)
    for row in range(len(profiles)):
        yield row, sorted(found[row])


class _Space:
    """Vectors with their languages' means taken off, and what nearness is usual for each passage."""

    def __init__(self, profiles: Sequence[Profile], load: Load, background: Mapping[str, Floats]) -> None:
        self._profiles, self._load = profiles, load
        self._means = _means(profiles, background)
        self._others = {language: self._sample(language, background) for language in self._means}
        self._usual: dict[tuple[int, str], Floats] = {}
        self._kept: dict[int, Floats] = {}

    def document_vectors(self) -> Floats:
        """The mean of each document's passages, of unit length. Shape: (documents, dim), float32."""
        import numpy as np

        means = np.stack([one.total / np.float32(len(one.rows)) for one in self._profiles])
        return centre(means, [one.language for one in self._profiles], self._means)

    def passages(self, row: int) -> Floats:
        """The document's passages in this space. Shape: (passages, dim), float32."""
        if row not in self._kept:
            if len(self._kept) >= _KEPT:  # vectors of all documents are not held at once
                self._kept.pop(next(iter(self._kept)))
            one = self._profiles[row]
            self._kept[row] = centre(self._load(one.doc_id)[one.rows], [one.language] * len(one.rows), self._means)
        return self._kept[row]

    def knows_usual(self, language: str) -> bool:
        """Whether there are passages enough of that language to say what is usual."""
        return len(self._others[language]) >= LEAST_OTHERS

    def usual(self, row: int, language: str) -> Floats:
        """How near each of its passages is to the next ones of that language. Shape: (passages,), float32."""
        if (row, language) not in self._usual:
            _, cosines = nearest(self.passages(row), self._others[language], count=NEIGHBOURS + 1)
            self._usual[row, language] = cosines[:, 1:].mean(axis=1)
        return self._usual[row, language]

    def _sample(self, language: str, background: Mapping[str, Floats]) -> Floats:
        """Passages of the run in this language, evenly chosen, and the shipped ones."""
        import numpy as np

        spoken = [one for one in self._profiles if one.language == language]
        ends = np.cumsum([len(one.rows) for one in spoken])
        chosen = even_sample(int(ends[-1]), most=SAMPLE)
        whose = np.searchsorted(ends, chosen, side="right")
        own = []
        for number in np.unique(whose).tolist():
            one = spoken[number]
            ats = chosen[whose == number] - (ends[number] - len(one.rows))
            own.append(self._load(one.doc_id)[one.rows][ats])
        vectors = np.concatenate([*own, *([background[language]] if language in background else [])])
        return centre(vectors, [language] * len(vectors), self._means)


def _means(profiles: Sequence[Profile], background: Mapping[str, Floats]) -> dict[str, Floats]:
    """Each language's mean vector, over the run and the shipped passages, drawn a little towards the mean of all."""
    import numpy as np

    totals: dict[str, NDArray[np.float64]] = {}
    counts: dict[str, int] = {}
    for one in profiles:
        totals[one.language] = totals.get(one.language, 0) + one.total.astype(np.float64)
        counts[one.language] = counts.get(one.language, 0) + len(one.rows)
    for language in counts.keys() & background.keys():
        totals[language] += background[language].sum(axis=0, dtype=np.float64)
        counts[language] += len(background[language])
    return means_of(totals, counts, overall=sum(totals.values()) / max(1, sum(counts.values())))


class _Weighing:
    """Pairs of documents weighed."""

    def __init__(self, profiles: Sequence[Profile], space: _Space) -> None:
        self._profiles, self._space = profiles, space
        self._names = Rarity(one.names for one in profiles)
        self._numbers = Rarity(one.numbers for one in profiles)

    def weigh(self, row: int, other: int) -> Match | None:
        """The match of two documents; None if they are none."""
        a, b = self._profiles[row], self._profiles[other]
        if not (self._space.knows_usual(a.language) and self._space.knows_usual(b.language)):
            return None
        names, numbers = self._names.shared(a.names, b.names), self._numbers.shared(a.numbers, b.numbers)
        usual = self._space.usual(row, b.language)[:, None] + self._space.usual(other, a.language)[None]
        margins = self._space.passages(row) @ self._space.passages(other).T - usual * usual.dtype.type(0.5)
        length = math.log(int(a.words.sum()) / int(b.words.sum()))
        alignment = align(margins, a.words.astype(float), b.words.astype(float))
        shared = WEIGHTS.names * names.lift + WEIGHTS.numbers * numbers.lift + WEIGHTS.constant
        shared += WEIGHTS.few / math.sqrt(min(len(a.rows), len(b.rows)))
        shared += WEIGHTS.disorder * (1 - alignment.order)
        whole = shared + WEIGHTS.near * min(alignment.near_a, alignment.near_b)
        whole += WEIGHTS.length * max(0.0, abs(length) - SAME_LENGTH)
        if _probability(whole) >= LEAST_TRANSLATION:
            return Match(row, other, "translation", _probability(whole), alignment, names, numbers)
        if abs(length) < math.log(LONGER):
            return None
        part = _probability(shared + WEIGHTS.near * (alignment.near_b if length > 0 else alignment.near_a))
        if part < LEAST_PARTIAL:
            return None
        if length > 0:
            return Match(row, other, "partial_translation", part, alignment, names, numbers)
        return Match(other, row, "partial_translation", part, _turned(alignment), names, numbers)


def _probability(weight: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, weight))))


def _turned(alignment: Alignment) -> Alignment:
    """The same, seen from the other document."""
    return Alignment(
        near_a=alignment.near_b,
        near_b=alignment.near_a,
        aligned_a=alignment.aligned_b,
        aligned_b=alignment.aligned_a,
        order=alignment.order,
        pairs=tuple((two, one, margin) for one, two, margin in alignment.pairs),
    )


def _chosen(profiles: Sequence[Profile], weighed: Sequence[Match]) -> list[Match]:
    """Of each document the best translation a language; of a part the document that says it best."""
    taken: set[tuple[int, str]] = set()
    chosen = []
    # The nearer decides between probabilities that are all but one.
    ranked = sorted(
        weighed, key=lambda one: (-one.score, -min(one.alignment.near_a, one.alignment.near_b), one.a, one.b)
    )
    for match in (one for one in ranked if one.kind == "translation"):
        sides = (match.a, profiles[match.b].language), (match.b, profiles[match.a].language)
        if not taken.intersection(sides):
            taken.update(sides)
            chosen.append(match)
    for match in (one for one in ranked if one.kind == "partial_translation"):
        side = match.b, profiles[match.a].language
        if side not in taken:
            taken.add(side)
            chosen.append(match)
    return sorted(chosen, key=lambda one: (one.a, one.b))
