"""The sample in which words are counted."""

from __future__ import annotations

import random

import numpy as np
import pytest

from corpus_cli.themes import sample
from corpus_cli.themes.sample import Sample

PASSAGES = [(f"{number:020x}", f"p{at}") for number in range(30) for at in range(4)]


def _sample(passages: list[tuple[str, str]]) -> Sample:
    drawn = Sample()
    for doc_id, passage in passages:
        drawn.add(doc_id, passage, text=lambda doc_id=doc_id: doc_id, vector=np.ones(2, dtype=np.float32))
    return drawn


def test_few_passages_all_stay() -> None:
    """Up to the limit nothing is left out."""
    drawn = _sample(PASSAGES)
    assert drawn.complete
    assert len(drawn.kept) == drawn.passages == 120


def test_any_order_keeps_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit, the same passages stay in whatever order and parts they come."""
    monkeypatch.setattr(sample, "LIMIT", 25)
    expected = [item.lot for item in _sample(PASSAGES).kept]
    for seed in range(5):
        shuffled = random.Random(seed).sample(PASSAGES, len(PASSAGES))
        merged = _sample(shuffled[:70])
        merged.merge(_sample(shuffled[70:]))
        assert [item.lot for item in merged.kept] == expected
        assert merged.passages == 120
        assert not merged.complete


def test_documents_are_drawn_fairly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the first documents, nor all passages of a few."""
    monkeypatch.setattr(sample, "LIMIT", 25)
    assert len({item.doc_id for item in _sample(PASSAGES).kept}) > 15


def test_texts_are_made_only_for_passages_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a large corpus the text of most passages is never asked for."""
    monkeypatch.setattr(sample, "LIMIT", 5)
    asked = []
    drawn = Sample()
    for doc_id, passage in PASSAGES:
        drawn.add(
            doc_id, passage, text=lambda doc_id=doc_id: asked.append(doc_id) or doc_id, vector=np.ones(2, np.float32)
        )
    assert len(drawn.kept) == 5
    assert len(asked) < len(PASSAGES) / 2
