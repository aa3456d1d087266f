"""The door: the commands by name, and the only place that exits."""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from typing import Annotated, NoReturn, TextIO

import typer
from typer.exceptions import Abort, Exit, TyperException

from corpus_cli import __version__
from corpus_cli.commands.doctor import doctor
from corpus_cli.commands.entities import entities
from corpus_cli.commands.escaping import escaped, escaped_json
from corpus_cli.commands.evaluate import evaluate
from corpus_cli.commands.export import export
from corpus_cli.commands.gazetteer import gazetteer
from corpus_cli.commands.index import index
from corpus_cli.commands.init import init
from corpus_cli.commands.models.main import models
from corpus_cli.commands.process import process
from corpus_cli.commands.query import query
from corpus_cli.commands.relations import relations
from corpus_cli.commands.report import report
from corpus_cli.commands.run import run as run_command
from corpus_cli.commands.show import show
from corpus_cli.commands.themes import themes
from corpus_cli.commands.topics.main import topics
from corpus_cli.errors import CorpusError, ExitCode

EPILOG = (
    "Exit codes: 0 ok, 1 internal error, 2 usage, 3 input, 4 config, 5 model or dependency missing, "
    "6 some documents failed (the rest is written), 7 output, 130 interrupted."
)

app = typer.Typer(
    name="corpus",
    help="Folders of Arabic and English reports into evidence: places, organizations and themes across both languages.",
    epilog=EPILOG,
    rich_markup_mode=None,  # plain text: it wraps right, starts faster, and reads the same in the README
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run", short_help="Reports to places, organizations, themes, a page.")(run_command)
app.command("process", short_help="Reports to places and organizations.")(process)
app.command("themes", short_help="The themes of a run: all, or one in full.")(themes)
app.command("query", short_help="Ask a run in Arabic or English; passages of both.")(query)
app.command("show", short_help="One document with its names and themes marked.")(show)
app.command("relations", short_help="Documents that repeat, contain or translate others.")(relations)
app.command("report", short_help="The page of a run for the browser.")(report)
app.command("export", short_help="A run for other programs; names taken out.")(export)
app.command("index", short_help="The search index of a run, made where it is missing.")(index)
app.add_typer(topics, name="topics", short_help="Topic models: train, compare, correct, promote, keep up to date.")
app.add_typer(gazetteer, name="gazetteer", short_help="Your own places, and what a name can mean.")
app.add_typer(entities, name="entities", short_help="Places and organizations of a run; which are one.")
app.add_typer(models, name="models", short_help="Models that ship with corpus; others fetched.")
app.command("init", short_help="A new workspace.")(init)
app.command("doctor", short_help="What works on this machine, what is missing.")(doctor)
app.add_typer(evaluate, name="evaluate", short_help="Measure results against texts that people have marked.")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"corpus {__version__}")
        raise Exit()


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Folders of Arabic and English reports into evidence: places, organizations and themes across both languages.

    Example: corpus run reports/ -o outputs/reports
    """


def run(arguments: list[str] | None = None) -> NoReturn:
    """Carries out the command line and exits with the code that ``corpus --help`` explains."""
    _speak_utf8(sys.stdout)
    _speak_utf8(sys.stderr)
    code = int(_code(arguments))
    # What libraries have loaded is not gone through for cycles once more at the end: two seconds after a training.
    gc.freeze()
    sys.exit(code)


def _code(arguments: list[str] | None) -> int:
    if not (sys.argv[1:] if arguments is None else arguments):
        app(["--help"], prog_name="corpus", standalone_mode=False)
        return ExitCode.USAGE
    try:
        result = app(arguments, prog_name="corpus", standalone_mode=False)
        sys.stdout.flush()
        if result == ExitCode.INTERRUPTED:  # typer has caught the interrupt and returned its code
            raise KeyboardInterrupt
    except (Exception, KeyboardInterrupt) as error:
        return _explain(error, as_json=_wants_json(sys.argv[1:] if arguments is None else arguments))
    return result if isinstance(result, int) else ExitCode.OK


def _explain(error: BaseException, *, as_json: bool) -> int:
    """What went wrong is on stderr; returns the exit code for it."""
    code = ExitCode.INTERNAL
    match error:
        case CorpusError():
            code = error.exit_code
            _report(error.message, error.remedy, as_json)
        case TyperException():
            code = ExitCode.USAGE
            _report(error.format_message(), "run the command with --help to see what it takes", as_json)
        case KeyboardInterrupt() | Abort():
            code = ExitCode.INTERRUPTED
            _report("interrupted; what is finished is kept", "run the same command again to go on from there", as_json)
        case BrokenPipeError():
            # Whoever read our output has what they wanted: `corpus themes OUT | head`.
            code = ExitCode.OK
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        case _:
            lines = "".join(traceback.format_exception(error))
            if as_json:
                _write_json(event="traceback", lines=lines)
            else:
                typer.echo(escaped(lines), err=True, nl=False)
            remedy = "report it with the lines above; running the same command again loses nothing that is finished"
            _report(f"internal error: {type(error).__name__}: {error}", remedy, as_json)
    return code


def _wants_json(arguments: list[str]) -> bool:
    """Whether the user reads messages by a program: by option, else by environment or corpus.toml."""
    from corpus_cli.commands.settings import load_settings

    if "--json-logs" in arguments:
        return True
    try:
        return load_settings().json_logs
    except CorpusError:  # the settings are what is wrong
        return False


def _report(message: str, remedy: str, as_json: bool) -> None:
    if as_json:
        _write_json(event="error", message=message, remedy=remedy)
        return
    typer.echo(escaped(f"error: {message}"), err=True)
    if remedy:
        typer.echo(escaped(f"what to do: {remedy}"), err=True)


def _write_json(**values: str) -> None:
    typer.echo(escaped_json(json.dumps(values, ensure_ascii=False)), err=True)


def _speak_utf8(stream: TextIO) -> None:
    """Arabic is written whatever the locale says; a path that is no UTF-8 is shown, not fatal."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    run()
