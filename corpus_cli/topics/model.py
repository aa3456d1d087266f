"""A trained topic model as it lies on disk: safetensors and JSON with a card, a hash that is checked, never pickle."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from corpus_cli import __version__
from corpus_cli.errors import ModelMissingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

FORMAT = 1
Method = Literal["umap-kmeans", "kmeans", "single"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyword:
    """A word or phrase of a theme in one language, in its commonest surface form, with its c-TF-IDF weight.

    ``suggested`` marks one that was not found in the theme's own text but is nearest to it in the encoder.
    """

    text: str
    weight: float
    suggested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a model knows of one theme; ``labels`` and ``keywords`` by language code (ar, en)."""

    theme_id: str
    labels: dict[str, str]
    keywords: dict[str, tuple[Keyword, ...]]
    trained_passages: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """How a theme relates to the model before: the same id kept, or newly appeared; ``similarity`` of centroids."""

    theme_id: str
    previous: str | None
    similarity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """The JSON half of a model. ``corpus_fingerprint`` is a hash over the passages it was trained on."""

    format: int = FORMAT
    package_version: str = __version__
    method: Method
    notes: tuple[str, ...]
    encoder: str
    encoder_sha256: str
    settings: dict[str, int | float | str]
    versions: dict[str, str]
    corpus_fingerprint: str
    passages: dict[str, int]
    themes: tuple[Theme, ...]
    lineage: tuple[Lineage, ...]
    retired: tuple[str, ...] = ()
    previous_sha256: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TopicModel:
    """Everything that assigns a theme to a vector.

    ``means``: language → mean of its passages. Shape: (dim,), float32; subtracted before anything else.
    ``references``: centred unit vectors of training passages. Shape: (n, dim), float32.
    ``labels``: index into ``info.themes`` for each reference. Shape: (n,), int32.
    ``centroids``: unit mean of each theme's references. Shape: (themes, dim), float32.
    """

    info: ModelInfo
    means: dict[str, Floats]
    references: Floats
    labels: Ints
    centroids: Floats
    sha256: str

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The ids of the themes, in the order of ``centroids``."""
        return tuple(theme.theme_id for theme in self.info.themes)


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The files of one model in its folder."""

    folder: Path

    @property
    def tensors(self) -> Path:
        """Vectors: safetensors."""
        return self.folder / "model.safetensors"

    @property
    def info(self) -> Path:
        """Everything else: JSON."""
        return self.folder / "model.json"

    @property
    def digest(self) -> Path:
        """SHA-256 over both; written last, so a folder without it holds no model."""
        return self.folder / "model.sha256"

    @property
    def card(self) -> Path:
        """What a person should know of the model."""
        return self.folder / "README.md"

    def complete(self) -> bool:
        """Whether all files are there."""
        return all(path.is_file() for path in (self.tensors, self.info, self.digest))


def seal(info: ModelInfo, tensors: dict[str, NDArray[np.float32] | NDArray[np.int32]]) -> tuple[bytes, bytes, str]:
    """The bytes of both files and the hash over them; the same model always gives the same bytes."""
    from safetensors.numpy import save

    info_bytes = msgspec.json.format(msgspec.json.encode(info, order="sorted"), indent=1) + b"\n"
    tensor_bytes = save(dict(sorted(tensors.items())))
    return info_bytes, tensor_bytes, hashlib.sha256(info_bytes + b"\0" + tensor_bytes).hexdigest()


def build_model(
    info: ModelInfo, *, means: dict[str, Floats], references: Floats, labels: Ints, centroids: Floats
) -> TopicModel:
    """A model with its hash, not yet on disk."""
    digest = seal(info, _tensors(means, references, labels, centroids))[2]
    return TopicModel(info, means, references, labels, centroids, digest)


def save_model(model: TopicModel, folder: Path) -> None:
    """The model lies in ``folder``: its files whole, the hash last."""
    tensors = _tensors(model.means, model.references, model.labels, model.centroids)
    info_bytes, tensor_bytes, digest = seal(model.info, tensors)
    files = ModelFiles(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files.digest.unlink(missing_ok=True)
    for path, data in (
        (files.tensors, tensor_bytes),
        (files.info, info_bytes),
        (files.card, card(model).encode()),
        (files.digest, f"{digest}\n".encode()),
    ):
        temporary = path.with_name(path.name + ".part")
        temporary.write_bytes(data)
        temporary.replace(path)


def load_model(folder: Path) -> TopicModel | None:
    """The model in ``folder``, or None if there is none.

    Raises ``ModelMissingError`` if a file is missing or altered.
    """
    from safetensors.numpy import load

    files = ModelFiles(folder)
    if not files.digest.is_file():
        return None
    remedy = "run again with --retrain, or restore the folder from a copy"
    if not files.complete():
        raise ModelMissingError(f"{folder}: the topic model is incomplete", remedy=remedy)
    info_bytes, tensor_bytes = files.info.read_bytes(), files.tensors.read_bytes()
    digest = hashlib.sha256(info_bytes + b"\0" + tensor_bytes).hexdigest()
    if digest != files.digest.read_text().strip():
        raise ModelMissingError(f"{folder}: the topic model was altered: its hash is not the stored one", remedy=remedy)
    tensors = load(tensor_bytes)
    means = {name.removeprefix("mean."): value for name, value in tensors.items() if name.startswith("mean.")}
    info = msgspec.json.decode(info_bytes, type=ModelInfo)
    return TopicModel(info, means, tensors["references"], tensors["labels"], tensors["centroids"], digest)


def card(model: TopicModel) -> str:
    """The model card in Markdown."""
    info = model.info
    rows = "\n".join(
        f"| {theme.theme_id} | {theme.labels.get('en', '')} | {theme.labels.get('ar', '')} | "
        f"{theme.trained_passages.get('en', 0)} | {theme.trained_passages.get('ar', 0)} |"
        for theme in info.themes
    )
    counts = ", ".join(f"{count} {language}" for language, count in info.passages.items())
    notes = "\n".join(f"- {note}" for note in info.notes) or "- none"
    versions = ", ".join(f"{name} {version}" for name, version in info.versions.items())
    return (
        f"# Topic model {model.sha256[:12]}\n\n"
        f"Made by `corpus run` {info.package_version} ({versions}); method {info.method}; encoder {info.encoder}.\n"
        f"Trained on {counts} passages; corpus fingerprint {info.corpus_fingerprint[:16]}.\n\n"
        f"Notes:\n{notes}\n\n"
        f"| theme | English | Arabic | passages en | passages ar |\n| --- | --- | --- | --- | --- |\n{rows}\n"
    )


def _tensors(
    means: dict[str, Floats], references: Floats, labels: Ints, centroids: Floats
) -> dict[str, NDArray[np.float32] | NDArray[np.int32]]:
    return {
        "references": references,
        "labels": labels,
        "centroids": centroids,
        **{f"mean.{language}": value for language, value in means.items()},
    }
