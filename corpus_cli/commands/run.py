"""``corpus run``: everything from reports to themes."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus_cli.commands.options import (
    Address,
    Aliases,
    EngineChoice,
    FollowLinks,
    Inputs,
    Jobs,
    JsonLogs,
    Mapping,
    NoColor,
    Ocr,
    OcrMode,
    Out,
    Pipeline,
    Quiet,
    Redact,
    Tagger,
)
from corpus_cli.errors import ConfigError, ExitCode

Flags = dict[str, str | int | None]
NO_MODEL = "none"

if TYPE_CHECKING:
    from corpus_cli.commands.settings import Settings
    from corpus_cli.pipeline.record.run_settings import GivenModel
    from corpus_cli.recipe import Recipe


def run(
    inputs: Inputs,
    out: Out,
    *,
    pipeline: Pipeline = None,
    jobs: Jobs = None,
    engine: EngineChoice = None,
    address: Address = None,
    tagger: Tagger = None,
    aliases: Aliases = None,
    ocr: Ocr = None,
    themes: Annotated[
        int | None,
        typer.Option(
            "--themes", metavar="N", min=1, help="How many themes to look for (default: chosen from the corpus)."
        ),
    ] = None,
    retrain: Annotated[
        bool, typer.Option("--retrain", help="Train the topic model anew; themes that stay the same keep their ids.")
    ] = False,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="NAME",
            help="Take the themes of this topic model (`corpus topics list`), also where OUT has another; "
            "none: take no stored model, train one.",
        ),
    ] = None,
    count_once: Annotated[
        bool,
        typer.Option(
            "--count-once",
            help="In themes, count a report once if it is there as a translation, a near copy or another version: the "
            "first by date, then by path (`corpus relations`).",
        ),
    ] = False,
    mapping: Mapping = None,
    follow_links: FollowLinks = False,
    redact: Redact = None,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Read reports, find places, organizations and themes, write everything to OUT.

    Themes are those of the promoted topic model (`corpus topics`), or of one trained on these reports. Run it again
    with more files: what is unchanged is skipped, what is new gets the themes that are there. Inputs that are not given
    again stay in OUT; documents of a changed file are replaced. A run that was interrupted goes on where it stopped.

    Example: corpus run reports/ -o outputs/reports
    """
    flags: Flags = {
        "pipeline": pipeline, "jobs": jobs, "engine": engine and engine.value, "address": address,
        "quiet": quiet, "json_logs": json_logs, "no_color": no_color,
    }  # fmt: skip
    carry_out(
        inputs, out, command="run", flags=flags, tagger=tagger, aliases=aliases, themes=themes, retrain=retrain,
        model=model, mapping=mapping or (), ocr=ocr, follow_links=follow_links, redact=redact, count_once=count_once,
    )  # fmt: skip


def carry_out(
    inputs: Sequence[str],
    out: str,
    *,
    command: str,
    flags: Flags,
    tagger: str | None,
    aliases: Path | None,
    mapping: Sequence[str],
    themes: int | None = None,
    retrain: bool = False,
    model: str | None = None,
    topics: bool = True,
    ocr: OcrMode | None = None,
    follow_links: bool = False,
    redact: Path | None = None,
    count_once: bool = False,
) -> None:
    """The run is done and its summary shown. Exits with 6 if some documents failed."""
    from corpus_cli.commands import closing
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.output_place import output_place
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.engines.choice import open_engine
    from corpus_cli.entities.taggers.by_name import fingerprint
    from corpus_cli.pipeline.execute import execute
    from corpus_cli.pipeline.record.run_settings import RunSettings
    from corpus_cli.pipeline.redacting.redaction import read_redaction

    if model is not None and retrain:
        raise typer.BadParameter("a model is taken as it is, or trained anew: not both", param_hint="--model")
    if themes is not None and model not in (None, NO_MODEL):
        raise typer.BadParameter(
            f"the model {model} has themes of its own, however many are asked for; leave --model out and add --retrain "
            f"for {themes} themes of these reports",
            param_hint="--themes",
        )
    settings = load_settings(flags)
    recipe = chosen_recipe(settings, tagger=tagger, aliases=aliases, themes=themes, ocr=ocr, count_once=count_once)
    run_settings = RunSettings(
        command=command,
        recipe=recipe,
        tagger=fingerprint(recipe.entities.tagger),
        jobs=settings.jobs,
        mapping=read_mapping(mapping),
        retrain=retrain,
        topics=topics,
        follow_links=follow_links,
        redaction=None if redact is None else read_redaction(redact),
        model=given_model(settings, model) if topics else None,
    )
    console = make_console(settings)
    try:
        engine = open_engine(
            settings.engine, jobs=settings.asked_jobs, usual_jobs=settings.jobs, address=settings.address
        )
        with contextlib.closing(engine):
            run_settings = replace(run_settings, engine=engine, jobs=engine.jobs)
            with output_place(out, settings, console) as (folder, progress):
                report = execute(inputs, folder, settings=run_settings, progress=progress, stdin=sys.stdin)
        code = closing.show(report, console)
    finally:
        console.close()
    if code is not ExitCode.OK:
        raise typer.Exit(code)


def given_model(settings: Settings, name: str | None) -> GivenModel | None:
    """The topic model that a user names, or else the promoted one; None for neither, or the name none.

    Raises ``InputError`` for a name that the store does not have.
    """
    from corpus_cli.commands.topics.resolving import store_of
    from corpus_cli.pipeline.record.run_settings import GivenModel

    store = store_of(settings)
    if name == NO_MODEL:
        return None
    if name is not None:
        version = store.find(name)
    elif (use := store.in_use()) is not None:
        version = use.current
    else:
        return None
    return GivenModel(version.reference, store.folder(version), version.sha256, replaces=name is not None)


def chosen_recipe(
    settings: Settings,
    *,
    tagger: str | None = None,
    aliases: Path | None = None,
    themes: int | None = None,
    ocr: OcrMode | None = None,
    count_once: bool = False,
) -> Recipe:
    """The recipe in force with the user's places and what the command line changes, all of which count as part of it.

    Raises ``ConfigError`` for a tagger that does not exist.
    """
    from corpus_cli.commands.place_files import user_places
    from corpus_cli.recipe import load_recipe

    recipe = load_recipe(settings.recipe_name())
    if own := user_places(settings):
        entities = recipe.entities.model_copy(update={"places": (*recipe.entities.places, *map(str, own))})
        recipe = recipe.model_copy(update={"entities": entities})
    if tagger is not None:
        from corpus_cli.entities.taggers.by_name import check_name

        check_name(tagger)
        recipe = recipe.model_copy(update={"entities": recipe.entities.model_copy(update={"tagger": tagger})})
    if aliases is not None:
        entities = recipe.entities.model_copy(update={"aliases": str(aliases)})
        recipe = recipe.model_copy(update={"entities": entities})
    if ocr is not None:
        recipe = recipe.model_copy(update={"ingest": recipe.ingest.model_copy(update={"ocr": ocr.value})})
    if themes is not None:
        recipe = recipe.model_copy(update={"topics": recipe.topics.model_copy(update={"themes": themes})})
    if count_once:
        recipe = recipe.model_copy(update={"themes": recipe.themes.model_copy(update={"count": "once"})})
    return recipe


def read_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """``["text=body"]`` as ``{"text": "body"}``. Raises ``ConfigError`` for what is not of that form."""
    mapping = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not (ours.strip() and equals and theirs.strip()):
            raise ConfigError(
                f"--map {pair}: is not of the form OURS=THEIRS", remedy="write for example --map text=body"
            )
        mapping[ours.strip()] = theirs.strip()
    return mapping
