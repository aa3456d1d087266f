"""Which documents a model knows."""

import numpy as np

from corpus_cli.topics.model.known import document_numbers, is_known


def test_documents_are_known_by_their_numbers():
    """Each once, in order, whatever the order they came in; others are not known."""
    numbers = document_numbers(["b", "a", "b", "ج"])
    assert numbers.dtype == np.int64
    assert len(numbers) == 3
    assert (np.diff(numbers) > 0).all()
    assert (numbers >= 0).all()
    assert (numbers == document_numbers(["ج", "a", "b"])).all()
    assert is_known(["a", "x", "ج"], numbers).tolist() == [True, False, True]


def test_a_model_of_nothing_knows_nothing():
    """No documents on either side."""
    nothing = document_numbers([])
    assert nothing.dtype == np.int64
    assert is_known(["a"], nothing).tolist() == [False]
    assert is_known([], document_numbers(["a"])).tolist() == []
