"""Whether themes are themes, or languages in disguise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import log

# A language with less than this share of the corpus' words (a quote, a foreign summary) does not decide on balance.
MIN_LANGUAGE_SHARE = 0.05
DIGITS = 4


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


def language_nmi(passages: Mapping[str, Counter[str]]) -> tuple[float, float] | None:
    """Normalised mutual information of theme and language over passages, and its expected value by chance.

    ``passages``: per theme, passages by language. Mutual information over the mean of the two entropies; chance is the
    expectation over all tables with the same margins (Vinh, Epps and Bailey 2010). None with fewer than two themes or
    two languages.
    """
    import numpy as np
    from sklearn.metrics.cluster import expected_mutual_information

    codes = sorted({code for counts in passages.values() for code, count in counts.items() if count})
    table = [[passages[theme][code] for code in codes] for theme in sorted(passages) if passages[theme].total()]
    if len(table) < 2 or len(codes) < 2:
        return None
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    total = sum(rows)
    mutual = sum(
        count / total * log(count * total / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, count in enumerate(row)
        if count
    )
    scale = (_entropy(rows) + _entropy(columns)) / 2
    chance = float(expected_mutual_information(np.asarray(table), total))
    return round(max(0.0, mutual / scale), DIGITS), round(max(0.0, chance / scale), DIGITS)


def _entropy(counts: list[int]) -> float:
    total = sum(counts)
    return -sum(count / total * log(count / total) for count in counts)
