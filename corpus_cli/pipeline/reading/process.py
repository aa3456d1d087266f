"""Inputs to documents: planned, carried out by worker processes, noted in the journal."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from corpus_cli.document import Failure
from corpus_cli.engines.journal import Entry, Journal, to_lines
from corpus_cli.engines.work import Done, Lost, Work
from corpus_cli.ingest.formats import CONTAINERS, CSV, JSONL
from corpus_cli.ingest.inputs import InputFile
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.pipeline.progress import Progress
from corpus_cli.pipeline.reading.audit import Audit
from corpus_cli.pipeline.reading.carriage import carry_inputs
from corpus_cli.pipeline.reading.owners import (
    all_documents,
    not_found_again,
    shared_records,
    to_read_again,
    written_for_others,
)
from corpus_cli.pipeline.reading.plan import Job, Plan, make_plan
from corpus_cli.pipeline.reading.remote_digests import remote_digests
from corpus_cli.pipeline.reading.stages import Outcome, process_inputs, set_up
from corpus_cli.pipeline.reading.tally import DocumentTally
from corpus_cli.pipeline.record.run_settings import RunSettings
from corpus_cli.pipeline.redacting.redaction import Redaction, note_found
from corpus_cli.pipeline.redacting.replacements import Replacements

# A task is short enough to lose to a kill and to spread over workers, and long enough to be worth sending.
FILES_A_TASK = 16
BYTES_A_TASK = 1_000_000
# Slower than any document seen; only what hangs takes longer.
BYTES_A_SECOND = 2_000
SETUP_SECONDS = 120
# What lies in an archive is read file by file, each with a limit of its own; all together may take this long more.
ARCHIVE_SECONDS = 3600


@dataclass(slots=True, kw_only=True)
class ProcessReport:
    """What processing came to. ``failures``: of the inputs given, duplicates left out."""

    new: int = 0
    unchanged: int = 0
    duplicates: int = 0
    failures: list[Failure] = field(default_factory=list)
    tally: DocumentTally = field(default_factory=DocumentTally)
    replaced: Replacements = field(default_factory=Replacements)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    wall_seconds: float = 0.0
    worker_peak_memory: int = 0


def process(
    folder: RunFolder,
    journal: Journal,
    files: Sequence[InputFile],
    passed_over: Sequence[Failure],
    *,
    settings: RunSettings,
    progress: Progress,
) -> ProcessReport:
    """Every given input is in the journal, its documents are on disk, and ``errors.jsonl`` is up to date.

    Inputs that are unchanged since an earlier run are not read again; documents of changed ones are replaced.
    """
    started = time.perf_counter()
    plan = make_plan(
        files,
        passed_over,
        journal=journal,
        folder=folder,
        settings=settings.process_hash,
        jobs=settings.jobs,
        max_bytes=settings.recipe.ingest.max_file_mb * 2**20,
        ocr=settings.recipe.ingest.ocr != "never",
        keyed=str if settings.redaction is None else settings.redaction.keyed,
        known=remote_digests(
            folder,
            files,
            engine=settings.workers,
            progress=progress,
            max_bytes=settings.recipe.ingest.max_file_mb * 2**20,
            keep=settings.redaction is None,
        ),
    )
    _announce(plan, progress)
    interrupted = folder.reading.exists()
    if plan.todo or plan.entries:
        write_whole(folder.reading, b"")
    run = _Processing(folder, journal, settings, progress, plan)
    lost = run.carry_out("documents", plan.todo)
    given = {file.shown: file for file in files}
    # Where the reading of an input ended halfway, documents of any other may have been written anew for it.
    checked = all_documents(journal) if interrupted or lost else {*journal.shared(), *run.handed_on}
    wrong = written_for_others(folder, journal, checked)
    if wrong and (interrupted or lost):  # by what failed before: nothing else tells of it once they are left for later
        folder.forget_passes()
    lost_again = run.carry_out("shared records", deque(to_read_again(journal, given, wrong)))
    run.leave_for_later(not_found_again(given, wrong))
    _remove_unowned(folder, journal)
    write_whole(folder.errors, to_lines(_all_failures(folder, journal)))
    if not lost_again:
        folder.reading.unlink(missing_ok=True)
    run.report.wall_seconds = time.perf_counter() - started
    return run.finish({*given, *(failure.path for failure in passed_over)})


class _Processing:
    """One call of ``process``: outcomes go into the journal and the report as they come."""

    def __init__(
        self, folder: RunFolder, journal: Journal, settings: RunSettings, progress: Progress, plan: Plan
    ) -> None:
        self._folder = folder
        self._journal = journal
        self._settings = settings
        self._progress = progress
        self._audit = Audit(folder, settings)
        self._audit.begins(plan)
        self.report = ProcessReport(
            unchanged=sum(len(entry.doc_ids) for entry in plan.unchanged), duplicates=plan.duplicates
        )
        self.handed_on: list[str] = []
        self._counted: set[str] = set()
        self._unchanged = {entry.path for entry in plan.unchanged}
        for entry in plan.entries:
            self._record(entry)

    def carry_out(self, name: str, todo: deque[Job]) -> bool:
        """Each input is in the journal with its documents or its failures, and ``todo`` is empty.

        Returns whether a worker was lost with one. A job is let go when it is done: what is known of an input is held
        once, by its job or by its journal entry.
        """
        if not todo:
            return False
        settings, lost = self._settings, False
        if not all(map(self._failed_before, todo)):
            self._folder.forget_passes()  # before a worker writes anything: documents of other inputs can be among it
        self._open(job.shown for job in todo)
        arguments = (
            str(self._folder.root),
            settings.recipe,
            settings.mapping,
            settings.process_hash,
            settings.redaction,
        )
        work = Work(set_up, arguments, process_inputs, carry_inputs(self._folder, settings.recipe))
        per_input = 2 * settings.recipe.ingest.timeout_seconds

        def limit(items: Sequence[Job]) -> float:
            archives = ARCHIVE_SECONDS * any(item.media_type in CONTAINERS for item in items)
            return SETUP_SECONDS + per_input + archives + sum(item.size_bytes for item in items) / BYTES_A_SECOND

        self._progress.begin(name, total=len(todo), unit="file")
        out: dict[str, Job] = {}
        tasks = _noted(split_into_tasks(todo, jobs=settings.jobs), out)
        with closing(settings.workers.run_tasks(work, tasks, limit=limit, most=len(todo))) as results:
            for result in results:
                for outcome in _outcomes(result, settings.redaction):
                    self._take(outcome, out.pop(outcome.path))
                if isinstance(result, Done):
                    self.report.worker_peak_memory = max(self.report.worker_peak_memory, result.peak_memory)
                else:
                    lost = True
        self._progress.end()
        return lost

    def leave_for_later(self, paths: Collection[str]) -> None:
        """These inputs, which are not given, are read again when they are: what lies here was written for others."""
        self._open(paths)
        if paths:
            them, some = "it" if len(paths) == 1 else "them", ", ".join(sorted(paths)[:3])
            self._progress.warn(
                f"documents of {len(paths)} {'input' if len(paths) == 1 else 'inputs'} not given this time name "
                f"a wrong source or cannot be read; give {them} as well ({some})"
            )

    def _failed_before(self, job: Job) -> bool:
        """Whether nothing came of it the last time, and all that speaks for it is that the reason may have gone."""
        entry = self._journal.get(job.shown)
        return entry is not None and entry.worth_retrying and entry.sha256 == job.sha256

    def _open(self, paths: Iterable[str]) -> None:
        """Inputs that are read again are no longer as the journal has them: a kill must not leave half of each."""
        for path in paths:
            entry = self._journal.get(path)
            if entry is not None and entry.doc_ids and entry.settings:
                self._journal.append(replace(entry, settings=""))

    def _take(self, outcome: Outcome, job: Job) -> None:
        self._audit.read(job, outcome)
        if outcome.doc_ids:
            self._folder.forget_passes()
        if job.shown not in self._counted and self.report.replaced.merge(outcome.replaced):
            note_found(self._folder, self.report.replaced.found)
        self._record(
            Entry(
                path=job.shown,
                sha256=job.sha256,
                settings=self._settings.process_hash,
                doc_ids=outcome.doc_ids,
                failures=outcome.failures,
            )
        )
        if job.shown not in self._counted and job.shown not in self._unchanged:
            self._counted.add(job.shown)
            self.report.new += len(outcome.doc_ids)
            self.report.tally.merge(outcome.tally)
        for name, seconds in outcome.seconds.items():
            self.report.seconds[name] += seconds
        self._progress.advance(1, words=outcome.tally.words)

    def _record(self, entry: Entry) -> None:
        """The entry is in the journal.

        What it replaces is removed at the end: a worker may just have written it again for another input.
        """
        self.handed_on.extend(self._journal.handed_on_by(entry))
        self._journal.append(entry)

    def finish(self, given: set[str]) -> ProcessReport:
        """The report, with the failures of all inputs that were given."""
        self._count_shared_once()
        self.report.failures = [
            failure
            for entry in self._journal.entries()
            if entry.path in given
            for failure in entry.failures
            if failure.kind != "duplicate"
        ]
        return self.report

    def _count_shared_once(self) -> None:
        """A document that several inputs own is one document; unchanged if one of them is."""
        for owners in self._journal.owners(self._journal.shared()).values():
            new = sum(path in self._counted for path in owners)
            unchanged = sum(path in self._unchanged for path in owners)
            self.report.new -= new if unchanged else max(new - 1, 0)
            self.report.unchanged -= max(unchanged - 1, 0)


def _noted(tasks: Iterable[list[Job]], out: dict[str, Job]) -> Iterator[list[Job]]:
    """The tasks; the jobs of those that have been taken are in ``out``."""
    for task in tasks:
        out.update((job.shown, job) for job in task)
        yield task


def split_into_tasks(todo: deque[Job], *, jobs: int) -> Iterator[list[Job]]:
    """The inputs in order, small ones together, csv, jsonl and archives alone; four tasks a worker if possible.

    What is in a task is no longer in ``todo``.
    """
    most = max(1, min(FILES_A_TASK, len(todo) // (4 * jobs)))
    task: list[Job] = []
    size = 0
    while todo:
        job = todo.popleft()
        alone = job.media_type in (CSV, JSONL, *CONTAINERS)
        if task and (alone or len(task) >= most or size + job.size_bytes > BYTES_A_TASK):
            yield task
            task, size = [], 0
        task.append(job)
        size += job.size_bytes
        if alone:
            yield task
            task, size = [], 0
    if task:
        yield task


def _outcomes(result: Done[Job, list[Outcome]] | Lost[Job], redaction: Redaction | None) -> list[Outcome]:
    if isinstance(result, Done):
        return result.result
    path = result.item.shown
    failure = Failure(
        path=path,
        kind="quarantined",
        reason=f"could not be processed: {result.reason}",
        remedy="open it to see whether it is damaged or very large, split it, or leave it out; run again to retry",
    )
    failure = failure if redaction is None else replace(redaction.failure(failure), path=path)
    return [Outcome(path=path, doc_ids=(), failures=(failure,), tally=DocumentTally(), seconds={})]


def _announce(plan: Plan, progress: Progress) -> None:
    if plan.changed_settings:
        progress.say(f"settings changed since the last run: {_documents(plan.changed_settings)} processed again")
    if plan.old_settings:
        progress.warn(
            f"{_documents(plan.old_settings)} of inputs not given this time kept with the settings of an earlier run; "
            "give these inputs as well to process them again"
        )


def _documents(count: int) -> str:
    return f"{count} {'document is' if count == 1 else 'documents are'}"


def _remove_unowned(folder: RunFolder, journal: Journal) -> None:
    """Documents that were replaced, or left by an input that ended its worker or by a run that was killed, are gone."""
    for shard in folder.shards():
        for path in shard.glob("*.json"):
            if not journal.owns(path.stem):
                path.unlink(missing_ok=True)


def _all_failures(folder: RunFolder, journal: Journal) -> list[Failure]:
    """The lines of ``errors.jsonl``, in an order that does not depend on who finished first."""
    failures = [failure for entry in journal.entries() for failure in entry.failures]
    failures.extend(shared_records(folder, journal))
    return sorted(failures, key=lambda failure: (failure.path, failure.record or "", failure.kind, failure.reason))
