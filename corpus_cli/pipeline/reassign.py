"""A finished run gets its themes from another topic model; its sources are not read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from corpus_cli.engines.journal import Journal
from corpus_cli.output import existing, opened
from corpus_cli.pipeline.passes.made import make
from corpus_cli.pipeline.passes.report import recorded_facts
from corpus_cli.pipeline.passes.topic import TopicReport, find_themes
from corpus_cli.pipeline.progress import Progress
from corpus_cli.pipeline.record.recorded_run import recorded_settings
from corpus_cli.pipeline.record.run_settings import GivenModel, RunSettings
from corpus_cli.pipeline.redacting.redaction import Redaction, claim


def reassign(
    out: Path, model: GivenModel, *, redaction: Redaction | None = None, jobs: int, progress: Progress
) -> TopicReport:
    """Every passage of the run in ``out`` has a theme of ``model``, and its pages and its search index are made anew.

    Raises ``InputError`` if there is no finished run, ``OutputError`` if another command is writing there or the run
    was redacted with another list than this one, ``ConfigError`` if a name of the list stands in the model.
    """
    existing(out)
    with opened(out) as folder:
        # The model's words go into every page of the run.
        claim(folder, redaction, empty=False)
        if redaction is not None:
            redaction.check_model(model.reference, model.folder)
        if folder.reading.exists():  # a run ended while it read: documents may have lost what passes gave them since
            folder.forget_passes()
        recipe, hashes = recorded_settings(folder.run_file)
        settings = RunSettings(
            command="topics assign", recipe=recipe, jobs=jobs, model=replace(model, replaces=True), recorded=hashes
        )
        journal = Journal(folder.journal)
        try:
            found = find_themes(folder, journal, settings=settings, progress=progress)
            make(
                folder, journal, recipe=recipe, facts=recorded_facts(folder), engine=settings.workers, progress=progress
            )
            return found
        finally:
            journal.close()
