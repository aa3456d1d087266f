"""The shipped passages: there for the bundled encoders, checked, and none for another one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus_cli.errors import ModelMissingError
from corpus_cli.relations.background import background_files, load_background, shipped_background
from corpus_cli.topics.encoders.encoder import BUNDLED, load_encoder


@pytest.mark.parametrize("name", BUNDLED)
def test_the_bundled_encoders_have_passages_of_both_languages(name: str) -> None:
    """Unit vectors of the encoder's size."""
    found = shipped_background(load_encoder(name).sha256)
    assert set(found) == {"ar", "en"}
    for vectors in found.values():
        assert len(vectors) > 100
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=0.01)


def test_another_encoder_has_none() -> None:
    """What it does with these texts is not known."""
    assert shipped_background("0" * 64) == {}


def test_altered_files_are_refused(tmp_path: Path) -> None:
    """The hash in the card is held against the file."""
    files = background_files({("use", "1" * 64): {"ar": np.eye(4, dtype=np.float32)}})
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert np.array_equal(load_background(tmp_path, encoder_sha256="1" * 64)["ar"], np.eye(4))
    (tmp_path / "use.safetensors").write_bytes(files["use.safetensors"][:-1] + b"\x01")
    with pytest.raises(ModelMissingError, match="altered"):
        load_background(tmp_path, encoder_sha256="1" * 64)
    with pytest.raises(ModelMissingError):
        load_background(tmp_path / "none", encoder_sha256="1" * 64)


def test_files_of_another_version_are_refused(tmp_path: Path) -> None:
    """They are not taken for none: a run would find other translations and say nothing of it."""
    (tmp_path / "relations.json").write_text('{"format": 2, "encoders": {}}', encoding="utf-8")
    with pytest.raises(ModelMissingError, match="another version"):
        load_background(tmp_path, encoder_sha256="1" * 64)
