"""The passages that a model is trained on."""

from __future__ import annotations

import numpy as np
import pytest

from corpus_cli.topics.encoders.passages import TrainingPassages, joined_passages


@pytest.fixture
def empty():
    return TrainingPassages([], [], np.zeros((0, 1), dtype=np.float32), [])


def test_the_order_of_runs_says_nothing(make_subjects):
    """Passages are joined by document, those of one in their order: another order, no other model."""
    one, two, three = (make_subjects(at, each=2, documents=name) for at, name in enumerate("cab"))
    first, second = joined_passages([one, two, three]), joined_passages([three, one, two])
    assert first.documents == sorted([*one.documents, *two.documents, *three.documents])
    assert (first.texts, first.languages, first.documents) == (second.texts, second.languages, second.documents)
    assert first.fingerprint == second.fingerprint


def test_runs_are_joined_by_document(make_subjects, empty):
    """Texts, languages, vectors and documents stay beside each other; a run without text adds nothing."""
    one, two = make_subjects(0, each=2), make_subjects(1, each=1, documents="b")
    both = joined_passages([one, empty, two])
    assert len(both) == 6
    assert both.texts == one.texts + two.texts
    assert both.languages == one.languages + two.languages
    assert both.documents == one.documents + two.documents
    assert (both.vectors == np.concatenate([one.vectors, two.vectors])).all()


def test_nothing_joined_is_nothing(empty):
    """No run, or only runs without text."""
    for parts in ([], [empty, empty]):
        assert len(joined_passages(parts)) == 0


def test_the_fingerprint_tells_passages_apart(make_subjects):
    """The same passages have the same one; other vectors, or the same in another language, another."""
    one = make_subjects(0, each=2)
    assert one.fingerprint == make_subjects(0, each=2).fingerprint
    assert one.fingerprint != make_subjects(1, each=2).fingerprint
    other = TrainingPassages(one.texts, ["en"] * len(one), one.vectors, one.documents)
    assert one.fingerprint != other.fingerprint
