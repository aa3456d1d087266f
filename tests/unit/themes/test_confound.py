"""Balance of a theme, and how far theme and language go together."""

from __future__ import annotations

from collections import Counter

import pytest
from sklearn.metrics import normalized_mutual_info_score

from corpus_cli.themes.confound import balance, language_nmi, main_languages


@pytest.mark.parametrize(
    ("theme", "expected"),
    [({"ar": 10, "en": 20}, 1.0), ({"ar": 10, "en": 10}, 0.5), ({"ar": 10}, 0.0), ({}, None), ({"fr": 3}, None)],
)
def test_balance(theme: dict[str, int], expected: float | None) -> None:
    """1 as the corpus, 0.5 if a language gives half the share, 0 for one language, none without words."""
    assert balance(Counter(theme), Counter({"ar": 100, "en": 200, "fr": 3})) == expected


def test_balance_needs_two_languages() -> None:
    """In a corpus of one language there is nothing to balance."""
    assert balance(Counter(ar=5), Counter(ar=100, en=1)) is None


def test_main_languages_leave_out_stray_words() -> None:
    """A foreign summary does not make a corpus three-lingual."""
    assert main_languages(Counter(en=500, ar=400, fr=9)) == ("ar", "en")
    assert main_languages(Counter()) == ()


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
