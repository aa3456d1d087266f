"""One command writes in a folder at a time: others end with 7 and a clear message, and change nothing."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Corpus, Finished

from corpus_cli.output import opened

WRITING = {
    "run": ("run", "reports", "-p", "small.toml", "-o", "out"),
    "process": ("process", "reports", "-p", "small.toml", "-o", "out"),
    "report": ("report", "out"),
    "index": ("index", "out"),
    "topics": ("topics", "train", "out", "--name", "mine"),
}


def everything(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", WRITING.values(), ids=WRITING)
def test_a_command_that_writes_is_refused_while_another_one_does(
    request: pytest.FixtureRequest, workplace: Path, finished: Finished, command: tuple[str, ...]
) -> None:
    """The message says what to do, no file changes, and the finished run stays what it was."""
    out = workplace / "out"
    shutil.copytree(finished.out, out)
    with opened(out):
        before = everything(out)
        corpus: Corpus = request.getfixturevalue("corpus_process" if command[0] == "run" else "corpus")
        done = corpus(*command, CORPUS_MODELS_DIR=str(workplace / "models"))
        assert everything(out) == before
    assert done.returncode == 7, done.stderr
    assert "another run is writing there" in done.stderr and "what to do: wait" in done.stderr


def test_two_runs_started_together_leave_the_folder_as_one_would(
    corpus: Corpus,
    workplace: Path,
    start: Callable[..., subprocess.Popen[bytes]],
    finished: Finished,
    evidence: Callable[[Path], dict[str, bytes]],
) -> None:
    """One of them ends with 7 or finds all done; what lies there is a whole run."""
    first, second = start(*WRITING["run"]), start(*WRITING["run"])
    first.communicate()
    second.communicate()
    codes = sorted((first.returncode, second.returncode))
    assert codes in ([6, 6], [6, 7])
    assert evidence(workplace / "out") == evidence(finished.out)
    assert corpus(*WRITING["run"]).returncode == 6
