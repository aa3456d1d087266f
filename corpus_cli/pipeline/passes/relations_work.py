"""The inside of a worker that finds what documents are to each other: shards sketched or profiled, pairs compared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from corpus_cli.output import RunFolder, read_each
from corpus_cli.relations.comparing import compare
from corpus_cli.relations.profile import Profile, profile
from corpus_cli.relations.reading import Report, read_report
from corpus_cli.relations.relation import Relation
from corpus_cli.relations.sketch import sketch
from corpus_cli.relations.sketch_table import SketchRow, SketchTable, chosen, joined, read_table, to_table, write_table

if TYPE_CHECKING:
    from corpus_cli.relations.sketch import Prints

# Documents kept while pairs are compared: their pairs come in order, so those of one document are compared in a row.
KEPT = 500

# The ids of two documents, the earlier one first.
Pair = tuple[str, str]


def set_up_reading(root: str) -> RunFolder:
    """What a worker holds between shards."""
    return RunFolder(Path(root))


def sketch_shards(folder: RunFolder, shards: Sequence[str]) -> None:
    """The files with the sketches of these shards' documents are up to date; what has not changed is not decoded."""
    for shard in shards:
        path = folder.sketches / f"{shard}.safetensors"
        known = read_table(path)
        table = _sketched(folder, shard, known)
        if known is None or table is not known:
            write_table(path, table)


def profile_shards(folder: RunFolder, shards: Sequence[str]) -> list[Profile]:
    """The profiles of these shards' documents, whose vectors have been written, by id."""
    from corpus_cli.topics.encoders.vectors import read_shard

    found = []
    for shard in shards:
        vectors = read_shard(folder.root, shard)
        for one in _reports(folder, shard):
            own = profile(one, vectors[one.doc_id]) if one.doc_id in vectors else None
            if own is not None and one.source.duplicate_of is None:
                found.append(own)
    return found


@dataclass(frozen=True, slots=True)
class Comparing:
    """What a worker that compares holds between tasks: the documents it has last read, and the formulas."""

    read: Callable[[str], Report]
    formulas: Prints


def set_up_comparing(root: str, formulas: bytes) -> Comparing:
    """``formulas``: fingerprints that say nothing, as bytes of uint32."""
    import numpy as np

    folder = RunFolder(Path(root))

    @lru_cache(maxsize=KEPT)
    def read(doc_id: str) -> Report:
        return read_report(folder.document(doc_id).read_bytes())

    return Comparing(read, np.frombuffer(formulas, dtype=np.uint32))


def compare_pairs(state: Comparing, pairs: Sequence[Pair]) -> list[Relation]:
    """What is found of these pairs, in their order."""
    found = (compare(state.read(a), state.read(b), formulas=state.formulas) for a, b in pairs)
    return [one for one in found if one is not None]


def _sketched(folder: RunFolder, shard: str, known: SketchTable | None) -> SketchTable:
    """The table of the shard's documents: ``known`` itself if it is that already."""
    rows = {} if known is None else dict(zip(known.about.doc_ids, known.columns.files.tolist(), strict=True))
    at = {} if known is None else {doc_id: row for row, doc_id in enumerate(known.about.doc_ids)}
    kept, new = [], []
    for path, data in read_each(folder.document_files(shard), bytes):  # decoded only where it is new
        file = _number(data)
        if rows.get(path.stem) == file:
            kept.append(at[path.stem])
            continue
        try:
            new.append(_row(read_report(data), file))
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue  # no document of ours; other passes say so
    if known is not None and not new and len(kept) == len(rows):
        return known
    table = to_table(new)
    return table if known is None else joined(chosen(known, kept), table)


def _row(report: Report, file: int) -> SketchRow:
    """What is kept of the document. ``content``: of all that comparing looks at, but for which document it repeats."""
    parts = (
        report.doc_id,
        report.order,
        report.text,
        sorted(report.names),
        [(one.id, one.start, one.end) for one in report.passages or ()],
    )
    return SketchRow(
        doc_id=report.doc_id,
        order=report.order,
        duplicate_of=report.source.duplicate_of,
        file=file,
        content=_number(msgspec.json.encode(parts)),
        sketch=sketch(report.text or ""),
    )


def _number(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")


def _reports(folder: RunFolder, shard: str) -> Iterator[Report]:
    """The documents of a shard; files that are none are passed over, others say so."""
    return (report for _, report in read_each(folder.document_files(shard), read_report))
