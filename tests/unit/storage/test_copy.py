"""This machine's copy of a run: when it counts, and what cannot be written of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stored_run import ADDRESS, RUN, here, write

from corpus_cli.errors import InputError, OutputError
from corpus_cli.storage import lock as lock_module
from corpus_cli.storage import mirror as mirror_module
from corpus_cli.storage.mirror import Mirror, check_run, fetched, opened_mirror
from corpus_cli.storage.place import place_of_mirror

pytestmark = pytest.mark.usefixtures("storage")


def fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing can be added to what is known of the run, beside its copy."""
    real = Path.open

    def full(path: Path, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if "a" in mode:
            raise OSError(28, "No space left on device", str(path))
        return real(path, mode, *arguments, **named)

    monkeypatch.setattr(Path, "open", full)


def test_a_full_disk_of_this_machine_is_told_as_such(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no fault of the program, nor of the storage."""
    with pytest.raises(OutputError, match="No space left") as caught, opened_mirror(ADDRESS, tmp_path):
        fill_the_disk(monkeypatch)
    assert str(root.parent) in caught.value.message and ADDRESS not in caught.value.message
    assert "free space" in caught.value.remedy


def test_the_error_that_ended_a_run_is_told_though_the_disk_is_full(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be put for that is put by the next run."""
    with pytest.raises(InputError, match="the first error"), opened_mirror(ADDRESS, tmp_path):
        write(root, {"themes.md": "x"})
        fill_the_disk(monkeypatch)
        raise InputError("the first error", remedy="none")


def test_a_copy_that_cannot_be_removed_is_not_mixed_with_what_is_fetched(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another machine has removed there must not come back from here."""
    with opened_mirror(ADDRESS, tmp_path / "other") as (mirror, _):
        shutil.rmtree(mirror.root / "export")

    def refuse(path: Any, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    with pytest.raises(OutputError, match="Permission denied") as caught, opened_mirror(ADDRESS, tmp_path):
        pass
    assert str(root) in caught.value.message
    monkeypatch.undo()
    assert "export/csv/documents.csv" not in there()


def test_what_was_fetched_is_on_the_disk_before_it_counts(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut leaves empty files that count, and they would be put there."""
    shutil.rmtree(root.parent)
    known: list[bool] = []
    monkeypatch.setattr(os, "sync", lambda: known.append((root.parent / "opened").exists()))
    fetched(ADDRESS, tmp_path)
    assert known == [False]


def test_a_copy_is_not_made_anew_below_another_process_that_reads_it(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]]
) -> None:
    """Its export would silently have fewer rows. What a reader that has ended leaves behind stands in nobody's way."""
    with opened_mirror(ADDRESS, tmp_path / "other") as (mirror, _):
        write(mirror.root, {"run.json": "newer"})
    reader = f"""
from pathlib import Path
from corpus_cli.storage.place import keep_for_reading
keep_for_reading(Path({str(root.parent)!r}))
print("reads", flush=True)
input()
"""
    command = [sys.executable, "-c", reader]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "reads\n"
        with pytest.raises(OutputError, match="reads its copy"):
            fetched(ADDRESS, tmp_path)
        with pytest.raises(OutputError, match="reads its copy"), opened_mirror(ADDRESS, tmp_path):
            pass
        assert here(root) == RUN
        process.kill()
    assert here(fetched(ADDRESS, tmp_path)) == {**RUN, "run.json": "newer"} == there()
    assert here(fetched(ADDRESS, tmp_path)) == there()


def test_a_run_that_is_gone_there_does_not_cost_the_copy_of_who_reads(tmp_path: Path, root: Path, storage: Any) -> None:
    """It may be the last one."""
    storage.rm("/bucket/out", recursive=True)
    with pytest.raises(InputError, match="holds no run"):
        fetched(ADDRESS, tmp_path)
    with pytest.raises(InputError, match="holds no run"):
        check_run(ADDRESS, tmp_path)
    assert here(root) == RUN


def test_a_copy_fetched_beside_a_run_is_not_written_from(
    tmp_path: Path, there: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine of that run was lost later: who goes on takes what it had put there by then."""
    lost = Mirror(ADDRESS, tmp_path / "lost")
    lost.open()
    write(lost.root, {name: RUN[name] for name in ("documents/ab/ab1.json", ".state/journal.jsonl")})
    lost.put()
    half = fetched(ADDRESS, tmp_path)
    assert not (half / "run.json").exists()
    write(lost.root, RUN)
    lost.put()
    assert here(fetched(ADDRESS, tmp_path)) == RUN
    monkeypatch.setattr(lock_module, "STALE_SECONDS", -1)
    with opened_mirror(ADDRESS, tmp_path) as (mirror, taken):
        assert taken
        assert here(mirror.root) == RUN
    assert there() == RUN
    lost.close()


def test_a_copy_of_a_finished_run_that_was_read_need_not_be_fetched_to_write(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody was writing there while it was fetched."""
    copy = fetched(ADDRESS, tmp_path / "other")
    assert copy != root
    other = Mirror(ADDRESS, tmp_path / "other")
    monkeypatch.setattr(type(other.system), "get", lambda *_, **__: pytest.fail("fetched again"))
    other.open()
    assert here(copy) == RUN
    other.close()


def test_who_is_taken_over_in_the_middle_of_a_put_stops(
    tmp_path: Path, root: Path, storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that slept for an hour must not go on writing over what another has done since."""
    monkeypatch.setattr(mirror_module, "FILES_A_BATCH", 1)
    mirror = Mirror(ADDRESS, tmp_path)
    mirror.open()
    write(root, {"documents/ab/ab1.json": "of the first", ".state/journal.jsonl": "of the first", "run.json": "first"})
    pipe = type(storage).pipe

    def slow(self: Any, data: dict[str, bytes]) -> None:
        pipe(self, data)
        storage.pipe_file("/bucket/out/.state/lock", b'{"owner":"other","machine":"other","beat":0}')

    monkeypatch.setattr(type(storage), "pipe", slow)
    with pytest.raises(OutputError, match="another run has taken over"):
        mirror.put_last()
    assert storage.cat_file("/bucket/out/.state/journal.jsonl").decode() == RUN[".state/journal.jsonl"]
    mirror.close()


def test_what_was_put_is_known_behind_a_torn_line(tmp_path: Path, root: Path) -> None:
    """A kill leaves half a line, which must not swallow the next one."""
    log = place_of_mirror(ADDRESS, tmp_path) / "put.jsonl"
    with log.open("ab") as file:
        file.write(b'{"name":"docum')
    with opened_mirror(ADDRESS, tmp_path):
        write(root, {"themes.md": "x"})
    (root / "themes.md").unlink()
    assert (fetched(ADDRESS, tmp_path) / "themes.md").is_file()


def test_an_export_that_is_being_written_stays_here(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]]
) -> None:
    """The folder has a temporary name, its files their last ones."""
    mirror = Mirror(ADDRESS, tmp_path)
    mirror.open()
    write(root, {"export/csv.12.new.part/documents.csv": "half"})
    mirror.put()
    mirror.close()
    assert there() == RUN
