"""The folder of a run: where its files are, who may write there, and writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from corpus_cli.errors import InputError, OutputError

TEMPORARY = ".part"
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The paths of a run's files under its output folder ``root``. Making one touches nothing."""

    root: Path

    @property
    def documents(self) -> Path:
        """One JSON file a document, in shards by the first two hex digits of the id."""
        return self.root / "documents"

    @property
    def errors(self) -> Path:
        """One line an input that gave no document."""
        return self.root / "errors.jsonl"

    @property
    def run_file(self) -> Path:
        """Counts, settings, versions and timings of the last run."""
        return self.root / "run.json"

    @property
    def audit(self) -> Path:
        """What was read, when and with which settings, over all runs."""
        return self.root / "audit.jsonl"

    @property
    def themes(self) -> Path:
        """The page of themes as JSON."""
        return self.root / "themes.json"

    @property
    def themes_page(self) -> Path:
        """The page of themes for reading."""
        return self.root / "themes.md"

    @property
    def entities(self) -> Path:
        """All places and organizations of the run, for a spreadsheet."""
        return self.root / "entities.csv"

    @property
    def places(self) -> Path:
        """The places of the run on a map."""
        return self.root / "places.geojson"

    @property
    def relations(self) -> Path:
        """What documents of the run are to each other, one line a relation."""
        return self.root / "relations.jsonl"

    @property
    def relations_table(self) -> Path:
        """The same for a spreadsheet."""
        return self.root / "relations.csv"

    @property
    def report(self) -> Path:
        """The page of the run for a browser."""
        return self.root / "report.html"

    @property
    def index(self) -> Path:
        """The run's search index."""
        return self.root / "index"

    @property
    def topics(self) -> Path:
        """The run's topic model."""
        return self.root / "topics"

    @property
    def state(self) -> Path:
        """What a later run needs to go on from here. Its presence says that the folder is ours."""
        return self.root / ".state"

    @property
    def journal(self) -> Path:
        """One line a finished input."""
        return self.state / "journal.jsonl"

    @property
    def reading(self) -> Path:
        """Here, inputs are being read, or the reading ended halfway: documents may name an input that was not noted."""
        return self.state / "reading"

    @property
    def new_index(self) -> Path:
        """Where the next search index is being made; here, it was not finished."""
        return self.state / "index"

    @property
    def index_parts(self) -> Path:
        """The rows of the next search index, one file a shard of documents."""
        return self.state / "index.parts"

    @property
    def vectors(self) -> Path:
        """The passages' vectors, one file a shard of documents."""
        return self.state / "vectors"

    @property
    def topic_state(self) -> Path:
        """What the topic pass last finished with."""
        return self.state / "topics.json"

    @property
    def merge_state(self) -> Path:
        """Of which documents the organizations were last brought together."""
        return self.state / "organizations.json"

    @property
    def export_state(self) -> Path:
        """Of which documents the files about all documents were made."""
        return self.state / "export.json"

    @property
    def relations_state(self) -> Path:
        """Of which documents the relations are."""
        return self.state / "relations.json"

    @property
    def sketches(self) -> Path:
        """What is kept of each text to find those like it, one file a shard of documents."""
        return self.state / "sketches"

    @property
    def compared(self) -> Path:
        """Which pairs of documents have been compared."""
        return self.state / "compared.safetensors"

    @property
    def report_state(self) -> Path:
        """Of which documents, themes and settings the page was made."""
        return self.state / "report.json"

    @property
    def reviewed(self) -> Path:
        """Which pairs of organizations people have said are not one."""
        return self.state / "reviewed.json"

    @property
    def redaction(self) -> Path:
        """With which list of names the folder was redacted; without it, a run would write plain names here."""
        return self.state / "redaction.json"

    @property
    def made_of_all(self) -> tuple[Path, ...]:
        """The marks that say of which documents something was made: without them it is made again."""
        return self.topic_state, self.merge_state, self.relations_state, self.export_state

    def forget_passes(self) -> None:
        """What was made of all documents is to be made again, now or after a kill."""
        for mark in self.made_of_all:
            mark.unlink(missing_ok=True)

    @property
    def never_removed(self) -> tuple[Path, ...]:
        """What a run may write anew and never takes away: gone, it was somebody else, or the disk."""
        return self.journal, self.run_file, self.redaction, self.reviewed, self.audit, self.errors

    def document(self, doc_id: str) -> Path:
        """Where the document with this id lies."""
        return self.documents / doc_id[:2] / f"{doc_id}.json"

    def shards(self) -> list[Path]:
        """The folders of documents, in order."""
        if not self.documents.is_dir():
            return []
        return sorted(path for path in self.documents.iterdir() if path.is_dir())

    def document_files(self, shard: str | None = None) -> Iterator[Path]:
        """The files of all documents, or of those of one shard, in the order of their ids."""
        for folder in self.shards() if shard is None else [self.documents / shard]:
            yield from sorted(folder.glob("*.json"))


@contextmanager
def opened(root: Path) -> Iterator[RunFolder]:
    """The run folder at ``root``, made if need be, ours alone until the block ends, without leftovers of a killed run.

    Raises ``OutputError`` if it cannot be written, is in use by another run, or holds something else: nobody's folder
    is written into by mistake.
    """
    from filelock import FileLock, Timeout

    folder = RunFolder(root)
    _claim(folder)
    lock = FileLock(folder.state / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise OutputError(
            f"{root}: another run is writing there", remedy="wait until it has ended, or give another folder to -o"
        ) from error
    except OSError as error:
        raise unwritable(root, error) from error
    try:
        _remove_temporaries(folder)
        yield folder
    except OSError as error:
        raise unwritable(root, error) from error
    finally:
        lock.release()


def existing(root: Path) -> RunFolder:
    """The run folder at ``root``, for reading. Raises ``InputError`` if there is none."""
    folder = RunFolder(root)
    if not folder.state.is_dir() and not folder.documents.is_dir():
        raise InputError(f"{root}: holds no run", remedy=f"make one with `corpus run INPUT -o {root}`")
    return folder


def read_each(
    paths: Iterable[Path], decode: Callable[[bytes], _Read], *, damaged: Callable[[Path], object] = lambda _: None
) -> Iterator[tuple[Path, _Read]]:
    """Each file with what ``decode`` makes of it, in order, one in memory at a time.

    A file that cannot be read or decoded is given to ``damaged`` and passed over: one document that a disk, a hand or
    a run beside this one has damaged or removed must not cost the others.
    """
    for path in paths:
        try:
            found = decode(path.read_bytes())
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            damaged(path)
            continue
        yield path, found


def write_whole(path: Path, data: bytes) -> None:
    """``path`` holds ``data``; whoever looked meanwhile saw the old file or the new one, never a part.

    The temporary file lies in the same folder, so that the last step is a rename within one file system.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _claim(folder: RunFolder) -> None:
    root = folder.root
    try:
        if root.exists() and not root.is_dir():
            raise OutputError(f"{root}: is a file, not a folder", remedy="give a new or empty folder to -o")
        if root.is_dir() and not folder.state.is_dir() and any(root.iterdir()):
            raise OutputError(
                f"{root}: is not empty and was not made by corpus", remedy="give a new or empty folder to -o"
            )
        folder.state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(root, error) from error


def _remove_temporaries(folder: RunFolder) -> None:
    places = [folder.root, folder.topics, folder.state, folder.vectors, *folder.shards()]
    for place in places:
        if place.is_dir():
            for path in place.glob(f"*{TEMPORARY}"):
                path.unlink(missing_ok=True)


def unwritable(root: Path, error: Exception) -> OutputError:
    """The error that says so, for a folder or file of the output and what went wrong with it."""
    reason = getattr(error, "strerror", None) or error
    return OutputError(
        f"{root}: cannot be written: {reason}",
        remedy="check its permissions and the free space, or give another folder to -o; what is finished is kept",
    )
