"""The inside of a worker that reads documents to find what they are to each other: one shard sketched or profiled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from corpus_cli.output import RunFolder
from corpus_cli.relations.profile import Profile, profile
from corpus_cli.relations.reading import Report, read_report
from corpus_cli.relations.relation import Order
from corpus_cli.relations.sketch import Sketch, sketch


@dataclass(frozen=True, slots=True)
class Sketched:
    """A document's sketch, None for a short text; and of which document it says now that it repeats it."""

    doc_id: str
    order: Order
    duplicate_of: str | None
    sketch: Sketch | None


def set_up_reading(root: str) -> RunFolder:
    """What a worker holds between shards."""
    return RunFolder(Path(root))


def sketch_shards(folder: RunFolder, shards: Sequence[str]) -> list[Sketched]:
    """The sketches of these shards' documents, by id."""
    return [
        Sketched(one.doc_id, one.order, one.source.duplicate_of, sketch(one.text or ""))
        for shard in shards
        for one in _reports(folder, shard)
    ]


def profile_shards(folder: RunFolder, shards: Sequence[str]) -> list[Profile]:
    """The profiles of these shards' documents, whose vectors have been written, by id."""
    from corpus_cli.topics.vectors import read_shard

    found = []
    for shard in shards:
        vectors = read_shard(folder.root, shard)
        for one in _reports(folder, shard):
            own = profile(one, vectors[one.doc_id]) if one.doc_id in vectors else None
            if own is not None and one.source.duplicate_of is None:
                found.append(own)
    return found


def _reports(folder: RunFolder, shard: str) -> Iterator[Report]:
    """The documents of a shard; files that are none are passed over, others say so."""
    for path in sorted((folder.documents / shard).glob("*.json")):
        try:
            yield read_report(path.read_bytes())
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
