# ruff: noqa: ARG001 (workers are called with a state and items, needed or not)
"""Work for the engine tests: stages that crash, hang, raise or return nonsense when they meet a poison item."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from corpus_cli.errors import ConfigError


def set_up() -> str:
    return "ready"


def set_up_with_config_error() -> str:
    raise ConfigError("the alias file is wrong", remedy="correct line 3")


def set_up_with_bug() -> str:
    raise ZeroDivisionError("a bug")


def set_up_and_die() -> str:
    os._exit(9)


def double(state: str, items: Sequence[int]) -> list[int]:
    assert state == "ready"
    return [item * 2 for item in items]


def environment(state: str, items: Sequence[int]) -> dict[str, str | None]:
    return {name: os.environ.get(name) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}


def poisoned(state: str, items: Sequence[str]) -> list[str]:
    """``exit``, ``leave``, ``kill``, ``raise``, ``sysexit``, ``hang``, ``spin``, ``unpicklable``: what happens."""
    for item in items:
        match item.partition("-")[0]:
            case "exit":
                os._exit(5)
            case "leave":
                os._exit(0)
            case "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "raise":
                raise ValueError(f"cannot do {item}")
            case "sysexit":
                sys.exit(3)
            case "hang":
                time.sleep(600)
            case "spin":
                while True:
                    pass
            case "unpicklable":
                return [lambda: None]  # type: ignore[list-item]  # nonsense is the point
    return list(items)


def unlucky_once(folder: str, items: Sequence[str]) -> list[str]:
    """Dies the first time that it meets each item."""
    for item in items:
        seen = Path(folder) / item
        if not seen.exists():
            seen.touch()
            os._exit(1)
    return list(items)


def take_folder(folder: str) -> str:
    return folder


def note_process_and_hang(folder: str, items: Sequence[str]) -> None:
    (Path(folder) / f"{os.getpid()}.pid").touch()
    time.sleep(600)


def note_process_and_backtrack(folder: str, items: Sequence[str]) -> None:
    """Holds the interpreter lock in one call for longer than anyone waits."""
    import re

    (Path(folder) / f"{os.getpid()}.pid").touch()
    re.match(r"(a+)+$", "a" * 60 + "b")


def slow(state: str, items: Sequence[str]) -> list[str]:
    time.sleep(1)
    return list(items)


def note_process_and_wait(folder: str, items: Sequence[str]) -> list[str]:
    """Leaves a file with the process's number; waits while the folder holds a file ``wait``."""
    (Path(folder) / f"{os.getpid()}.pid").touch()
    while (Path(folder) / "wait").exists():
        time.sleep(0.05)
    return list(items)


def grow(state: str, items: Sequence[int]) -> list[int]:
    """Asks for so many bytes."""
    return [len(bytearray(item)) for item in items]


def copy_in_capitals(state: tuple[str, str], items: Sequence[str]) -> list[str]:
    """Writes each file's text in capitals into the root, behind what the set-up file says."""
    root, greeting = state
    for item in items:
        (Path(root) / Path(item).name).write_text(f"{greeting} {Path(item).read_text().upper()}")
    return list(items)


def set_up_with_file(root: str, greeting: str) -> tuple[str, str]:
    assert Path(root).is_dir()
    return root, Path(greeting).read_text()


def moved_arguments(arguments: tuple[str, str], places: dict[str, str]) -> tuple[str, str]:
    root, greeting = arguments
    return places[root], places[greeting]


def moved_items(items: Sequence[str], places: dict[str, str]) -> list[str]:
    return [places.get(item, item) for item in items]


def too_much(items: Sequence[str]) -> list[str]:
    """A name that no file system takes: what is sent under it cannot be written."""
    return [*items, "x" * 300]
