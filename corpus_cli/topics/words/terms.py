"""The terms of each passage, kept as numbers: a corpus has millions of them and only some hundred thousand words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Terms(Sequence[list[str]]):
    """A sequence of passages, each the list of its terms.

    ``names``: each term once. ``numbers``: the terms of all passages, one passage after the other, as indices into
    ``names``. Shape: (terms,), int32. ``bounds``: where each passage begins in ``numbers``, and the end. Shape:
    (passages + 1,), int64.
    """

    names: list[str]
    numbers: Ints
    bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, at: int) -> list[str]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[str]]: ...
    def __getitem__(self, at: int | slice) -> list[str] | list[list[str]]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        return [self.names[number] for number in self.numbers[self.bounds[at] : self.bounds[at + 1]]]

    @property
    def passages(self) -> Ints:
        """The passage of each term. Shape: (terms,), int32."""
        import numpy as np

        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.bounds))

    def spread(self, groups: Ints, *, size: int, once: bool = False) -> Any:
        """How often each term stands in each group of passages, or with ``once`` in how many of its passages.

        ``groups``: the group of each passage, below 0 for a passage that counts nowhere. Shape: (passages,).
        A scipy CSR matrix. Shape: (size, names), float64.
        """
        import numpy as np
        from scipy.sparse import csr_matrix

        # A product of two sparse matrices: linear in the terms, where sorting pairs of passage and term is not.
        counts = csr_matrix(
            (np.ones(len(self.numbers)), self.numbers.copy(), self.bounds), shape=(len(self), len(self.names))
        )
        if once:
            counts.sum_duplicates()
            counts.data[:] = 1
        kept = np.flatnonzero(np.asarray(groups) >= 0)
        rows = np.asarray(groups)[kept]
        members = csr_matrix((np.ones(len(kept)), (rows, kept)), shape=(size, len(self)))
        spread = members @ counts
        spread.sort_indices()
        return spread


def gather_terms(passages: Iterable[Sequence[str]]) -> Terms:
    """The same terms, numbered; ``Terms`` stay as they are."""
    import numpy as np

    if isinstance(passages, Terms):
        return passages
    index: dict[str, int] = {}
    numbers: list[int] = []
    bounds = [0]
    for terms in passages:
        numbers += [index.setdefault(term, len(index)) for term in terms]
        bounds.append(len(numbers))
    return Terms(list(index), np.asarray(numbers, dtype=np.int32), np.asarray(bounds, dtype=np.int64))
