"""``corpus doctor``: what works on this machine, and what to install for the rest."""

from __future__ import annotations

import typer

from corpus_cli.errors import ExitCode, ModelMissingError


def doctor() -> None:
    """Say what works on this machine and what to install for the rest. Ends with 5 if something needed is missing.

    Example: corpus doctor
    """
    from corpus_cli.commands.checks import all_checks

    missing = 0
    for check in all_checks():
        mark = "ok  " if check.works else "MISSING" if check.needed else "--  "
        typer.echo(f"{mark:<8}{check.name:<40}{check.detail}")
        if not check.works:
            typer.echo(f"{'':48}{check.remedy}")
        missing += check.needed and not check.works
    if missing:
        raise ModelMissingError(
            f"{missing} thing{'s' if missing > 1 else ''} that corpus needs {'are' if missing > 1 else 'is'} missing",
            remedy="see the lines marked MISSING above",
        )
    raise typer.Exit(ExitCode.OK)
