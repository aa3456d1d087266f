"""``corpus entities``: the places and organizations of a finished run, and which organizations are one."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from corpus_cli.commands.options import Finished, JsonLogs, NoColor, Quiet
from corpus_cli.commands.printing import print_bytes, safe_name

entities = typer.Typer(rich_markup_mode=None)


class Format(StrEnum):
    """How rows and pairs are printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class Label(StrEnum):
    """What kind of name."""

    ORG = "ORG"
    PLACE = "PLACE"


Printed = Annotated[Format, typer.Option("--format", "-f", help="text for reading, the others for programs.")]


@entities.callback()
def about() -> None:
    """Look at the places and organizations of a run, and say which organizations are one.

    Example: corpus entities review outputs/reports
    """


@entities.command("list", short_help="The places and organizations of a run.")
def list_(
    out: Finished,
    *,
    label: Annotated[
        Label | None, typer.Option("--label", case_sensitive=False, help="Only organizations, or only places.")
    ] = None,
    search: Annotated[
        str | None,
        typer.Option(
            "--search", "-s", metavar="TEXT", help="Only names with these words, in either script and any spelling."
        ),
    ] = None,
    format_: Printed = Format.TEXT,
) -> None:
    """Show the rows of entities.csv: the most mentioned first, then place names without a link.

    Example: corpus entities list outputs/reports --label ORG --search شبكة
    """
    from corpus_cli.commands.output_place import run_on_disk
    from corpus_cli.export.as_csv import to_csv
    from corpus_cli.export.as_json import to_json
    from corpus_cli.export.from_csv import found, read_entities
    from corpus_cli.export.terminal import entity_lines
    from corpus_cli.output import existing

    rows = read_entities(existing(run_on_disk(out)).entities)
    if label is not None:
        rows = [row for row in rows if row.label == label]
    if search is not None:
        rows = found(rows, search=search)
    match format_:
        case Format.TEXT if not rows:
            typer.echo("no such names", err=True)
        case Format.TEXT:
            print_bytes("".join(f"{line}\n" for line in entity_lines(rows, name=safe_name())).encode())
        case Format.JSON:
            print_bytes(to_json(rows))
        case Format.CSV:
            print_bytes(to_csv(rows))


@entities.command("review", short_help="Organizations that may be one: say which are.")
def review(
    out: Finished,
    *,
    accept: Annotated[
        str | None, typer.Option("--accept", metavar="1,4-6", help="These pairs are one: numbers or ids of the list.")
    ] = None,
    reject: Annotated[
        str | None, typer.Option("--reject", metavar="2", help="These pairs are not one; they are not shown again.")
    ] = None,
    accept_above: Annotated[
        float | None,
        typer.Option(
            "--accept-above",
            metavar="SCORE",
            min=0,
            max=1,
            help="Open pairs from this score on are one, but for names of places.",
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do what --accept-above says without looking at each pair.")
    ] = False,
    aliases: Annotated[
        Path | None,
        typer.Option(
            "--aliases",
            metavar="FILE",
            help="The csv file that accepted pairs go to (default: the run's, else aliases.csv in the workspace).",
        ),
    ] = None,
    least: Annotated[
        float, typer.Option("--least", metavar="SCORE", min=0.3, max=1, help="The lowest score shown.")
    ] = 0.6,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="The most open pairs shown.")] = 50,
    all_: Annotated[bool, typer.Option("--all", help="Show rejected pairs too.")] = False,
    ask: Annotated[
        bool | None, typer.Option("--ask/--no-ask", help="Ask pair by pair (default: on a terminal).")
    ] = None,
    format_: Printed = Format.TEXT,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Show pairs of organizations that may be one, with the evidence, and keep what you say of them.

    A score says how much speaks for a pair: whether the names sound alike, mean the same, and have the same company,
    the places and organizations named beside them. On a terminal each pair is asked for; otherwise they are listed.
    Accepted pairs become rows of your alias file; what else is in it stays as it is. They count from the next run that
    is given the file: corpus run … --aliases FILE, or aliases = "FILE" in the recipe.

    Example: corpus entities review outputs/reports
    """
    from corpus_cli.commands import review_session as session
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.settings import load_settings

    if accept_above is not None and not yes:
        raise typer.BadParameter(
            f"needs --yes; `--least {accept_above} --no-ask` shows the pairs first", param_hint="--accept-above"
        )
    choices = session.Choices(
        accept=session.choice(accept, "--accept"), reject=session.choice(reject, "--reject"), above=accept_above
    )
    settings = load_settings({"quiet": quiet, "json_logs": json_logs, "no_color": no_color})
    console = make_console(settings)
    try:
        found = session.begin(
            session.folder_of(out, settings), aliases=aliases, workspace=settings.workspace, console=console
        )
        view = session.View(least=least, limit=limit, rejected=all_)
        if choices.any:
            session.decide(found, choices, console=console, name=safe_name())
        elif ask if ask is not None else format_ is Format.TEXT and sys.stdin.isatty() and sys.stdout.isatty():
            session.ask(found, view, console=console, name=safe_name())
        else:
            session.show(found, view, format_, console=console, name=safe_name())
    finally:
        console.close()
