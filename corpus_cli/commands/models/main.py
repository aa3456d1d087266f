"""``corpus models list|info|fetch``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from corpus_cli.commands.options import Printed, TextOrJson
from corpus_cli.commands.printing import print_bytes
from corpus_cli.errors import InputError

if TYPE_CHECKING:
    from corpus_cli.commands.models.elsewhere import OtherModel
    from corpus_cli.commands.models.shipped import ShippedModel

models = typer.Typer(rich_markup_mode=None)
Name = Annotated[str, typer.Argument(metavar="NAME", help="As `corpus models list` shows it.", show_default=False)]
_NAMES = (
    "a name is one that `corpus models list` shows; or camel-ner or camel-morphology; or spacy:NAME of a spaCy "
    "pipeline; or OWNER/NAME of a sentence-transformers model on the Hugging Face Hub"
)


@models.callback()
def about() -> None:
    """The models that ship with corpus, and others that can take their place. Topic models: `corpus topics`.

    Example: corpus models list
    """


@models.command("list", short_help="What is shipped, what is installed, what can be fetched.")
def list_(*, format_: Printed = TextOrJson.TEXT) -> None:
    """Show what ships with the package and is whole, what else is on this machine, and what can be fetched.

    Example: corpus models list
    """
    from corpus_cli.commands.models.elsewhere import other_models
    from corpus_cli.commands.models.shipped import shipped_models

    shipped, others = list(shipped_models()), list(other_models())
    if format_ is TextOrJson.JSON:
        _print_json([*map(_as_shipped, shipped), *map(_as_other, others)])
        return
    typer.echo("Shipped with corpus")
    for one in shipped:
        typer.echo(f"  {one.name:<18}{_megabytes(one.size_bytes):>7}  {one.state:<8} {one.summary} · {one.licence}")
    by_name = [("spacy:NAME", "any spaCy pipeline for names: --tagger spacy:NAME")]
    by_name.append(("OWNER/NAME", "any sentence-transformers model of the Hugging Face Hub, as encoder"))
    lines = {
        there: [(o.name, f"{o.summary}: {o.setting}") for o in others if o.installed is there]
        for there in (True, False)
    }
    width = max(len(name) for name, _ in (*lines[True], *lines[False], *by_name))
    for title, rows in (
        ("On this machine besides", lines[True]),
        ("Can be fetched, with a network", lines[False] + by_name),
    ):
        typer.echo(f"\n{title}")
        for name, use in rows:
            typer.echo(f"  {name:<{width}}  {use}")


@models.command("info", short_help="A model's card: what it is, made of what, how good.")
def info(name: Name, *, format_: Printed = TextOrJson.TEXT) -> None:
    """Show a model: of a shipped one its whole card with sources, licence and scores, of another how it is used.

    Example: corpus models info tagger
    """
    from corpus_cli.commands.models.shipped import shipped_models

    for one in shipped_models():
        if one.name == name:
            if format_ is TextOrJson.JSON:
                _print_json([_as_shipped(one) | {"card": one.card}])
            else:
                typer.echo(f"{one.folder}\n{_megabytes(one.size_bytes)}, {one.state}, {one.licence}\n\n{one.card}")
            return
    other = _other(name)
    if format_ is TextOrJson.JSON:
        _print_json([_as_other(other)])
        return
    typer.echo(f"{other.name}: {other.summary}\nused by: {other.setting}")
    typer.echo("on this machine" if other.installed else f"not here; corpus models fetch {other.name}")


@models.command("fetch", short_help="Another model onto this machine. Uses the network.")
def fetch(name: Name) -> None:
    """Fetch a model from where it is published.

    Nothing uses a network but `corpus models fetch`, `s3://` addresses and `--engine ray`.

    NAME: camel-ner, camel-morphology, spacy:NAME, or OWNER/NAME of a sentence-transformers model on the Hugging Face
    Hub. What is fetched changes nothing until a recipe or an option names it.

    Example: corpus models fetch sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2
    """
    from corpus_cli.commands.models.fetching import fetch as fetch_model

    model = _other(name)
    where = fetch_model(model)
    typer.echo(f"{model.name} is in {where}\nuse it by {model.setting}", err=True)


def _other(name: str) -> OtherModel:
    from corpus_cli.commands.models.elsewhere import other_model
    from corpus_cli.commands.models.shipped import shipped_models

    found = other_model(name)
    if found is None:
        if any(one.name == name for one in shipped_models()):
            raise InputError(
                f"{name} ships with corpus: there is nothing to fetch", remedy=f"corpus models info {name}"
            )
        raise InputError(f"no model {name!r} is known", remedy=_NAMES)
    return found


def _as_shipped(one: ShippedModel) -> dict[str, object]:
    return {
        "name": one.name,
        "shipped": True,
        "summary": one.summary,
        "licence": one.licence,
        "size_bytes": one.size_bytes,
        "state": one.state,
    }


def _as_other(one: OtherModel) -> dict[str, object]:
    return {
        "name": one.name,
        "shipped": False,
        "summary": one.summary,
        "setting": one.setting,
        "state": "installed" if one.installed else "not installed",
    }


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _print_json(rows: list[dict[str, object]]) -> None:
    import msgspec

    print_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=1) + b"\n")
