"""One space for all languages: means taken off, and directions in which translations differ count for less.

In a multilingual encoder a text and its translation lie near each other, but not in the same place, and they differ in
some directions far more than in others. The covariance of their differences is learned on parallel text (shipped in
``models/alignment``) and on the pairs of passages that a corpus itself holds: passages of two languages that are
nearest to each other by a clear margin (Artetxe and Schwenk 2019). Vectors are whitened by it, as within-class
covariance normalisation does for speakers (Hatch et al. 2006). Nothing is forced together: a corpus whose languages
talk about different things has no such pairs, and only its languages' means are taken off.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.bundled import bundled
from corpus_cli.topics.arrays import even_sample, unit
from corpus_cli.topics.nearest import nearest
from corpus_cli.topics.shipped_arrays import read_arrays, unreadable
from corpus_cli.topics.space.centring import centre, language_means

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats, Ints

_FORMAT = 2
_ABOUT = "alignment.json"
_MEAN = "mean."
_MAPPING = "mapping"
# How far two passages must be nearer to each other than to their next neighbours to be taken for translations. On the
# UN pairs 97 % are found and 99.9 % of what is found is right; between halves that hold no translations 3 % are.
MARGIN = 0.2
NEXT_NEIGHBOURS = 4
# Pairs are looked for in so many passages at most: time and memory grow with the square.
MOST_SEARCHED = 20_000
# From so many pairs on a corpus says how its translations differ. Shipped pairs alone gave nothing on unseen UN text
# (0.73 and 0.73 with means only), 1,500 of its own with them 0.78; 290 of the reports' own brought their top themes
# from 0.86 to 0.92.
LEAST_PAIRS = 50
# How far the covariance is drawn to the same spread in all directions.
SHRINKAGE = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class BaseAlignment:
    """How translations differ in an encoder's space. ``covariance``: of the differences of unit vectors, halved.

    Shape: (dim, dim), float32. ``pairs``: how many it was learned on.
    """

    encoder_sha256: str
    pairs: int
    covariance: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The space of one topic model.

    ``means``: each language's mean in the encoder's space, taken off before anything else. Shapes: (dim,), float32.
    ``mapping``: what centred unit vectors are multiplied with, None if nothing is. Shape: (dim, dim), float32.
    """

    means: dict[str, Floats]
    mapping: Floats | None = None

    def project(self, vectors: Floats, languages: Sequence[str]) -> Floats:
        """Unit vectors in this space; a row does not depend on the others. Shape: (n, dim), float32."""
        import numpy as np

        centred = centre(vectors, languages, self.means)
        if self.mapping is None:
            return centred
        mapped = np.empty((len(centred), self.mapping.shape[1]), dtype=np.float32)
        for row, vector in enumerate(centred):
            # Row by row and without BLAS: the last bits of a matrix product depend on its shape and on threads.
            np.einsum("j,jk->k", vector, self.mapping, out=mapped[row])
        return unit(mapped)

    def tensors(self) -> dict[str, Floats]:
        """Its arrays by name."""
        mapping = {} if self.mapping is None else {_MAPPING: self.mapping}
        return {**{_MEAN + language: value for language, value in self.means.items()}, **mapping}

    @classmethod
    def from_tensors(cls, tensors: Mapping[str, Floats]) -> Space:
        """The space that ``tensors`` was called on; arrays of other names are not its own."""
        means = {name.removeprefix(_MEAN): array for name, array in tensors.items() if name.startswith(_MEAN)}
        return cls(means, tensors.get(_MAPPING))


def fit_space(
    vectors: Floats, languages: Sequence[str], *, encoder_sha256: str, base: BaseAlignment | None = None
) -> Space:
    """The space of these passages: their languages' means, and a mapping if they hold enough pairs of translations.

    ``vectors``: as encoded. Shape: (n, dim), float32. ``base``: the shipped alignment by default; one of another
    encoder is left aside. Raises ``ModelMissingError`` if the shipped one is missing or altered.
    """
    import numpy as np

    means = language_means(vectors, languages)
    if len(means) < 2:
        return Space(means)
    base = base or base_alignment(encoder_sha256)
    if base is not None and base.encoder_sha256 != encoder_sha256:
        base = None
    chosen = even_sample(len(vectors), most=MOST_SEARCHED)
    centred = centre(vectors[chosen], [languages[row] for row in chosen], means)
    own = [languages[row] for row in chosen]
    pairs = mine_pairs(centred, own)
    if len(pairs) < LEAST_PAIRS:
        return Space(means)
    # Pairs that the first mapping brings to light serve the second.
    mapping = _mapping(centred, pairs, base)
    pairs = mine_pairs(unit(np.asarray(centred @ mapping, dtype=np.float32)), own)
    if len(pairs) >= LEAST_PAIRS:
        mapping = _mapping(centred, pairs, base)
    return Space(means, mapping)


def mine_pairs(unit: Floats, languages: Sequence[str], *, margin: float = MARGIN) -> Ints:
    """Rows of passages of two languages that say the same: each other's nearest by a margin. Shape: (pairs, 2), int32.

    ``unit``: vectors in which languages lie together. Shape: (n, dim), float32. The margin is the cosine less the mean
    cosine of both to their next neighbours in the other language. A row may stand in one pair for each other language.
    """
    import numpy as np

    names = np.asarray(languages)
    found = [
        _mutual(unit, np.flatnonzero(names == first), np.flatnonzero(names == second), margin)
        for first, second in combinations(sorted(set(languages)), 2)
    ]
    return np.concatenate([np.zeros((0, 2), dtype=np.int32), *found]).astype(np.int32)


def _mutual(unit: Floats, first: NDArray[np.intp], second: NDArray[np.intp], margin: float) -> NDArray[np.intp]:
    """The pairs between the rows ``first`` and ``second``."""
    import numpy as np

    best, cosine, around = _best(unit[first], unit[second])
    back, _, around_back = _best(unit[second], unit[first])
    rows = np.arange(len(first))
    clear = cosine - (around + around_back[best]) / 2 > margin
    chosen = rows[(back[best] == rows) & clear]
    return np.stack([first[chosen], second[best[chosen]]], axis=1)


def _best(queries: Floats, targets: Floats) -> tuple[Ints, Floats, Floats]:
    """The nearest target of each query, its cosine, and the mean cosine of the few next ones (0 if there are none)."""
    import numpy as np

    rows, cosines = nearest(queries, targets, count=min(NEXT_NEIGHBOURS + 1, len(targets)))
    around = cosines[:, 1:].mean(axis=1) if cosines.shape[1] > 1 else np.zeros(len(queries), dtype=np.float32)
    return rows[:, 0], cosines[:, 0], around


def difference_covariance(first: Floats, second: Floats) -> NDArray[np.float64]:
    """The covariance of ``first - second``, halved: what one side of a pair differs from the common meaning by."""
    import numpy as np

    difference = np.asarray(first, dtype=np.float64) - second
    return np.asarray(difference.T @ difference / (2 * max(len(difference), 1)))


def _mapping(centred: Floats, pairs: Ints, base: BaseAlignment | None) -> Floats:
    """The inverse square root of the shrunk covariance of differences: of the corpus's pairs and the shipped ones."""
    import numpy as np

    covariance = difference_covariance(centred[pairs[:, 0]], centred[pairs[:, 1]])
    if base is not None:
        covariance = (len(pairs) * covariance + base.pairs * base.covariance) / (len(pairs) + base.pairs)
    spread = np.trace(covariance) / len(covariance)
    shrunk = (1 - SHRINKAGE) * covariance + SHRINKAGE * spread * np.eye(len(covariance))
    values, axes = np.linalg.eigh(shrunk)
    # Scaled to the mean spread, so that equal differences give the identity; unit length makes the scale immaterial.
    return np.ascontiguousarray(axes * np.sqrt(spread / np.maximum(values, 1e-12)) @ axes.T, dtype=np.float32)


@cache
def base_alignment(encoder_sha256: str) -> BaseAlignment | None:
    """The alignment that ships for this encoder, None if none does. Raises as ``load_alignment`` does."""
    return load_alignment(bundled("models", "alignment"), encoder_sha256=encoder_sha256)


def load_alignment(folder: Path, *, encoder_sha256: str) -> BaseAlignment | None:
    """The folder's alignment for this encoder, its hash checked; None if it has none.

    Raises ``ModelMissingError`` if files are missing or altered.
    """
    found = read_arrays(folder / _ABOUT, version=_FORMAT, encoder_sha256=encoder_sha256)
    if found is None:
        return None
    own, arrays = found
    try:
        return BaseAlignment(encoder_sha256, int(own["pairs"]), arrays["covariance"])
    except (KeyError, TypeError, ValueError) as error:
        raise unreadable(folder / _ABOUT, error) from error


def alignment_files(bases: Mapping[str, BaseAlignment], *, sources: Mapping[str, int]) -> dict[str, bytes]:
    """The files of the alignments by name; ``bases``: by the encoder's name; ``sources``: pairs by data set."""
    from safetensors.numpy import save

    files = {f"{name}.safetensors": save({"covariance": base.covariance}) for name, base in bases.items()}
    encoders = {
        base.encoder_sha256: {
            "encoder": name,
            "file": file,
            "pairs": base.pairs,
            "sha256": hashlib.sha256(files[file]).hexdigest(),
        }
        for (name, base), file in zip(bases.items(), files, strict=True)
    }
    about = {"format": _FORMAT, "sources": dict(sources), "encoders": encoders}
    return {**files, _ABOUT: json.dumps(about, indent=1).encode() + b"\n"}
