"""Themes that go together."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from corpus_cli.document import Passage
from corpus_cli.themes.together import Together
from corpus_cli.topics.model.topic_model import TopicModel


def _passages(*themes: str | None) -> list[Passage]:
    return [
        Passage(id=f"p{at}", start=at, end=at + 1, raw_start=at, raw_end=at + 1, language="en", theme_id=theme)
        for at, theme in enumerate(themes)
    ]


def _counted(*documents: tuple[str | None, ...]) -> tuple[Together, dict[str, int]]:
    together, sizes = Together(), {}
    for themes in documents:
        together.add(_passages(*themes))
        for theme in {theme for theme in themes if theme}:
            sizes[theme] = sizes.get(theme, 0) + 1
    return together, sizes


def test_themes_that_always_share_documents(model: TopicModel) -> None:
    """a and b in the same ten documents, c and d in ten others: each pair goes together, a and c do not."""
    together, sizes = _counted(*[("a", "b")] * 10, *[("c", "d")] * 10)
    (found,) = together.companions("a", documents=sizes, model=model)
    assert (found.theme_id, found.documents) == ("b", 10)
    assert found.documents_by_chance == pytest.approx(20 * 10 * 10 / (40**2 - 4 * 10**2) * 2, abs=0.01)


def test_expected_pairs_are_as_many_as_there_are(model: TopicModel) -> None:
    """What chance gives all pairs sums to the pairs there are: longer documents do not make all themes companions."""
    together, sizes = _counted(*[("a", "b", "c", "d")] * 6, *[("a",)] * 3, ("b",), ("c", "d"))
    total, squares = sum(sizes.values()), sum(size * size for size in sizes.values())
    pairs = 2 * together.documents.total()
    names = sorted(sizes)
    chance = [
        sizes[first] * sizes[second] * pairs / (total * total - squares)
        for at, first in enumerate(names)
        for second in names[at + 1 :]
    ]
    assert sum(chance) == pytest.approx(together.documents.total())
    assert all(together.companions(name, documents=sizes, model=model) == () for name in names)


def test_themes_side_by_side(model: TopicModel) -> None:
    """All documents have all themes, but b mostly stands beside a, and d never: neighbours beyond chance, and not."""
    together, sizes = _counted(*[("a", "b", "c", "a", "b", "d", "c", "a", "b", "d")] * 40)
    found = {item.theme_id: item for item in together.companions("a", documents=sizes, model=model)}
    assert "d" not in found
    assert found["b"].neighbours == 120
    assert found["b"].neighbours_by_chance == pytest.approx(40 * 9 * 9 / 37, abs=0.01)


def test_two_documents_are_an_anecdote(model: TopicModel) -> None:
    """Fewer than three shared documents are not told, however unlikely."""
    together, sizes = _counted(*[("a", "b")] * 2, *[("c",)] * 50)
    assert together.companions("a", documents=sizes, model=model) == ()


def test_passages_without_a_theme_part_others() -> None:
    """What stands between two passages keeps them from being neighbours."""
    together, _ = _counted(("a", None, "b"))
    assert together.neighbours.total() == 0
    assert together.documents == {("a", "b"): 1}


def test_order_does_not_matter(model: TopicModel) -> None:
    """Documents in any order and parts give the same."""
    documents = [tuple(random.Random(seed).choices("abcd", k=7)) for seed in range(20)]
    expected, sizes = _counted(*documents)
    first, _ = _counted(*documents[12:])
    first.merge(_counted(*documents[:12])[0])
    assert first == expected
    assert first.companions("a", documents=sizes, model=model) == expected.companions("a", documents=sizes, model=model)


def test_labels_are_the_models(model: TopicModel) -> None:
    """A companion is named in both languages."""
    together, sizes = _counted(*[("t001", "t002")] * 10, *[("x", "y")] * 10)
    (found,) = together.companions("t002", documents=sizes, model=replace(model))
    assert found.labels == {"ar": "عودة · عائلات", "en": "return · families"}
