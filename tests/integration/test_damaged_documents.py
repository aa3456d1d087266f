"""A document that a disk or a hand has damaged is named with what helps, and stops no later run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pytest

Corpus = Callable[..., CompletedProcess[str]]


class Finished(Protocol):
    """The run that all others are held against."""

    out: Path


@pytest.fixture
def place(finished: Finished, workplace: Path) -> Path:
    """The workplace with a copy of the finished run."""
    shutil.copytree(finished.out, workplace / "out")
    return workplace


def test_a_run_goes_on_beside_a_damaged_document_and_its_remedy_helps(
    corpus: Corpus, place: Path, finished: Finished, evidence: Callable[[Path], dict[str, bytes]]
) -> None:
    """New reports are read, everything is made of the others; removed and read again, all is as it was."""
    out = place / "out"
    damaged = sorted(out.glob("documents/*/*.json"))[0]
    damaged.write_bytes(b'{"doc_id": null}\n')  # one that was cut off would be made again from its input at once
    (place / "reports" / "new.txt").write_text("The pump in Homs is new. Families fetch water there every morning.")
    run = ("run", "reports", "-p", "small.toml", "-o", "out", "--jobs", "1")
    done = corpus(*run)
    assert done.returncode == 6, done.stderr
    name = damaged.relative_to(place).as_posix()
    for missing_from in ("entities.csv", "themes", "index"):
        assert any(
            name in line and missing_from in line and "give their inputs again" in line
            for line in done.stderr.splitlines()
        ), (missing_from, done.stderr)
    assert "new.txt" in corpus("query", "out", "new pump").stdout
    damaged.unlink()
    done = corpus(*run)
    assert done.returncode == 6, done.stderr
    assert "give their inputs again" not in done.stderr
    mine, before = evidence(out), evidence(finished.out)
    assert mine[damaged.relative_to(out).as_posix()] == before[damaged.relative_to(out).as_posix()]
    assert "unchanged" in corpus(*run).stderr
