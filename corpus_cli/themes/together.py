"""Which themes stand in the same documents, and side by side in them, more often than by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from corpus_cli.document import Passage
from corpus_cli.themes.evidence import SURE, more_than_expected
from corpus_cli.themes.page import Companion
from corpus_cli.topics.model.topic_model import TopicModel

# Fewer shared documents, or neighbouring passages, are an anecdote.
MIN_TOGETHER = 3
LIMIT = 5
DIGITS = 2
# What is expected is summed as whole numbers, so that the sum does not depend on the order of adding.
UNIT = 10**6

ThemePair = tuple[str, str]


@dataclass(slots=True)
class Together:
    """Documents and neighbouring passages by pair of themes, ids in order; it grows with themes, not with passages.

    ``neighbours``: one of each, one passage following the other. ``chance_units``: how many there would be if each
    document went over from one theme to another as often as it does, but between its passages as by lot.
    """

    documents: Counter[ThemePair] = field(default_factory=Counter)
    neighbours: Counter[ThemePair] = field(default_factory=Counter)
    chance_units: Counter[ThemePair] = field(default_factory=Counter)

    def add(self, passages: Sequence[Passage]) -> None:
        """One more document with these passages."""
        ordered = [passage.theme_id for passage in sorted(passages, key=lambda passage: passage.start)]
        sizes = Counter(theme_id for theme_id in ordered if theme_id is not None)
        changes = [
            (min(left, right), max(left, right))
            for left, right in pairwise(ordered)
            if left is not None and right is not None and left != right
        ]
        self.neighbours.update(changes)
        weights = {(first, second): sizes[first] * sizes[second] for first, second in combinations(sorted(sizes), 2)}
        for pair, weight in weights.items():
            self.documents[pair] += 1
            self.chance_units[pair] += round(UNIT * len(changes) * weight / sum(weights.values()))

    def merge(self, other: Together) -> None:
        """The counts of both."""
        self.documents.update(other.documents)
        self.neighbours.update(other.neighbours)
        self.chance_units.update(other.chance_units)

    def companions(self, theme_id: str, *, documents: Mapping[str, int], model: TopicModel) -> tuple[Companion, ...]:
        """The themes that go with this one, the surest first, with what chance would give.

        ``documents``: of each theme. By chance, themes come into documents by how common each is, each document
        having as many as it has: pairs then share ``d1 · d2 · S / (D² - Σd²)`` documents, where d is a theme's
        documents, D their sum and S the ordered pairs of all documents (Chung and Lu's model of random graphs). A theme
        is listed if it shares at least three documents, or is the neighbour of three passages, more than that with a
        log-likelihood ratio of 6.63.
        """
        total, squares = sum(documents.values()), sum(count * count for count in documents.values())
        ordered_pairs = 2 * self.documents.total()
        labels = {theme.theme_id: theme.labels for theme in model.info.themes}
        found = []
        for pair, shared in self.documents.items():
            if theme_id not in pair:
                continue
            other = pair[1] if pair[0] == theme_id else pair[0]
            expected = documents[theme_id] * documents[other] * ordered_pairs / (total * total - squares)
            beside, by_chance = self.neighbours[pair], self.chance_units[pair] / UNIT
            surest = max(_surely_more(shared, expected), _surely_more(beside, by_chance))
            if surest < SURE:
                continue
            companion = Companion(
                theme_id=other,
                labels=dict(sorted(labels.get(other, {}).items())),
                documents=shared,
                documents_by_chance=round(expected, DIGITS),
                neighbours=beside,
                neighbours_by_chance=round(by_chance, DIGITS),
            )
            found.append((-round(surest, 6), other, companion))
        return tuple(companion for *_, companion in sorted(found, key=lambda item: item[:2])[:LIMIT])


def _surely_more(count: int, expected: float) -> float:
    return more_than_expected(count, expected) if count >= MIN_TOGETHER else 0.0
