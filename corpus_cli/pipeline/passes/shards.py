"""The inside of a worker of the topic pass: one shard of documents encoded, or assigned and counted."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli import __version__
from corpus_cli.document import Document, Provenance, StageRecord, from_json, to_json
from corpus_cli.errors import ModelMissingError
from corpus_cli.output import RunFolder, read_each, write_whole
from corpus_cli.pipeline.reading.tally import DocumentTally

if TYPE_CHECKING:
    from corpus_cli.search.parts import Part
    from corpus_cli.themes.tally import Left, ThemeTally
    from corpus_cli.topics.arrays import Floats
    from corpus_cli.topics.encoders.encoder import Encoder
    from corpus_cli.topics.guard.tally import GuardTally
    from corpus_cli.topics.model.topic_model import TopicModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Shards whose vectors are on disk. ``damaged``: files that are no documents and have none."""

    documents: int
    seconds: float
    damaged: tuple[Path, ...] = ()


@dataclass(slots=True, kw_only=True)
class Assigned:
    """A shard whose documents have their themes.

    ``themes``, and ``guard`` on how far theme and language go together: None if the recipe has no page of themes.
    ``damaged``: files that are no documents and were passed over.
    """

    passages: int = 0
    rewritten: int = 0
    tally: DocumentTally = field(default_factory=DocumentTally)
    themes: ThemeTally | None = None
    guard: GuardTally | None = None
    damaged: list[Path] = field(default_factory=list)
    assign_seconds: float = 0.0
    count_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class AssignWorker:
    """What a worker holds between shards. ``config_hash`` is what documents carry, but for ``old_settings``.

    ``left_out``: the documents that are not counted where every report counts once; None where every document counts.
    """

    folder: RunFolder
    model: TopicModel
    config_hash: str
    old_settings: frozenset[str]
    count_themes: bool
    left_out: Mapping[str, Left] | None = None

    @property
    def record(self) -> StageRecord:
        """The line of provenance that this stage leaves."""
        name = f"{self.model.info.method}, {self.model.info.encoder}"
        return StageRecord(name="topics", version=__version__, model=name, model_sha256=self.model.sha256)


def set_up_encoder(root: str, encoder: str) -> tuple[Path, Encoder]:
    """What a worker that encodes holds between shards."""
    from corpus_cli.topics.encoders.encoder import load_encoder

    return Path(root), load_encoder(encoder)


def encode_shards(state: tuple[Path, Encoder], shards: Sequence[str]) -> Encoded:
    """The vectors of these shards' documents are on disk."""
    from corpus_cli.topics.encoders.vectors import encode_shard, read_documents

    started = time.perf_counter()
    root, encoder = state
    damaged: list[Path] = []
    documents = 0
    for shard in shards:
        documents += encode_shard(root, shard, encoder, docs=read_documents(root, shard, damaged=damaged.append))
    return Encoded(documents=documents, seconds=time.perf_counter() - started, damaged=tuple(damaged))


def index_shards(state: tuple[Path, Encoder], shards: Sequence[str]) -> Part:
    """The rows of this shard's passages are on disk, and its vectors."""
    from corpus_cli.search.parts import make_part

    root, encoder = state
    (shard,) = shards
    return make_part(RunFolder(root), shard, encoder)


def set_up_assign(
    root: str,
    config_hash: str,
    old_settings: frozenset[str],
    count_themes: bool,
    left_out: Mapping[str, Left] | None,
) -> AssignWorker:
    """A worker with the run's topic model loaded."""
    from corpus_cli.topics.model.files import load_model

    folder = RunFolder(Path(root))
    model = load_model(folder.topics)
    if model is None:
        raise ModelMissingError(f"{folder.topics}: the topic model has gone", remedy="run the same command again")
    return AssignWorker(folder, model, config_hash, old_settings, count_themes, left_out)


def assign_shards(worker: AssignWorker, shards: Sequence[str]) -> Assigned:
    """Every passage of these shards has a theme; only documents that change are written.

    A document that was damaged since it was encoded has no theme, and the others have theirs.
    """
    from corpus_cli.themes.tally import ThemeTally
    from corpus_cli.topics.encoders.vectors import read_shard
    from corpus_cli.topics.guard.tally import GuardTally
    from corpus_cli.topics.stage import assign_document

    found = Assigned()
    if worker.count_themes:
        found.themes, found.guard = ThemeTally(left_out=None if worker.left_out is None else Counter()), GuardTally()
    for shard in shards:
        vectors = read_shard(worker.folder.root, shard)
        files = worker.folder.document_files(shard)
        for path, (before, read) in read_each(files, _both, damaged=found.damaged.append):
            started = time.perf_counter()
            doc = _stamped(worker, assign_document(worker.model, read, vectors[read.doc_id]))
            after = to_json(doc)
            if after != before:
                write_whole(path, after)
                found.rewritten += 1
            counting = time.perf_counter()
            found.passages += len(doc.passages or ())
            found.tally.add(doc)
            left = worker.left_out.get(doc.doc_id) if worker.left_out else None
            if found.themes is not None:
                found.themes.add(doc, vectors[doc.doc_id], worker.model, left=left)
            if found.guard is not None and doc.source.duplicate_of is None and left != "repeat":
                _guard(found.guard, worker.model, doc, vectors[doc.doc_id])
            found.assign_seconds += counting - started
            found.count_seconds += time.perf_counter() - counting
    return found


def _both(data: bytes) -> tuple[bytes, Document]:
    return data, from_json(data)


def _guard(tally: GuardTally, model: TopicModel, doc: Document, vectors: Floats) -> None:
    """The document's passages are counted by theme and language, with where they lie."""
    import numpy as np

    passages = doc.passages or ()
    if passages:
        languages = [passage.language for passage in passages]
        place = {theme_id: number for number, theme_id in enumerate(model.theme_ids)}
        labels = np.array([place.get(passage.theme_id or "", -1) for passage in passages], dtype=np.int32)
        keys = [f"{doc.doc_id} {passage.id}" for passage in passages]
        tally.add(model.project(vectors, languages), labels, languages, keys=keys)


def _stamped(worker: AssignWorker, doc: Document) -> Document:
    """The document with the topic model in its provenance."""
    stages = tuple(record for record in doc.provenance.stages if record.name != worker.record.name)
    config_hash = doc.provenance.config_hash if doc.doc_id in worker.old_settings else worker.config_hash
    provenance = Provenance(
        package_version=doc.provenance.package_version, config_hash=config_hash, stages=(*stages, worker.record)
    )
    return replace(doc, provenance=provenance)
