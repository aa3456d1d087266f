"""Balance of a theme between languages."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus_cli.themes.balance import balance, main_languages


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
