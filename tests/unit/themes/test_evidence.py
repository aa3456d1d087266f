"""How surely a count differs from what it is held against."""

from __future__ import annotations

import pytest
from scipy.stats import power_divergence

from corpus_cli.themes.evidence import more_often, more_than_expected, wilson


def test_more_often_is_the_likelihood_ratio_of_the_table() -> None:
    """The same value as SciPy's G test of the four cells, signed."""
    cells = [[12, 88], [3, 197]]
    total = 300
    expected = [[sum(row) * sum(column) / total for column in zip(*cells, strict=True)] for row in cells]
    statistic = power_divergence([*cells[0], *cells[1]], [*expected[0], *expected[1]], lambda_="log-likelihood")[0]
    assert more_often(12, 100, 3, 200) == pytest.approx(statistic)
    assert more_often(3, 200, 12, 100) == pytest.approx(-statistic)


@pytest.mark.parametrize("counts", [(0, 0, 5, 10), (5, 10, 0, 0), (0, 10, 0, 10)])
def test_nothing_to_compare(counts: tuple[int, int, int, int]) -> None:
    """An empty side, or no use at all, is evidence of nothing."""
    assert more_often(*counts) == 0


def test_equal_shares_are_no_evidence() -> None:
    """A tenth of each side: 0."""
    assert more_often(10, 100, 20, 200) == pytest.approx(0)


def test_more_than_expected() -> None:
    """0 where it is what was expected, the sign that of the difference, larger the further away."""
    assert more_than_expected(5, 5) == 0
    assert more_than_expected(9, 3) > more_than_expected(6, 3) > 0
    assert more_than_expected(0, 4) == -8
    assert more_than_expected(3, 0) == 0


def test_wilson() -> None:
    """The interval of Wilson's paper, within 0 and 1, wide for small counts."""
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == 1
    assert wilson(0, 0) == (0, 1)
