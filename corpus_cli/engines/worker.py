"""The inside of a worker process."""

from __future__ import annotations

import errno
import os
import pickle
import sys
import threading
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_cli.errors import CorpusError
from corpus_cli.output import unwritable

if TYPE_CHECKING:
    from corpus_cli.engines.work import Work

# A full disk, a full quota, a disk that may only be read, a file larger than files may be.
_CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Returned:
    """A task's result, on its way to the main process."""

    value: Any
    peak_memory: int


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception as data: one that cannot be unpickled would break the pool. ``error``: if raised on purpose."""

    summary: str
    trace: str
    error: CorpusError | None
    in_setup: bool


class _Process:
    """What one worker process holds between tasks."""

    pickled_work: bytes
    work: Work[Any, Any] | None = None
    state: Any = None


def prepare(pickled_work: bytes) -> None:
    """The process has one arithmetic thread and will not outlive its parent.

    The work stays pickled: reading it imports the stages, and with them numpy, which looks at these variables once.
    """
    hold(pickled_work)
    _end_with_parent()
    _end_in_peace()


def hold(pickled_work: bytes) -> None:
    """The process has one arithmetic thread and the work that its next task sets up."""
    for name in THREAD_VARIABLES:
        os.environ[name] = "1"
    _Process.pickled_work = pickled_work
    _Process.work = _Process.state = None


def run_task(items: Sequence[Any]) -> Returned | Raised:
    """The task's result, or what it raised. The first task of a worker sets it up.

    Not in the pool's initializer: a process that dies there is replaced for ever, one that dies in a task is noticed.
    """
    try:
        _set_up()
    except BaseException as error:  # SystemExit as well: a library that exits must not pass for a finished worker
        return raised(error, in_setup=True)
    work = _Process.work
    assert work is not None
    try:
        return Returned(work.function(_Process.state, items), peak_memory())
    except BaseException as error:
        return raised(error, in_setup=False)


def check_setup() -> Raised | None:
    """What setting up a worker raised; None if it works."""
    try:
        _set_up()
    except BaseException as error:
        return raised(error, in_setup=True)
    return None


def peak_memory() -> int:
    """The most memory this process has held, in bytes.

    Read from the kernel's own mark where there is one: ``ru_maxrss`` of a spawned process starts at its parent's.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _set_up() -> None:
    if _Process.work is not None:
        return
    # From our own parent process, which has just written it: never from a file.
    work: Work[Any, Any] = pickle.loads(_Process.pickled_work)
    _Process.state = work.setup(*work.arguments)
    # The belt to the variables' braces: libraries that choose their number of threads in another way.
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1)
    _Process.work = work


def raised(error: BaseException, *, in_setup: bool) -> Raised:
    """The exception as data. ``in_setup``: it is the worker that cannot be had, whatever the items are."""
    summary = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    trace = "".join(traceback.format_exception(error))
    return Raised(summary, trace, _on_purpose(error), in_setup)


def _on_purpose(error: BaseException) -> CorpusError | None:
    """The error if it was raised on purpose, or says that nothing can be written: no item is to blame for either."""
    if isinstance(error, OSError) and error.errno in _CANNOT_WRITE:
        return unwritable(Path(error.filename or "a temporary file"), error)
    return error if isinstance(error, CorpusError) else None


def _end_with_parent() -> None:
    """A thread that ends this process when the parent is gone, even if that was killed in the middle of a task."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
    _ask_kernel_to_end_with_parent(parent.pid)


def _end_in_peace() -> None:
    """A worker that is leaving is not hurried.

    The pool closes the pipe, which lets the worker go, and then sends SIGTERM; arriving in the middle of the clean-up
    this would leave the semaphores of a parser's process behind. The pool kills who takes longer than three seconds.
    """
    import signal
    from multiprocessing import util

    def leave(*_: object) -> None:
        if not util._exiting:  # type: ignore[attr-defined]  # the only sign that the clean-up has begun
            util._exit_function()  # type: ignore[attr-defined]  # as the pool's own handler does
            os._exit(0)

    signal.signal(signal.SIGTERM, leave)


def _ask_kernel_to_end_with_parent(parent: int | None) -> None:
    """Linux ends this process with its parent, also where a regular expression that never ends holds the thread up."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes
    import signal

    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)
