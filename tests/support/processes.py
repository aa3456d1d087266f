"""Processes of Linux, looked at from outside."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def family(process: int) -> list[int]:
    """The process and all below it."""
    found = [process]
    for parent in found:
        for path in Path(f"/proc/{parent}/task").glob("*/children"):
            found.extend(map(int, path.read_text().split()))
    return found


def alive(process: int) -> bool:
    """Whether it runs; one that has ended and is not fetched yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def wait_for(condition: Callable[[], bool]) -> bool:
    """Whether it comes true within a minute, or longer where looking takes long."""
    for _ in range(12_000):
        if condition():
            return True
        time.sleep(0.005)
    return False
