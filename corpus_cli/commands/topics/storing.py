"""``corpus topics list|show|promote|rollback|export|import``: the store of models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_cli.commands.options import JsonLogs, NoColor, Printed, Quiet, TextOrJson
from corpus_cli.commands.printing import print_bytes, print_lines
from corpus_cli.commands.topics.resolving import Model, Name


def list_(*, format_: Printed = TextOrJson.TEXT) -> None:
    """Show the models there are: versions, passages, themes, which one new runs take.

    Example: corpus topics list
    """
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.resolving import store_of
    from corpus_cli.registry.listing import list_json, list_lines

    store = store_of(load_settings())
    if format_ is TextOrJson.JSON:
        print_bytes(list_json(store))
    else:
        print_lines(list_lines(store))


def show(
    model: Model,
    *,
    cut: Annotated[
        int | None,
        typer.Option("--cut", metavar="N", min=1, help="Show the themes in N groups, as their hierarchy joins them."),
    ] = None,
    format_: Printed = TextOrJson.TEXT,
) -> None:
    """Show a model: its themes with labels, words and sizes in both languages, how they descend, what was edited.

    Example: corpus topics show field --cut 8
    """
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.resolving import find_model, store_of
    from corpus_cli.registry.showing import show_json, show_lines

    store = store_of(load_settings())
    found = find_model(model, store)
    versions = store.versions(found.version.name) if found.version else []
    if format_ is TextOrJson.JSON:
        print_bytes(show_json(found.model, name=found.name, versions=versions, cut=cut))
    else:
        print_lines(show_lines(found.model, name=found.name, versions=versions, cut=cut))


def promote(
    name: Name,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Also if it falls below the model in use on the agreed figures.")
    ] = False,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Let new runs take this model. One that is worse than the model in use is refused, with the figures.

    Runs that have a model keep theirs; `corpus topics assign OUT --model NAME` changes it.

    Example: corpus topics promote field
    """
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.resolving import store_of
    from corpus_cli.pipeline.models.promotion import promote as promote_model

    settings = load_settings({"quiet": quiet, "json_logs": json_logs, "no_color": no_color})
    store, console = store_of(settings), make_console(settings)
    try:
        with store.locked():
            use = promote_model(store, store.find(name), force=force, progress=console)
        before = use.before[-1].reference if use.before else None
        text = f"in use: {use.current.reference}"
        if before:
            text += f"\nbefore: {before}; `corpus topics rollback` goes back to it"
        console.summary(text, {"in_use": use.current.reference, "before": before})
    finally:
        console.close()


def rollback() -> None:
    """Let new runs take the model that they took before the last promotion.

    Example: corpus topics rollback
    """
    from corpus_cli.commands.console import tell
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.resolving import store_of

    settings = load_settings()
    store = store_of(settings)
    with store.locked():
        use = store.rollback()
    tell(settings, f"in use: {use.current.reference}", {"in_use": use.current.reference})


def export(
    name: Name,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Where to (default: NAME.topics.zip in this folder)."),
    ] = None,
) -> None:
    """Write a model as one file, to carry to another machine: it holds vectors and words, no report's text.

    Example: corpus topics export field -o field.topics.zip
    """
    from corpus_cli.commands.console import tell
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.resolving import store_of
    from corpus_cli.registry.archive import SUFFIX, export_model

    settings = load_settings()
    store = store_of(settings)
    version = store.find(name)
    target = export_model(store, version, out or Path(f"{version.name}{SUFFIX}"))
    tell(settings, f"wrote {version.reference} to {target}", {"model": version.reference, "file": str(target)})


def import_(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|OUT",
            help="A file that `corpus topics export` wrote, or the output folder of a run, whose own model is taken.",
            show_default=False,
        ),
    ],
    *,
    name: Annotated[
        str | None,
        typer.Option(
            "--name", metavar="NAME", help="What to call it here (default: as it was called; for a run: give one)."
        ),
    ] = None,
) -> None:
    """Take a model into the store: as a new name, or as the newest version of a name that is there.

    Example: corpus topics import field.topics.zip
    """
    from corpus_cli.commands.console import tell
    from corpus_cli.commands.output_place import run_on_disk
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.resolving import run_model, store_of
    from corpus_cli.registry.archive import import_model
    from corpus_cli.storage.address import is_address

    settings = load_settings()
    store = store_of(settings)
    if is_address(source) or Path(source).is_dir():
        if name is None:
            raise typer.BadParameter("a run's model has no name yet: give it one", param_hint="--name")
        model = run_model(run_on_disk(source, settings))
        called = source.rstrip("/").rpartition("/")[2] if is_address(source) else Path(source).resolve().name
        with store.locked():
            version = store.add(name, model, made_by=f"import of the run {called}")
    else:
        with store.locked():
            version = import_model(store, Path(source), name=name)
    text = f"{version.reference} is there; `corpus topics promote {version.name}` lets new runs take it"
    tell(settings, text, {"model": version.reference})
