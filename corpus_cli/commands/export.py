"""``corpus export``: a finished run for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus_cli.commands.options import Finished, JsonLogs, NoColor, Quiet
from corpus_cli.commands.redacted_names import SHOWN, list_warnings
from corpus_cli.errors import ExitCode

if TYPE_CHECKING:
    from corpus_cli.commands.console import Console
    from corpus_cli.export.exporting import ExportReport
    from corpus_cli.export.redaction.tally import KnownAs, RedactionTally

NAMES_SHOWN = 8
FILES = (".csv", ".parquet", ".geojson", ".conll", ".spacy", ".json", ".jsonl", ".ftm", ".xlsx", ".zip")


class Format(StrEnum):
    """What the run is written as."""

    CSV = "csv"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    CONLL = "conll"
    SPACY = "spacy"
    FTM = "ftm"
    BAYANAT = "bayanat"


def export(
    out: Finished,
    *,
    to: Annotated[
        list[Format],
        typer.Option(
            "--to",
            "-t",
            help="csv for spreadsheets, parquet for pandas, DuckDB and datasets, geojson for maps, conll and spacy for "
            "training, ftm for Aleph, bayanat for Bayanat. May be given several times.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Where to write (default: export/ in OUT); with several formats, a folder for each in it.",
            show_default=False,
        ),
    ] = None,
    redact: Annotated[
        Path | None,
        typer.Option(
            "--redact",
            metavar="FILE",
            help="Names to take out of all text: one a line, or a csv file with the columns name and, if you want, "
            "replacement. Each name covers its own script only, so list it in Arabic and English.",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> int:
    """Write documents, passages, mentions and themes for spreadsheets, databases, maps, training, Aleph and Bayanat.

    Each format has its own folder, written whole or not at all; every row says which document it comes from and where
    it stands there. docs/export.md has the columns.

    Example: corpus export outputs/reports --to csv --to geojson
    """
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.output_place import finished_place, run_on_disk
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.export.exporting import export_run
    from corpus_cli.export.redaction.names import read_names
    from corpus_cli.results.run import open_results

    settings = load_settings({"quiet": quiet, "json_logs": json_logs, "no_color": no_color})
    console = make_console(settings)
    try:
        names = read_names(redact) if redact is not None else None
        # What goes elsewhere leaves the run as it is.
        here = nullcontext((run_on_disk(out, settings), console)) if output else finished_place(out, settings, console)
        with here as (folder, progress):
            results = open_results(folder)
            progress.begin("export", total=sum(1 for _ in results.document_paths()), unit="document")
            folders = folders_of(folder, list(dict.fromkeys(to)), output, redacted=redact is not None)
            report = export_run(results, folders, names=names, advance=lambda: progress.advance(1))
            progress.end()
        tell(report, console)
    finally:
        console.close()
    return ExitCode.PARTIAL if report.damaged or report.kept_back else ExitCode.OK


def folders_of(out: Path, formats: list[Format], output: Path | None, *, redacted: bool) -> dict[str, Path]:
    """Where each format goes; what is redacted never takes the place of what is not."""
    if output is None:
        return {name.value: out / "export" / f"{name}{'-redacted' if redacted else ''}" for name in formats}
    if output.suffix.lower() in FILES and not output.is_dir():
        raise typer.BadParameter("give a folder: a format is several files", param_hint="-o")
    if len(formats) == 1:
        return {formats[0].value: output}
    return {name.value: output / name for name in formats}


def tell(report: ExportReport, console: Console) -> None:
    """What was written and replaced is on stderr, and what the user should act upon as warnings."""
    if report.redaction is not None:
        for warning in redaction_warnings(report.redaction, console):
            console.warn(warning)
    if report.damaged:
        console.warn(
            f"{len(report.damaged):,} of the documents cannot be read and are missing, the first {report.damaged[0]}; "
            "remove them and give their inputs again"
        )
    if report.kept_back:
        console.warn(
            f"listed names cannot be taken out of {len(report.kept_back):,} of the documents, which are missing, the "
            f"first {report.kept_back[0]}: what replaces the names makes new ones; give them another replacement in "
            "the list"
        )
    for exported in report.exports:
        for note in exported.notes:
            console.warn(f"{exported.format}: {note}")
    console.summary("\n".join(summary_lines(report, console)), summary_data(report))


def summary_lines(report: ExportReport, console: Console) -> Iterator[str]:
    """The closing summary for people."""
    from corpus_cli.wording.text import plural

    for exported in report.exports:
        yield f"{exported.folder}  ({exported.format}, {plural(report.documents, 'document')})"
        for file in exported.files:
            unit = f"{file.unit[:-1]}ie" if file.unit.endswith("y") and file.count != 1 else file.unit
            yield f"  {file.file:<22} {plural(file.count, unit)}"
    tally = report.redaction
    if tally is not None:
        yield f"redacted: {plural(tally.replaced, 'replacement')} in {plural(tally.documents, 'document')}"
        yield f"  {plural(tally.unlinked, 'mention')} lost a link that would tell; redaction.json has counts, no names"
        within = tally.within_longer
        for index, name in enumerate(tally.names.names[:SHOWN]):
            fields = ", ".join(f"{where} {count:,}" for where, count in sorted(tally.found.get(index, {}).items()))
            if name.line in within:
                fields = f"only within the name of line {within[name.line]}"
            yield f"  {tally.count(index):>6,}  [{name.language}] {console.name(name.text)}  {fields}"
        if len(tally.names.names) > SHOWN:
            yield f"  and {len(tally.names.names) - SHOWN:,} more names"


def redaction_warnings(tally: RedactionTally, console: Console) -> Iterator[str]:
    """What may still tell who is meant, in plain words."""
    yield from list_warnings(tally.names.names, tally.never_found, console)
    yield from _others(tally.known_as, "is also known as", "not in the list", console)
    yield from _others(tally.sound_alikes, "sounds like", "which stand in the export: list what is meant", console)
    if tally.parts.commonest:
        yield (
            f"words of listed names stand by themselves in the export: {_counted(tally.parts.commonest, console)}. "
            "List those too that tell who is meant"
        )


def _others(found: Sequence[KnownAs], verb: str, end: str, console: Console) -> Iterator[str]:
    for one in found[:SHOWN]:
        yield f"the name of line {one.line} {verb} {_counted(one.names, console)}, {end}"
    if len(found) > SHOWN:
        yield f"{len(found) - SHOWN:,} more listed names: see redaction.json"


def _counted(names: Sequence[tuple[str, int]], console: Console) -> str:
    from corpus_cli.wording.text import plural

    shown = ", ".join(f"{console.name(name)} ({plural(times, 'time')})" for name, times in names[:NAMES_SHOWN])
    return shown + (f" and {len(names) - NAMES_SHOWN:,} others" if len(names) > NAMES_SHOWN else "")


def summary_data(report: ExportReport) -> dict[str, Any]:
    """The closing summary for programs."""
    return {
        "documents": report.documents,
        "exports": [
            {
                "format": exported.format,
                "folder": str(exported.folder),
                "files": {file.file: file.count for file in exported.files},
            }
            for exported in report.exports
        ],
        "redaction": None if report.redaction is None else report.redaction.as_data(),
        "damaged": [str(path) for path in report.damaged],
        "kept_back": [str(path) for path in report.kept_back],
    }
