"""What the fuzz job has found once is read or refused for ever after, and the job itself finds what it should."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FILES = sorted((Path(__file__).parent / "regressions").glob("*.bin"))


def _load() -> ModuleType:
    path = Path(__file__).parents[2] / "scripts" / "fuzz.py"
    found = importlib.util.spec_from_file_location("corpus_fuzz", path)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


fuzz = _load()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_finding_of_the_fuzz_job_stays_mended(path: Path) -> None:
    """Each file is named by the target that did not stand it."""
    target, _ = fuzz.TARGETS[path.stem.rpartition("-")[0]]
    assert fuzz.problem(target, path.read_bytes()) is None


def test_the_fuzz_job_finds_and_shortens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that breaks at one byte: the finding is kept, as that byte alone."""

    def breaks(data: bytes) -> None:
        if b"|" in data:
            raise ZeroDivisionError

    monkeypatch.setitem(fuzz.TARGETS, "breaks", (breaks, (".md",)))
    tried, found = fuzz.fuzz("breaks", seconds=2, seed=1, keep=tmp_path)
    assert tried and len(found) == 1
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"|"]
