"""The short form of ``scripts/kill_test.py``: three kills of the fifty, one of them twice in a row."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


def test_what_is_resumed_after_a_kill_is_what_a_run_in_peace_makes(tmp_path: Path) -> None:
    """Killed while reading, writing and making themes, at moments drawn with a seed: the same bytes in the end."""
    path = Path(__file__).parents[2] / "scripts" / "kill_test.py"
    found = importlib.util.spec_from_file_location("corpus_kill_test", path)
    assert found is not None and found.loader is not None
    kill_test = importlib.util.module_from_spec(found)
    found.loader.exec_module(kill_test)
    said: list[str] = []
    wrong = kill_test.test(tmp_path / "place", kills=3, seed=4, files=8, say=said.append)
    assert wrong == [], "\n".join(said)
    assert len(said) == 4
