"""This machine's copy of a run in object storage: its files, what was put of them, and whether it counts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from corpus_cli.errors import OutputError
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.storage.answers import unite
from corpus_cli.storage.losses import emptied, lost
from corpus_cli.storage.names import GENERATION, stays_here
from corpus_cli.storage.place import copy_in
from corpus_cli.storage.stamps import TO_GO, Stamp, read_stamps


class Copy:
    """The copy in ``place``: the run in ``root``, beside it the words by which it is known and ``put``.

    ``put``: by name the files that lie there, as they were when they were put or fetched.
    """

    def __init__(self, place: Path) -> None:
        self.place, self.root = place, copy_in(place)
        self.folder = RunFolder(self.root)
        self._log, self._opened, self._answers = place / "put.jsonl", place / "opened", place / "reviewed.json"
        self.put = {stamp.name: stamp for stamp in read_stamps(self._log)}
        self._signed = False

    def counts(self, word: bytes) -> bool:
        """Whether it is the run as it has this word, and all that was put there is here still, whole."""
        return word in self._words() and self._lacks_nothing()

    def know(self, word: bytes, *, also_before: bool = False) -> None:
        """It is the run of this word; ``also_before``: and of those that it was known by."""
        write_whole(self._opened, b"\n".join([*(self._words() if also_before else ()), word]))

    def _words(self) -> list[bytes]:
        return self._opened.read_bytes().split() if self._opened.is_file() else []

    def _lacks_nothing(self) -> bool:
        """But for what the run has removed itself."""
        if not self._log.is_file() or not self.root.is_dir():
            return False
        here = {stamp.name: stamp for stamp in self.files()}
        if any(stamp.size != TO_GO and name not in here for name, stamp in self.put.items()):
            return False
        # Only what was being written when the power went can be empty, and that has not been put there since.
        changed = {name: self.put.get(name) for name in here if self.put.get(name) != here[name]}
        return not emptied(self.folder, {name: put.size if put else 0 for name, put in changed.items()})

    def empty(self) -> None:
        """The folder is empty and its word forgotten, which goes first: half a folder must not count."""
        self.put = {}
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
        self.note(())

    def files(self) -> Iterator[Stamp]:
        """The files of the folder that belong to the run. Raises ``OutputError`` where one cannot be seen."""
        for name, path in self._paths():
            try:
                status = os.stat(path)  # noqa: PTH116  # millions of them
            except OSError as error:
                _raise_unless_gone(error)
                continue
            yield Stamp(name, status.st_size, status.st_mtime_ns)

    def _paths(self) -> Iterator[tuple[str, str]]:
        """The names of these files, and where they are."""
        for folder, _, names in os.walk(self.root, onerror=_raise_unless_gone):
            below = Path(folder).relative_to(self.root).as_posix()
            for name in names:
                path = name if below == "." else f"{below}/{name}"
                if not stays_here(path):
                    yield path, f"{folder}/{name}"

    def changes(self) -> tuple[list[Stamp], list[str]]:
        """What is to be put there, and the names of what is to be removed there.

        Raises ``OutputError`` if something is gone that no run removes.
        """
        here = {stamp.name: stamp for stamp in self.files()}
        # A walk may pass over a file that is replaced meanwhile: it is gone only where it cannot be found by its name.
        gone = [name for name in self.put if name not in here and not os.path.lexists(self.root / name)]
        self._refuse_losses(gone)
        return [stamp for stamp in here.values() if self.put.get(stamp.name) != stamp], gone

    def _refuse_losses(self, gone: list[str]) -> None:
        other = [GENERATION] if self._signed and not (self.root / GENERATION).is_file() else []
        missing = other + lost(self.folder, gone)
        if missing:
            others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            raise OutputError(
                f"{self.root}: this machine's copy has lost {missing[0]}{others} while it was worked with",
                remedy="nothing has been removed in the storage: find out what clears that folder, then run the same "
                "command again, which fetches it anew",
            )

    def sign(self) -> None:
        """The folder is known by a file in it from now on: one made anew in its place says nothing of what is gone."""
        if not self._signed and self.folder.state.is_dir():
            with self.telling_what_cannot_be_written():
                write_whole(self.root / GENERATION, b"")
            self._signed = True

    def note(self, stamps: Iterable[Stamp]) -> None:
        """A later run here knows this of what is there."""
        with self.telling_what_cannot_be_written():
            self.place.mkdir(parents=True, exist_ok=True)
            with self._log.open("ab") as file:
                file.write(b"\n")  # a kill may have left half a line
                for stamp in stamps:
                    file.write(msgspec.json.encode(stamp) + b"\n")
                    self.put[stamp.name] = stamp

    def forget_removed(self) -> None:
        """A later run here does not remove it once more."""
        with self.telling_what_cannot_be_written():
            write_whole(self._log, b"".join(msgspec.json.encode(stamp) + b"\n" for stamp in self.put.values()))

    def keep_answers(self) -> None:
        """What people have said here since the last put lies beside the copy: it is nowhere else."""
        reviewed = self.folder.reviewed
        if not reviewed.is_file():
            return
        name = reviewed.relative_to(self.root).as_posix()
        with self.telling_what_cannot_be_written():
            status = reviewed.stat()
            said = self.put.get(name) != Stamp(name, status.st_size, status.st_mtime_ns)
            if said and not unite(reviewed, self._answers):
                self._answers.unlink()
                unite(reviewed, self._answers)

    def bring_answers_back(self) -> None:
        """It is in the copy again, with what was said on other machines, and is put there with the next run."""
        with self.telling_what_cannot_be_written():
            if unite(self._answers, self.folder.reviewed):
                self._answers.unlink(missing_ok=True)

    @contextmanager
    def telling_what_cannot_be_written(self) -> Iterator[None]:
        """A full disk of this machine is an ``OutputError`` that names the copy, not the storage."""
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"{self.place}: this machine's copy cannot be written: {error.strerror or error}",
                remedy="check its permissions and the free space, then run the same command again: what is finished is "
                "kept",
            ) from error


def _raise_unless_gone(error: OSError) -> None:
    """What cannot be seen is not gone."""
    if not isinstance(error, FileNotFoundError):
        raise OutputError(
            f"{error.filename}: cannot be read: {error.strerror or error}",
            remedy="check the disk and the permissions of this machine's copy; nothing was removed in storage",
        ) from error
