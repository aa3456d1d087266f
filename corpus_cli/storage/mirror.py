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
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from corpus_cli.errors import CorpusError, InputError, OutputError
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.storage.address import filesystem, reason_of
from corpus_cli.storage.answers import unite
from corpus_cli.storage.lock import Lock
from corpus_cli.storage.losses import emptied, lost
from corpus_cli.storage.names import GENERATION, LOCK, MARKS, rank, stays_here
from corpus_cli.storage.place import copy_in, is_read, keep_for_reading, place_of_mirror
from corpus_cli.storage.stamps import TO_GO, Stamp, read_stamps

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
        place = place_of_mirror(self.address, mirrors)
        self.root = copy_in(place)
        self._log, self._opened = place / "put.jsonl", place / "opened"
        self._answers = place / "reviewed.json"
        self._put = {stamp.name: stamp for stamp in read_stamps(self._log)}
        self._signed = False
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
                self._empty()
            self._mark()
            self._sign()
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
        if self._knows(there) and self._lacks_nothing():
            return True
        if is_read(self.root.parent):
            raise OutputError(
                f"{self.address}: another command on this machine reads its copy, which is old by now",
                remedy=f"wait until it has ended, or, to read, give the copy as it is: {self.root}",
            )
        quiet = self._lock.nobody_else()
        self._keep_answers()
        self._empty()
        names = [name for name in self._listed() if not stays_here(name)]
        for batch in _batches(names, FILES_A_BATCH):
            for name in batch:
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            self.system.get([self._at(name) for name in batch], [str(self.root / name) for name in batch])
        fetched_now = set(names)
        self._note(stamp for stamp in self._here() if stamp.name in fetched_now)
        self._bring_answers_back()
        # Who writes there has the lock from the first to the last, and gives the run a new word in between.
        if quiet and self._lock.nobody_else() and self._generation() == there:
            if hasattr(os, "sync"):
                os.sync()  # a power cut must not leave empty files that count
            write_whole(self._opened, there)
        return True

    def _keep_answers(self) -> None:
        """What people have said here since the last put lies beside the copy: it is nowhere else."""
        reviewed = RunFolder(self.root).reviewed
        name = reviewed.relative_to(self.root).as_posix()
        if not reviewed.is_file():
            return
        with self.telling_what_cannot_be_written_here():
            status = reviewed.stat()
            said = self._put.get(name) != Stamp(name, status.st_size, status.st_mtime_ns)
            if said and not unite(reviewed, self._answers):
                self._answers.unlink()
                unite(reviewed, self._answers)

    def _bring_answers_back(self) -> None:
        """It is in the copy again, with what was said on other machines, and is put there with the next run."""
        with self.telling_what_cannot_be_written_here():
            if unite(self._answers, RunFolder(self.root).reviewed):
                self._answers.unlink(missing_ok=True)

    def _knows(self, word: bytes) -> bool:
        """Whether the folder here was that of the run when it had this word."""
        return self._opened.is_file() and word in self._opened.read_bytes().split()

    def _lacks_nothing(self) -> bool:
        """Whether all that was put there is here still, but for what the run has removed itself, and is whole."""
        if not self._log.is_file() or not self.root.is_dir():
            return False
        here = {stamp.name: stamp for stamp in self._here()}
        if any(stamp.size != TO_GO and name not in here for name, stamp in self._put.items()):
            return False
        # Only what was being written when the power went can be empty, and that has not been put there since.
        changed = {name: self._put.get(name) for name in here if self._put.get(name) != here[name]}
        sizes = {name: put.size if put else 0 for name, put in changed.items()}
        return not emptied(RunFolder(self.root), sizes)

    def _empty(self) -> None:
        """The folder is empty and its word forgotten, which goes first: half a folder must not count."""
        self._put = {}
        try:
            self._opened.unlink(missing_ok=True)
            self._log.unlink(missing_ok=True)
            if self.root.exists():
                shutil.rmtree(self.root)
            self.root.mkdir(parents=True)
        except OSError as error:
            raise OutputError(
                f"{self.root}: this machine's copy cannot be made anew: {error.strerror or error}",
                remedy="remove it by hand, or set mirrors_dir in corpus.toml, or CORPUS_MIRRORS_DIR, to another folder",
            ) from error
        self._note(())

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
        here = {stamp.name: stamp for stamp in self._here()}
        # A walk may pass over a file that is replaced meanwhile: it is gone only where it cannot be found by its name.
        gone = [name for name in self._put if name not in here and not os.path.lexists(self.root / name)]
        changed = [stamp for stamp in here.values() if self._put.get(stamp.name) != stamp]
        self._refuse_losses(gone)
        self._sign()
        # Said before it is tried: where the storage does not answer, the next run must not take it for lost.
        self._note(Stamp(name, TO_GO, 0) for name in gone if self._put[name].size != TO_GO)
        with self._telling_where_it_lies():
            self._lock.check()
            self._remove([name for name in gone if rank(name) == MARKS])
            for step in sorted({rank(stamp.name) for stamp in changed}):
                self._put_files([stamp for stamp in changed if rank(stamp.name) == step])
            self._remove([name for name in gone if name in self._put])
        if gone:
            self._forget_removed()
        took = time.monotonic() - started
        self._next = time.monotonic() + max(CHECK_SECONDS, SHARE * took)

    def _sign(self) -> None:
        """The folder is known by a file in it from now on: one made anew in its place says nothing of what is gone."""
        if not self._signed and RunFolder(self.root).state.is_dir():
            with self.telling_what_cannot_be_written_here():
                write_whole(self.root / GENERATION, b"")
            self._signed = True

    def _refuse_losses(self, gone: list[str]) -> None:
        signature = self.root / GENERATION
        other = [GENERATION] if self._signed and not signature.is_file() else []
        missing = other + lost(RunFolder(self.root), gone)
        if missing:
            others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            raise OutputError(
                f"{self.root}: this machine's copy has lost {missing[0]}{others} while it was worked with",
                remedy=f"nothing has been removed in {self.address}: find out what clears that folder, then run the "
                "same command again, which fetches it anew",
            )

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

    @contextmanager
    def telling_what_cannot_be_written_here(self) -> Iterator[None]:
        """A full disk of this machine is an ``OutputError`` that names the copy, not the storage."""
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"{self.root.parent}: this machine's copy cannot be written: {error.strerror or error}",
                remedy="check its permissions and the free space, then run the same command again: what is finished is "
                "kept",
            ) from error

    def _mark(self) -> None:
        """The run there has a new word, which this folder knows: copies that others have made are old.

        At each moment this folder knows the word that is there: a reader here must not take it for old.
        """
        self._lock.check()
        word = secrets.token_hex(16).encode()
        known = self._opened.read_bytes() if self._opened.is_file() else b""
        write_whole(self._opened, known + b"\n" + word)
        self.system.pipe_file(self._at(GENERATION), word)
        write_whole(self._opened, word)

    def _put_files(self, stamps: list[Stamp]) -> None:
        """They are there: large ones first, which take long, so that the small ones that speak of them follow at once.

        Before each portion: a machine that slept must not write over what another has done since.
        """
        for stamp in stamps:
            if stamp.size > LARGE:
                self._lock.check()
                self.system.put_file(str(self.root / stamp.name), self._at(stamp.name))
                self._note([stamp])
        small = [stamp for stamp in stamps if stamp.size <= LARGE]
        for batch in _batches(small, FILES_A_BATCH):
            data = {}
            for stamp in batch:
                with suppress(FileNotFoundError):  # replaced meanwhile: its turn comes the next time
                    data[stamp] = (self.root / stamp.name).read_bytes()
            self._lock.check()
            self.system.pipe({self._at(stamp.name): content for stamp, content in data.items()})
            self._note(data)

    def _remove(self, names: list[str]) -> None:
        for batch in _batches(names, FILES_A_BATCH):
            self._lock.check()
            for name in batch:
                with suppress(FileNotFoundError):
                    self.system.rm_file(self._at(name))
                del self._put[name]

    def _note(self, stamps: Iterable[Stamp]) -> None:
        """A later run here knows this of what is there."""
        with self.telling_what_cannot_be_written_here():
            self._log.parent.mkdir(parents=True, exist_ok=True)
            with self._log.open("ab") as file:
                file.write(b"\n")  # a kill may have left half a line
                for stamp in stamps:
                    file.write(msgspec.json.encode(stamp) + b"\n")
                    self._put[stamp.name] = stamp

    def _forget_removed(self) -> None:
        """A later run here does not remove it once more."""
        with self.telling_what_cannot_be_written_here():
            write_whole(self._log, b"".join(msgspec.json.encode(stamp) + b"\n" for stamp in self._put.values()))

    def _here(self) -> Iterator[Stamp]:
        """The files of the folder that belong to the run. Raises ``OutputError`` where one cannot be seen."""
        for path, place in self._paths():
            try:
                status = os.stat(place)  # noqa: PTH116  # millions of them
            except OSError as error:
                _raise_unless_gone(error)
                continue
            yield Stamp(path, status.st_size, status.st_mtime_ns)

    def _paths(self) -> Iterator[tuple[str, str]]:
        """The names of these files, and where they are."""
        for folder, _, names in os.walk(self.root, onerror=_raise_unless_gone):
            below = Path(folder).relative_to(self.root).as_posix()
            for name in names:
                path = name if below == "." else f"{below}/{name}"
                if not stays_here(path):
                    yield path, f"{folder}/{name}"

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
    with mirror.telling_what_cannot_be_written_here():
        keep_for_reading(mirror.root.parent)
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


def _raise_unless_gone(error: OSError) -> None:
    """What cannot be seen is not gone."""
    if not isinstance(error, FileNotFoundError):
        raise OutputError(
            f"{error.filename}: cannot be read: {error.strerror or error}",
            remedy="check the disk and the permissions of this machine's copy; nothing was removed in storage",
        ) from error


def _batches(items: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
