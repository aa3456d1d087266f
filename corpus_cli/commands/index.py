"""``corpus index``: the search index of a finished run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_cli.commands.options import Finished, Jobs, JsonLogs, NoColor, Quiet

if TYPE_CHECKING:
    from corpus_cli.search.build import IndexReport


def index(
    out: Finished,
    *,
    jobs: Jobs = None,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Make the search index of a run, which `corpus query` asks.

    `corpus run` makes it at its end. This makes it for the documents of `corpus process`, and anew where it is damaged,
    of another version or older than the documents. If nothing has changed, it is left as it is.

    Example: corpus index outputs/reports
    """
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.output_place import finished_place
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.pipeline.passes.index import write_index

    settings = load_settings({"jobs": jobs, "quiet": quiet, "json_logs": json_logs, "no_color": no_color})
    console = make_console(settings)
    try:
        with finished_place(out, settings, console) as (folder, progress):
            report = write_index(folder, jobs=settings.jobs, progress=progress)
        console.summary(_closing(report), {"passages": report.passages, "documents": report.documents})
    finally:
        console.close()


def _closing(report: IndexReport) -> str:
    from corpus_cli.wording.text import plural

    indexed = f"{plural(report.passages, 'passage')} of {plural(report.documents, 'document')} can be searched"
    if report.unchanged:
        return f"{indexed}; nothing has changed"
    left_out = f", {plural(report.duplicates, 'duplicate')} left out" if report.duplicates else ""
    return f"{indexed}{left_out}"
