"""What an index says of itself: for which documents it was made, by which code, with which encoder."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from corpus_cli.engines.journal import Journal
from corpus_cli.errors import InputError
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.search import analysis
from corpus_cli.topics.model.files import ModelFiles

#: Another number, another layout: an older index is made again.
SCHEMA_VERSION = 1
MANIFEST, NAMES, AXES = "index.json", "names.json", "axes.safetensors"
# The vectors stand in the table too, for other tools; here they are mapped into memory: 200,000 of them are there at
# once, where the table takes seconds to hand them out and its own scan ten times as long as one product.
VECTORS, LANGUAGES = "vectors.npy", "languages.npy"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """``fingerprint``: of the documents. ``damaged``: how many files were no documents and are missing.

    ``encoder``: the recipe's name for it, of a folder what it is called. ``sha256``: of all the index's other files.
    ``topic_model``: the digest of the model that the theme ids are of; empty where the run has none, or an earlier
    version made the index.
    """

    schema_version: int = SCHEMA_VERSION
    analyser: int = analysis.VERSION
    fingerprint: str
    encoder: str
    encoder_sha256: str
    passages: int
    documents: int
    languages: tuple[str, ...]
    themes: tuple[str, ...]
    topic_model: str = ""
    sha256: dict[str, str]
    damaged: int = 0

    def is_of(self, folder: RunFolder) -> bool:
        """Whether it was made for just the documents that the folder has now.

        Files that are as they were need not be read: every question to the index begins here.
        """
        return _as_it_was(folder, self.fingerprint) or self.fingerprint == fingerprint_of(folder)


class _Seen(msgspec.Struct, frozen=True):
    """``.state/indexed.json``: the fingerprint that was taken of files with these stamps. Not in the index, which is
    the same for the same documents whenever it is made."""

    fingerprint: str
    stamps: tuple[tuple[int, int], ...]


def remember(folder: RunFolder, fingerprint: str) -> None:
    """As long as its files stay as they are, the folder is known to have this fingerprint."""
    write_whole(_seen(folder), msgspec.json.encode(_Seen(fingerprint, _stamps(folder))))


def _as_it_was(folder: RunFolder, fingerprint: str) -> bool:
    try:
        return msgspec.json.decode(_seen(folder).read_bytes(), type=_Seen) == _Seen(fingerprint, _stamps(folder))
    except (OSError, msgspec.DecodeError):
        return False


def _seen(folder: RunFolder) -> Path:
    return folder.state / "indexed.json"


def _stamps(folder: RunFolder) -> tuple[tuple[int, int], ...]:
    """Size and time of what every command that changes documents changes too, and the times of their folders.

    A folder's time changes with every document that is added, replaced or removed: each is written by a rename.
    """
    files = (folder.journal, folder.merge_state, folder.topic_state)
    return tuple(_stamp(path) for path in (*files, *folder.shards()))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return -1, -1
    return status.st_size, status.st_mtime_ns


def fingerprint_of(folder: RunFolder) -> str:
    """SHA-256 that changes whenever a command has changed documents, their names or their themes."""
    digest = hashlib.sha256(Journal(folder.journal).fingerprint.encode())
    for path in (folder.merge_state, folder.topic_state):
        digest.update(path.read_bytes() if path.is_file() else b"-")
    for shard in folder.shards():
        digest.update(" ".join(sorted(path.name for path in shard.glob("*.json"))).encode())
    return digest.hexdigest()


def topic_model_of(folder: RunFolder) -> str:
    """The digest of the run's topic model; empty without one."""
    path = ModelFiles(folder.topics).digest
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


def read_manifest(folder: RunFolder) -> Manifest:
    """What the index says of itself.

    Raises ``InputError`` where there is none, or one that this version does not read.
    """
    path = folder.index / MANIFEST
    if not path.is_file():
        raise InputError(f"{folder.root}: has no search index", remedy=remedy(folder))
    try:
        found = msgspec.json.decode(path.read_bytes(), type=dict[str, object])
        versions = found.get("schema_version"), found.get("analyser")
        if versions != (SCHEMA_VERSION, analysis.VERSION):
            raise InputError(f"{folder.index}: was made by another version of corpus", remedy=remedy(folder))
        return msgspec.convert(found, type=Manifest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise damaged(folder, error) from error


def damaged(folder: RunFolder, error: object) -> InputError:
    """The error for an index that cannot be read."""
    reason = " ".join(str(error).split())[:200]
    return InputError(f"{folder.index}: the search index is damaged: {reason}", remedy=remedy(folder))


def remedy(folder: RunFolder) -> str:
    """What helps against a missing, damaged or older index."""
    return f"run `corpus index {folder.root}`"


def digest(path: Path) -> str:
    """SHA-256 of the file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
