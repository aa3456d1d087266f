"""A run that is kept in object storage: worked on in a folder of this machine, from which what changes is put there.

The folder stays for the next run. It counts as long as no other machine has opened the run since and nothing of it has
been lost here; else it is fetched anew. What is put there goes in an order in which a machine that is lost at any
moment leaves a run that another one can go on with: first the marks of passes that are to be made again are removed,
then documents and vectors, then what is made of them, then the journal.

Only what a run has removed itself is removed there. When the folder is opened all of it is here, so what goes later is
the run's doing, but for what no run removes (``losses``); what goes between two runs is fetched again.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from corpus_cli.errors import CorpusError, InputError, OutputError
from corpus_cli.storage.address import filesystem, reason_of
from corpus_cli.storage.copy import Copy
from corpus_cli.storage.lock import Lock
from corpus_cli.storage.names import GENERATION, LOCK, MARKS, rank, stays_here
from corpus_cli.storage.place import is_read, keep_for_reading, place_of_mirror
from corpus_cli.storage.stamps import TO_GO, Stamp

# So often what has changed is put there, and never so often that more than a twentieth of the time goes into it.
CHECK_SECONDS = 30.0
SHARE = 20
# Small files travel together; a large one by itself, in portions.
FILES_A_BATCH = 200
LARGE = 8 * 2**20


class Mirror:
    """The run at ``address`` in the folder ``root``. To be made by ``opened_mirror`` or ``fetched``."""

    def __init__(self, address: str, mirrors: Path) -> None:
        self.address = address.rstrip("/")
        self.system, self._base = filesystem(address)
        self._copy = Copy(place_of_mirror(self.address, mirrors))
        self.root = self._copy.root
        self._next, self._lock = 0.0, Lock(self.system, self._at(LOCK), self.address)

    def open(self) -> str | None:
        """The run is ours and its folder is here as it is there; returns the machine that it was taken over from.

        Raises ``OutputError`` where another run has it, where something else lies there, or for any error of the
        storage's own.
        """
        try:
            taken = self._lock.acquire()
            if not self.fetch():
                if any(not stays_here(name) for name in self._listed()):
                    raise OutputError(
                        f"{self.address}: is not empty and was not made by corpus",
                        remedy="give a new or empty folder to -o",
                    )
                self._copy.empty()
            self._mark()
            self._copy.sign()
        except BaseException as error:
            self.close()
            if not isinstance(error, Exception) or isinstance(error, CorpusError):
                raise
            raise OutputError(
                f"{self.address}: cannot be used: {reason_of(error)}",
                remedy="check the address and the access to it (for s3:// as for the AWS command line)",
            ) from error
        return taken

    def holds_run(self) -> bool:
        """Whether a run lies there."""
        self.system.invalidate_cache()
        return self._generation() is not None

    def fetch(self) -> bool:
        """The folder holds the run that lies there; returns False, with all as it was, if none does.

        Nothing is fetched that is here. What is fetched without the lock while another run has it is for reading now.
        """
        self.system.invalidate_cache()
        there = self._generation()
        if there is None:
            return False
        if self._copy.counts(there):
            return True
        if is_read(self._copy.place):
            raise OutputError(
                f"{self.address}: another command on this machine reads its copy, which is old by now",
                remedy=f"wait until it has ended, or, to read, give the copy as it is: {self.root}",
            )
        quiet = self._lock.nobody_else()
        self._copy.keep_answers()
        self._copy.empty()
        names = [name for name in self._listed() if not stays_here(name)]
        for batch in _batches(names, FILES_A_BATCH):
            for name in batch:
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            self.system.get([self._at(name) for name in batch], [str(self.root / name) for name in batch])
        fetched_now = set(names)
        self._copy.note(stamp for stamp in self._copy.files() if stamp.name in fetched_now)
        self._copy.bring_answers_back()
        # Who writes there has the lock from the first to the last, and gives the run a new word in between.
        if quiet and self._lock.nobody_else() and self._generation() == there:
            if hasattr(os, "sync"):
                os.sync()  # a power cut must not leave empty files that count
            self._copy.know(there)
        return True

    def keep_for_reading(self) -> None:
        """No other process makes the folder anew while this one lives."""
        with self._copy.telling_what_cannot_be_written():
            keep_for_reading(self._copy.place)

    def put_if_due(self) -> None:
        """What has changed is put there, if the last time is long enough ago."""
        if time.monotonic() >= self._next:
            self.put()

    def put(self) -> None:
        """What has changed since the last time is there, and what the run has removed is not.

        Raises ``OutputError`` if another run has taken over, or if something was lost here that no run removes: then
        nothing there is changed.
        """
        started = time.monotonic()
        changed, gone = self._copy.changes()
        self._copy.sign()
        # Said before it is tried: where the storage does not answer, the next run must not take it for lost.
        self._copy.note(Stamp(name, TO_GO, 0) for name in gone if self._copy.put[name].size != TO_GO)
        with self._telling_where_it_lies():
            self._lock.check()
            self._remove([name for name in gone if rank(name) == MARKS])
            for step in sorted({rank(stamp.name) for stamp in changed}):
                self._put_files([stamp for stamp in changed if rank(stamp.name) == step])
            self._remove([name for name in gone if name in self._copy.put])
        if gone:
            self._copy.forget_removed()
        took = time.monotonic() - started
        self._next = time.monotonic() + max(CHECK_SECONDS, SHARE * took)

    def put_last(self) -> None:
        """All of it is there, and who fetched it before that fetches it anew."""
        self.put()
        with self._telling_where_it_lies():
            self._mark()

    def close(self) -> None:
        """The lock is free, or will be forgotten where the storage no longer answers."""
        with suppress(Exception):
            self._lock.release()

    @contextmanager
    def _telling_where_it_lies(self) -> Iterator[None]:
        """Whatever the storage raises is an ``OutputError``, and nothing is lost."""
        try:
            yield
        except CorpusError:
            raise
        except Exception as error:
            raise OutputError(
                f"{self.address}: cannot be written: {reason_of(error)}",
                remedy=f"check the access to it; nothing is lost, it is all in {self.root}: run the same command again",
            ) from error

    def _mark(self) -> None:
        """The run there has a new word, which this folder knows: copies that others have made are old.

        At each moment this folder knows the word that is there: a reader here must not take it for old.
        """
        self._lock.check()
        word = secrets.token_hex(16).encode()
        self._copy.know(word, also_before=True)
        self.system.pipe_file(self._at(GENERATION), word)
        self._copy.know(word)

    def _put_files(self, stamps: list[Stamp]) -> None:
        """They are there: large ones first, which take long, so that the small ones that speak of them follow at once.

        Before each portion: a machine that slept must not write over what another has done since.
        """
        for stamp in stamps:
            if stamp.size > LARGE:
                self._lock.check()
                self.system.put_file(str(self.root / stamp.name), self._at(stamp.name))
                self._copy.note([stamp])
        small = [stamp for stamp in stamps if stamp.size <= LARGE]
        for batch in _batches(small, FILES_A_BATCH):
            data = {}
            for stamp in batch:
                with suppress(FileNotFoundError):  # replaced meanwhile: its turn comes the next time
                    data[stamp] = (self.root / stamp.name).read_bytes()
            self._lock.check()
            self.system.pipe({self._at(stamp.name): content for stamp, content in data.items()})
            self._copy.note(data)

    def _remove(self, names: list[str]) -> None:
        for batch in _batches(names, FILES_A_BATCH):
            self._lock.check()
            for name in batch:
                with suppress(FileNotFoundError):
                    self.system.rm_file(self._at(name))
                del self._copy.put[name]

    def _listed(self) -> list[str]:
        """The names of all that lies there; one that would lead out of the folder here is nothing of ours."""
        found = (name.removeprefix(self._base).lstrip("/") for name in self.system.find(self._base))
        return sorted(name for name in found if not name.endswith("/") and ".." not in name.split("/"))

    def _generation(self) -> bytes | None:
        try:
            found: bytes = self.system.cat_file(self._at(GENERATION))
        except FileNotFoundError:
            return None
        return found

    def _at(self, name: str) -> str:
        return f"{self._base}/{name}"


@contextmanager
def opened_mirror(address: str, mirrors: Path) -> Iterator[tuple[Mirror, str | None]]:
    """The run at the address, ours alone, worked on in the mirror's folder; at the end all of it is there.

    With it the machine that it was taken over from, whose run was not heard of for too long. Raises ``OutputError`` if
    another run is writing there or the storage cannot be used.
    """
    mirror = Mirror(address, mirrors)
    taken = mirror.open()
    try:
        yield mirror, taken
        mirror.put_last()
    except BaseException:
        with suppress(OutputError, OSError):  # what is done is done; the error that ended the run is the one to tell
            mirror.put_last()
        raise
    finally:
        mirror.close()


def fetched(address: str, mirrors: Path) -> Path:
    """The folder on this machine with the run at the address as it is there now, for reading while this process lives.

    Raises ``InputError`` if there is none, or if the storage cannot be read, ``OutputError`` if this machine's copy
    cannot be.
    """
    mirror = Mirror(address, mirrors)
    with _reading(address):
        found = mirror.fetch()
    if not found:
        raise _no_run(address)
    mirror.keep_for_reading()
    return mirror.root


def check_run(address: str, mirrors: Path) -> None:
    """A run lies at the address. Raises ``InputError`` if none does, or if the storage cannot be read."""
    mirror = Mirror(address, mirrors)
    with _reading(address):
        found = mirror.holds_run()
    if not found:
        raise _no_run(address)


@contextmanager
def _reading(address: str) -> Iterator[None]:
    try:
        yield
    except CorpusError:
        raise
    except Exception as error:  # every storage has errors of its own
        raise InputError(
            f"{address}: cannot be read: {reason_of(error)}",
            remedy="check the address and the access to it (for s3:// as for the AWS command line)",
        ) from error


def _no_run(address: str) -> InputError:
    return InputError(f"{address}: holds no run", remedy=f"make one with `corpus run INPUT -o {address}`")


def _batches(items: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
