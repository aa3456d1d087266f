"""A topic model on disk: what is altered, missing or made up is refused."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from corpus_cli.errors import ModelMissingError
from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.guidance.edits import merge_themes, rename_theme
from corpus_cli.topics.model.files import ModelFiles, load_model, save_model
from corpus_cli.topics.space.alignment import Space
from corpus_cli.topics.training.train import train_model


@pytest.fixture(scope="module")
def model(make_subjects, encoder):
    trained = train_model(make_subjects(0, 1, 2, each=4), settings=TopicSettings(themes=3), encoder=encoder)
    return rename_theme(merge_themes(trained, trained.theme_ids[:2]), "t003", {"ar": "المجالس"})


@pytest.fixture
def files(model, tmp_path):
    save_model(model, tmp_path)
    return ModelFiles(tmp_path)


def resealed(files):
    """What somebody writes who knows how the hash is taken."""
    data = files.info.read_bytes() + b"\0" + files.tensors.read_bytes()
    files.digest.write_text(hashlib.sha256(data).hexdigest())


def change(files, change_info):
    info = json.loads(files.info.read_text(encoding="utf-8"))
    change_info(info)
    files.info.write_text(json.dumps(info), encoding="utf-8")
    resealed(files)


@pytest.mark.usefixtures("files")
def test_the_same_model_is_always_the_same_bytes(model, tmp_path):
    """Saved, loaded and saved again, with its edits and their anchors."""
    loaded = load_model(tmp_path)
    assert loaded is not None
    assert loaded.sha256 == model.sha256
    save_model(loaded, tmp_path / "again")
    names = sorted(path.name for path in (tmp_path / "again").iterdir())
    assert names == ["README.md", "model.json", "model.safetensors", "model.sha256"]
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / name).read_bytes()


@pytest.mark.parametrize("name", ["model.json", "model.safetensors"])
@pytest.mark.usefixtures("files")
def test_one_changed_byte_is_noticed(tmp_path, name):
    """In either file, and the message says which folder and what to do."""
    path = tmp_path / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelMissingError, match="altered") as caught:
        load_model(tmp_path, remedy="do this")
    assert str(tmp_path) in caught.value.message
    assert caught.value.remedy == "do this"


@pytest.mark.parametrize("name", ["model.json", "model.safetensors"])
def test_a_missing_file_is_an_error_and_a_missing_hash_no_model(files, tmp_path, name):
    """The hash is written last: without it nothing was finished."""
    (tmp_path / name).unlink()
    with pytest.raises(ModelMissingError, match="incomplete"):
        load_model(tmp_path)
    files.digest.unlink()
    assert load_model(tmp_path) is None


@pytest.mark.parametrize("digest", [b"", b"\xff\xfe", b"0" * 64])
def test_a_hash_that_is_none_is_not_the_model_s(files, tmp_path, digest):
    """Whatever bytes stand there."""
    files.digest.write_bytes(digest)
    with pytest.raises(ModelMissingError, match="altered"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff\xfe", b'{"format": "2"}', b'{"format": 2}', b'{"format": 2, "themes": [\xff]}'],
)
def test_what_is_no_model_is_refused_although_its_hash_fits(files, tmp_path, content):
    """A hash says that nothing was changed since, not that it was right."""
    files.info.write_bytes(content)
    resealed(files)
    with pytest.raises(ModelMissingError, match="holds no whole topic model"):
        load_model(tmp_path)


def test_a_model_of_another_format_says_so(files, tmp_path):
    """It is not broken, but of another version."""
    change(files, lambda info: info.update(format=99))
    with pytest.raises(ModelMissingError, match="format 99"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    "made_up",
    [
        lambda info: info["themes"].pop(),
        lambda info: info["themes"].append(info["themes"][0]),
        lambda info: info["themes"][0].update(theme_id="../../x"),
        lambda info: info["themes"][0].update(theme_id="t٠٠١"),
        lambda info: info["edits"].append(info["edits"][0]),
        lambda info: info["hierarchy"].clear(),
        lambda info: info.update(themes=[]),
        lambda info: info["settings"].update(neighbours=0),
        lambda info: info["settings"].update(temperature=-1.0),
        lambda info: info["settings"].pop("temperature"),
        lambda info: info["hierarchy"][0].update(first=9),
        lambda info: info["hierarchy"][0].update(second=info["hierarchy"][0]["first"]),
        lambda info: info["themes"][0].update(renamed=["fr"]),
    ],
    ids=["a theme less", "a theme twice", "a path for an id", "Arabic digits in an id", "an edit more",
         "no hierarchy", "no theme", "nobody votes", "votes weighed backwards", "votes not weighed",
         "a merge of what is not there", "a merge with itself", "a label by hand that is not there"],
)  # fmt: skip
def test_halves_that_do_not_fit_are_refused(files, tmp_path, made_up):
    """The JSON names other themes or edits than the arrays have."""
    change(files, made_up)
    with pytest.raises(ModelMissingError, match="holds no whole topic model"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    "arrays",
    [
        {"labels": np.full(24, 7, dtype=np.int32)},
        {"labels": np.full(24, -2, dtype=np.int32)},
        {"labels": np.zeros(23, dtype=np.int32)},
        {"labels": np.zeros(24, dtype=np.int64)},
        {"centroids": np.zeros((2, 5), dtype=np.float32)},
        {"centroids": np.full((2, 16), np.nan, dtype=np.float32)},
        {"references": np.full((24, 16), np.inf, dtype=np.float32)},
        {"references": np.zeros((24, 16), dtype=np.float64)},
        {"references": np.zeros(24, dtype=np.float32)},
        {"encoder_centroids": np.zeros((1, 16), dtype=np.float32)},
        {"documents": np.zeros((2, 2), dtype=np.int64)},
        {"anchors": (np.zeros((1, 3), dtype=np.float32), np.zeros((1, 16), dtype=np.float32))},
    ],
)
def test_arrays_that_do_not_fit_are_refused(model, tmp_path, arrays):
    """Shapes, kinds, numbers of themes that there are not, what is no number."""
    save_model(replace(model, **arrays), tmp_path)
    with pytest.raises(ModelMissingError, match="holds no whole topic model: its arrays"):
        load_model(tmp_path)


def test_an_array_that_is_missing_is_named(files, tmp_path):
    """The file of arrays is whole, but not a topic model's."""
    from safetensors.numpy import load, save

    arrays = load(files.tensors.read_bytes())
    del arrays["labels"]
    files.tensors.write_bytes(save(arrays))
    resealed(files)
    with pytest.raises(ModelMissingError, match="labels"):
        load_model(tmp_path)
    files.tensors.write_bytes(b"\x10")
    resealed(files)
    with pytest.raises(ModelMissingError, match="holds no whole topic model"):
        load_model(tmp_path)


@pytest.mark.usefixtures("files")
def test_a_file_that_cannot_be_read_is_an_error_of_ours(tmp_path, monkeypatch):
    """No permission, a failing disk: no traceback."""

    def deny(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", deny)
    with pytest.raises(ModelMissingError, match="cannot be read: Permission denied"):
        load_model(tmp_path)


def test_a_model_saved_over_another_is_never_half_of_each(model, files, tmp_path, monkeypatch):
    """Killed between two files it is no model, rather than one with another's words."""
    other = replace(model, info=replace(model.info, notes=("another",)))
    monkeypatch.setattr(ModelFiles, "card", property(lambda _: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        save_model(other, tmp_path)
    assert load_model(tmp_path) is None or msgspec.json.decode(files.info.read_bytes())["notes"] == []


@pytest.mark.parametrize(
    "space",
    [
        Space({}),
        Space({"ar": np.zeros(15, dtype=np.float32)}),
        Space({"ar": np.full(16, np.nan, dtype=np.float32)}),
        Space({"ar": np.zeros(16, dtype=np.float32)}, np.zeros((16, 5), dtype=np.float32)),
        Space({"ar": np.zeros(16, dtype=np.float32)}, np.full((16, 16), np.inf, dtype=np.float32)),
    ],
    ids=["no mean", "a shorter mean", "a mean that is no number", "another width", "a mapping that is no number"],
)
def test_a_space_that_is_none_is_refused(model, tmp_path, space):
    """A model with it would fail at the first passage, or give themes at random."""
    save_model(replace(model, space=space), tmp_path)
    with pytest.raises(ModelMissingError, match="holds no whole topic model"):
        load_model(tmp_path)


def test_a_model_says_what_its_recipe_had_for_lemmas(model):
    """Its settings have the name of what gave them, with its version."""
    assert model.info.lemmas == "corpus"
    camel = replace(model.info, settings={**model.info.settings, "lemmas": "camel-0123456789ab"})
    assert camel.lemmas == "camel"
