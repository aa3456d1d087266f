"""Passages aligned in their order."""

from __future__ import annotations

import numpy as np
import pytest

from corpus_cli.relations.passage_alignment import align


def even(count: int) -> np.ndarray:
    return np.full(count, 10.0)


def test_translated_passages_are_aligned_one_to_one() -> None:
    """A margin on the diagonal, none elsewhere."""
    found = align(np.where(np.eye(4) > 0, 0.3, -0.2), even(4), even(4))
    assert [(one, two) for one, two, _ in found.pairs] == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert (found.near_a, found.aligned_a, found.aligned_b, found.order) == pytest.approx((0.3, 1.0, 1.0, 1.0))


def test_one_passage_may_have_two_counterparts() -> None:
    """Two languages are cut at other places."""
    margins = np.full((2, 3), -0.3)
    margins[0, 0] = margins[0, 1] = margins[1, 2] = 0.2
    assert [(one, two) for one, two, _ in align(margins, even(2), even(3)).pairs] == [(0, 0), (0, 1), (1, 2)]


def test_what_goes_back_is_out_of_order() -> None:
    """Passages in the opposite order: only one of them can stay."""
    found = align(np.where(np.eye(4)[::-1] > 0, 0.3, -0.2), even(4), even(4))
    assert len(found.pairs) == 1
    assert found.order == pytest.approx(0.25)


def test_a_summary_is_aligned_with_a_part() -> None:
    """All of the shorter one has a counterpart, and a quarter of the words of the longer one."""
    margins = np.full((4, 1), -0.2)
    margins[1, 0] = 0.4
    found = align(margins, np.array([30.0, 30.0, 30.0, 30.0]), even(1))
    assert (found.aligned_a, found.aligned_b) == (0.25, 1.0)
    assert found.near_b == pytest.approx(0.4)
    assert found.near_a == pytest.approx(-0.05)


def test_nothing_in_common_has_no_order() -> None:
    """No passage gains by a counterpart."""
    found = align(np.full((2, 2), -0.1), even(2), even(2))
    assert (found.pairs, found.order, found.aligned_a) == ((), 0.0, 0.0)
