"""A model as one file: what comes in is checked, and nothing is written outside the store."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from corpus_cli.errors import ConfigError, CorpusError, InputError, OutputError
from corpus_cli.registry.archive import MEMBERS, export_model, import_model
from corpus_cli.registry.store import Store, Version
from corpus_cli.topics.model.files import seal
from corpus_cli.topics.model.topic_model import TopicModel

Make = Callable[..., TopicModel]
Contents = Callable[[], dict[str, bytes]]


@pytest.fixture
def version(store: Store, make: Make) -> Version:
    return store.add("نزاعات", make(), made_by="train", figures=b'{"kept": true}')


@pytest.fixture
def archive(store: Store, version: Version, tmp_path: Path) -> Path:
    return export_model(store, version, tmp_path / "model.topics.zip")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Store:
    return Store(tmp_path / "elsewhere" / "topics")


def members(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as found:
        return {name: found.read(name) for name in found.namelist()}


def written(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def refused(store: Store, source: Path, *, match: str) -> None:
    """The file is, with its name and a remedy, and the store is as it was: not there."""
    with pytest.raises(InputError, match=match) as caught:
        import_model(store, source, name=None)
    assert str(source) in caught.value.message
    assert caught.value.remedy
    assert not store.root.exists()


def test_a_model_goes_out_and_comes_in_the_same(
    store: Store, version: Version, archive: Path, elsewhere: Store
) -> None:
    """Name, arrays, words and figures; how it came is written down."""
    found = import_model(elsewhere, archive, name=None)
    assert (found.name, found.sha256) == ("نزاعات", version.sha256)
    assert found.made_by == f"import of {version.reference}"
    assert elsewhere.load(found).info == store.load(version).info
    assert elsewhere.figures(found) == b'{"kept": true}'
    assert import_model(elsewhere, archive, name="field").name == "field"


def test_the_same_version_gives_the_same_file(store: Store, version: Version, archive: Path, tmp_path: Path) -> None:
    """To the byte; what is unpacked can be read."""
    again = export_model(store, version, tmp_path / "folder" / "again.zip")
    assert again.read_bytes() == archive.read_bytes()
    with zipfile.ZipFile(archive) as found:
        assert {member.external_attr >> 16 for member in found.infolist()} == {0o644}
        assert set(found.namelist()) == {"version.json", *MEMBERS}


def test_a_damaged_version_is_not_exported(store: Store, version: Version, tmp_path: Path) -> None:
    """Nobody should carry it on."""
    (store.folder(version) / "model.json").write_text("{}")
    with pytest.raises(CorpusError, match="altered"):
        export_model(store, version, tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


def test_a_target_that_cannot_be_written_is_an_error_of_ours(store: Store, version: Version, tmp_path: Path) -> None:
    """A folder, no name at all, or a place under a file."""
    (tmp_path / "file").write_text("mine")
    for target in (tmp_path, Path(), tmp_path / "file" / "x.zip"):
        with pytest.raises(OutputError, match="cannot be written"):
            export_model(store, version, target)
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/evil", "model.json/../evil", "sub/model.json", "extra.txt", "model.json\\"]
)
def test_other_members_are_refused(archive: Path, elsewhere: Store, tmp_path: Path, name: str) -> None:
    """Whatever they are called: nothing leaves the archive but a model's files."""
    files = members(archive)
    refused(elsewhere, written(tmp_path / "bad.zip", {**files, name: b"x"}), match="it holds")
    assert not list(tmp_path.rglob("*evil*"))


def test_a_member_twice_is_refused(archive: Path, elsewhere: Store, tmp_path: Path) -> None:
    """Which of the two would be checked, and which be used?"""
    files = members(archive)
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as found:
        for name, data in files.items():
            found.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate"):
            found.writestr("model.json", b"{}")
    refused(elsewhere, bad, match="a file twice")


def test_a_bomb_is_not_unpacked(
    archive: Path, elsewhere: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What says that it is large is not read, and what says that it is small is read no further than it says."""
    files = members(archive)
    monkeypatch.setattr("corpus_cli.registry.archive.MOST_BYTES", 1 << 20)
    refused(elsewhere, written(tmp_path / "bomb.zip", {**files, "README.md": b"\0" * (1 << 21)}), match="gigabyte")
    lying = bytearray(written(tmp_path / "bomb.zip", {**files, "README.md": b"\0" * (1 << 21)}).read_bytes())
    size = (1 << 21).to_bytes(4, "little")
    assert size in lying
    (tmp_path / "bomb.zip").write_bytes(bytes(lying).replace(size, (9).to_bytes(4, "little")))
    refused(elsewhere, tmp_path / "bomb.zip", match="is not a topic model")


@pytest.mark.parametrize("missing", ["model.safetensors", "model.json", "model.sha256", "version.json"])
def test_a_part_of_a_model_is_none(archive: Path, elsewhere: Store, tmp_path: Path, missing: str) -> None:
    """The message says what is not there."""
    files = members(archive)
    del files[missing]
    refused(elsewhere, written(tmp_path / "bad.zip", files), match="missing|does not say which model")


@pytest.mark.parametrize("name", ["model.safetensors", "model.json", "model.sha256"])
def test_an_altered_model_is_refused(archive: Path, elsewhere: Store, tmp_path: Path, name: str) -> None:
    """Its hash is not the one that was taken; the message names the user's file, not a temporary one."""
    files = members(archive)
    changed = bytearray(files[name])
    changed[len(changed) // 2] ^= 1
    with pytest.raises(InputError) as caught:
        import_model(elsewhere, written(tmp_path / "bad.zip", {**files, name: bytes(changed)}), name=None)
    assert "altered" in caught.value.message
    assert "/tmp" not in caught.value.message.replace(str(tmp_path), "")
    assert not elsewhere.root.exists()


def test_another_model_under_this_one_s_name_is_refused(
    store: Store, make: Make, archive: Path, elsewhere: Store, tmp_path: Path
) -> None:
    """Whole, but not the one that the file says it is."""
    other = export_model(store, store.add("other", make("another"), made_by="train"), tmp_path / "other.zip")
    mixed = {**members(other), "version.json": members(archive)["version.json"]}
    refused(elsewhere, written(tmp_path / "mixed.zip", mixed), match="not the one it names")


def test_a_made_up_model_with_a_hash_that_fits_is_refused(
    make: Make, archive: Path, elsewhere: Store, tmp_path: Path
) -> None:
    """Themes that no array has: the hash does not help."""
    model = make()
    info, tensors, digest = seal(model.info, {"labels": model.labels})
    version = Version(name="field", sha256=digest, made_by="train", at="2024-01-01T00:00:00+00:00")
    files = {
        "version.json": msgspec.json.encode(version),
        "model.json": info,
        "model.safetensors": tensors,
        "model.sha256": digest.encode(),
    }
    refused(elsewhere, written(tmp_path / "bad.zip", files), match="holds no whole topic model")
    assert archive.is_file()


@pytest.mark.parametrize("name", ["../x", "", "a b", "in_use.json", "x\u202ey"])
def test_a_name_in_the_file_is_checked_like_any_other(
    archive: Path, elsewhere: Store, tmp_path: Path, name: str
) -> None:
    """Also if another is given: the name would be shown in the list of versions."""
    version = msgspec.json.decode(members(archive)["version.json"])
    bad = written(
        tmp_path / "bad.zip", {**members(archive), "version.json": msgspec.json.encode({**version, "name": name})}
    )
    refused(elsewhere, bad, match="is called")
    with pytest.raises(InputError, match="is called"):
        import_model(elsewhere, bad, name="good")
    with pytest.raises(ConfigError, match="cannot name"):
        import_model(elsewhere, archive, name="../x")
    assert not elsewhere.root.exists()


@pytest.mark.parametrize("content", [b"", b"PK", b"hello" * 100, b"\x1f\x8b" + b"\0" * 50])
def test_a_file_that_is_no_archive_is_said_to_be(elsewhere: Store, tmp_path: Path, content: bytes) -> None:
    """Empty, text, gzip."""
    path = tmp_path / "x.topics.zip"
    path.write_bytes(content)
    refused(elsewhere, path, match="is not a topic model")


def test_no_file_and_a_folder_are_said_to_be(elsewhere: Store, tmp_path: Path) -> None:
    """A path that is wrong."""
    refused(elsewhere, tmp_path / "none.zip", match="no such file")
    refused(elsewhere, tmp_path, match="is not a topic model")


def test_whatever_byte_is_changed_the_store_stays_whole(
    archive: Path, elsewhere: Store, version: Version, tmp_path: Path
) -> None:
    """Either it is refused, or what was changed said nothing of the model (a time, a permission)."""
    data, rng, bad = archive.read_bytes(), random.Random(5), tmp_path / "bad.zip"
    refusals = 0
    for _ in range(400):
        changed = bytearray(data)
        for _ in range(rng.choice((1, 1, 3))):
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        bad.write_bytes(bytes(changed[: rng.choice((len(data), len(data), rng.randrange(len(data))))]))
        try:
            found = import_model(elsewhere, bad, name=None)
        except InputError:
            refusals += 1
        else:
            assert elsewhere.load(found).sha256 == version.sha256
    assert refusals > 200


def test_a_way_of_packing_that_we_do_not_use_is_refused(archive: Path, elsewhere: Store, tmp_path: Path) -> None:
    """Its decoder has faults of its own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as found:
        for name, data in members(archive).items():
            found.writestr(name, data)
    (tmp_path / "bad.zip").write_bytes(buffer.getvalue())
    refused(elsewhere, tmp_path / "bad.zip", match="packed in another way")
