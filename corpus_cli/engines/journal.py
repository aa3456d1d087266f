"""The journal of a run folder: one line a finished input, which makes runs resumable and incremental."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from corpus_cli.document import Failure
from corpus_cli.output import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One finished input: what it was, with which settings it was read, and what came of it.

    ``sha256`` is empty where the file could not be read. ``settings``: hash over everything that decides what a
    document holds. ``gone``: the input is known under another path now.
    """

    path: str
    sha256: str
    settings: str
    doc_ids: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    gone: bool = False

    @property
    def duplicate(self) -> bool:
        """Whether the input has the same bytes as another one and was therefore not processed."""
        return any(
            failure.kind == "duplicate" and failure.record is None and failure.path == self.path
            for failure in self.failures
        )

    @property
    def worth_retrying(self) -> bool:
        """Whether the input gave nothing for a reason that may have gone: a time-out, a tool since installed."""
        return not self.doc_ids and any(failure.kind in ("quarantined", "needs_ocr") for failure in self.failures)


class Journal:
    """The finished inputs of a run folder by path; a later line for a path replaces the earlier one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries = {entry.path: entry for entry in _read(path)}
        self._owners: Counter[str] = Counter()
        for entry in self.entries():
            self._owners.update(entry.doc_ids)
        self._appended = False

    def get(self, path: str) -> Entry | None:
        """The entry of this input, if it was finished."""
        entry = self._entries.get(path)
        return None if entry is None or entry.gone else entry

    def entries(self) -> Iterator[Entry]:
        """All inputs, in the order of their paths."""
        for _, entry in sorted(self._entries.items()):
            if not entry.gone:
                yield entry

    def handed_on_by(self, entry: Entry) -> list[str]:
        """The ids that ``entry`` takes from its input and that another input owns as well."""
        before = self.get(entry.path)
        dropped = set(before.doc_ids if before else ()).difference(entry.doc_ids)
        return sorted(doc_id for doc_id in dropped if self._owners[doc_id] > 1)

    def append(self, entry: Entry) -> None:
        """The line is on its way to the disk; its documents must be in place already."""
        if not self._appended:
            self._compact()
            self._appended = True
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(entry) + b"\n")
        before = self.get(entry.path)
        self._owners.subtract(before.doc_ids if before else ())
        self._owners.update(entry.doc_ids)
        self._entries[entry.path] = entry

    def close(self) -> None:
        """The file has one line an input, in the order of their paths, if anything was appended."""
        if self._appended:
            self._compact()
            self._appended = False

    def shared(self) -> list[str]:
        """The ids of documents that several inputs own, in order: the same record of a csv can stand in two files."""
        return sorted(doc_id for doc_id, owners in self._owners.items() if owners > 1)

    def owners(self, doc_ids: Iterable[str]) -> dict[str, list[str]]:
        """The paths of the inputs that own each of these documents, in order; it is made from the first."""
        found: dict[str, list[str]] = {doc_id: [] for doc_id in doc_ids}
        if found:
            for entry in self.entries():
                for doc_id in entry.doc_ids:
                    if doc_id in found:
                        found[doc_id].append(entry.path)
        return found

    def owns(self, doc_id: str) -> bool:
        """Whether the document belongs to a finished input."""
        return self._owners[doc_id] > 0

    @property
    def documents(self) -> int:
        """How many documents the finished inputs have, one that several own counted once."""
        return sum(1 for owners in self._owners.values() if owners > 0)

    @property
    def fingerprint(self) -> str:
        """SHA-256 that changes whenever any document may have changed."""
        digest = hashlib.sha256()
        for entry in self.entries():
            digest.update(msgspec.json.encode((entry.path, entry.sha256, entry.settings, entry.doc_ids)))
        return digest.hexdigest()

    def _compact(self) -> None:
        """A torn last line must not swallow the next one, nor the file grow with every run."""
        write_whole(self._path, to_lines(self.entries()))


def to_lines(records: Iterable[Entry | Failure]) -> bytes:
    """The records as JSON, one a line."""
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


def _read(path: Path) -> Iterator[Entry]:
    """The entries that can be read: a line torn by a kill is as if it had not been written."""
    if not path.is_file():
        return
    decoder = msgspec.json.Decoder(Entry)
    with path.open("rb") as file:
        for line in file:
            try:
                entry = decoder.decode(line)
            except msgspec.DecodeError:
                continue
            # One string for all that were read with the same settings.
            yield replace(entry, settings=sys.intern(entry.settings))
