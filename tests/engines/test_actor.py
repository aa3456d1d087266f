"""The inside of a cluster's worker, as far as it needs no cluster."""

from __future__ import annotations

import errno
import os
import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus_cli.engines.actor import Actor, Mark, Missing, Sent, remove_of_the_dead, versions
from corpus_cli.engines.work import Carriage, Work
from corpus_cli.engines.worker import Raised, Returned
from corpus_cli.errors import OutputError


def test_folders_of_processes_that_are_no_more_are_removed(tmp_path: Path) -> None:
    """A worker that was killed could not clean up; one that runs keeps its folder, and so does everybody else."""
    names = ("desk-999999999-a", f"desk-{os.getpid()}-a", "desk-mine-a", "other-999999999-a")
    for name in names:
        (tmp_path / name).mkdir()
    remove_of_the_dead(tmp_path, "desk-")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])


def test_who_reads_the_word_sees_the_folder(tmp_path: Path) -> None:
    """A folder of the same name on another machine has another word in it, or none."""
    (tmp_path / "mark").write_text("abc", encoding="ascii")
    assert Mark(str(tmp_path / "mark"), "abc", str(tmp_path)).seen()
    assert not Mark(str(tmp_path / "mark"), "abd", str(tmp_path)).seen()
    assert not Mark(str(tmp_path / "none"), "abc", str(tmp_path)).seen()
    assert not Mark(str(tmp_path / "mark"), "abc", str(tmp_path / "nowhere")).seen()


def test_versions_are_of_what_decides_bytes() -> None:
    """Python and the packages with exact pins, not those with a lower bound."""
    found = versions()
    assert {"python", "corpus-cli", "numpy", "onnxruntime"} <= found.keys()
    assert "rich" not in found


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The worker's temporary folder; the worker is this process, which forgets what it was and keeps its threads."""
    from corpus_cli.engines import worker

    monkeypatch.setattr("threadpoolctl.threadpool_limits", lambda *, limits: None)  # noqa: ARG005  # as it is called
    for name in worker.THREAD_VARIABLES:
        monkeypatch.setenv(name, os.environ.get(name, "1"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "room"))
    (tmp_path / "room").mkdir()
    yield tmp_path / "room"
    worker.hold(pickle.dumps(None))


def carried(fakes: ModuleType, root: str, greeting: str) -> Work[Any, Any]:
    carriage = Carriage(
        root=root, mark=root, for_setup=(greeting,), for_task=tuple, placed=fakes.moved_arguments,
        moved=fakes.moved_items,
    )  # fmt: skip
    return Work(fakes.set_up_with_file, (root, greeting), fakes.copy_in_capitals, carriage)


def value(found: Any) -> Any:
    assert isinstance(found, Sent)
    assert isinstance(found.outcome, Returned), found.outcome
    return found.outcome.value


@pytest.mark.usefixtures("room")
def test_a_worker_that_misses_a_file_works_on_when_it_is_sent(fakes: ModuleType, tmp_path: Path) -> None:
    """It saw the run's folder and was set up with it; the reports lie on the disk of who started it."""
    (tmp_path / "out").mkdir()
    (tmp_path / "greeting").write_text("hello")
    (tmp_path / "seen.txt").write_text("seen")
    actor = Actor(pickle.dumps(carried(fakes, str(tmp_path / "out"), str(tmp_path / "greeting"))), None, 0)
    assert value(actor.run([str(tmp_path / "seen.txt")], None, [str(tmp_path / "seen.txt")]))
    away = str(tmp_path / "elsewhere" / "away.txt")
    assert actor.run([away], None, [away]) == Missing((away,))
    assert actor.furnish({str(tmp_path / "greeting"): b"hello"}) is None
    found = actor.run([away], {away: b"away"}, [away])
    assert value(found)
    assert found.files == {"away.txt": b"hello AWAY"}
    actor.leave()


def test_files_of_a_run_in_the_working_folder_have_their_place_in_it(
    fakes: ModuleType, room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``-o .``: the root is the dot, and the paths below it do not begin with it."""
    monkeypatch.chdir(tmp_path)
    actor = Actor(pickle.dumps(carried(fakes, ".", "greeting")), None, 0)
    assert actor.furnish({"greeting": b"hello"}) is None
    assert [path.name for path in room.glob("corpus-desk-*/out/*")] == ["greeting"]
    found = actor.run(["documents/ab/1.txt"], {"documents/ab/1.txt": b"one"}, [])
    assert value(found)
    assert found.files == {"1.txt": b"hello ONE"}
    actor.leave()
    assert not list(room.iterdir())


@pytest.mark.parametrize("moment", ["furnish", "run"])
@pytest.mark.usefixtures("room")
def test_a_worker_without_room_for_files_blames_no_item(
    fakes: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """A full temporary folder is its machine's fault: the run ends and names both."""
    actor = Actor(pickle.dumps(carried(fakes, str(tmp_path / "out"), "greeting")), None, 0)
    furnished = actor.furnish({"greeting": b"hello"}) if moment == "run" else None

    def full(path: Path, _: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    if moment == "run":
        sent = actor.run(["a.txt"], {"a.txt": b"a"}, [])
        assert isinstance(sent, Sent)
        outcome = sent.outcome
    else:
        outcome = actor.furnish({"greeting": b"hello"})
    assert furnished is None
    assert isinstance(outcome, Raised)
    assert isinstance(outcome.error, OutputError)
    assert f"{os.uname().nodename}: files sent to it cannot be kept: No space left on device" in str(outcome.error)
    assert "TMPDIR" in outcome.error.remedy
    actor.leave()


@pytest.mark.usefixtures("room")
def test_a_file_that_is_nowhere_is_read_by_who_says_so(fakes: ModuleType, tmp_path: Path) -> None:
    """Told that nobody has it, the worker goes on: the reader's words are the ones to tell."""
    (tmp_path / "out").mkdir()
    (tmp_path / "greeting").write_text("hello")
    actor = Actor(pickle.dumps(carried(fakes, str(tmp_path / "out"), str(tmp_path / "greeting"))), None, 0)
    gone = str(tmp_path / "gone.txt")
    sent = actor.run([gone], {}, [gone])
    assert isinstance(sent, Sent)
    assert isinstance(sent.outcome, Raised)
    assert "FileNotFoundError" in sent.outcome.summary
