"""What has gone from a run's folder though no run removes it: somebody else has, or the disk."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

import msgspec

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
