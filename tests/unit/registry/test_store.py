"""The store: versions are never lost or changed, whatever is killed, altered or asked for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from corpus_cli.errors import ConfigError, InputError, ModelMissingError, OutputError
from corpus_cli.registry.store import Store, check_name
from corpus_cli.topics.guidance.edits import drop_theme, merge_themes
from corpus_cli.topics.model.lineage import fresh_ids
from corpus_cli.topics.model.topic_model import TopicModel

Make = Callable[..., TopicModel]
Contents = Callable[[], dict[str, bytes]]


@pytest.mark.parametrize("name", ["field", "Field-2.1", "نزاعات", "تقارير-2024", "a", "7", "ميدان_1", "x" * 64])
def test_a_name_of_letters_of_any_script_is_a_model_s(store: Store, make: Make, name: str) -> None:
    """It is found again under it, and its folder is called so."""
    version = store.add(name, make(), made_by="train")
    assert store.names() == [name]
    assert store.find(name) == version
    assert store.load(store.find(version.reference)).sha256 == version.sha256
    assert (store.root / name / version.sha256[:12] / "model.json").is_file()


@pytest.mark.parametrize(
    "name",
    ["", " ", "../x", "..", ".", "a/b", "a\\b", "/etc", ".lock", ".x", "a b", "x" * 65, "a\n", "a@b", "_x", "-x",
     "in_use.json", "IN_USE.JSON", "none", "x.part", "a\u202eb", "a\x00b"],
)  # fmt: skip
def test_other_names_are_refused_and_nothing_is_written(store: Store, make: Make, tmp_path: Path, name: str) -> None:
    """Paths, spaces, controls, the store's own files, and what commands take for no model."""
    with pytest.raises(ConfigError, match="cannot name a topic model") as caught:
        store.add(name, make(), made_by="train")
    assert "letters (of any script)" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []
    assert store.versions(name) == []
    with pytest.raises(InputError):
        store.find(name)
    with pytest.raises(ConfigError):
        check_name(name)


def test_a_name_means_its_newest_version(store: Store, make: Make) -> None:
    """Older ones are found by their hash, of which a few digits are enough."""
    old, new = (store.add("field", make(note), made_by=note) for note in ("one", "two"))
    assert store.versions("field") == [old, new]
    assert store.find("field") == new
    assert (
        store.find(f"field@{old.sha256[:4]}") == store.find(old.reference) == store.find(f"field@{old.sha256}") == old
    )


@pytest.mark.parametrize("digits", ["", "abc", "zzzz", "0" * 64, "../"])
def test_a_hash_that_is_none_names_those_there_are(store: Store, make: Make, digits: str) -> None:
    """Too few digits could mean several."""
    version = store.add("field", make(), made_by="train")
    if digits == "":
        assert store.find("field") == version
    with pytest.raises(InputError) as caught:
        store.find(f"field@{digits or version.sha256[:3]}")
    assert version.reference in caught.value.remedy


def test_an_unknown_name_is_told_with_those_there_are(store: Store, make: Make) -> None:
    """In an empty store, how to make one."""
    with pytest.raises(InputError, match="'field'") as caught:
        store.find("field")
    assert "corpus topics train" in caught.value.remedy
    store.add("نزاعات", make(), made_by="train")
    with pytest.raises(InputError) as caught:
        store.find("field")
    assert "نزاعات" in caught.value.remedy


def test_the_same_model_again_is_no_new_version(store: Store, make: Make, contents: Contents) -> None:
    """Only its figures may be newer."""
    first = store.add("field", make(), made_by="train", figures=b"{}")
    before = contents()
    assert store.add("field", make(), made_by="again") == first
    assert contents() == before
    store.add("field", make(), made_by="again", figures=b'{"new": 1}')
    assert store.figures(first) == b'{"new": 1}'


def test_an_older_version_can_be_the_newest_again(store: Store, make: Make) -> None:
    """With the figures that were kept beside it."""
    old = store.add("field", make("one"), made_by="one", figures=b"{}")
    store.add("field", make("two"), made_by="two")
    again = store.add("field", make("one"), made_by="back")
    assert [version.made_by for version in store.versions("field")] == ["one", "two", "back"]
    assert store.find("field") == again
    assert store.find(old.reference).sha256 == old.sha256
    assert store.figures(again) == b"{}"


def test_a_damaged_version_is_mended_by_adding_its_model_again(store: Store, make: Make) -> None:
    """That is what the message tells people to do: import it again."""
    version = store.add("field", make(), made_by="train")
    path = store.folder(version) / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ModelMissingError, match="altered") as caught:
        store.load(version)
    assert "import the model again" in caught.value.remedy
    assert store.add("field", make(), made_by="import") == version
    assert store.load(version).sha256 == version.sha256
    shutil.rmtree(store.folder(version))
    with pytest.raises(ModelMissingError, match="not there"):
        store.load(version)
    store.add("field", make(), made_by="import")
    assert store.load(version).sha256 == version.sha256


def test_another_model_in_a_version_s_folder_is_not_it(store: Store, make: Make) -> None:
    """Whole, with a hash that fits it, but not the one that was asked for."""
    one, two = (store.add("field", make(note), made_by=note) for note in ("one", "two"))
    shutil.rmtree(store.folder(one))
    shutil.copytree(store.folder(two), store.folder(one))
    with pytest.raises(ModelMissingError, match=one.reference):
        store.load(one)
    assert store.load(two).sha256 == two.sha256


@pytest.mark.parametrize(
    "lines",
    [b"", b"\n", b"{", b"[]\n", b"{}\n", b"\xff\n", b'{"name":"field","sha256":"../../x","made_by":"","at":""}\n'],
)
def test_an_altered_list_of_versions_is_an_error_that_says_where(store: Store, make: Make, lines: bytes) -> None:
    """Other models are not touched by it, and no model is added over it."""
    store.add("field", make(), made_by="train")
    other = store.add("other", make(), made_by="train")
    path = store.root / "field" / "versions.jsonl"
    path.write_bytes(lines)
    for broken in (lambda: store.find("field"), lambda: store.add("field", make("new"), made_by="train")):
        with pytest.raises(ModelMissingError, match=r"versions.jsonl: was altered") as caught:
            broken()
        assert caught.value.remedy
    assert path.read_bytes() == lines
    assert store.find("other") == other


def test_a_folder_renamed_by_hand_is_what_it_is_called_now(store: Store, make: Make) -> None:
    """Its lines still say the old name."""
    store.add("field", make(), made_by="train")
    (store.root / "field").rename(store.root / "ميدان")
    version = store.find("ميدان")
    assert version.reference.startswith("ميدان@")
    assert store.load(version).sha256 == version.sha256


def test_folders_that_are_no_model_are_not_listed(store: Store, make: Make) -> None:
    """A person's own, a hidden one, one without versions."""
    store.add("field", make(), made_by="train")
    for name in ("my notes", ".git", "empty"):
        (store.root / name).mkdir()
    (store.root / "my notes" / "versions.jsonl").write_text("{}")
    (store.root / "notes.txt").write_text("mine")
    assert store.names() == ["field"]


def test_a_store_that_is_not_there_is_empty(store: Store) -> None:
    """Reading makes no folder."""
    assert (store.names(), store.in_use()) == ([], None)
    assert not store.root.exists()


def test_two_commands_at_once(store: Store, make: Make, contents: Contents) -> None:
    """The second is told to wait and changes nothing; reading goes on; afterwards it can."""
    version = store.add("field", make(), made_by="train")
    before = contents()
    with FileLock(store.root / ".lock"):
        with pytest.raises(OutputError, match="another command is changing") as caught, store.locked():
            raise AssertionError("never here")
        assert "wait" in caught.value.remedy
        assert store.load(store.find("field")).sha256 == version.sha256
    assert contents() == before
    with store.locked():
        store.add("field", make("two"), made_by="train")
    assert len(store.versions("field")) == 2


def test_a_store_that_cannot_be_written_is_said_to_be(store: Store, tmp_path: Path) -> None:
    """A file where its folder should be."""
    (tmp_path / "models").write_text("mine")
    with pytest.raises(OutputError, match="cannot be written"), store.locked():
        raise AssertionError("never here")


def test_what_fails_elsewhere_is_not_said_of_the_store(store: Store, tmp_path: Path) -> None:
    """A run whose files cannot be read while the store is held: its path is named, with what to do."""
    report = tmp_path / ("x" * 300)
    with pytest.raises(OutputError, match="x: cannot be read or written: File name too long") as caught, store.locked():
        report.read_bytes()
    assert str(store.root) not in caught.value.message
    assert "permissions" in caught.value.remedy
    with pytest.raises(OutputError, match="topics: cannot be written"), store.locked():
        (store.root / "field").joinpath("x" * 300).write_bytes(b"")


def test_a_list_of_versions_that_is_missing_is_told(store: Store, make: Make, contents: Contents) -> None:
    """Its models are not passed over, and nothing is added beside them as if there were none."""
    store.add("field", make("one"), made_by="train")
    (store.root / "field" / "versions.jsonl").unlink()
    before = contents()
    assert store.names() == ["field"]
    with pytest.raises(ModelMissingError, match=r"versions\.jsonl: is missing") as caught:
        store.find("field")
    assert "restore it" in caught.value.remedy
    with pytest.raises(ModelMissingError, match="is missing"):
        store.add("field", make("two"), made_by="train")
    assert contents() == before


@pytest.mark.parametrize("at", ["keep_figures", "_write_versions"])
def test_a_kill_in_the_first_version_leaves_no_name(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """Its model lies there without a list; the same command does it the second time."""

    def kill(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, at, kill)
        with pytest.raises(KeyboardInterrupt), store.locked():
            store.add("field", make(), made_by="train", figures=b"{}")
    assert (store.names(), store.versions("field")) == ([], [])
    with store.locked():
        version = store.add("field", make(), made_by="train", figures=b"{}")
    assert store.versions("field") == [version]
    assert not list(store.root.rglob(".begun"))


@pytest.mark.parametrize("at", ["save_model", "rename", "figures", "line"])
def test_a_kill_while_a_version_is_added_loses_nothing(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """At any step: the models that were there are there, and the same command does it the second time."""
    old = store.add("field", make("one"), made_by="train")
    killed = KeyboardInterrupt(at)

    def kill(*_: object, **__: object) -> None:
        raise killed

    with monkeypatch.context() as patch:
        if at == "save_model":
            patch.setattr("corpus_cli.topics.model.files.card", kill)
        elif at == "rename":
            patch.setattr(Path, "rename", kill)
        elif at == "figures":
            patch.setattr(Store, "keep_figures", kill)
        else:
            patch.setattr(Store, "_write_versions", kill)
        with pytest.raises(KeyboardInterrupt), store.locked():
            store.add("field", make("two"), made_by="train", figures=b"{}")
    assert store.versions("field") == [old]
    assert store.load(old).sha256 == old.sha256
    with store.locked():
        assert not list(store.root.rglob("*.new"))
        new = store.add("field", make("two"), made_by="train", figures=b"{}")
    assert store.versions("field") == [old, new]
    assert store.load(new).sha256 == new.sha256
    assert store.figures(new) == b"{}"


def test_what_a_kill_left_is_removed_and_nothing_else(store: Store, make: Make, contents: Contents) -> None:
    """Half a version and half a file; not a version whose line was never written."""
    store.add("field", make(), made_by="train")
    unlisted = store.root / "field" / ("0" * 12)
    shutil.copytree(store.folder(store.find("field")), unlisted)
    before = contents()
    (store.root / "field" / ".abc.new").mkdir()
    for place in (store.root, store.root / "field", unlisted):
        (place / "in_use.json.123.part").write_text("half")
    with store.locked():
        assert contents() == before


def test_promoting_and_going_back(store: Store, make: Make) -> None:
    """Each promotion is remembered; the same twice is one; what is before the first is nothing."""
    one, two, three = (store.add("field", make(note), made_by=note) for note in ("one", "two", "three"))
    with pytest.raises(InputError, match="no earlier promotion"):
        store.rollback()
    store.promote(one)
    with pytest.raises(InputError, match="no earlier promotion"):
        store.rollback()
    store.promote(three)
    store.promote(three)
    store.promote(two)
    assert store.rollback().current == three
    assert store.rollback().current == one
    use = store.in_use()
    assert use is not None
    assert (use.current, use.before) == (one, ())


def test_a_version_that_cannot_be_read_is_not_promoted(store: Store, make: Make) -> None:
    """The one in use stays, also when going back would take a damaged one."""
    one, two = (store.add("field", make(note), made_by=note) for note in ("one", "two"))
    store.promote(one)
    store.promote(two)
    (store.folder(one) / "model.json").unlink()
    for broken in (lambda: store.promote(one), store.rollback):
        with pytest.raises(ModelMissingError, match="incomplete"):
            broken()
    use = store.in_use()
    assert use is not None
    assert use.current == two


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"{}", b"\xff", b'{"current":{"name":"../x","sha256":"%s","made_by":"","at":""}}' % (b"0" * 64)],
)
def test_an_altered_note_of_what_is_in_use_is_an_error_that_says_so(store: Store, make: Make, content: bytes) -> None:
    """A path in it is never followed."""
    version = store.add("field", make(), made_by="train")
    store.promote(version)
    (store.root / "in_use.json").write_bytes(content)
    with pytest.raises(ModelMissingError, match=r"in_use.json: was altered") as caught:
        store.in_use()
    assert "promote" in caught.value.remedy


def test_ids_of_later_versions_are_not_given_again_to_what_goes_on_from_an_older_one(store: Store, make: Make) -> None:
    """t004 was given by the second version: an edit of the first gives t005. The newest is not changed by this."""
    model = make(themes=3)
    store.add("field", model, made_by="train")
    store.add("field", make("other", themes=4), made_by="train")
    gone_on = store.continued("field", model)
    assert gone_on.info.retired == ("t004",)
    assert next(fresh_ids(gone_on)) == "t005"
    assert gone_on.theme_ids == model.theme_ids
    assert gone_on.sha256 == model.sha256, "what follows descends from the version as it is stored"
    newest = drop_theme(merge_themes(model, ["t001", "t002"]), "t003")
    store.add("line", model, made_by="train")
    store.add("line", newest, made_by="edits")
    assert store.continued("line", newest) is newest
    assert store.continued("nobody", model) is model


def test_a_version_that_cannot_be_read_has_no_ids_to_tell(store: Store, make: Make) -> None:
    """It does not stop the others."""
    version = store.add("field", make(themes=4), made_by="train")
    (store.folder(version) / "model.json").write_bytes(b"\xff")
    assert store.continued("field", make(themes=3)).info.retired == ()


def test_the_files_are_as_documented(store: Store, make: Make) -> None:
    """A line a version, a folder a version, one file for what is in use; no time in the model itself."""
    version = store.add("field", make(), made_by="train", figures=b"{}")
    store.promote(version)
    (line,) = (store.root / "field" / "versions.jsonl").read_text().splitlines()
    assert json.loads(line) == {"name": "field", "sha256": version.sha256, "made_by": "train", "at": version.at}
    assert version.at.endswith("+00:00")
    assert {path.name for path in store.folder(version).iterdir()} == {
        "README.md", "figures.json", "model.json", "model.safetensors", "model.sha256",
    }  # fmt: skip
