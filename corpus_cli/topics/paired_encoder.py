"""Two encoders side by side: what one of them gets wrong about a text, the other often gets right."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from corpus_cli.topics.e5_encoder import E5Encoder, unit

if TYPE_CHECKING:
    from corpus_cli.topics.encoder import Encoder
    from corpus_cli.topics.model import Floats

# What the second one counts for beside the first: of the UN pairs not seen in training 0.80 agreed (kappa) with 0.7, a
# point less with 1 and 1.5, and 0.77 with the first alone.
WEIGHT = 0.7


class PairedEncoder:
    """The vectors of ``first``, and beside them those of ``second`` less its mean, weighted."""

    def __init__(self, first: Encoder, second: E5Encoder) -> None:
        self._first, self._second = first, second
        self.name = f"{first.name}+{second.name}"

    @cached_property
    def sha256(self) -> str:
        """Hash over both, and how they are weighed."""
        return hashlib.sha256(f"{self._first.sha256} {self._second.sha256} {WEIGHT}".encode()).hexdigest()

    def encode(self, texts: Sequence[str]) -> Floats:
        """One unit vector a text. Shape: (len(texts), both dims added), float32."""
        import numpy as np

        second = unit(self._second.encode(texts) - self._second.mean)
        return unit(np.concatenate([self._first.encode(texts), WEIGHT * second], axis=1))
