"""What is kept of a document to find its translation: where it lies, how long its passages are, what it names."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_cli.normalize.words import count_words
from corpus_cli.relations.relation import Order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.relations.reading import Report
    from corpus_cli.topics.arrays import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A document with running text mostly in one language.

    ``rows``: its passages of that language, by their numbers in the record; ``words``: of each of these. ``total``: the
    sum of their vectors as encoded. Shape: (dim,), float32. ``names`` and ``numbers``: those it holds, as numbers.
    """

    doc_id: str
    order: Order
    language: str
    rows: NDArray[np.int32]
    words: NDArray[np.int32]
    total: Floats
    names: frozenset[int]
    numbers: frozenset[int]


def profile(report: Report, vectors: Floats) -> Profile | None:
    """The document's profile; None without passages. ``vectors``: one a passage. Shape: (passages, dim), float32."""
    import numpy as np

    text = report.text or ""
    passages = report.passages or ()
    if not passages:
        return None
    words = [count_words(text[one.start : one.end]) for one in passages]
    by_language: Counter[str] = Counter()
    for one, count in zip(passages, words, strict=True):
        by_language[one.language] += count
    language = min(by_language, key=lambda code: (-by_language[code], code))
    rows = [row for row, one in enumerate(passages) if one.language == language and words[row]]
    if not rows:
        return None
    return Profile(
        doc_id=report.doc_id,
        order=report.order,
        language=language,
        rows=np.array(rows, dtype=np.int32),
        words=np.array([words[row] for row in rows], dtype=np.int32),
        total=vectors[rows].sum(axis=0, dtype=np.float32),
        names=_numbered(report.names),
        numbers=_numbered(report.numbers),
    )


def _numbered(texts: Iterable[str]) -> frozenset[int]:
    """Eight bytes each in place of strings."""
    return frozenset(int.from_bytes(hashlib.blake2b(one.encode(), digest_size=7).digest(), "big") for one in texts)
