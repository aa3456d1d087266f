"""How an earlier run was made, as far as its ``run.json`` says: for the commands that go on from it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from corpus_cli.errors import InputError
from corpus_cli.recipe import Recipe, check_recipe


class _RecordedEntities(msgspec.Struct):
    aliases: str | None = None


class _RecordedRecipe(msgspec.Struct):
    entities: _RecordedEntities = msgspec.field(default_factory=_RecordedEntities)


class _RecordedConfig(msgspec.Struct):
    recipe: _RecordedRecipe = msgspec.field(default_factory=_RecordedRecipe)


class _Settings(msgspec.Struct):
    recipe: dict[str, object]
    process_hash: str
    config_hash: str


class _RunSettings(msgspec.Struct):
    config: _Settings


class RecordedRun(msgspec.Struct):
    """What a later command needs of ``run.json``; the defaults where it is not there."""

    command: str = "run"
    config: _RecordedConfig = msgspec.field(default_factory=_RecordedConfig)

    @property
    def aliases(self) -> str | None:
        """The alias file as it was given."""
        return self.config.recipe.entities.aliases


def read_run_file(path: Path) -> RecordedRun:
    """How the run was made. A run that was killed has no such file yet."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=RecordedRun)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return RecordedRun()


def recorded_settings(path: Path) -> tuple[Recipe, tuple[str, str]]:
    """The recipe of the run and its process and config hashes.

    Raises ``InputError`` if the run was never completed, or its file was altered.
    """
    try:
        config = msgspec.json.decode(path.read_bytes(), type=_RunSettings).config
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: does not say how the run was made", remedy="complete it first: give `corpus run` the same inputs"
        ) from error
    return check_recipe(config.recipe, origin=str(path)), (config.process_hash, config.config_hash)
