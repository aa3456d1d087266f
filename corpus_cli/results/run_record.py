"""``run.json`` as far as what is made of a finished run needs it."""

from __future__ import annotations

from pathlib import Path

import msgspec


class RunCounts(msgspec.Struct, frozen=True):
    """Documents in the folder, and what the last run did."""

    documents: int = 0
    new: int = 0
    failed: int = 0
    passed_over: int = 0
    duplicates: int = 0
    themes: int | None = None


class _Topics(msgspec.Struct, frozen=True):
    encoder: str = ""


class _Recipe(msgspec.Struct, frozen=True):
    topics: _Topics = _Topics()


class _Config(msgspec.Struct, frozen=True):
    recipe: _Recipe = _Recipe()


class RunRecord(msgspec.Struct, frozen=True):
    """The last run into a folder. A run that was killed has no such file: then everything here is its default.

    ``started``, ``finished``: ISO times in UTC, empty where unknown. ``versions``: of the packages that decide bytes.
    """

    schema_version: int = 1
    package_version: str = ""
    command: str = "run"
    started: str = ""
    finished: str = ""
    seconds: float = 0.0
    counts: RunCounts = RunCounts()
    versions: dict[str, str] = {}
    config: _Config = _Config()

    @property
    def complete(self) -> bool:
        """Whether the last run ended by itself."""
        return bool(self.finished)

    @property
    def encoder(self) -> str:
        """What the recipe calls its encoder; empty where unknown."""
        return self.config.recipe.topics.encoder


def read_run_record(path: Path) -> RunRecord:
    """What ``run.json`` says; the defaults where it is not there or was altered."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=RunRecord)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return RunRecord()
