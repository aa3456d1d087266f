"""Parsers of untrusted files in a child process of their own, with limits on time, memory, output and depth.

A file that makes a parser hang, crash, fill the memory or unpack without end costs one document, never the batch. Each
worker process keeps one child and gives it one file after the other; a child that has died is replaced. A parser that
is called through ``isolated`` has all limits without a line of its own:

- time: the child is killed after ``timeout_seconds``;
- memory: the kernel gives it no more than ``memory_mb``, nor the disk more than that for temporary files;
- output: an answer of more than ``max_text_mb`` is not taken;
- depth: Python functions may call each other ``max_depth`` deep; libxml2 stops by itself at 256 elements in XML. In
  HTML ``huge_tree`` is asked for, with which it stops at 2,048; no reader of XML may ask for it.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any, TypeVar

from corpus_cli.engines.processes import FreshContext
from corpus_cli.errors import CorpusError, DocumentError

if TYPE_CHECKING:
    from pebble import ProcessPool

    from corpus_cli.recipe import IngestSettings

Result = TypeVar("Result")

_PR_SET_PDEATHSIG = 1  # Linux: prctl(2)
# Beyond the limit on the task: starting a child and importing its parser, on a machine that is busy.
_START_SECONDS = 60.0
_SIMPLER = "open it in the program that made it and save it again, or save its text as txt"


def isolated(function: Callable[..., Result], *arguments: object, settings: IngestSettings) -> Result:
    """What the function returns, called in the child process.

    The function must be importable by its name, since the child is a fresh interpreter. Raises ``DocumentError`` when
    it takes too long, when the child dies or runs out of memory, when it returns more than a file may give, and for any
    exception of the function's own.
    """
    size = sum(len(argument) for argument in arguments if isinstance(argument, bytes))
    if 3 * size > settings.memory_mb * 2**20:  # on its way it is there twice, and what is made of it comes on top
        raise _too_much_memory()
    try:
        return _in_child(function, arguments, settings)
    except RuntimeError:  # the pool broke down, with this file or before
        _child.close()
    try:
        return _in_child(function, arguments, settings)
    except RuntimeError as error:
        _child.close()
        raise DocumentError("made its parser crash before it could start", remedy=_SIMPLER) from error


def _in_child(function: Callable[..., Result], arguments: tuple[object, ...], settings: IngestSettings) -> Result:
    from pebble import ProcessExpired

    limit = settings.timeout_seconds
    task = (function, arguments, settings.max_text_mb)
    future = _child.pool(settings.memory_mb, settings.max_depth).schedule(_guarded, args=task, timeout=limit)
    try:
        # From our own child, in memory: what comes through the pipe is a pickle with or without this one.
        result: Result = pickle.loads(future.result(timeout=limit + _START_SECONDS))
    except TimeoutError as error:
        if not future.done():
            _child.close()
        raise DocumentError(
            f"took longer than {limit:g} s to read",
            remedy=f"{_SIMPLER}, or raise timeout_seconds in the pipeline's [ingest] section",
        ) from error
    except ProcessExpired as error:
        raise DocumentError(f"made its parser crash (exit code {error.exitcode})", remedy=_SIMPLER) from error
    except KeyboardInterrupt:
        future.cancel()  # type: ignore[no-untyped-call]  # the child must not go on with it
        raise
    return result


def close() -> None:
    """Ends the child process, if there is one. A later call of ``isolated`` starts a new one."""
    _child.close()


def _guarded(function: Callable[..., object], arguments: tuple[object, ...], max_text_mb: int) -> bytes:
    """Runs in the child: the result, pickled here to be weighed; what goes wrong is an error that can travel back."""
    try:
        answer = pickle.dumps(function(*arguments), protocol=pickle.HIGHEST_PROTOCOL)
        if len(answer) > max_text_mb * 2**20:
            raise _too_much_text(max_text_mb)
        return answer
    except CorpusError:
        raise
    except MemoryError:
        raise _too_much_memory() from None
    except RecursionError:
        raise DocumentError("is nested too deeply to be read", remedy=_SIMPLER) from None
    except ImportError as error:
        # The installation's fault, not the file's; the run goes on with the formats that work.
        raise DocumentError(
            f"the reader of this format is not completely installed: {error}"[:500],
            remedy="install the package again (pip install corpus-cli), see corpus doctor, then run again",
        ) from None
    except Exception as error:
        raise DocumentError(f"cannot be parsed: {type(error).__name__}: {error}"[:500], remedy=_SIMPLER) from None


def _too_much_memory() -> DocumentError:
    return DocumentError(
        "needs more memory to read than it may use",
        remedy=f"{_SIMPLER}, split it, or raise memory_mb in the pipeline's [ingest] section",
    )


def _too_much_text(max_text_mb: int) -> DocumentError:
    return DocumentError(
        f"gives more than {max_text_mb} MB of text, more than any report holds",
        remedy="split the file, or raise max_text_mb in the pipeline's [ingest] section if it can be trusted",
    )


class _Child:
    """The pool of one process that belongs to this process; a forked copy of this process starts its own."""

    def __init__(self) -> None:
        self._pool: ProcessPool | None = None
        self._owner = (0, 0, 0)
        self._closes_in = 0
        self._lock = threading.Lock()

    def pool(self, memory_mb: int, max_depth: int) -> ProcessPool:
        with self._lock:
            owner = (os.getpid(), memory_mb, max_depth)
            if self._pool is not None and self._owner != owner:
                self._stop()
            if self._pool is None:
                self._pool = _new_pool(memory_mb, max_depth)
                self._owner = owner
                self._close_at_exit()
            return self._pool

    def _close_at_exit(self) -> None:
        """A worker of multiprocessing does not run atexit but waits at its end for its children, hence Finalize too."""
        if self._closes_in != os.getpid():
            self._closes_in = os.getpid()
            atexit.register(close)
            Finalize(None, close, exitpriority=100)

    def close(self) -> None:
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None and self._owner[0] == os.getpid():
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


_child = _Child()


def _new_pool(memory_mb: int, max_depth: int) -> ProcessPool:
    from pebble import ProcessPool

    # A worker that multiprocessing calls a daemon may not have children, for fear that they outlive it. These do not
    # (see _prepare), so the mark is lifted while the pool starts its process; its thread starts later ones.
    configuration: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]  # no other way
    configuration["daemon"] = False
    limits = (memory_mb, max_depth, os.getpid())
    # Not a fork, which would copy this process's threads' locks and its memory.
    return ProcessPool(max_workers=1, initializer=_prepare, initargs=limits, context=FreshContext())


def _prepare(memory_mb: int, max_depth: int, parent: int) -> None:
    """Runs first in the child: sets its limits and ties its life to that of its parent."""
    import resource
    import sys

    limit = memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Python ignores SIGXFSZ, so that a parser that writes more than this to a temporary file gets an OSError.
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
    sys.setrecursionlimit(max_depth)
    _die_with(parent)


def _die_with(parent: int) -> None:
    """Ends this process soon after its parent has ended, however that came about.

    The kernel does it on Linux, even where a parser never returns; elsewhere a thread looks every second.
    """
    import ctypes
    import sys

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
