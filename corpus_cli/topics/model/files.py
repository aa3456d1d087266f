"""A topic model on disk: safetensors and JSON with a card, a hash that is checked, never pickle."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from corpus_cli.errors import ModelMissingError
from corpus_cli.output import write_whole
from corpus_cli.topics.model.card import card
from corpus_cli.topics.model.topic_model import FORMAT, ModelInfo, TopicModel
from corpus_cli.topics.space.alignment import Space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats, Ints

    Arrays = dict[str, NDArray[np.float32] | NDArray[np.int32] | NDArray[np.int64]]

THEME_ID = re.compile(r"t\d{3,9}", re.ASCII)
RETRAIN = "run again with --retrain, or restore the folder from a copy"


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


def seal(info: ModelInfo, tensors: Arrays) -> tuple[bytes, bytes, str]:
    """The bytes of both files and the hash over them; the same model always gives the same bytes."""
    from safetensors.numpy import save

    info_bytes = msgspec.json.format(msgspec.json.encode(info, order="sorted"), indent=1) + b"\n"
    tensor_bytes = save(dict(sorted(tensors.items())))
    return info_bytes, tensor_bytes, hashlib.sha256(info_bytes + b"\0" + tensor_bytes).hexdigest()


def build_model(
    info: ModelInfo,
    *,
    space: Space,
    references: Floats,
    labels: Ints,
    centroids: Floats,
    encoder_centroids: Floats,
    documents: NDArray[np.int64],
    anchors: Sequence[Floats] = (),
) -> TopicModel:
    """A model with its hash, not yet on disk."""
    model = TopicModel(info, space, references, labels, centroids, encoder_centroids, documents, "", tuple(anchors))
    return replace(model, sha256=seal(info, _arrays(model))[2])


def save_model(model: TopicModel, folder: Path) -> None:
    """The model lies in ``folder``: its files whole, the hash last."""
    info_bytes, tensor_bytes, digest = seal(model.info, _arrays(model))
    files = ModelFiles(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files.digest.unlink(missing_ok=True)
    for path, data in (
        (files.tensors, tensor_bytes),
        (files.info, info_bytes),
        (files.card, card(model).encode()),
        (files.digest, f"{digest}\n".encode()),
    ):
        write_whole(path, data)


def load_model(folder: Path, *, remedy: str = RETRAIN) -> TopicModel | None:
    """The model in ``folder``, or None if there is none.

    Raises ``ModelMissingError`` with ``remedy`` if a file is missing, altered or unfit, or another version wrote it.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    files = ModelFiles(folder)
    if not files.digest.is_file():
        return None
    if not files.complete():
        raise ModelMissingError(f"{folder}: the topic model is incomplete", remedy=remedy)
    try:
        info_bytes, tensor_bytes = files.info.read_bytes(), files.tensors.read_bytes()
        stored = files.digest.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        raise ModelMissingError(f"{folder}: the topic model cannot be read: {error.strerror}", remedy=remedy) from error
    digest = hashlib.sha256(info_bytes + b"\0" + tensor_bytes).hexdigest()
    if digest != stored:
        raise ModelMissingError(f"{folder}: the topic model was altered: its hash is not the stored one", remedy=remedy)
    try:
        if (found := msgspec.json.decode(info_bytes, type=_Format).format) != FORMAT:
            raise ModelMissingError(
                f"{folder}: the topic model is of format {found}, this version of corpus reads {FORMAT}",
                remedy="train it anew with this version (a run: with --retrain)",
            )
        model = _decoded(info_bytes, load(tensor_bytes), digest)
        check_model(model)
    except (ValueError, KeyError, SafetensorError) as error:
        raise ModelMissingError(f"{folder}: holds no whole topic model: {error}", remedy=remedy) from error
    return model


def check_model(model: TopicModel) -> None:
    """Raises ``ValueError`` if parts of the model do not fit together: the hash of a file says nothing of its maker."""
    import numpy as np

    info, themes = model.info, len(model.info.themes)
    if len(set(model.theme_ids)) != themes or not all(THEME_ID.fullmatch(name) for name in model.theme_ids):
        raise ValueError("its themes have no ids of their own")
    dims = model.references.shape[-1], model.encoder_centroids.shape[-1]
    fits = (
        model.references.shape == (len(model.labels), dims[0])
        and model.labels.dtype == np.int32
        and bool(((model.labels >= -1) & (model.labels < themes)).all())
        and model.centroids.shape == (themes, dims[0])
        and model.encoder_centroids.shape == (themes, dims[1])
        and model.documents.dtype == np.int64
        and model.documents.ndim == 1
        and all(rows.ndim == 2 and rows.shape[1] == dims[1] for rows in model.anchors)
        and len(info.hierarchy) == max(themes - 1, 0)
    )
    if not fits:
        raise ValueError("its arrays do not fit its themes")
    means, mapping = model.space.means, model.space.mapping
    if not means or any(mean.shape != (dims[1],) for mean in means.values()):
        raise ValueError("its languages' means do not fit its encoder")
    if (dims[1] != dims[0]) if mapping is None else (mapping.shape != (dims[1], dims[0])):
        raise ValueError("its space does not fit its encoder")
    spaces = [*means.values(), *(() if mapping is None else (mapping,))]
    _check_settings(info)
    floats = [model.references, model.centroids, model.encoder_centroids, *model.anchors, *spaces]
    if not all(rows.dtype == np.float32 and np.isfinite(rows).all() for rows in floats):
        raise ValueError("its arrays hold what is no number")


def _check_settings(info: ModelInfo) -> None:
    """Raises ``ValueError`` for settings by which no passage can be given a theme, and a tree that is none."""
    neighbours, temperature = info.settings.get("neighbours"), info.settings.get("temperature")
    if not isinstance(neighbours, int) or neighbours < 1:
        raise ValueError("it does not say how many neighbours vote")
    if not isinstance(temperature, int | float) or not temperature > 0:
        raise ValueError("it does not say how votes are weighed")
    themes = len(info.themes)
    for step, merge in enumerate(info.hierarchy):
        if not (0 <= merge.first < themes + step and 0 <= merge.second < themes + step and merge.first != merge.second):
            raise ValueError("its hierarchy joins what is not there")
    if any(not set(theme.renamed) <= set(theme.labels) for theme in info.themes):
        raise ValueError("it has a label by hand that it does not have")


def _decoded(info_bytes: bytes, arrays: Mapping[str, NDArray[Any]], digest: str) -> TopicModel:
    info = msgspec.json.decode(info_bytes, type=ModelInfo)
    return TopicModel(
        info,
        Space.from_tensors(arrays),
        arrays["references"],
        arrays["labels"],
        arrays["centroids"],
        arrays["encoder_centroids"],
        arrays["documents"],
        digest,
        tuple(arrays[f"anchors.{number}"] for number in range(len(info.edits))),
    )


class _Format(msgspec.Struct):
    """The one key that every version of a model has."""

    format: int


def _arrays(model: TopicModel) -> Arrays:
    return {
        "references": model.references,
        "labels": model.labels,
        "centroids": model.centroids,
        "encoder_centroids": model.encoder_centroids,
        "documents": model.documents,
        **model.space.tensors(),
        **{f"anchors.{number}": rows for number, rows in enumerate(model.anchors)},
    }
