"""The run folder: nobody else's folder is written into, and every file is whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.errors import InputError, OutputError
from corpus_cli.output import RunFolder, existing, opened, write_whole


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    """Folders above it as well."""
    with opened(tmp_path / "a" / "b") as folder:
        assert folder.state.is_dir()


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """The user may have made it."""
    with opened(tmp_path) as folder:
        assert folder.root == tmp_path


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path: Path) -> None:
    """A slip of the hand in -o must not mix results into somebody's folder."""
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(OutputError, match="not empty"), opened(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    """-o names a folder."""
    (tmp_path / "x").touch()
    with pytest.raises(OutputError, match="is a file"), opened(tmp_path / "x"):
        pass


def test_a_second_run_on_the_same_folder_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    """Two writers would undo each other."""
    with opened(tmp_path), pytest.raises(OutputError, match="another run"), opened(tmp_path):
        pass
    with opened(tmp_path):
        pass


def test_leftovers_of_a_killed_run_are_removed(tmp_path: Path) -> None:
    """Temporary files go, finished ones stay."""
    with opened(tmp_path) as folder:
        write_whole(folder.document("ab12"), b"{}")
    leftovers = [
        tmp_path / "themes.json.77.part",
        tmp_path / "documents" / "ab" / "ab13.json.77.part",
        tmp_path / ".state" / "journal.jsonl.77.part",
    ]
    for path in leftovers:
        path.write_bytes(b"{")
    with opened(tmp_path) as folder:
        assert not any(path.exists() for path in leftovers)
        assert folder.document("ab12").read_bytes() == b"{}"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """The old content is there until the new one is complete."""
    path = tmp_path / "x.json"
    write_whole(path, b"old")
    with pytest.raises(TypeError):
        write_whole(path, "not bytes")  # type: ignore[arg-type]  # the failure is the point
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_documents_lie_in_shards(tmp_path: Path) -> None:
    """The first two hex digits of the id."""
    folder = RunFolder(tmp_path)
    assert folder.document("abcdef") == tmp_path / "documents" / "ab" / "abcdef.json"
    assert folder.shards() == []


def test_reading_needs_a_run(tmp_path: Path) -> None:
    """A folder without a run is a wrong input, with what to do."""
    with pytest.raises(InputError, match="no run") as caught:
        existing(tmp_path)
    assert "corpus run" in caught.value.remedy
