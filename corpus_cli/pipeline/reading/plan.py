"""What a run has to do: the given inputs held against the journal of what is done."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from corpus_cli.document import DOCUMENT_END, Failure
from corpus_cli.engines.journal import Entry, Journal
from corpus_cli.ingest.inputs import InputFile, open_file, shown_path, still_there
from corpus_cli.output import RunFolder

# Bytes. A smaller file is hashed in one go: it takes less than to set up a buffer for it.
SMALL = 2**20


@dataclass(frozen=True, slots=True)
class Job:
    """One input to be processed. ``path``: as the file system has it; ``size_bytes`` bounds the time it may take.

    ``made_from_others``: ids of documents that are its own but made from another input with the same record.
    ``alias``: what is written in place of the path, where that holds a name to be redacted. ``lies_at``: where its
    bytes are, if not at ``path``.
    """

    path: str
    size_bytes: int
    media_type: str
    sha256: str
    made_from_others: frozenset[str] = frozenset()
    alias: str = ""
    lies_at: str | None = None

    @property
    def shown(self) -> str:
        """The path as it is written: the key of the journal."""
        return self.alias or shown_path(self.path)


@dataclass(slots=True)
class Plan:
    """What is to be done. Entries go into the journal as they are; ``changed_settings`` counts documents."""

    todo: deque[Job] = field(default_factory=deque)
    unchanged: list[Entry] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    duplicates: int = 0
    changed_settings: int = 0
    old_settings: int = 0


def make_plan(
    files: Sequence[InputFile],
    passed_over: Sequence[Failure],
    *,
    journal: Journal,
    folder: RunFolder,
    settings: str,
    jobs: int,
    max_bytes: int,
    ocr: bool = True,
    keyed: Callable[[str], str] = str,
    known: Mapping[str, str] | None = None,
) -> Plan:
    """What is to be done with these files, given in order, and ``passed_over``, which cannot be read at all.

    ``settings``: hash over everything that decides what a document holds. ``max_bytes``: what a file may have, to be
    read at all; ``keyed`` makes of a file's hash what the journal has. ``known``: SHA-256 of files that this machine
    need not read, by path. An input with the same bytes and settings as in the journal, whose documents exist, is
    unchanged, unless pages of it are pictures that can be recognised now, where ``ocr`` asks for it. Of several files
    with the same bytes the one in the journal is processed, else the first in order. Inputs of earlier runs that are
    not given now stay, unless they are no longer there and gave no document or are given under another path.
    """
    plan = Plan()
    given = {file.shown for file in files}
    ungiven = [entry for entry in journal.entries() if entry.path not in given]
    same_file = _by_identity(ungiven, files)
    owners: dict[str, str] = {}
    digests = list(map(keyed, _digests(files, jobs, max_bytes, known or {})))
    present = set(digests)
    for file, sha256 in zip(files, digests, strict=True):
        entry = journal.get(file.shown)
        if entry and not entry.duplicate and entry.sha256 == sha256:
            owners.setdefault(sha256, entry.path)
    for entry in ungiven:
        if not entry.doc_ids or entry.sha256 not in present:
            continue
        if still_there(entry.path):
            owners.setdefault(entry.sha256, entry.path)
        else:  # moved or renamed: it is read again under its new path
            plan.entries.append(_gone(entry))
    for file, sha256 in zip(files, digests, strict=True):
        _place(
            plan,
            file,
            sha256,
            journal=journal,
            folder=folder,
            settings=settings,
            owners=owners,
            same=same_file,
            ocr=ocr,
        )
    _keep_ungiven(plan, ungiven, passed_over, settings)
    return plan


def _place(
    plan: Plan,
    file: InputFile,
    sha256: str,
    *,
    journal: Journal,
    folder: RunFolder,
    settings: str,
    owners: dict[str, str],
    same: dict[str, Entry],
    ocr: bool,
) -> None:
    """The file is in exactly one part of the plan."""
    path = file.shown
    entry = journal.get(path) or same.get(path)
    owner = owners.setdefault(sha256, path) if sha256 else path
    if owner not in (path, entry.path if entry else path):
        plan.duplicates += 1
        plan.entries.append(Entry(path=path, sha256=sha256, settings=settings, failures=(_duplicate(path, owner),)))
    elif entry and _still_good(entry, sha256, settings, folder) and not (ocr and _can_be_recognised_now(entry)):
        plan.unchanged.append(entry)
    else:
        if entry and entry.path != path:  # the same file under another spelling of its path
            plan.entries.append(_gone(entry))
        if entry and entry.sha256 == sha256 and entry.settings != settings:
            plan.changed_settings += len(entry.doc_ids)
        plan.todo.append(Job(file.path, file.size_bytes, file.media_type, sha256, alias=file.alias))


def _still_good(entry: Entry, sha256: str, settings: str, folder: RunFolder) -> bool:
    if entry.duplicate or entry.worth_retrying or not sha256:
        return False
    if (entry.sha256, entry.settings) != (sha256, settings):
        return False
    return all(_is_whole(folder.document(doc_id)) for doc_id in entry.doc_ids)


def _can_be_recognised_now(entry: Entry) -> bool:
    """Whether pages of it were pictures, and there is now a program that reads them."""
    if not any(failure.kind == "needs_ocr" for failure in entry.failures):
        return False
    from corpus_cli.ingest.pdf.ocr import available

    return available()


def _is_whole(path: Path) -> bool:
    """Whether the file ends as documents do. A power cut can leave a renamed file empty, short or full of zeros."""
    try:
        with path.open("rb") as file:
            file.seek(-len(DOCUMENT_END), os.SEEK_END)
            return file.read() == DOCUMENT_END
    except OSError:
        return False


def _keep_ungiven(plan: Plan, ungiven: Sequence[Entry], passed_over: Sequence[Failure], settings: str) -> None:
    failing: dict[str, list[Failure]] = {}
    for failure in passed_over:
        failing.setdefault(failure.path, []).append(failure)
    for path, failures in failing.items():
        plan.entries.append(Entry(path=path, sha256="", settings=settings, failures=tuple(failures)))
    for entry in ungiven:
        if entry.path in failing:
            continue
        if not entry.doc_ids and not still_there(entry.path):
            plan.entries.append(_gone(entry))
        elif entry.settings != settings:
            plan.old_settings += len(entry.doc_ids)


def _by_identity(ungiven: Sequence[Entry], files: Sequence[InputFile]) -> dict[str, Entry]:
    """Journal entries of inputs that are given under another spelling of their path, by the path given now.

    ``corpus run reports`` and ``corpus run ../here/reports`` are the same reports.
    """
    known: dict[tuple[int, int], Entry] = {}
    for entry in ungiven:
        identity = _identity(entry.path)
        if identity is not None:
            known[identity] = entry
    found = {}
    for file in files if known else ():
        identity = _identity(file.path)
        if identity is not None and identity in known:
            found[file.shown] = known.pop(identity)
    return found


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _gone(entry: Entry) -> Entry:
    return Entry(path=entry.path, sha256="", settings="", gone=True)


def _duplicate(path: str, owner: str) -> Failure:
    return Failure(
        path=path,
        kind="duplicate",
        reason=f"has the same bytes as {owner}",
        remedy="nothing needs to be done: the content was processed once",
    )


def _digests(files: Sequence[InputFile], jobs: int, max_bytes: int, known: Mapping[str, str]) -> list[str]:
    """SHA-256 of each file, empty where it cannot or will not be read: the reader will say why."""
    unknown = [file.path for file in files if file.path not in known and file.size_bytes >= SMALL]
    with ThreadPoolExecutor(max_workers=jobs) as pool:  # hashing lets other threads run
        large = dict(zip(unknown, pool.map(lambda path: _digest(path, max_bytes), unknown), strict=True))
    # Small ones not by threads, which would spend their time on waiting for each other.
    return [known.get(file.path) or large.get(file.path) or _digest(file.path, max_bytes) for file in files]


def _digest(path: str, max_bytes: int) -> str:
    try:
        with open_file(path) as file:
            status = os.fstat(file.fileno())
            # A sparse file of a terabyte has a few blocks on disk and takes hours to hash. Empty files have the same
            # bytes, and each of them is a report that somebody misses.
            if not stat.S_ISREG(status.st_mode) or not 0 < status.st_size <= max_bytes:
                return ""
            if status.st_size < SMALL:
                return hashlib.sha256(file.read(max_bytes)).hexdigest()
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""
