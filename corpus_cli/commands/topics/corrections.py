"""``corpus topics merge|split|rename|drop``: what a maintainer corrects by hand; every training does it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from corpus_cli.commands.options import Jobs, JsonLogs, NoColor, Quiet
from corpus_cli.commands.topics.resolving import Name
from corpus_cli.errors import ModelMissingError

if TYPE_CHECKING:
    from corpus_cli.commands.console import Console
    from corpus_cli.registry.store import Store, Version
    from corpus_cli.topics.model.topic_model import TopicModel

Themes = Annotated[
    list[str], typer.Argument(metavar="THEME...", help="Ids of themes (`corpus topics show NAME`).", show_default=False)
]
ThemeId = Annotated[str, typer.Argument(metavar="THEME", help="The id of the theme.", show_default=False)]
English = Annotated[str | None, typer.Option("--en", metavar="LABEL", help="Its label in English.")]
Arabic = Annotated[str | None, typer.Option("--ar", metavar="LABEL", help="Its label in Arabic.")]


def merge(name: Name, themes: Themes, *, en: English = None, ar: Arabic = None) -> None:
    """Make several themes one: the id of the largest stays, the others are retired.

    The model gets a new version; runs that use it change with `corpus topics assign`. The themes are merged again
    after every training that goes on from this model.

    Example: corpus topics merge field t003 t011 --en "Property claims"
    """
    from corpus_cli.topics.guidance.edits import merge_themes, rename_theme

    def edit(model: TopicModel) -> TopicModel:
        merged = merge_themes(model, themes)
        labels = _labels(en, ar)
        return rename_theme(merged, merged.info.edits[-1].results[0], labels) if labels else merged

    labels = _labels(en, ar)
    _edit(name, edit, hint=_hint_of_other(labels) if labels else "")


def rename(name: Name, theme: ThemeId, *, en: English = None, ar: Arabic = None) -> None:
    """Give a theme a label of yours, in one language or both; it stays for as long as the theme does.

    Example: corpus topics rename field t004 --en "Water and wells" --ar "المياه والآبار"
    """
    from corpus_cli.topics.guidance.edits import rename_theme

    labels = _labels(en, ar)
    if not labels:
        raise typer.BadParameter("give a label for one language at least", param_hint="--en, --ar")
    _edit(name, lambda model: rename_theme(model, theme, labels), hint=_hint_of_other(labels))


def drop(name: Name, theme: ThemeId) -> None:
    """Take a theme out, one of page furniture for example: passages that would have had it stay without a theme.

    Example: corpus topics drop field t019
    """
    from corpus_cli.topics.guidance.edits import drop_theme

    _edit(name, lambda model: drop_theme(model, theme))


def split(
    name: Name,
    theme: ThemeId,
    runs: Annotated[
        list[str],
        typer.Argument(
            metavar="OUT...",
            help="Runs whose passages show how the theme divides, and give its parts their words.",
            show_default=False,
        ),
    ],
    *,
    into: Annotated[int, typer.Option("--into", metavar="N", min=2, max=20, help="Into how many parts.")] = 2,
    jobs: Jobs = None,
    quiet: Quiet = None,
    json_logs: JsonLogs = None,
    no_color: NoColor = None,
) -> None:
    """Divide a theme that holds several: the largest part keeps the id, the others get new ones.

    Example: corpus topics split field t002 outputs/reports --into 3
    """
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.output_place import run_on_disk
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.resolving import store_of
    from corpus_cli.pipeline.models.topic_models import split_theme

    settings = load_settings({"jobs": jobs, "quiet": quiet, "json_logs": json_logs, "no_color": no_color})
    store, console = store_of(settings), make_console(settings)
    try:
        with store.locked():
            before = store.find(name)
            places = [run_on_disk(run, settings) for run in runs]
            version = split_theme(store, before, theme, places, parts=into, jobs=settings.jobs, progress=console)
        _tell(store, before, version, console)
    finally:
        console.close()


def _edit(name: str, edit: Callable[[TopicModel], TopicModel], *, hint: str = "") -> None:
    from corpus_cli.commands.console import make_console
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.resolving import store_of
    from corpus_cli.registry.showing import edit_line

    settings = load_settings()
    store = store_of(settings)
    with store.locked():
        before = store.find(name)
        old = store.continued(before.name, store.load(before))
        new = edit(old)
        made_by = "; ".join(map(edit_line, new.info.edits[len(old.info.edits) :]))
        version = store.add(before.name, new, made_by=made_by)
    console = make_console(settings)
    _tell(store, before, version, console, hint=hint)
    console.close()


def _tell(store: Store, before: Version, version: Version, console: Console, *, hint: str = "") -> None:
    lines = [f"{version.reference}: {version.made_by}"]
    try:
        use = store.in_use()
    except ModelMissingError as error:  # the correction is stored all the same
        console.warn(f"{error.message}; {error.remedy}")
        use = None
    still = f"new runs still take {use.current.reference}" if use else "new runs do not take it yet"
    lines.append(f"{still}; `corpus topics promote {version.name}` changes that")
    lines.append(f"as it was: {before.reference}")
    data = {"model": version.reference, "made_by": version.made_by, "before": before.reference}
    console.summary("\n".join([*lines, *([hint] if hint else [])]), data)


def _hint_of_other(labels: dict[str, str]) -> str:
    """A theme with one label of a person's and one of its own may say two things."""
    for language, option in (("en", "--en"), ("ar", "--ar")):
        if language not in labels:
            return f"the label in the other language stays as it was; {option} changes it too"
    return ""


def _labels(en: str | None, ar: str | None) -> dict[str, str]:
    from corpus_cli.wording.text import one_line

    return {language: one_line(label) for language, label in (("en", en), ("ar", ar)) if label is not None}
