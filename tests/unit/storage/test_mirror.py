"""Runs kept in object storage: what is there at any moment is a run that another machine can go on with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from corpus_cli.errors import InputError, OutputError
from corpus_cli.storage import lock as lock_module
from corpus_cli.storage import mirror as mirror_module
from corpus_cli.storage.mirror import Mirror, fetched, opened_mirror

ADDRESS = "memory://bucket/out"


@pytest.fixture(autouse=True)
def storage() -> Iterator[Any]:
    """An empty storage in this process's memory."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()


def there() -> dict[str, bytes]:
    """What lies there, but for what the mirror itself needs."""
    system = fsspec.filesystem("memory")
    names = [name for name in system.find("/bucket/out") if not name.endswith((".state/lock", ".state/opened"))]
    return {name.removeprefix("/bucket/out/"): system.cat_file(name) for name in names}


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_what_is_made_in_the_folder_is_there_at_the_end(tmp_path: Path) -> None:
    """Also what a later run changes and removes; temporary files stay here."""
    with opened_mirror(ADDRESS, tmp_path) as (mirror, taken):
        assert taken is None
        write(mirror.root, documents__ab__1="one", documents__ab__2="two", run="حلب")
        (mirror.root / "half.part").write_text("x")
    assert there() == {"documents/ab/1": b"one", "documents/ab/2": b"two", "run": "حلب".encode()}
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        write(mirror.root, documents__ab__1="other")
        (mirror.root / "documents/ab/2").unlink()
    assert there() == {"documents/ab/1": b"other", "run": "حلب".encode()}


def test_another_machine_finds_the_run_as_it_was_left(tmp_path: Path) -> None:
    """It fetches all of it; the first machine then sees that its own copy is old."""
    with opened_mirror(ADDRESS, tmp_path / "first") as (mirror, _):
        write(mirror.root, documents__ab__1="one")
    with opened_mirror(ADDRESS, tmp_path / "second") as (mirror, _):
        assert (mirror.root / "documents/ab/1").read_text() == "one"
        write(mirror.root, documents__ab__1="two")
    with opened_mirror(ADDRESS, tmp_path / "first") as (mirror, _):
        assert (mirror.root / "documents/ab/1").read_text() == "two"


def test_a_run_that_was_killed_goes_on_with_what_its_folder_has(tmp_path: Path) -> None:
    """What had not been put there yet is not lost, and is there in the end."""
    mirror = Mirror(ADDRESS, tmp_path)
    mirror.open()
    write(mirror.root, documents__ab__1="one")
    mirror.put()
    write(mirror.root, documents__ab__2="{}\n")
    mirror.close()  # the lock is forgotten; nothing is put there
    assert set(there()) == {"documents/ab/1"}
    with opened_mirror(ADDRESS, tmp_path) as (again, _):
        assert (again.root / "documents/ab/2").read_text() == "{}\n"
    assert set(there()) == {"documents/ab/1", "documents/ab/2"}


def test_documents_come_before_the_journal_and_marks_of_passes_go_first(
    tmp_path: Path, storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lost between any two steps, a machine leaves no journal line without its documents."""
    steps: list[str] = []
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        write(mirror.root, **{".state__topics.json": "done"})
        mirror.put()
        pipe, remove = storage.pipe, storage.rm_file
        monkeypatch.setattr(mirror.system, "pipe", lambda data: (steps.extend(data), pipe(data)))
        monkeypatch.setattr(mirror.system, "rm_file", lambda path: (steps.append(f"-{path}"), remove(path)))
        (mirror.root / ".state/topics.json").unlink()
        write(
            mirror.root, **{".state__journal.jsonl": "{}", "run.json": "{}", "documents__ab__1": "x", "themes.md": "x"}
        )
        mirror.put()
        monkeypatch.undo()
    assert [step.replace("/bucket/out/", "") for step in steps] == [
        "-.state/topics.json", "documents/ab/1", "themes.md", ".state/journal.jsonl", "run.json"
    ]  # fmt: skip


def test_a_machine_lost_while_it_puts_the_tensors_of_a_model_leaves_the_old_model_whole(
    tmp_path: Path, storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large tensors take long; the new hash over the old ones would be a model that no other machine can read."""
    monkeypatch.setattr(mirror_module, "LARGE", 10)
    model = {"topics__model.json": "old", "topics__model.safetensors": "old tensors", "topics__model.sha256": "old"}
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        write(mirror.root, **model)
    mirror = Mirror(ADDRESS, tmp_path)
    mirror.open()
    write(mirror.root, **{name: text.replace("old", "newer") for name, text in model.items()})
    write(mirror.root, **{"themes.json": "newer"})

    def cut(*_: Any) -> None:
        raise ConnectionError("no network")

    monkeypatch.setattr(type(storage), "put_file", cut)
    with pytest.raises(OutputError, match="no network"):
        mirror.put()
    assert there() == {name.replace("__", "/"): text.encode() for name, text in model.items()}
    mirror.close()


def test_two_runs_at_once_are_refused_and_a_dead_one_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one is told where the first runs; one that has not been heard of is named when it is taken over."""
    first = Mirror(ADDRESS, tmp_path / "first")
    first.open()
    with pytest.raises(OutputError, match="another run is writing there"), opened_mirror(ADDRESS, tmp_path / "second"):
        pass
    monkeypatch.setattr(lock_module, "STALE_SECONDS", -1)
    with opened_mirror(ADDRESS, tmp_path / "second") as (_, taken):
        assert taken
    first.close()
    assert not fsspec.filesystem("memory").exists("/bucket/out/.state/lock")


@pytest.mark.parametrize("finished", [False, True])
def test_a_run_that_was_taken_over_writes_nothing_more(
    tmp_path: Path, storage: Any, monkeypatch: pytest.MonkeyPatch, *, finished: bool
) -> None:
    """Neither while the other is at it nor when that has ended and left no lock: the first slept for too long."""
    with (
        pytest.raises(OutputError, match="another run has taken over"),
        opened_mirror(ADDRESS, tmp_path / "first") as (mirror, _),
    ):
        monkeypatch.setattr(lock_module, "STALE_SECONDS", -1)
        other = Mirror(ADDRESS, tmp_path / "second")
        other.open()
        write(other.root, documents__ab__1="of the second")
        other.put()
        if finished:
            other.close()
        write(mirror.root, documents__ab__1="of the first")
    assert there() == {"documents/ab/1": b"of the second"}
    assert storage.exists("/bucket/out/.state/lock") is not finished
    other.close()


def test_an_owner_that_finds_another_lock_or_none_notices_by_itself(
    tmp_path: Path, storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread that renews the lock never makes it anew: that would shut out who has it rightly."""
    monkeypatch.setattr(lock_module, "BEAT_SECONDS", 0.01)
    mirror = Mirror(ADDRESS, tmp_path)
    mirror.open()
    storage.rm_file("/bucket/out/.state/lock")
    thread = mirror._lock._thread
    assert thread is not None
    thread.join(timeout=60)
    assert mirror._lock.lost
    assert not storage.exists("/bucket/out/.state/lock")
    mirror.close()


class Refused(Exception):
    """Of a storage's own kind, as botocore's EndpointConnectionError is: no OSError."""


def refuse(*_: Any, **__: Any) -> Any:
    raise Refused("Could not connect to the endpoint URL")


@pytest.mark.parametrize("call", ["cat_file", "find", "pipe_file"])
def test_a_storage_that_does_not_answer_is_an_error_with_a_remedy(
    tmp_path: Path, storage: Any, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Whatever it raises, and whatever it was asked."""
    monkeypatch.setattr(type(storage), call, refuse)
    with pytest.raises(OutputError, match="Could not connect") as caught, opened_mirror(ADDRESS, tmp_path):
        pass
    assert "check the" in caught.value.remedy


def test_a_storage_that_forbids_writing_says_so(tmp_path: Path, storage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A 403 is a PermissionError, and who may not write may often not even ask what is there."""

    def forbid(*_: Any, **__: Any) -> Any:
        raise PermissionError("Access Denied")

    monkeypatch.setattr(type(storage), "pipe_file", forbid)
    monkeypatch.setattr(type(storage), "exists", forbid)
    with pytest.raises(OutputError, match="Access Denied"), opened_mirror(ADDRESS, tmp_path):
        pass


def test_the_error_that_ended_a_run_is_told_though_the_lock_cannot_be_given_back(
    tmp_path: Path, storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The network has gone: what is told is that nothing can be written, with where everything lies."""
    with (
        pytest.raises(OutputError, match="cannot be written") as caught,
        opened_mirror(ADDRESS, tmp_path) as (mirror, _),
    ):
        write(mirror.root, documents__ab__1="one")
        for call in ("cat_file", "pipe", "pipe_file", "rm_file"):
            monkeypatch.setattr(type(storage), call, refuse)
    assert str(mirror.root) in caught.value.remedy


def test_what_was_removed_is_forgotten(tmp_path: Path, storage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else every later run would remove it again."""
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        write(mirror.root, documents__ab__1="one", documents__ab__2="two")
        mirror.put()
        (mirror.root / "documents/ab/2").unlink()
    removed: list[str] = []
    remove = type(storage).rm_file
    monkeypatch.setattr(type(storage), "rm_file", lambda self, path: (removed.append(path), remove(self, path)))
    with opened_mirror(ADDRESS, tmp_path):
        pass
    assert removed == ["/bucket/out/.state/lock"]


def test_a_place_that_holds_something_else_is_not_written_to(tmp_path: Path, storage: Any) -> None:
    """Nobody's files are replaced by mistake, and no lock stays behind."""
    storage.pipe_file("/bucket/out/letters/1.txt", b"mine")
    with pytest.raises(OutputError, match="was not made by corpus"), opened_mirror(ADDRESS, tmp_path):
        pass
    assert storage.find("/bucket/out") == ["/bucket/out/letters/1.txt"]


def test_a_finished_run_is_fetched_for_reading(tmp_path: Path) -> None:
    """Without a lock; where there is none, it says so."""
    with pytest.raises(InputError, match="holds no run"):
        fetched(ADDRESS, tmp_path)
    with opened_mirror(ADDRESS, tmp_path / "other") as (mirror, _):
        write(mirror.root, themes="سلام")
    assert (fetched(ADDRESS, tmp_path) / "themes").read_text(encoding="utf-8") == "سلام"


def test_a_run_fetched_while_it_went_on_is_fetched_again(tmp_path: Path) -> None:
    """A reader that came in the middle must not keep the half run for the whole."""
    with opened_mirror(ADDRESS, tmp_path / "other") as (mirror, _):
        write(mirror.root, documents__ab__1="one")
        mirror.put()
        half = fetched(ADDRESS, tmp_path)
        write(mirror.root, documents__ab__2="two")
    assert not (half / "documents/ab/2").exists()
    assert (fetched(ADDRESS, tmp_path) / "documents/ab/2").read_text() == "two"


def test_whoever_made_a_run_need_not_fetch_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own copy is the newest; only another machine that has opened the run since makes it old."""
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        write(mirror.root, documents__ab__1="one")
    again = Mirror(ADDRESS, tmp_path)
    monkeypatch.setattr(again.system, "get", refuse, raising=False)
    assert again.fetch()


def test_a_place_that_cannot_be_read_is_an_input_error(
    tmp_path: Path, storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is read, the remedy is not one about writing; neither is somebody else's folder a run."""
    storage.pipe_file("/bucket/out/letters/1.txt", b"mine")
    with pytest.raises(InputError, match="holds no run"):
        fetched(ADDRESS, tmp_path)
    monkeypatch.setattr(type(storage), "cat_file", refuse)
    with pytest.raises(InputError, match="Could not connect"):
        fetched(ADDRESS, tmp_path)


def test_no_name_leads_out_of_the_folder(tmp_path: Path, storage: Any) -> None:
    """An object may be called anything; whoever may write there must not write elsewhere on this machine."""
    with opened_mirror(ADDRESS, tmp_path / "other") as (mirror, _):
        write(mirror.root, documents__ab__1="one")
    storage.store["/bucket/out/../../evil.txt"] = type(storage.store["/bucket/out/.state/opened"])(
        storage, "/bucket/out/../../evil.txt", b"x"
    )
    assert "/bucket/out/../../evil.txt" in storage.find("/bucket/out")
    root = fetched(ADDRESS, tmp_path)
    assert (root / "documents/ab/1").is_file()
    assert not list(tmp_path.rglob("evil.txt"))
