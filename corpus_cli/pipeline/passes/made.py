"""What is made of a folder's documents once they have their themes: the search index and the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus_cli.engines.journal import Journal
from corpus_cli.engines.work import Engine
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.passes.finished import fingerprint_of
from corpus_cli.pipeline.passes.index import index_run
from corpus_cli.pipeline.passes.report import report_run
from corpus_cli.pipeline.progress import Progress
from corpus_cli.recipe import Recipe
from corpus_cli.report.assemble import RunFacts
from corpus_cli.search.build import IndexReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made of the finished documents: the search index, and where the page lies."""

    index: IndexReport
    page: Path


def make(
    folder: RunFolder, journal: Journal, *, recipe: Recipe, facts: RunFacts, engine: Engine, progress: Progress
) -> Made:
    """The search index and the page are those of what lies in the folder, which the caller holds.

    ``facts``: how the run was made, as run.json says or will say it.
    """
    index = index_run(folder, recipe=recipe, engine=engine, progress=progress)
    page = report_run(
        folder, fingerprint=fingerprint_of(journal), facts=facts, progress=progress, documents=journal.documents
    )
    return Made(index=index, page=page)
