"""A whole run: inputs found, documents processed, themes found, the run's own record written last."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from corpus_cli.document import Failure
from corpus_cli.engines.journal import Journal
from corpus_cli.errors import InputError
from corpus_cli.ingest.inputs import InputFile, find_inputs
from corpus_cli.output import RunFolder, opened
from corpus_cli.pipeline.passes.export import export_entities
from corpus_cli.pipeline.passes.made import make
from corpus_cli.pipeline.passes.merge import merge_organizations
from corpus_cli.pipeline.passes.relations import relate_texts
from corpus_cli.pipeline.passes.report import facts_of
from corpus_cli.pipeline.passes.topic import find_themes
from corpus_cli.pipeline.progress import Progress
from corpus_cli.pipeline.reading.process import process
from corpus_cli.pipeline.record.recorded_run import read_run_file
from corpus_cli.pipeline.record.run_file import package_versions, write_run_file
from corpus_cli.pipeline.record.run_report import RunReport
from corpus_cli.pipeline.record.run_settings import RunSettings
from corpus_cli.pipeline.redacting.redaction import claim, note_found, redacted_run, written_path
from corpus_cli.relations.as_json import each_relation
from corpus_cli.relations.wording import relatives


def execute(
    inputs: Sequence[str],
    out: Path,
    *,
    settings: RunSettings,
    progress: Progress,
    stdin: Iterable[str] | None = None,
) -> RunReport:
    """The output folder holds the documents of these inputs and of earlier ones, with their themes if asked for.

    Raises ``InputError`` if there is nothing to read, ``OutputError`` if the folder cannot be used, and what else is
    wrong with the whole run; what is wrong with one input is in the report and in ``errors.jsonl``.
    """
    started, clock = _now(), time.perf_counter()
    _check_mapping(settings.mapping)
    files, passed_over = _find(inputs, out, stdin, follow_links=settings.follow_links)
    redaction = settings.redaction
    if redaction is not None:
        files = [replace(file, alias=redaction.path(file.shown)) for file in files]
        passed_over = [redaction.failure(failure) for failure in passed_over]
        if settings.model is not None:
            redaction.check_model(settings.model.reference, settings.model.folder)
        if settings.topics:
            redaction.check_encoder(settings.recipe.topics.encoder)
    with opened(out) as folder:
        _warn_of_left_aliases(folder, settings, progress)
        journal = Journal(folder.journal)
        claim(folder, redaction, empty=not folder.journal.exists() and not folder.shards())
        if redaction is not None:
            note_found(folder, redaction.taken())  # in the paths given
        found = made = None
        try:
            processed = process(folder, journal, files, passed_over, settings=settings, progress=progress)
            del files  # paths and hashes of all inputs are in the journal
            merge_organizations(folder, journal, settings=settings, progress=progress)
            # Before anything is counted: what repeats another document to the word says so from here on.
            relate_texts(folder, journal, engine=settings.workers, progress=progress)
            # Before the themes: they change nothing in it, and a run that ends there has the names of all documents.
            exported = export_entities(folder, journal, settings=settings, progress=progress)
            if settings.topics and "topics" in settings.recipe.stages:
                found = find_themes(folder, journal, settings=settings, progress=progress)
            elif folder.themes.exists() and processed.new:
                progress.warn(
                    f"the new documents have no themes yet, and {folder.themes_page}, search index and page are of an "
                    "earlier run; use corpus run on the same output folder to bring all up to date"
                )
            journal.close()  # nothing more is added, and the index is known by the file as it stays
            # Of a folder whose last document has gone, index and page are made too: they would keep its text.
            if settings.topics and (journal.documents or folder.index.exists() or folder.report.exists()):
                facts = facts_of(
                    settings.recipe,
                    command=settings.command,
                    config_hash=settings.config_hash,
                    versions=package_versions(),
                )
                if redaction is not None:  # the page is to say no more than run.json does
                    facts = replace(facts, recipe=redaction.data(facts.recipe))
                made = make(
                    folder, journal, recipe=settings.recipe, facts=facts, engine=settings.workers, progress=progress
                )
        finally:
            journal.close()
        report = RunReport(
            folder=folder,
            documents=journal.documents,
            processed=processed,
            topics=found,
            exported=exported,
            relations=relatives(each_relation(folder.relations)),
            made=made,
            redacted=None if redaction is None else redacted_run(folder, redaction, processed.replaced),
            summary=found.summary if found and found.summary.documents else processed.tally.summary(),
            failed=_failed(processed.failures, [written_path(given, redaction) for given in inputs]),
            seconds=time.perf_counter() - clock,
        )
        write_run_file(report, settings, started=started, finished=_now())
    return report


def _warn_of_left_aliases(folder: RunFolder, settings: RunSettings, progress: Progress) -> None:
    """Names and pairs that a person has accepted are not to go unnoticed."""
    last = read_run_file(folder.run_file).aliases if folder.run_file.is_file() else None
    if last and not settings.recipe.entities.aliases:
        progress.warn(f"the last run here used the alias file {last}; without --aliases {last} its names do not count")


def _find(
    inputs: Sequence[str], out: Path, stdin: Iterable[str] | None, *, follow_links: bool
) -> tuple[list[InputFile], list[Failure]]:
    """The inputs outside the output folder: `corpus run . -o out` must not read its own pages the second time."""
    files, passed_over = find_inputs(inputs, stdin=stdin, follow_links=follow_links)
    root = os.path.realpath(out)
    files = [file for file in files if not _within(root, file.path)]
    if not files:
        raise InputError(
            f"the only files given are those of the output folder {out}", remedy="give the reports' folder"
        )
    return files, [failure for failure in passed_over if not _within(root, failure.path)]


def _failed(failures: Sequence[Failure], inputs: Sequence[str]) -> tuple[Failure, ...]:
    """A photograph beside the reports is passed over; one that the user names as an input has failed."""
    return tuple(failure for failure in failures if failure.kind != "skipped" or failure.path in inputs)


def _check_mapping(mapping: Mapping[str, str]) -> None:
    """Raises ``ConfigError`` now, not after an hour of work."""
    from corpus_cli.ingest.rows.records import Columns

    Columns(mapping)


def _within(root: str, path: str) -> bool:
    """Whether the path lies below ``root``, a real path. Not by ``Path.resolve``, which raises for a link to itself."""
    try:
        place = os.path.realpath(path)
    except ValueError:  # a NUL in the name
        return False
    return place == root or place.startswith(f"{root.rstrip('/')}/")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
