"""What has gone from a run's folder, or is empty, though no run does that: somebody else has, or the disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

import msgspec

from corpus_cli.document import DOCUMENT_END
from corpus_cli.output import RunFolder


class _Input(msgspec.Struct, frozen=True):
    """What a line of the journal says of documents."""

    path: str
    doc_ids: tuple[str, ...] = ()


def lost(folder: RunFolder, gone: Iterable[str]) -> list[str]:
    """Those of the files, named from the folder, that no run removes: ``never_removed``, and owned documents."""
    documents, kept = [], {_name(folder, path) for path in folder.never_removed}
    found = []
    for name in gone:
        if name in kept:
            found.append(name)
        elif name.startswith(f"{_name(folder, folder.documents)}/"):
            documents.append(name)
    if documents:
        owned = _owned(folder.journal)
        found.extend(name for name in documents if PurePosixPath(name).stem in owned)
    return found


def emptied(folder: RunFolder, changed: Mapping[str, int]) -> list[str]:
    """Those of the files that a power cut has left empty, short or full of zeros: changed, with the size put before.

    A document that does not end as documents do, and what no run takes away, where it had something in it and has no
    longer; only the list of failures may become empty.
    """
    never_empty = {_name(folder, path) for path in folder.never_removed if path != folder.errors}
    documents = f"{_name(folder, folder.documents)}/"
    return [
        name
        for name, size in changed.items()
        if (name in never_empty and size > 0 and not _tail(folder.root / name, 1))
        or (name.startswith(documents) and _tail(folder.root / name, len(DOCUMENT_END)) != DOCUMENT_END)
    ]


def _tail(path: Path, size: int) -> bytes:
    """The last bytes of the file, of which there may be fewer, or none where it has just gone."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - size))
        return file.read()
    return b""


def _name(folder: RunFolder, path: Path) -> str:
    return path.relative_to(folder.root).as_posix()


def _owned(journal: Path) -> set[str]:
    """The ids of all documents of finished inputs; the last line for an input counts."""
    inputs: dict[str, tuple[str, ...]] = {}
    decoder = msgspec.json.Decoder(_Input)
    with suppress(FileNotFoundError), journal.open("rb") as file:
        for line in file:
            with suppress(msgspec.DecodeError):
                entry = decoder.decode(line)
                inputs[entry.path] = entry.doc_ids
    return {doc_id for doc_ids in inputs.values() for doc_id in doc_ids}
