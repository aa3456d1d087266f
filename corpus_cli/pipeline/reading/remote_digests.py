"""What inputs in object storage hold, found out by the workers: this machine does not read them all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from corpus_cli.engines.work import Done, Engine, Work
from corpus_cli.ingest.inputs import InputFile
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.pipeline.progress import Progress
from corpus_cli.storage.address import is_address, read_bytes

FILES_A_TASK = 64
SECONDS_A_FILE = 120.0


class _Known(msgspec.Struct, frozen=True):
    """A file with this mark of the storage's has this SHA-256."""

    path: str
    mark: str
    sha256: str


def remote_digests(
    folder: RunFolder,
    files: Sequence[InputFile],
    *,
    engine: Engine,
    progress: Progress,
    max_bytes: int,
    keep: bool,
) -> dict[str, str]:
    """SHA-256 of each of the files that lie in object storage, by path; empty where one cannot be read or is larger.

    A file whose mark (its ETag) is that of an earlier run is not read again, also where that run was killed or other
    runs were given other files since. ``keep``: whether a later run may know; paths and hashes are then on disk as
    they are.
    """
    remote = {file.path: file.mark for file in files if is_address(file.path)}
    if not remote:
        return {}
    notes = _Notes(folder.state / "digests.jsonl" if keep else None)
    found = {path: sha256 for path, mark in remote.items() if (sha256 := notes.known(path, mark))}
    wanted = [path for path in remote if path not in found]
    progress.begin("inputs compared", total=len(wanted), unit="file")
    tasks = (wanted[start : start + FILES_A_TASK] for start in range(0, len(wanted), FILES_A_TASK))
    with closing(
        engine.run_tasks(Work(take_limit, (max_bytes,), digests), tasks, limit=_limit, most=len(wanted) or 1)
    ) as results:
        for result in results:
            new = dict(zip(result.items, result.result, strict=True)) if isinstance(result, Done) else {result.item: ""}
            found.update(new)
            notes.take(_Known(path, remote[path], sha256) for path, sha256 in new.items())
            progress.advance(len(new))
    progress.end()
    notes.tidy()
    return found


class _Notes:
    """What is known of files in object storage, one line a file, the last one counting. None: it is kept nowhere."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lines = {} if path is None else {line.path: line for line in _read(path)}
        self._new = False

    def known(self, path: str, mark: str) -> str:
        """The SHA-256 of the file with this mark; empty where it is not known."""
        line = self._lines.get(path)
        return line.sha256 if line is not None and mark and line.mark == mark else ""

    def take(self, lines: Iterable[_Known]) -> None:
        """They are on disk behind what was there: a run that is killed has not read them for nothing."""
        worth = [line for line in lines if line.mark and line.sha256]
        if self._path is None or not worth:
            return
        with self._path.open("ab") as file:
            if not self._new:
                file.write(b"\n")  # a run that was killed may have left half a line
            file.write(_written(worth))
        self._new = True
        self._lines.update((line.path, line) for line in worth)

    def tidy(self) -> None:
        """Each file has one line."""
        if self._path is not None and self._new:
            write_whole(self._path, _written(self._lines[path] for path in sorted(self._lines)))


def _written(lines: Iterable[_Known]) -> bytes:
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def take_limit(max_bytes: int) -> int:
    """What a worker holds: how large a file may be."""
    return max_bytes


def digests(max_bytes: int, paths: Sequence[str]) -> list[str]:
    """SHA-256 of each file; empty where it cannot be read or is too large: the reader will say why."""
    return [_digest(path, max_bytes) for path in paths]


def _digest(path: str, max_bytes: int) -> str:
    try:
        data = read_bytes(path, most=max_bytes + 1)
    except OSError:
        return ""
    return hashlib.sha256(data).hexdigest() if 0 < len(data) <= max_bytes else ""


def _limit(paths: Sequence[str]) -> float:
    return 60.0 + SECONDS_A_FILE * len(paths)


def _read(path: Path) -> Iterator[_Known]:
    if path.is_file():
        for line in path.read_bytes().splitlines():
            try:
                yield msgspec.json.decode(line, type=_Known)
            except msgspec.DecodeError:
                continue
