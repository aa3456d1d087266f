"""``corpus report``: the page of a finished run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_cli.commands.options import Finished, JsonLogs, NoColor, Quiet


def report(
    out: Finished,
    *,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="Write the page there (default: report.html in OUT)."),
    ] = None,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Write the page of a run: one HTML file, Arabic and English, that opens from disk without a network.

    `corpus run` writes it at its end. Its path is printed.

    Example: corpus report outputs/reports
    """
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.output_place import finished_place, run_on_disk
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.pipeline.passes.report import write_report

    settings = load_settings({"quiet": quiet, "json_logs": json_logs, "no_color": no_color})
    console = make_console(settings)
    try:
        if to is not None:
            path = write_report(run_on_disk(out, settings), to, progress=console)
        else:
            with finished_place(out, settings, console) as (folder, progress):
                path = write_report(folder, progress=progress)
    finally:
        console.close()
    typer.echo(path)
