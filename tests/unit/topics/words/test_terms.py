"""The terms of passages, kept as numbers."""

import numpy as np
import pytest

from corpus_cli.topics.words.terms import gather_terms

PASSAGES = [["wheat", "price", "wheat"], [], ["court"]]


def test_gathered_terms_are_the_passages():
    """By place, by slice and by iteration; gathering them again changes nothing."""
    terms = gather_terms(PASSAGES)
    assert list(terms) == PASSAGES
    assert terms[-1] == ["court"]
    assert terms[:2] == PASSAGES[:2]
    assert gather_terms(terms) is terms
    with pytest.raises(IndexError):
        terms[3]


def test_terms_are_counted_by_group():
    """Each occurrence, or each passage once; a passage below 0 counts nowhere."""
    terms = gather_terms(PASSAGES)
    groups = np.asarray([1, 0, -1])
    assert terms.spread(groups, size=2).toarray().tolist() == [[0, 0, 0], [2, 1, 0]]
    assert terms.spread(groups, size=2, once=True).toarray().tolist() == [[0, 0, 0], [1, 1, 0]]


def test_no_passages_are_no_terms():
    """An empty corpus has an empty count."""
    terms = gather_terms([])
    assert len(terms) == 0
    assert terms.spread(np.zeros(0, dtype=np.int32), size=2, once=True).shape == (2, 0)
