"""Which documents a pass over the whole folder has last finished with, so that it need not read them again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from corpus_cli import __version__
from corpus_cli.engines.journal import Journal
from corpus_cli.output import write_whole


def fingerprint_of(journal: Journal) -> str:
    """SHA-256 over the folder's documents and this version of the product."""
    return hashlib.sha256(f"{__version__} {journal.fingerprint}".encode()).hexdigest()


def last_finished(state: Path) -> str | None:
    """The fingerprint that stands in the file; None where none does."""
    try:
        return msgspec.json.decode(state.read_bytes(), type=str)
    except (OSError, msgspec.DecodeError):
        return None


def finish(state: Path, fingerprint: str) -> None:
    """The file holds the fingerprint."""
    write_whole(state, msgspec.json.encode(fingerprint))
