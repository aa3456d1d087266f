"""The inside of a worker on a cluster: as a local worker, and able to work on files that it was sent."""

from __future__ import annotations

import os
import pickle
import platform
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_cli.engines.worker import Raised, Returned, check_setup, hold, raised, run_task
from corpus_cli.errors import OutputError

if TYPE_CHECKING:
    from corpus_cli.engines.work import Carriage, Work

DISTRIBUTION = "corpus-cli"
# Sent files that are not of the run's folder lie in folders of their own number, so that each keeps its name.
ELSEWHERE = "inputs"
DESK = "corpus-desk-"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a worker is, and whether it sees the files of whoever started it.

    ``versions``: of Python and of every package that the product pins exactly, because it can change bytes.
    """

    node: str
    process: int
    sees_files: bool
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A file that only the machines have that see the folder. ``folder``: from which relative paths are meant."""

    path: str
    content: str
    folder: str

    def seen(self) -> bool:
        """Whether this process sees it."""
        try:
            return Path(self.path).read_text(encoding="ascii") == self.content and Path(self.folder).is_dir()
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class Missing:
    """These files of a task are not on this machine: it has not been carried out, and they are to be sent."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A task's outcome with the files that it has written, by their path in the run's folder."""

    outcome: Returned | Raised
    files: dict[str, bytes] = field(default_factory=dict)


class Actor:
    """A worker: one process that sets the work up at its first task and then does one task after the other.

    ``mark``: None where the work reads no files. ``memory``: bytes of data beyond which the process may not grow.
    """

    def __init__(self, pickled_work: bytes, mark: Mark | None, memory: int) -> None:
        _limit_memory(memory)
        hold(pickled_work)
        self._pickled_work = pickled_work
        self._mark = mark
        self._desk: Desk | None = None

    def place(self) -> Place:
        """Where this worker is. It reads relative paths as who started it does, where it sees their files."""
        import ray

        seen = self._mark is None or self._mark.seen()
        if self._mark is not None and seen:
            os.chdir(self._mark.folder)
        node = ray.get_runtime_context().get_node_id()
        return Place(node=node, process=os.getpid(), sees_files=seen, versions=versions())

    def furnish(self, files: Mapping[str, bytes]) -> Raised | None:
        """The files that setting up reads are here; from now on every task brings its own.

        What was set up before with the files that are seen here is set up anew. Returns what went wrong, if anything.
        """
        work: Work[Any, Any] = pickle.loads(self._pickled_work)  # from who started this worker, never from a file
        assert work.carriage is not None
        try:
            self._desk = Desk(work.carriage, files)
        except OSError as error:
            return _no_room(error)
        hold(pickle.dumps(self._desk.placed(work)))
        return None

    def run(self, items: Sequence[Any], files: Mapping[str, bytes] | None, needed: Sequence[str]) -> Sent | Missing:
        """What came of the items. ``files``: sent with them, None: look for them here; ``needed``: what they read."""
        if self._desk is not None:
            return self._desk.run(items, files or {})
        missing = tuple(path for path in needed if not os.path.exists(path))  # noqa: PTH110  # any name at all
        if files is None and missing:
            return Missing(missing)
        return Sent(run_task(items))

    def leave(self) -> None:
        """Nothing of what was sent to this worker lies here any more."""
        if self._desk is not None:
            self._desk.close()

    def check_setup(self) -> Raised | None:
        """What setting up raised; None if it works."""
        return check_setup()


class Desk:
    """A folder of this worker's own that stands in for the run's.

    What a worker leaves that was killed is removed by the next one on its machine.
    """

    def __init__(self, carriage: Carriage[Any], files: Mapping[str, bytes]) -> None:
        self._carriage = carriage
        remove_of_the_dead(Path(tempfile.gettempdir()), DESK)
        self._folder = Path(tempfile.mkdtemp(prefix=f"{DESK}{os.getpid()}-"))
        self._root = self._folder / "out"
        self._root.mkdir()
        self._setup = self._put(files, "setup")
        self._kept = {path: _stamp(path) for path in _files_below(self._root)}

    def placed(self, work: Work[Any, Any]) -> Work[Any, Any]:
        """The work with this folder's paths."""
        places = {self._carriage.root: str(self._root), **self._setup}
        return replace(work, arguments=self._carriage.placed(work.arguments, places), carriage=None)

    def run(self, items: Sequence[Any], files: Mapping[str, bytes]) -> Sent:
        """The outcome, and what the task has written; the folder is then as it was before.

        That nothing more can be kept here is no fault of the items: the outcome is then an error that ends the run.
        """
        try:
            places = self._put(files, "task")
            before = {path: _stamp(path) for path in _files_below(self._root)}
            outcome = run_task(self._carriage.moved(items, places))
            written = [path for path in _files_below(self._root) if before.get(path) != _stamp(path)]
            return Sent(outcome, {str(path.relative_to(self._root)): path.read_bytes() for path in sorted(written)})
        except OSError as error:
            return Sent(_no_room(error))
        finally:
            self._clear()

    def _clear(self) -> None:
        for path in _files_below(self._root):
            if path not in self._kept:
                with suppress(OSError):
                    path.unlink()
        shutil.rmtree(self._folder / ELSEWHERE / "task", ignore_errors=True)

    def close(self) -> None:
        """The folder is gone."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _put(self, files: Mapping[str, bytes], kind: str) -> dict[str, str]:
        """The files are here; from their paths to those that they have here."""
        # Not by their words: of ``.`` nothing begins with them. Both are meant from one folder, whichever that is here.
        root = os.path.abspath(self._carriage.root).rstrip("/")  # noqa: PTH100  # no link is followed
        places = {}
        for number, (path, data) in enumerate(files.items()):
            whole = os.path.abspath(path)  # noqa: PTH100
            if whole.startswith(f"{root}/"):
                place = self._root / whole.removeprefix(f"{root}/")
            else:
                place = self._folder / ELSEWHERE / kind / str(number) / os.path.basename(path)  # noqa: PTH119
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            places[path] = str(place)
        return places


def files_of(needed: Sequence[str]) -> dict[str, bytes]:
    """The content of the files that are there, by path; one that has gone is noticed by who wants to read it."""
    found = {}
    for path in needed:
        try:
            with open(path, "rb") as file:  # noqa: PTH123  # a name that is no UTF-8 stays as it is
                found[path] = file.read()
        except OSError:
            continue
    return found


def versions() -> dict[str, str]:
    """Python and every exactly pinned dependency, as installed here."""
    from packaging.requirements import Requirement

    found = {"python": platform.python_version()}
    try:
        found[DISTRIBUTION] = version(DISTRIBUTION)
        wanted = [Requirement(line) for line in requires(DISTRIBUTION) or ()]
    except PackageNotFoundError:
        return found
    for requirement in wanted:
        exact = any(part.operator == "==" for part in requirement.specifier)
        if exact and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            try:
                found[requirement.name] = version(requirement.name)
            except PackageNotFoundError:
                found[requirement.name] = "not installed"
    return found


def remove_of_the_dead(folder: Path, prefix: str) -> None:
    """Folders named by this prefix and the number of a process that is no more are gone."""
    for path in folder.glob(f"{prefix}*-*"):
        owner = path.name.removeprefix(prefix).partition("-")[0]
        if owner.isdigit() and Path("/proc/self").exists() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(path, ignore_errors=True)


def _files_below(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def _stamp(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _no_room(error: OSError) -> Raised:
    """What ends the run where this machine cannot keep what is sent to it."""
    return raised(
        OutputError(
            f"the machine {platform.node()}: files sent to it cannot be kept: {error.strerror or error}",
            remedy=f"make room in {tempfile.gettempdir()} there, or set TMPDIR for its workers, and run again; what is "
            "finished is kept",
        ),
        in_setup=False,
    )


def _limit_memory(limit: int) -> None:
    """What grows beyond the limit gets a MemoryError, or ends; the machine and its other workers go on."""
    import resource

    if limit and hasattr(resource, "RLIMIT_DATA"):
        resource.setrlimit(resource.RLIMIT_DATA, (limit, resource.getrlimit(resource.RLIMIT_DATA)[1]))
