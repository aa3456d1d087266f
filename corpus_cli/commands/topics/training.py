"""``corpus topics train|update|assign``: models made, kept up to date, and given to runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_cli.commands.options import Finished, Jobs, JsonLogs, NoColor, Pipeline, Quiet
from corpus_cli.commands.topics.resolving import Name

Runs = Annotated[
    list[str],
    typer.Argument(
        metavar="OUT...",
        help="Output folders of `corpus run` or `corpus process`, also s3://bucket/folder.",
        show_default=False,
    ),
]


def train(
    runs: Runs,
    *,
    name: Annotated[
        str,
        typer.Option(
            "--name",
            metavar="NAME",
            help="What to call it; a name that is there gets a new version.",
            show_default=False,
        ),
    ],
    themes: Annotated[
        int | None,
        typer.Option("--themes", metavar="N", min=1, help="How many themes (default: chosen from the corpus)."),
    ] = None,
    seeds: Annotated[
        Path | None,
        typer.Option(
            "--seeds",
            metavar="FILE",
            help="Themes that you look for: a csv file with the columns en, ar (labels) and terms (separated by ;).",
        ),
    ] = None,
    previous: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="MODEL",
            help="The model whose theme ids, labels by hand and edits go on (default: the newest of this name, else "
            "the one in use; none: begin anew).",
        ),
    ] = None,
    stability: Annotated[
        bool,
        typer.Option("--stability", help="Train four more times, with other seeds and on halves: what stays?"),
    ] = False,
    pipeline: Pipeline = None,
    jobs: Jobs = None,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Train a topic model on the passages of finished runs and keep it in the store, with its figures.

    The same runs, settings and model before give the same model. Themes that match the model before keep their ids.
    New runs take it after `corpus topics promote NAME`.

    Example: corpus topics train outputs/reports --name field --seeds themes.csv
    """
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.output_place import run_on_disk
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.outcome import training_lines
    from corpus_cli.commands.topics.resolving import find_model, store_of
    from corpus_cli.pipeline.models.topic_models import train_models
    from corpus_cli.recipe import load_recipe
    from corpus_cli.registry.store import check_name
    from corpus_cli.topics.guidance.seeds import read_seeds

    check_name(name)
    settings = load_settings(
        {"pipeline": pipeline, "jobs": jobs, "quiet": quiet, "json_logs": json_logs, "no_color": no_color}
    )
    recipe = load_recipe(settings.recipe_name())
    if themes is not None:
        recipe = recipe.model_copy(update={"topics": recipe.topics.model_copy(update={"themes": themes})})
    wanted = read_seeds(seeds) if seeds else ()
    store, console = store_of(settings), make_console(settings)
    try:
        with store.locked():
            before = find_model(previous, store) if previous not in (None, "none") else None
            trained = train_models(
                store,
                [run_on_disk(run, settings) for run in runs],
                name=name,
                recipe=recipe,
                seeds=wanted,
                previous=before.model if before else None,
                anew=previous == "none",
                stability=stability,
                jobs=settings.jobs,
                progress=console,
            )
        lines = training_lines(trained, store=store, name=console.name)
        console.summary(
            "\n".join(lines), {"model": trained.version.reference, "themes": len(trained.model.info.themes)}
        )
    finally:
        console.close()


def update(
    name: Name,
    runs: Runs,
    *,
    emerging: Annotated[
        bool,
        typer.Option("--emerging", help="Make themes of the dense regions that the model has no theme for."),
    ] = False,
    jobs: Jobs = None,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Take the new reports of runs into a model, without training it anew, and say what drifted.

    Documents that the model knows count once. Theme ids stay; what was said of each theme is brought up to date. What
    is far from all themes is shown as emerging subjects.

    Example: corpus topics update field outputs/reports
    """
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.output_place import run_on_disk
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.outcome import update_lines
    from corpus_cli.commands.topics.resolving import store_of
    from corpus_cli.pipeline.models.topic_models import update_model

    settings = load_settings({"jobs": jobs, "quiet": quiet, "json_logs": json_logs, "no_color": no_color})
    store, console = store_of(settings), make_console(settings)
    try:
        with store.locked():
            places = [run_on_disk(run, settings) for run in runs]
            updated = update_model(
                store, store.find(name), places, emerging=emerging, jobs=settings.jobs, progress=console
            )
        data = {"model": updated.version.reference, "before": updated.before.reference}
        console.summary("\n".join(update_lines(updated, name=console.name)), data)
    finally:
        console.close()


def assign(
    out: Finished,
    *,
    model: Annotated[
        str,
        typer.Option("--model", metavar="NAME", help="A model's name, or NAME@HASH.", show_default=False),
    ],
    redact: Annotated[
        Path | None,
        typer.Option(
            "--redact",
            metavar="FILE",
            help="For a run made with --redact: the same list, which the model is checked against.",
            show_default=False,
        ),
    ] = None,
    jobs: Jobs = None,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Give a finished run the themes of a model of the store; its reports are not read again.

    Example: corpus topics assign outputs/reports --model field
    """
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.output_place import finished_place
    from corpus_cli.commands.run import given_model
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.pipeline.reassign import reassign
    from corpus_cli.pipeline.redacting.redaction import read_redaction
    from corpus_cli.wording.text import plural

    settings = load_settings({"jobs": jobs, "quiet": quiet, "json_logs": json_logs, "no_color": no_color})
    given = given_model(settings, model)
    if given is None:
        raise typer.BadParameter("give the name of a model (`corpus topics list`)", param_hint="--model")
    redaction = None if redact is None else read_redaction(redact)
    console = make_console(settings)
    try:
        with finished_place(out, settings, console) as (folder, progress):
            report = reassign(folder, given, redaction=redaction, jobs=settings.jobs, progress=progress)
        page = report.page
        shown = f"{plural(len(page.themes), 'theme')}; open {folder / 'report.html'} first" if page else "assigned"
        data = {"rewritten": report.rewritten, "themes": len(page.themes) if page else 0}
        console.summary(f"{plural(report.rewritten, 'document')} changed; {shown}", data)
    finally:
        console.close()
