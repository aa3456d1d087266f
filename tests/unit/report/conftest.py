"""The run made by code that the tests in a browser look at as well."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus_cli.pipeline.progress import Silence

MADE_RUN = Path(__file__).resolve().parents[2] / "browser" / "made_run.py"


@pytest.fixture(scope="session")
def made_run() -> ModuleType:
    """``tests/browser/made_run.py``: tests are no package."""
    found = importlib.util.spec_from_file_location("unit_made_run", MADE_RUN)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


@pytest.fixture
def make_run(made_run: ModuleType, tmp_path: Path) -> Callable[..., Path]:
    """A run that holds this, in a folder of its own."""

    def make(name: str = "out", **holds: Any) -> Path:
        path: Path = made_run.make_run(tmp_path / name, made_run.Made(**holds))
        return path

    return make


class Heard(Silence):
    """Keeps what it is warned of, and counts what is read."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self.units = 0

    def warn(self, message: str) -> None:
        """Kept."""
        self.warnings.append(message)

    def advance(self, units: int, *, words: int = 0) -> None:
        """Counted."""
        del words
        self.units += units


@pytest.fixture
def heard() -> Heard:
    """A progress that keeps what it hears."""
    return Heard()
