"""Where this machine's copy of a run in object storage lies, and who works with it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.errors import OutputError

if TYPE_CHECKING:
    from filelock import FileLock


def place_of_mirror(address: str, mirrors: Path) -> Path:
    """The folder among ``mirrors`` for the run at the address: its copy, and what is known of it."""
    return mirrors / hashlib.sha256(address.rstrip("/").encode()).hexdigest()[:16]


def copy_in(place: Path) -> Path:
    """The copy itself."""
    return place / "run"


@contextmanager
def alone(address: str, mirrors: Path) -> Iterator[None]:
    """Nobody else on this machine fetches into the copy: a reader must not replace it below a run that works in it.

    Raises ``OutputError`` while another command works with it, or where ``mirrors`` cannot be written.
    """
    from filelock import FileLock, Timeout

    place = place_of_mirror(address, mirrors)
    try:
        mirrors.mkdir(parents=True, exist_ok=True)
        held = FileLock(place.with_suffix(".lock"))
        held.acquire(timeout=0)
    except Timeout as error:
        raise OutputError(
            f"{address}: another command on this machine is working with its copy",
            remedy=f"wait until it has ended, or, to read, give the copy as it is: {copy_in(place)}",
        ) from error
    except OSError as error:
        raise OutputError(
            f"{mirrors}: cannot be written: {error.strerror or error}",
            remedy="set mirrors_dir in corpus.toml, or CORPUS_MIRRORS_DIR, to a folder that can",
        ) from error
    try:
        yield
    finally:
        held.release()


# Of this process, until it ends: the system frees a lock whose process has gone.
_READING: dict[Path, FileLock] = {}


def keep_for_reading(place: Path) -> None:
    """No other process makes the copy in ``place`` anew while this one lives. To be called where it is ``alone``."""
    from filelock import FileLock

    path = _readers(place) / f"{os.getpid()}.lock"
    if path not in _READING:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = FileLock(path)
        held.acquire(timeout=0)
        _READING[path] = held


def is_read(place: Path) -> bool:
    """Whether another process reads the copy in ``place``; what is left of those that have ended is removed."""
    from filelock import FileLock, Timeout

    for path in sorted(_readers(place).glob("*.lock")):
        if path in _READING:
            continue
        try:
            with FileLock(path, timeout=0):
                path.unlink(missing_ok=True)
        except Timeout:
            return True
    return False


def _readers(place: Path) -> Path:
    return place / "readers"
