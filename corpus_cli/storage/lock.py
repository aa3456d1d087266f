"""One run at a time in a folder of object storage: an object that its owner renews, and others may take over when old.

Object storage has no locks. Where it can refuse to write over an object (S3 can), two runs that start at once cannot
both have it; elsewhere the later one wins and the earlier one notices when it renews.
"""

from __future__ import annotations

import platform
import secrets
import threading
import time
from contextlib import suppress
from typing import Any

import msgspec

from corpus_cli.errors import OutputError
from corpus_cli.storage.address import reason_of

BEAT_SECONDS = 60.0
# An owner who has not been heard of for so long is gone.
STALE_SECONDS = 600.0


class _Content(msgspec.Struct):
    owner: str
    machine: str
    beat: float


class Lock:
    """The lock object at ``path``. ``lost``: whether another run has taken it."""

    def __init__(self, system: Any, path: str, address: str) -> None:
        self._system, self._path, self._address = system, path, address
        self._owner = secrets.token_hex(8)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        # Not every storage writes an object whole: who reads must not find it half renewed by this very process.
        self._renewing = threading.Lock()
        self.lost = False

    def acquire(self) -> str | None:
        """The lock is ours and stays so; returns the machine from which it was taken over, if any.

        Raises ``OutputError`` while another run has it.
        """
        taken = None
        if not self._create():
            found = self._read()
            if found is not None and time.time() - found.beat < STALE_SECONDS:
                raise OutputError(
                    f"{self._address}: another run is writing there, on {found.machine}",
                    remedy=f"wait until it has ended; a run that was killed is forgotten after "
                    f"{STALE_SECONDS / 60:.0f} minutes",
                )
            taken = found.machine if found else None
            self._write("overwrite")
        current = self._read()
        if current is None or current.owner != self._owner:
            raise OutputError(f"{self._address}: another run has just begun there", remedy="wait until it has ended")
        self._thread = threading.Thread(target=self._renew, name="lock", daemon=True)
        self._thread.start()
        return taken

    def release(self) -> None:
        """The lock is free, unless another run has it."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        found = self._read()
        if found is not None and found.owner == self._owner:
            self._system.rm_file(self._path)

    def nobody_else(self) -> bool:
        """Whether no other run has the lock, nor has left one behind."""
        found = self._read()
        return found is None or found.owner == self._owner

    def check(self) -> None:
        """Raises ``OutputError`` if another run has taken the lock, because this one was not heard of for too long.

        Also if that run has ended since: then there is no lock, or one that cannot be read.
        """
        if not self._is_ours():
            raise OutputError(
                f"{self._address}: another run has taken over", remedy="wait until it has ended and run again"
            )

    def _renew(self) -> None:
        while not self._stop.wait(BEAT_SECONDS):
            with suppress(Exception), self._renewing:  # the next beat may get through
                if not self._is_ours_now():
                    return
                self._write("overwrite")

    def _is_ours(self) -> bool:
        with self._renewing:
            return self._is_ours_now()

    def _is_ours_now(self) -> bool:
        """What was lost once stays lost: the folder here is no longer what lies there."""
        if not self.lost:
            found = self._read()
            self.lost = found is None or found.owner != self._owner
        return not self.lost

    def _create(self) -> bool:
        try:
            self._write("create")
        except FileExistsError:
            return False
        return True

    def _write(self, mode: str) -> None:
        content = _Content(owner=self._owner, machine=platform.node(), beat=time.time())
        try:
            self._system.pipe_file(self._path, msgspec.json.encode(content), mode=mode)
        except FileExistsError:
            raise
        except Exception as error:
            if mode == "create" and self._exists():  # said in the storage's own words
                raise FileExistsError(self._path) from error
            raise OutputError(
                f"{self._address}: cannot be written: {reason_of(error)}",
                remedy="check the address and the right to write there",
            ) from error

    def _exists(self) -> bool:
        with suppress(Exception):  # who may not write may often not ask either
            return bool(self._system.exists(self._path))
        return False

    def _read(self) -> _Content | None:
        """None where there is no lock; an error of the storage's says nothing about that and is raised."""
        self._system.invalidate_cache()
        try:
            return msgspec.json.decode(self._system.cat_file(self._path), type=_Content)
        except (FileNotFoundError, msgspec.DecodeError):
            return None
