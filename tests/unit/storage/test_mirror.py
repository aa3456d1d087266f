"""Runs kept in object storage: what is there at any moment is a run that another machine can go on with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from corpus_cli.errors import InputError, OutputError
from corpus_cli.storage import lock as lock_module
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
    write(mirror.root, documents__ab__2="two")
    mirror.close()  # the lock is forgotten; nothing is put there
    assert set(there()) == {"documents/ab/1"}
    with opened_mirror(ADDRESS, tmp_path) as (again, _):
        assert (again.root / "documents/ab/2").read_text() == "two"
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


def test_two_runs_at_once_are_refused_and_a_dead_one_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one is told where the first runs; one that has not been heard of is named when it is taken over."""
    with opened_mirror(ADDRESS, tmp_path / "first") as (mirror, _):
        with (
            pytest.raises(OutputError, match="another run is writing there"),
            opened_mirror(ADDRESS, tmp_path / "second"),
        ):
            pass
        monkeypatch.setattr(lock_module, "STALE_SECONDS", -1)
        with opened_mirror(ADDRESS, tmp_path / "second") as (_, taken):
            assert taken
        mirror._lock.lost = True
        with pytest.raises(OutputError, match="taken over"):
            mirror.put()
        mirror._lock.lost = False
    assert not fsspec.filesystem("memory").exists("/bucket/out/.state/lock")


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
