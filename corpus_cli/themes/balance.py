"""How evenly a theme is spread over the languages of a corpus."""

from __future__ import annotations

from collections import Counter

from corpus_cli.topics.guard.verdict import MIN_LANGUAGE_SHARE


def main_languages(words: Counter[str]) -> tuple[str, ...]:
    """The languages with at least ``MIN_LANGUAGE_SHARE`` of the words, sorted."""
    total = words.total()
    return tuple(sorted(code for code, count in words.items() if count and count >= MIN_LANGUAGE_SHARE * total))


def balance(theme: Counter[str], corpus: Counter[str]) -> float | None:
    """How evenly a theme is spread: of each main language the share of words it takes, the smallest over the largest.

    1: every language gives the theme the same share of its words, as the corpus would. 0.5: one gives it half the share
    another does. 0: one language only. None: the corpus has one main language, or the theme no words in any.
    """
    shares = [theme[code] / corpus[code] for code in main_languages(corpus)]
    if len(shares) < 2 or not max(shares):
        return None
    return min(shares) / max(shares)
