"""A finished run opened for reading: its documents, themes and failures, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from corpus_cli.document import SCHEMA_VERSION, Document, Failure, from_json, place_of
from corpus_cli.errors import InputError
from corpus_cli.output import RunFolder, existing, read_each
from corpus_cli.results.run_record import RunRecord, read_run_record

if TYPE_CHECKING:
    from corpus_cli.themes.page import ThemesPage

READ_AGAIN = "give its input to `corpus run` again with this output folder: it is read anew"
SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Results:
    """What the run in ``folder`` holds. Nothing is kept in memory between calls."""

    folder: RunFolder

    @property
    def root(self) -> Path:
        """The run's output folder, as given."""
        return self.folder.root

    def documents(self, *, damaged: Callable[[Path, str], None] | None = None) -> Iterator[Document]:
        """All documents in the order of their ids, one in memory at a time.

        A file that is no document is passed over and given to ``damaged`` with the reason; without ``damaged`` it
        raises ``InputError``.
        """
        for path in self.document_paths():
            try:
                yield _read(path)
            except InputError as error:
                if damaged is None:
                    raise
                damaged(path, error.message)

    def document_paths(self) -> Iterator[Path]:
        """The files of all documents, in the order of their ids."""
        return self.folder.document_files()

    def document(self, name: str) -> Document:
        """The document of that id, of an id that begins so (four hex digits or more), or of that source path.

        ``name`` may be a path as it stands in the record (``a.csv#12`` for a record of a csv), its end from a folder's
        name on, or the file's name alone. Raises ``InputError`` if there is none or more than one.
        """
        path = self.folder.document(name)
        if _may_be_id(name) and path.is_file():
            return _read(path)
        found = self._beginning(name) or self._at(name)
        if not found:
            raise InputError(
                f"{self.root}: holds no document {name!r}",
                remedy="give a doc_id, its first digits, or the path or name of the source file; "
                f"`corpus query {self.root} TEXT` shows them with its passages",
            )
        if len(found) > 1:
            some = ", ".join(path.stem for path in found[:3])
            raise InputError(
                f"{self.root}: {name!r} is the name of {len(found):,} documents, among them {some}",
                remedy="give the doc_id, or more of it",
            )
        return _read(found[0])

    def themes(self) -> ThemesPage | None:
        """The page of themes; None where the run found none. Raises ``InputError`` for an altered or older one."""
        from corpus_cli.themes.as_json import read_page

        return read_page(self.folder.themes) if self.folder.themes.is_file() else None

    def failures(self) -> tuple[Failure, ...]:
        """The inputs that gave no document. Lines that cannot be read are an ``InputError``."""
        if not self.folder.errors.is_file():
            return ()
        try:
            lines = self.folder.errors.read_bytes().splitlines()
            return tuple(msgspec.json.decode(line, type=Failure) for line in lines if line.strip())
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{self.folder.errors}: not a list of failures: {error}", remedy=READ_AGAIN) from error

    def record(self) -> RunRecord:
        """What ``run.json`` says."""
        return read_run_record(self.folder.run_file)

    def _beginning(self, prefix: str) -> list[Path]:
        if len(prefix) < SHORTEST_PREFIX or not _may_be_id(prefix):
            return []
        shard = self.folder.documents / prefix[:2]
        return sorted(shard.glob(f"{prefix}*.json")) if shard.is_dir() else []

    def _at(self, name: str) -> list[Path]:
        """The documents whose source is that path, else those whose source's path ends so."""
        exact, ending = [], []
        wanted = Path(name).as_posix()
        for path, one in read_each(self.document_paths(), _sources.decode):
            source = one.source
            for given in {source.path, place_of(source.path, source.record_id)}:
                if given == wanted:
                    exact.append(path)
                elif given.endswith(f"/{wanted}"):
                    ending.append(path)
        return exact or ending


class _Origin(msgspec.Struct):
    path: str
    record_id: str | None = None


class _Sourced(msgspec.Struct):
    source: _Origin


_sources = msgspec.json.Decoder(_Sourced)


class _Versioned(msgspec.Struct):
    schema_version: int


def open_results(root: Path) -> Results:
    """The run in ``root``, for reading.

    Raises ``InputError`` where there is no run, or one whose documents were written by another version of the record.
    """
    results = Results(existing(root))
    first = next(results.document_paths(), None)
    if first is not None:
        _check_version(first, first.read_bytes())
    return results


def _read(path: Path) -> Document:
    data = path.read_bytes()
    try:
        return from_json(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        _check_version(path, data)
        raise InputError(f"{path}: not a document: {error}", remedy=READ_AGAIN) from error


def _check_version(path: Path, data: bytes) -> None:
    """Raises ``InputError`` for a document of another version of the record; what is no document at all passes."""
    try:
        version = msgspec.json.decode(data, type=_Versioned).schema_version
    except (msgspec.DecodeError, UnicodeDecodeError):
        return
    if version != SCHEMA_VERSION:
        raise InputError(
            f"{path}: schema version {version}, this version of corpus reads {SCHEMA_VERSION}",
            remedy="give the reports to `corpus run` again with a new output folder",
        )


def _may_be_id(name: str) -> bool:
    return bool(name) and all(letter in "0123456789abcdef" for letter in name)
