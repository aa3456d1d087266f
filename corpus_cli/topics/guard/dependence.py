"""How far two ways of sorting the same passages go together, by theme and by language for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

DIGITS = 4


def language_nmi(passages: Mapping[str, Counter[str]]) -> tuple[float, float] | None:
    """Normalised mutual information of theme and language over passages, and its expected value by chance.

    ``passages``: per theme, passages by language. None with fewer than two themes or two languages.
    """
    codes = sorted({code for counts in passages.values() for code, count in counts.items() if count})
    table = [[passages[theme][code] for code in codes] for theme in sorted(passages) if passages[theme].total()]
    if len(table) < 2 or len(codes) < 2:
        return None
    return normalised_information(table)


def normalised_information(table: Sequence[Sequence[int]]) -> tuple[float, float]:
    """Normalised mutual information of a table's rows and columns, and its expected value by chance; 0 to 1.

    Mutual information over the mean of the two entropies; chance is the expectation over all tables with the same
    totals (Vinh, Epps and Bailey 2010). ``table``: counts, none of its rows and columns empty, two of each at least.
    """
    import numpy as np
    from sklearn.metrics.cluster import expected_mutual_information

    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    total = sum(rows)
    mutual = sum(
        count / total * log(count * total / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, count in enumerate(row)
        if count
    )
    scale = (entropy(rows) + entropy(columns)) / 2
    chance = float(expected_mutual_information(np.asarray(table), total))
    return round(max(0.0, mutual / scale), DIGITS), round(max(0.0, chance / scale), DIGITS)


def entropy(counts: Sequence[int]) -> float:
    """Shannon's entropy of these counts, in nats."""
    total = sum(counts)
    return -sum(count / total * log(count / total) for count in counts if count)
