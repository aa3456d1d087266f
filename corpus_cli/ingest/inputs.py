"""Which files a run reads: folders, files, patterns and a list on stdin, resolved in one fixed order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Literal

from corpus_cli.document import Failure
from corpus_cli.errors import InputError
from corpus_cli.ingest.formats import CONVERT, SUFFIXES, left_by_systems, media_type
from corpus_cli.ingest.parsed import without_surrogates
from corpus_cli.storage.address import exists, is_address, list_files

_READABLE = f"readable formats: {', '.join(sorted(suffix.removeprefix('.') for suffix in SUFFIXES))}"

_NAME_IT = "name it as an input if you mean it"
_LEFT = "is what a program or system leaves, no report"
# The folder that every run folder has; what lies beside it are results, not reports.
RUN_STATE = ".state"


@dataclass(frozen=True, slots=True, order=True)
class InputFile:
    """A file to be read. ``path`` is as given by the user, or the given folder and the way down from it.

    ``alias``: what is written in place of the path, where that holds a name to be redacted. ``mark``: of a file in
    object storage, what changes with its content.
    """

    path: str
    size_bytes: int = field(compare=False)
    media_type: str = field(compare=False)
    mark: str = field(default="", compare=False)
    alias: str = field(default="", compare=False)

    @property
    def shown(self) -> str:
        """The path as it is written: the key of the journal."""
        return self.alias or shown_path(self.path)


def find_inputs(
    arguments: Iterable[str], *, stdin: Iterable[str] | None = None, follow_links: bool = False
) -> tuple[list[InputFile], list[Failure]]:
    """The files to read, sorted by path in code point order, each once, and what was passed over and why.

    An argument is a file, a folder (read with its subfolders), a glob pattern, one of these in object storage
    (``s3://bucket/folder``), or ``-`` for the lines of ``stdin``, each a file or a folder. In folders, hidden entries
    are skipped, and links that lead out of them unless ``follow_links``; there and by patterns, what programs leave
    (``~$report.docx``) is. A folder that several links lead to is read once. Raises ``InputError`` if there is nothing
    to read at all.
    """
    asked = list(arguments)
    search = _Search(follow_links=follow_links)
    for path in _named(asked, stdin, search):
        search.add(path)
    if not search.files:
        raise _nothing_found(asked, search)
    return sorted(search.files.values()), sorted(search.failures, key=lambda failure: (failure.path, failure.reason))


def _named(arguments: Iterable[str], stdin: Iterable[str] | None, search: _Search) -> Iterator[str]:
    """The paths that the arguments stand for, patterns and the list on stdin resolved."""
    for argument in arguments:
        if argument == "-":
            if stdin is None:
                raise InputError("'-' asks for a list of files on stdin, and there is none", remedy="pipe one in")
            yield from filter(None, (line.rstrip("\r\n") for line in stdin))
        elif is_address(argument):
            yield argument
        elif not os.path.lexists(argument) and glob.has_magic(argument):
            matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207  # Path changes how a path is written
            if not matches:
                search.fail(argument, "quarantined", "matches no file", "check the pattern")
            for match in matches:
                if left_by_systems(os.path.basename(match)):  # noqa: PTH119  # as it is written
                    search.fail(match, "skipped", _LEFT, _NAME_IT)
                else:
                    yield match
        else:
            yield argument


def _nothing_found(arguments: list[str], search: _Search) -> InputError:
    wanted = ", ".join(arguments) or "nothing"
    passed = ""
    if search.failures:
        first = search.failures[0]
        passed = f"; {len(search.failures)} passed over, first {first.path}: {first.reason}"
    return InputError(f"found no file to read in: {wanted}{passed}", remedy=f"give a folder or files; {_READABLE}")


class _Search:
    """The files found so far, by their real place, so that one file named twice is read once."""

    def __init__(self, *, follow_links: bool) -> None:
        self.files: dict[str, InputFile] = {}
        self.failures: list[Failure] = []
        self._known: set[Failure] = set()
        self._folders: dict[str, str] = {}
        self._follow_links = follow_links
        self._walked: set[str] = set()

    def fail(self, path: str, kind: Literal["skipped", "quarantined"], reason: str, remedy: str) -> None:
        line = error_line(path, kind=kind, reason=reason, remedy=remedy)
        if line not in self._known:
            self._known.add(line)
            self.failures.append(line)

    def add(self, path: str) -> None:
        """Adds the file, or all files below the folder. A link that the user names is followed."""
        if not path:
            self.fail(path, "quarantined", "is an empty name", "give the path of a file or folder")
            return
        if is_address(path):
            self._stored(path)
            return
        try:
            status = Path(path).stat()
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            reason = getattr(error, "strerror", None) or "is not a possible file name"
            self.fail(path, "quarantined", f"cannot be found or read: {reason}", "check the path and its permissions")
            return
        if stat.S_ISDIR(status.st_mode):
            self._walk(path.rstrip("/") or "/", os.path.realpath(path))
        else:
            self._file(path, status)

    def _stored(self, address: str) -> None:
        """Adds what lies there, by the same rules as in folders."""
        found = list(list_files(address))
        if not found:
            self.fail(address, "quarantined", "nothing lies there", "check the address")
        results = {file.address.partition(f"/{RUN_STATE}/")[0] for file in found if f"/{RUN_STATE}/" in file.address}
        for folder in sorted(results):
            self.fail(folder, "skipped", "holds the results of a run", "name its files as inputs if you mean them")
        for file in found:
            below = file.address.removeprefix(address.rstrip("/")).split("/")
            kind = media_type(file.address)
            if any(file.address.startswith(f"{folder}/") for folder in results):
                continue
            if any(part.startswith(".") for part in below):
                self.fail(file.address, "skipped", "is hidden", _NAME_IT)
            elif any(map(left_by_systems, below)):
                self.fail(file.address, "skipped", _LEFT, _NAME_IT)
            elif kind is None:
                self._not_read(file.address)
            else:
                self.files.setdefault(file.address, InputFile(file.address, file.size_bytes, kind, file.mark))

    def _walk(self, folder: str, root: str) -> None:
        """All files below the folder. Not by recursion: folders can lie deeper in each other than calls may."""
        waiting = [(folder, root)]
        while waiting:
            folder, root = waiting.pop()
            if self._follow_links and not self._first_time(folder):
                continue
            waiting += reversed([(path, below) for path, below in self._look_into(folder, root)])

    def _first_time(self, folder: str) -> bool:
        place = os.path.realpath(folder)
        first = place not in self._walked
        self._walked.add(place)
        return first

    def _look_into(self, folder: str, root: str) -> Iterator[tuple[str, str]]:
        """The folder's files are added; gives the folders in it that are to be read, each with its root."""
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.fail(folder, "quarantined", f"folder cannot be read: {error.strerror}", "check its permissions")
            return
        if any(entry.name == RUN_STATE for entry in found):
            self.fail(folder, "skipped", "holds the results of a run", "name its files as inputs if you mean them")
            return
        for entry in found:
            path = entry.name if folder == "." else f"{folder.rstrip('/')}/{entry.name}"
            if entry.name.startswith("."):
                self.fail(path, "skipped", "is hidden", "rename it without the leading dot, or name it as an input")
            elif left_by_systems(entry.name):
                self.fail(path, "skipped", _LEFT, _NAME_IT)
            elif entry.is_symlink():
                yield from self._link(path, root)
            elif entry.is_dir(follow_symlinks=False):
                yield path, root
            else:
                self._entry(path)

    def _link(self, path: str, root: str) -> Iterator[tuple[str, str]]:
        """What the link leads to is added, or passed over with the reason; gives a folder that is to be read."""
        target = os.path.realpath(path)
        inside = target == root or target.startswith(f"{root.rstrip('/')}/")
        # os.path, since Path raises for a target whose name is too long.
        if not os.path.exists(target):  # noqa: PTH110
            self.fail(path, "skipped", "is a link that leads nowhere", "remove it or restore its target")
        elif not inside and not self._follow_links:
            self.fail(
                path,
                "skipped",
                "is a link that leads out of the folder",
                "name its target as an input, or give --follow-links",
            )
        elif not os.path.isdir(target):  # noqa: PTH112
            self._entry(path)
        elif inside:
            self.fail(path, "skipped", "is a link to a folder that is read anyway", "nothing needs to be done")
        else:
            yield path, target

    def _entry(self, path: str) -> None:
        try:
            self._file(path, os.stat(path))  # noqa: PTH116  # a Path a file takes longer than the rest
        except OSError as error:
            self.fail(path, "quarantined", f"cannot be read: {error.strerror}", "check its permissions")

    def _file(self, path: str, status: os.stat_result) -> None:
        kind = media_type(path)
        if not stat.S_ISREG(status.st_mode):
            self.fail(path, "skipped", "is not a regular file (a pipe, socket or device)", f"pass a file; {_READABLE}")
        elif kind is None:
            self._not_read(path)
        else:
            self.files.setdefault(self._place(path), InputFile(path, status.st_size, kind))

    def _not_read(self, path: str) -> None:
        name = Path(shown_path(path)).suffix or "no suffix"
        self.fail(path, "skipped", f"is of a format that is not read ({name})", f"{CONVERT}; {_READABLE}")

    def _place(self, path: str) -> str:
        folder, name = os.path.split(path)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder or ".")
        return f"{self._folders[folder]}/{name}"


def open_file(path: str) -> BufferedReader:
    """The file opened for reading without waiting: a pipe that has taken the file's place cannot hold the run up."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


def still_there(path: str) -> bool:
    """Whether a file that was read before is where it was."""
    return exists(path) if is_address(path) else os.path.lexists(path)


def error_line(
    path: str,
    *,
    kind: Literal["quarantined", "skipped", "needs_ocr"],
    reason: str,
    remedy: str,
    record: str | None = None,
) -> Failure:
    """The line of ``errors.jsonl`` about what lies at the path, which can be written whatever was found there.

    A reason may quote a file: half a letter in one that could not be written would end the run and every later one.
    """
    return Failure(path=shown_path(path), record=record, kind=kind, reason=without_surrogates(reason), remedy=remedy)


def shown_path(path: str) -> str:
    """The path as it can be written to a UTF-8 file: bytes that are no valid name in UTF-8 are spelled ``\\xff``.

    Different names stay different: it is the key of the journal.
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return path  # itself, so that a path is held once however many things are known by it
