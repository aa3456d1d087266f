"""How far theme and language go together."""

from __future__ import annotations

from collections import Counter

import pytest
from sklearn.metrics import normalized_mutual_info_score

from corpus_cli.topics.guard.dependence import language_nmi


def test_nmi_is_that_of_the_field() -> None:
    """The same value as scikit-learn's over the single passages; chance is below it where languages have themes."""
    table = {"t1": Counter(ar=30, en=10), "t2": Counter(ar=5, en=25), "t3": Counter(en=8)}
    themes = [theme for theme, counts in table.items() for _ in range(counts.total())]
    languages = [code for counts in table.values() for code, count in sorted(counts.items()) for _ in range(count)]
    measured = language_nmi(table)
    assert measured is not None
    assert measured[0] == pytest.approx(normalized_mutual_info_score(themes, languages), abs=1e-4)
    assert 0 < measured[1] < measured[0]


def test_nmi_at_its_ends() -> None:
    """1 if themes are languages, 0 if each theme has the languages of the corpus."""
    assert language_nmi({"t1": Counter(ar=9), "t2": Counter(en=9)})[0] == 1  # type: ignore[index]
    assert language_nmi({"t1": Counter(ar=9, en=9), "t2": Counter(ar=4, en=4)})[0] == 0  # type: ignore[index]


def test_nmi_needs_two_of_each() -> None:
    """One theme or one language: nothing to measure."""
    assert language_nmi({"t1": Counter(ar=9, en=9)}) is None
    assert language_nmi({"t1": Counter(ar=9), "t2": Counter(ar=4)}) is None
    assert language_nmi({}) is None
