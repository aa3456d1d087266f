"""``corpus topics evaluate|compare``: figures of a model, and two models side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_cli.commands.options import Jobs, JsonLogs, NoColor, Pipeline, Printed, Quiet, TextOrJson
from corpus_cli.commands.printing import print_bytes, print_lines
from corpus_cli.commands.topics.resolving import Model
from corpus_cli.errors import OutputError

Report = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="Also write a page: a .html or .md file.")
]
Other = Annotated[str, typer.Argument(metavar="MODEL", help="The model to compare it with.", show_default=False)]


def evaluate(
    model: Model,
    runs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OUT...]",
            help="Runs to measure it on (default: a run's model on the run itself).",
            show_default=False,
        ),
    ] = None,
    *,
    held_out: Annotated[
        list[str] | None,
        typer.Option(
            "--held-out", metavar="OUT", help="A run that the model was not trained on, for the coherence of its words."
        ),
    ] = None,
    stability: Annotated[
        bool, typer.Option("--stability", help="Train four more times, with other seeds and on halves: what stays?")
    ] = False,
    out: Report = None,
    format_: Printed = TextOrJson.TEXT,
    pipeline: Pipeline = None,
    jobs: Jobs = None,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Measure a model: do its words hold together, do both languages agree, what stays without a theme?

    Each figure comes with what it means, which way is better, and its value for the other models that were measured.

    Example: corpus topics evaluate field outputs/reports --stability -o field.html
    """
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.evaluate import check_report
    from corpus_cli.commands.output_place import run_on_disk
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.outcome import print_figures
    from corpus_cli.commands.topics.resolving import find_model, store_of
    from corpus_cli.evaluation.topics.page import MeasuredModel
    from corpus_cli.evaluation.topics.report import write_report
    from corpus_cli.pipeline.models.topic_models import as_figures_json, evaluated, measure_model
    from corpus_cli.recipe import load_recipe

    check_report(out)
    settings = load_settings(
        {"pipeline": pipeline, "jobs": jobs, "quiet": quiet, "json_logs": json_logs, "no_color": no_color}
    )
    store, console = store_of(settings), make_console(settings)
    try:
        found = find_model(model, store)
        if not runs and found.version is not None:
            raise typer.BadParameter("say which runs to measure it on", param_hint="OUT...")
        figures = measure_model(
            found.model,
            [run_on_disk(run, settings) for run in runs or [model]],
            held_out=[run_on_disk(run, settings) for run in held_out or ()],
            recipe=load_recipe(settings.recipe_name()) if stability else None,
            jobs=settings.jobs,
            progress=console,
        )
        if found.version is not None:
            try:
                with store.locked():
                    store.keep_figures(found.version, as_figures_json(figures))
            except OutputError as error:
                console.warn(f"the figures are not kept: {error.message}")
        source = ", ".join(runs or [model])
        evaluation = evaluated(store, found.model, MeasuredModel(name=found.name, figures=figures), source=source)
        if out is not None:
            write_report(out, evaluation)
            console.say(f"wrote {out}")
    finally:
        console.close()
    if format_ is TextOrJson.JSON:
        print_bytes(as_figures_json(figures))
    else:
        print_figures(evaluation, settings=settings)


def compare(
    first: Model,
    second: Other,
    *,
    runs: Annotated[
        list[str] | None,
        typer.Option(
            "--run",
            "-r",
            metavar="OUT",
            help="A run whose passages both models assign: tells what split and merged. Several may be given.",
        ),
    ] = None,
    out: Report = None,
    format_: Printed = TextOrJson.TEXT,
    jobs: Jobs = None,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Show which themes of a model persist in another, which merge, split, appear and vanish, and both models' figures.

    Themes are matched by their centroids and by the passages they share.

    Example: corpus topics compare field@1f3a field --run outputs/reports -o compare.html
    """
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.evaluate import check_report
    from corpus_cli.commands.output_place import run_on_disk
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.outcome import print_figures
    from corpus_cli.commands.topics.resolving import find_model, store_of
    from corpus_cli.evaluation.comparison.page import to_json, write_comparison
    from corpus_cli.evaluation.comparison.terminal import comparison_lines
    from corpus_cli.pipeline.models.topic_comparison import compare_on_runs

    check_report(out)
    settings = load_settings({"jobs": jobs, "quiet": quiet, "json_logs": json_logs, "no_color": no_color})
    store, console = store_of(settings), make_console(settings)
    try:
        one, two = find_model(first, store), find_model(second, store)
        chosen = runs or [name for name, found in ((first, one), (second, two)) if found.version is None]
        comparison = compare_on_runs(
            one.model,
            two.model,
            names=(one.name, two.name),
            runs=[run_on_disk(run, settings) for run in chosen],
            jobs=settings.jobs,
            progress=console,
        )
        if out is not None:
            write_comparison(out, comparison)
            console.say(f"wrote {out}")
    finally:
        console.close()
    if format_ is TextOrJson.JSON:
        print_bytes(to_json(comparison))
        return
    print_lines(comparison_lines(comparison))
    if comparison.figures is not None:
        print_figures(comparison.figures, settings=settings)
