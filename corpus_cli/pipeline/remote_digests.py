"""What inputs in object storage hold, found out by the workers: this machine does not read them all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
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
    max_bytes: int = 2**40,
    keep: bool = True,
) -> dict[str, str]:
    """SHA-256 of each of the files that lie in object storage, by path; empty where one cannot be read or is larger.

    A file whose mark (its ETag) is that of an earlier run is not read again. ``keep``: whether the next run may know;
    paths and hashes are then on disk as they are.
    """
    remote = [file for file in files if is_address(file.path)]
    if not remote:
        return {}
    state = folder.state / "digests.jsonl"
    known = {(one.path, one.mark): one.sha256 for one in _read(state)}
    found = {file.path: known[file.path, file.mark] for file in remote if file.mark and (file.path, file.mark) in known}
    wanted = [file.path for file in remote if file.path not in found]
    progress.begin("inputs compared", total=len(wanted), unit="file")
    tasks = (wanted[start : start + FILES_A_TASK] for start in range(0, len(wanted), FILES_A_TASK))
    with closing(
        engine.run_tasks(Work(take_limit, (max_bytes,), digests), tasks, limit=_limit, most=len(wanted) or 1)
    ) as results:
        for result in results:
            if isinstance(result, Done):
                found.update(zip(result.items, result.result, strict=True))
                progress.advance(len(result.items))
            else:
                found[result.item] = ""
                progress.advance(1)
    progress.end()
    lines = [_Known(file.path, file.mark, found[file.path]) for file in remote if file.mark and found[file.path]]
    if keep:
        write_whole(state, b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    return found


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
