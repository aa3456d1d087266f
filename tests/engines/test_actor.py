"""The inside of a cluster's worker, as far as it needs no cluster."""

from __future__ import annotations

import os
from pathlib import Path

from corpus_cli.engines.actor import Mark, remove_of_the_dead, versions


def test_folders_of_processes_that_are_no_more_are_removed(tmp_path: Path) -> None:
    """A worker that was killed could not clean up; one that runs keeps its folder, and so does everybody else."""
    names = ("desk-999999999-a", f"desk-{os.getpid()}-a", "desk-mine-a", "other-999999999-a")
    for name in names:
        (tmp_path / name).mkdir()
    remove_of_the_dead(tmp_path, "desk-")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])


def test_who_reads_the_word_sees_the_folder(tmp_path: Path) -> None:
    """A folder of the same name on another machine has another word in it, or none."""
    (tmp_path / "mark").write_text("abc", encoding="ascii")
    assert Mark(str(tmp_path / "mark"), "abc", str(tmp_path)).seen()
    assert not Mark(str(tmp_path / "mark"), "abd", str(tmp_path)).seen()
    assert not Mark(str(tmp_path / "none"), "abc", str(tmp_path)).seen()
    assert not Mark(str(tmp_path / "mark"), "abc", str(tmp_path / "nowhere")).seen()


def test_versions_are_of_what_decides_bytes() -> None:
    """Python and the packages with exact pins, not those with a lower bound."""
    found = versions()
    assert {"python", "corpus-cli", "numpy", "onnxruntime"} <= found.keys()
    assert "rich" not in found
