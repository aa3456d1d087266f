"""The engines by name."""

from __future__ import annotations

import os
import sys
from typing import Literal, TypeAlias

from corpus_cli.engines.work import Engine
from corpus_cli.errors import ConfigError

EngineName: TypeAlias = Literal["local", "ray"]


def open_engine(name: EngineName, *, jobs: int | None, usual_jobs: int, address: str | None = None) -> Engine:
    """The engine of that name, ready; its ``close`` is to be called at the end.

    ``jobs``: how many workers the user asked for, if any; ``usual_jobs``: how many there are on this machine otherwise.
    ``address``: of a Ray cluster; without it one is started here. Raises ``ConfigError`` for an address that cannot be
    used, ``ModelMissingError`` where Ray is not installed.
    """
    if name == "local":
        if address is not None:
            raise ConfigError("--address is for --engine ray", remedy="add --engine ray, or leave out --address")
        from corpus_cli.engines.local import LocalEngine

        return LocalEngine(jobs or usual_jobs)
    from corpus_cli.engines.cluster import RayEngine

    return RayEngine(address=address, jobs=jobs, processors=usable_processors())


def usable_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform.startswith("linux") else os.cpu_count() or 1
