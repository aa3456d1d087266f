"""The command `corpus` as tests give it: in a process of its own, or in this one, which is ten times quicker."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What the fixtures `corpus` and `corpus_process` are: the words after `corpus`, and variables of the environment.
Corpus = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Finished:
    """A finished run: its output folder, what was said, where it was given, whether there was no network."""

    out: Path
    done: subprocess.CompletedProcess[str]
    folder: Path
    cut_off: bool


def environment() -> dict[str, str]:
    """The environment without settings of the person who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CORPUS_") and name != "NO_COLOR"}
    return kept | {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(ROOT / "tests" / "no-places-of-ones-own")}


def command(*arguments: str) -> list[str]:
    """The command line of `corpus`."""
    return [sys.executable, "-m", "corpus_cli.commands.main", *arguments]


def run_process(
    folder: Path, *arguments: str, within: Sequence[str] = (), umask: int = -1, **variables: str
) -> subprocess.CompletedProcess[str]:
    """`corpus` has run in the folder, as a process of its own, by the command ``within`` where there is one."""
    return subprocess.run(
        [*within, *command(*arguments)],
        cwd=folder,
        env=environment() | variables,
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )


def run_here(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`corpus` has run in the folder, in this process: the same exit code and the same bytes in both streams."""
    from corpus_cli.commands.main import run

    written = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True) for stream in written)
    wanted = environment() | variables
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        for name in os.environ.keys() - wanted.keys():
            patch.delenv(name)
        for name, value in wanted.items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            run([*arguments])
    said = [io.TextIOWrapper(io.BytesIO(stream.getvalue()), encoding="utf-8").read() for stream in written]
    assert isinstance(ended.value.code, int)
    return subprocess.CompletedProcess(command(*arguments), ended.value.code, *said)
