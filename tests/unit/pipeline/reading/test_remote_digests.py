"""What inputs in object storage hold is found out by the workers, once for each content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import fsspec
import pytest

from corpus_cli.engines.work import Done, Work
from corpus_cli.ingest.inputs import find_inputs
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.progress import Silence
from corpus_cli.pipeline.reading import remote_digests as remote_digests_module
from corpus_cli.pipeline.reading.remote_digests import remote_digests

# More than any file here has.
LARGEST = 1000


class Inline:
    """An engine that works here and remembers what it was given."""

    name, jobs = "inline", 1

    def __init__(self) -> None:
        self.given: list[str] = []

    def run_tasks(self, work: Work[Any, Any], tasks: Any, **_: Any) -> Iterator[Any]:
        state = work.setup(*work.arguments)
        for items in tasks:
            self.given.extend(items)
            yield Done(tuple(items), work.function(state, items), 0)

    def close(self) -> None:
        pass


@pytest.fixture
def storage() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pipe_file("/bucket/a.txt", "ماء".encode())
    system.pipe_file("/bucket/b.txt", b"water")
    yield system
    system.store.clear()


def digests(folder: Path, *, given: str = "memory://bucket") -> tuple[dict[str, str], Sequence[str]]:
    """SHA-256 by file name, and which files were read for it."""
    (folder / ".state").mkdir(exist_ok=True)
    engine = Inline()
    files, _ = find_inputs([given])
    found = remote_digests(RunFolder(folder), files, engine=engine, progress=Silence(), max_bytes=LARGEST, keep=True)
    return {Path(path).name: digest for path, digest in found.items()}, [Path(path).name for path in engine.given]


def test_only_what_has_changed_is_read_again(storage: Any, tmp_path: Path) -> None:
    """The storage's mark tells; the hash is that of the bytes, as for files here."""
    first, read = digests(tmp_path)
    assert first == {"a.txt": hashlib.sha256("ماء".encode()).hexdigest(), "b.txt": hashlib.sha256(b"water").hexdigest()}
    assert read == ["a.txt", "b.txt"]
    assert digests(tmp_path) == (first, [])
    storage.rm_file("/bucket/b.txt")
    storage.pipe_file("/bucket/b.txt", b"wells")
    changed, read = digests(tmp_path)
    assert (changed["b.txt"], read) == (hashlib.sha256(b"wells").hexdigest(), ["b.txt"])


def test_what_inputs_hold_that_are_not_given_this_time_stays_known(storage: Any, tmp_path: Path) -> None:  # noqa: ARG001  # its files
    """A run over one folder of many must not make the next one over all of them read the others again."""
    first, _ = digests(tmp_path)
    assert digests(tmp_path, given="memory://bucket/a.txt")[1] == []
    assert digests(tmp_path) == (first, [])


def test_what_was_found_out_before_a_kill_is_known(
    storage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Millions of files are read for hours: not from the beginning again. A half line is nothing and harms no other."""
    monkeypatch.setattr(remote_digests_module, "FILES_A_TASK", 1)

    class Killed(Inline):
        def run_tasks(self, work: Work[Any, Any], tasks: Any, **_: Any) -> Iterator[Any]:
            yield next(super().run_tasks(work, tasks))
            raise KeyboardInterrupt

    (tmp_path / ".state").mkdir()
    (tmp_path / ".state" / "digests.jsonl").write_bytes(b'{"path":"memory')
    files, _ = find_inputs(["memory://bucket"])
    with pytest.raises(KeyboardInterrupt):
        remote_digests(RunFolder(tmp_path), files, engine=Killed(), progress=Silence(), max_bytes=LARGEST, keep=True)
    assert digests(tmp_path)[1] == ["b.txt"]
    storage.rm_file("/bucket/b.txt")
    storage.pipe_file("/bucket/b.txt", b"wells")
    digests(tmp_path)
    lines = (tmp_path / ".state" / "digests.jsonl").read_text().splitlines()
    assert [line.partition('"mark"')[0] for line in lines] == [
        '{"path":"memory:///bucket/a.txt",', '{"path":"memory:///bucket/b.txt",'
    ]  # fmt: skip


def test_a_damaged_list_is_made_anew(storage: Any, tmp_path: Path) -> None:  # noqa: ARG001  # its files
    """It only saves time."""
    first, _ = digests(tmp_path)
    (tmp_path / ".state" / "digests.jsonl").write_bytes(b'{"path"')
    assert digests(tmp_path) == (first, ["a.txt", "b.txt"])


def test_a_redacted_run_keeps_no_paths_and_too_large_files_have_no_hash(storage: Any, tmp_path: Path) -> None:
    """A path may hold a listed name; what the reader will refuse is not read to its end."""
    storage.pipe_file("/bucket/large.txt", b"x" * 100)
    files, _ = find_inputs(["memory://bucket"])
    found = remote_digests(
        RunFolder(tmp_path), files, engine=Inline(), progress=Silence(), max_bytes=10, keep=False
    )  # fmt: skip
    assert [Path(path).name for path, digest in found.items() if not digest] == ["large.txt"]
    assert not (tmp_path / ".state").exists()


def test_files_here_are_left_to_the_plan(tmp_path: Path) -> None:
    """Nothing is asked of workers and nothing written."""
    (tmp_path / "a.txt").write_text("water")
    files, _ = find_inputs([str(tmp_path)])
    engine = Inline()
    assert (
        remote_digests(
            RunFolder(tmp_path / "out"), files, engine=engine, progress=Silence(), max_bytes=LARGEST, keep=True
        )
        == {}
    )
    assert not (tmp_path / "out").exists()
