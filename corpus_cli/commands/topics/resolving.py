"""What the word MODEL on a command line means: a model of the store, one of its versions, or a run's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus_cli.commands.output_place import run_on_disk
from corpus_cli.errors import InputError
from corpus_cli.output import RunFolder
from corpus_cli.registry.store import Store
from corpus_cli.storage.address import is_address

if TYPE_CHECKING:
    from corpus_cli.commands.settings import Settings
    from corpus_cli.registry.store import Version
    from corpus_cli.topics.model.topic_model import TopicModel

FOLDER = "topics"

Model = Annotated[
    str,
    typer.Argument(
        metavar="MODEL", help="A model's name, NAME@HASH for an older version, or a run's folder.", show_default=False
    ),
]
Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="A model's name, or NAME@HASH for an older version.", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Found:
    """A model, what to call it, and its version in the store; None for a run's own model."""

    model: TopicModel
    name: str
    version: Version | None


def store_of(settings: Settings) -> Store:
    """The store of the workspace, or of the user."""
    return Store(settings.models_dir / FOLDER)


def find_model(text: str, store: Store) -> Found:
    """The model that ``text`` means; a name of the store comes before a folder of that name.

    Raises ``InputError`` if it is neither.
    """
    if is_address(text):
        return Found(run_model(run_on_disk(text)), text, None)
    if not store.versions(text.partition("@")[0]) and _is_folder(text):
        return Found(run_model(Path(text)), text, None)
    version = store.find(text)
    return Found(store.load(version), version.reference, version)


def _is_folder(text: str) -> bool:
    try:
        return Path(text).is_dir()
    except (OSError, ValueError):  # too long for a path, or a NUL in it
        return False


def run_model(out: Path) -> TopicModel:
    """The run's own model. Raises ``InputError`` if the folder holds none."""
    from corpus_cli.topics.model.files import load_model

    model = load_model(RunFolder(out).topics)
    if model is None:
        raise InputError(
            f"{out}: this folder holds no run with a topic model", remedy="give a folder that `corpus run` wrote"
        )
    return model
