"""New processes on this machine, each a fresh interpreter that imports what it is given to do and nothing else."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

# The program's module belongs to the whole process, and pools start processes from threads of their own.
_HIDING = threading.Lock()


class FreshProcess(SpawnProcess):
    """A spawned process that does not run the program again which started it.

    Spawning imports the parent's ``__main__`` in the child, in case that what is to be done is defined there. Of
    ``corpus`` that is the whole command line, which no worker needs; of a program of a user's without a guard it is
    all that it does.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # called in the parent, wherever the process is started from
        with _main_hidden():
            return SpawnProcess._Popen(process_obj)


class FreshContext(SpawnContext):
    """The context that starts such processes, for pools."""

    Process = FreshProcess


@contextmanager
def _main_hidden() -> Iterator[None]:
    """``__main__`` says neither which file nor which module it is."""
    with _HIDING:
        module = vars(sys.modules["__main__"])
        kept: dict[str, Any] = {name: module[name] for name in ("__file__", "__spec__") if name in module}
        module.pop("__file__", None)
        module["__spec__"] = None
        try:
            yield
        finally:
            module.update(kept)
