"""The settings that all commands share: flag, then environment (CORPUS_*), then corpus.toml, then default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus_cli.engines.choice import usable_processors
from corpus_cli.errors import ConfigError

FILE = "corpus.toml"
PREFIX = "CORPUS_"
MOST_JOBS = 8


def default_jobs() -> int:
    """One worker a processor that this process may use, at most eight: each holds models in memory."""
    return min(usable_processors(), MOST_JOBS)


def user_models() -> Path:
    """Where trained topic models and the user's places are kept outside a workspace: the user's data folder."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path("~/.local/share").expanduser())
    return Path(base) / "corpus" / "models"


def user_mirrors() -> Path:
    """Where runs that are kept in object storage are worked on: the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return Path(base) / "corpus" / "mirrors"


class Settings(BaseModel):
    """What a user can set for all commands. ``workspace``: the folder of the corpus.toml in force, if there is one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    jobs: int = Field(default_factory=default_jobs, ge=1)
    engine: Literal["local", "ray"] = "local"
    address: str | None = None
    pipeline: str = "default"
    models_dir: Path = Field(default_factory=user_models)
    mirrors_dir: Path = Field(default_factory=user_mirrors)
    quiet: bool = False
    json_logs: bool = False
    no_color: bool = False
    workspace: Path | None = None

    @property
    def asked_jobs(self) -> int | None:
        """The number of workers that the user has set; None: the usual one."""
        return self.jobs if "jobs" in self.model_fields_set else None

    def recipe_name(self) -> str:
        """What ``load_recipe`` takes: the workspace's own recipe of that name where there is one."""
        if self.workspace is not None:
            own = self.workspace / "pipelines" / f"{self.pipeline}.toml"
            if own.is_file():
                return str(own)
        return self.pipeline


def load_settings(
    flags: Mapping[str, Any] | None = None, *, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Settings:
    """The settings in force in ``folder`` (default: the working directory). A flag that is None was not given.

    Raises ``ConfigError`` naming where a wrong value was set and what is expected.
    """
    environment = os.environ if environment is None else environment
    file = find_file(folder or Path.cwd())
    layers = [
        (str(file), _from_file(file) if file else {}),
        ("environment", _from_environment(environment)),
        ("command line", {name: value for name, value in (flags or {}).items() if value is not None}),
    ]
    values: dict[str, Any] = {"workspace": file.parent if file else None}
    for origin, layer in layers:
        _check(layer, origin)
        values.update(layer)
    return Settings.model_validate(values)


def find_file(folder: Path) -> Path | None:
    """The corpus.toml of this folder or of the nearest one above it."""
    for place in (folder, *folder.parents):
        if (place / FILE).is_file():
            return place / FILE
    return None


def _from_file(file: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}", remedy="correct the file or remove it") from error
    # Paths in the file are meant from the file, wherever below it the command is given.
    values.setdefault("models_dir", "models")
    for name in ("models_dir", "mirrors_dir"):
        if isinstance(values.get(name), str):
            values[name] = file.parent / Path(values[name]).expanduser()
    pipeline = values.get("pipeline")
    if isinstance(pipeline, str) and pipeline.endswith(".toml"):
        values["pipeline"] = str(file.parent / Path(pipeline).expanduser())
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    names = [name for name in Settings.model_fields if name != "workspace"]
    values: dict[str, Any] = {
        name: environment[PREFIX + name.upper()] for name in names if environment.get(PREFIX + name.upper())
    }
    # https://no-color.org: present and not empty, whatever it holds.
    if environment.get("NO_COLOR"):
        values["no_color"] = True
    return values


def _check(layer: Mapping[str, Any], origin: str) -> None:
    try:
        if "workspace" in layer:
            raise ConfigError(f"{origin}: workspace: is not a setting", remedy="remove it")
        Settings.model_validate(dict(layer))
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        known = ", ".join(name for name in Settings.model_fields if name != "workspace")
        raise ConfigError(
            f"{origin}: {problems}", remedy=f"the settings are {known}; see `corpus init --help`"
        ) from error
