"""Passages that are known to be no translations of each other: what usual nearness is told from in a small folder.

Whether two passages of two languages say the same shows in how much nearer they are to each other than to other
passages. Two documents have no others. The passages of the sample corpus, as the encoder gives them, stand in for them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.bundled import bundled
from corpus_cli.topics.shipped_arrays import read_arrays

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats

_FORMAT = 1
_ABOUT = "relations.json"


@cache
def shipped_background(encoder_sha256: str) -> Mapping[str, Floats]:
    """The shipped passages of this encoder by language, none for another encoder. Shapes: (n, dim), float32.

    Raises ``ModelMissingError`` if files are missing, altered or of another version.
    """
    return load_background(bundled("models", "relations"), encoder_sha256=encoder_sha256)


def load_background(folder: Path, *, encoder_sha256: str) -> Mapping[str, Floats]:
    """The folder's passages of this encoder. Raises as ``shipped_background`` does."""
    found = read_arrays(folder / _ABOUT, version=_FORMAT, encoder_sha256=encoder_sha256)
    return {language: vectors.astype("float32") for language, vectors in found[1].items()} if found else {}


def background_files(vectors: Mapping[tuple[str, str], Mapping[str, Floats]]) -> dict[str, bytes]:
    """The files that ``load_background`` reads, by name. ``vectors``: by encoder (its name and hash) and language."""
    from safetensors.numpy import save

    files: dict[str, bytes] = {}
    encoders = {}
    for (name, encoder_sha256), by_language in vectors.items():
        file = f"{name}.safetensors"
        files[file] = save({language: array.astype("float16") for language, array in by_language.items()})
        encoders[encoder_sha256] = {
            "encoder": name,
            "file": file,
            "passages": {language: len(array) for language, array in by_language.items()},
            "sha256": hashlib.sha256(files[file]).hexdigest(),
        }
    about = {"format": _FORMAT, "encoders": encoders}
    return {**files, _ABOUT: json.dumps(about, indent=1).encode() + b"\n"}
