"""The inside of a processing worker: one input's way through the stages of a recipe to documents on disk."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from corpus_cli import __version__
from corpus_cli.document import Document, Failure, Provenance, StageRecord, to_json
from corpus_cli.errors import CorpusError, DocumentError
from corpus_cli.output import RunFolder, unwritable, write_whole
from corpus_cli.pipeline.reading.plan import Job
from corpus_cli.pipeline.reading.tally import DocumentTally
from corpus_cli.pipeline.redacting.redaction import Redaction
from corpus_cli.pipeline.redacting.replacements import Replacements
from corpus_cli.recipe import Recipe, StageName

Stage = Callable[[Iterator[Document]], Iterator[Document]]
FailureKind = Literal["quarantined", "skipped", "needs_ocr", "duplicate"]
KINDS: dict[str, FailureKind] = {kind: kind for kind in get_args(FailureKind)}


def _load_normalize(recipe: Recipe) -> tuple[Stage, StageRecord]:
    from corpus_cli.normalize.stage import Normalizer

    return Normalizer(recipe.normalize), StageRecord(name="normalize", version=__version__)


def _load_segment(recipe: Recipe) -> tuple[Stage, StageRecord]:
    from corpus_cli.segment.stage import Segmenter

    return Segmenter(recipe.segment), StageRecord(name="segment", version=__version__)


def _load_entities(recipe: Recipe) -> tuple[Stage, StageRecord]:
    from corpus_cli.entities.stage import EntityStage

    stage = EntityStage(recipe.entities)
    record = StageRecord(name="entities", version=__version__, model=stage.model, model_sha256=stage.model_sha256)
    return stage, record


# Stages that take documents; ingest comes before them and makes the documents.
LOADERS: dict[StageName, Callable[[Recipe], tuple[Stage, StageRecord]]] = {
    "normalize": _load_normalize,
    "segment": _load_segment,
    "entities": _load_entities,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one input: documents that are on disk, failures, and the seconds that each stage took.

    ``replaced``: in a redacted run, how often which listed names.
    """

    path: str
    doc_ids: tuple[str, ...]
    failures: tuple[Failure, ...]
    tally: DocumentTally
    seconds: dict[str, float]
    replaced: Replacements = field(default_factory=Replacements)


@dataclass(slots=True)
class Worker:
    """What a worker holds between inputs."""

    folder: RunFolder
    recipe: Recipe
    mapping: dict[str, str]
    provenance: Provenance
    stages: tuple[tuple[str, Stage], ...]
    redaction: Redaction | None = None


@dataclass(slots=True)
class _Input:
    """What is known of an input while it is processed."""

    doc_ids: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)
    tally: DocumentTally = field(default_factory=DocumentTally)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    replaced: Replacements = field(default_factory=Replacements)


def set_up(
    root: str, recipe: Recipe, mapping: dict[str, str], config_hash: str, redaction: Redaction | None = None
) -> Worker:
    """A worker with all stages of the recipe up to entities loaded, and those that take out listed names."""
    loaded = [(name, *LOADERS[name](recipe)) for name in recipe.stages if name in LOADERS]
    provenance = Provenance(
        package_version=__version__,
        config_hash=config_hash,
        stages=(StageRecord(name="ingest", version=__version__), *(record for _, _, record in loaded)),
    )
    stages: list[tuple[str, Stage]] = [(name, stage) for name, stage, _ in loaded]
    if redaction is not None:
        # Behind the cleaning, which makes plain what markup and entities hide; before all that looks at the text.
        stages.insert(1, ("redact", redaction.texts))
        stages.append(("redact", redaction.links))
    return Worker(RunFolder(Path(root)), recipe, mapping, provenance, tuple(stages), redaction)


def process_inputs(worker: Worker, jobs: Sequence[Job]) -> list[Outcome]:
    """What came of each input; its documents are on disk."""
    return [process_input(worker, job) for job in jobs]


def process_input(worker: Worker, job: Job) -> Outcome:
    """What came of one input; its documents are on disk.

    An error in one document costs that document. One document goes through the stages at a time, so that nothing in it
    depends on what happened to be beside it.
    """
    found = _Input()
    if worker.redaction is not None:
        worker.redaction.taken()  # what another input left, whose reading ended halfway
    for item in _timed(_read(worker, job), found.seconds, "ingest"):
        outcome = (
            item if isinstance(item, Failure) else _once(item, found) or run_stages(worker.stages, item, found.seconds)
        )
        if isinstance(outcome, Failure):
            found.failures.append(outcome if worker.redaction is None else worker.redaction.failure(outcome))
            if worker.redaction is not None:
                found.replaced.elsewhere.update(worker.redaction.taken())
            continue
        if worker.redaction is not None:
            found.replaced.add(worker.redaction.taken())
        if outcome.doc_id not in job.made_from_others:
            _write(worker.folder.document(outcome.doc_id), outcome)
        found.doc_ids.add(outcome.doc_id)
        found.tally.add(outcome)
    return Outcome(
        path=job.shown,
        doc_ids=tuple(sorted(found.doc_ids)),
        failures=tuple(found.failures),
        tally=found.tally,
        seconds=dict(found.seconds),
        replaced=found.replaced,
    )


def _write(path: Path, doc: Document) -> None:
    """The document is on disk. Raises ``OutputError``: a full disk is no fault of the document's, and ends the run."""
    try:
        write_whole(path, to_json(doc))
    except OSError as error:
        raise unwritable(path, error) from error


def _once(doc: Document, found: _Input) -> Failure | None:
    """A record that stands twice in one file is one document, and so is a file that lies twice in an archive."""
    if doc.doc_id not in found.doc_ids:
        return None
    what = "file lies in this archive or mail" if doc.source.record_id is None else "record stands in this file"
    return Failure(
        path=doc.source.path,
        record=doc.source.record_id,
        kind="duplicate",
        reason=f"the same {what} before",
        remedy="nothing needs to be done: it was processed once",
    )


def run_stages(
    stages: Sequence[tuple[str, Stage]], doc: Document, seconds: defaultdict[str, float]
) -> Document | Failure:
    """The document after all stages, or why there is none."""
    for name, stage in stages:
        started = time.perf_counter()
        try:
            (doc,) = stage(iter((doc,)))
        except Exception as error:
            return failure_of(error, path=doc.source.path, record=doc.source.record_id, stage=name)
        finally:
            seconds[name] += time.perf_counter() - started
    return doc


def failure_of(error: Exception, *, path: str, record: str | None, stage: str) -> Failure:
    """The line of ``errors.jsonl`` for an error about one document. Other errors raised on purpose end the run."""
    if isinstance(error, DocumentError):
        return Failure(path=path, record=record, kind=KINDS[error.kind], reason=error.message, remedy=error.remedy)
    if isinstance(error, CorpusError):
        raise error
    return Failure(
        path=path,
        record=record,
        kind="quarantined",
        reason=f"the stage {stage} failed on it ({type(error).__name__}: {error})",
        remedy="this is a fault of the program: report it with the file; all other documents are complete",
    )


def _read(worker: Worker, job: Job) -> Iterator[Document | Failure]:
    """The documents of an input as the reader gives them, and a failure in place of an error of the reader's own."""
    from corpus_cli.ingest.inputs import shown_path
    from corpus_cli.ingest.reader import read_documents

    try:
        for item in read_documents(
            job.path,
            settings=worker.recipe.ingest,
            mapping=worker.mapping,
            config=worker.provenance,
            ocr=worker.recipe.ingest.ocr,
            lies_at=job.lies_at,
        ):
            if worker.redaction is not None and isinstance(item, Document):
                yield _identity(worker.redaction, item)
            else:
                yield item
    except Exception as error:
        yield failure_of(error, path=shown_path(job.path), record=None, stage="ingest")


def _identity(redaction: Redaction, doc: Document) -> Document | Failure:
    """The document with what the list leaves of its source, or why that cannot be had; the file's others go on."""
    try:
        return redaction.identity(doc)
    except DocumentError as error:
        return failure_of(error, path=doc.source.path, record=doc.source.record_id, stage="redact")


def _timed(
    items: Iterator[Document | Failure], seconds: defaultdict[str, float], name: str
) -> Iterator[Document | Failure]:
    """The same items; the time spent waiting for them is counted."""
    while True:
        started = time.perf_counter()
        item = next(items, None)
        seconds[name] += time.perf_counter() - started
        if item is None:
            return
        yield item
