"""Runs tasks over worker processes on this machine: a worker that dies or hangs costs one item, never the batch."""

from __future__ import annotations

import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from corpus_cli.engines.attempts import (
    MAX_BREAKS,
    SETUP_SECONDS,
    Attempt,
    cannot_start,
    is_error,
    setup_error,
    strike,
    too_long,
)
from corpus_cli.engines.work import Done, Item, Lost, Result, Work
from corpus_cli.engines.worker import Raised, Returned, check_setup, prepare, run_task

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

# Enough for a worker to find its next task waiting, few enough that memory does not grow with the corpus.
TASKS_AHEAD = 2
# A pool that neither finishes nor times out anything for this long beyond the longest limit is stuck.
STALL_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Worker processes on this machine. ``jobs``: how many."""

    jobs: int
    name: str = "local"

    def run_tasks(
        self,
        work: Work[Item, Result],
        tasks: Iterable[Sequence[Item]],
        *,
        limit: Callable[[Sequence[Item]], float],
        most: int | None = None,
    ) -> Generator[Done[Item, Result] | Lost[Item], None, None]:
        """Every item is in exactly one ``Done`` or ``Lost``, in the order in which workers finish.

        ``limit`` gives the seconds a task may take; ``most``: workers at most, where these are less than ``jobs``. The
        items of a task whose worker died or took longer are run again one at a time; an item that ends its worker
        twice is lost. Workers are started for this call and gone after it, also when the caller stops early. A
        ``CorpusError`` that the work raises is raised here and ends the run.
        """
        run = _Run(work, iter(tasks), jobs=min(self.jobs, most or self.jobs), limit=limit)
        try:
            yield from run.results()
        finally:
            run.stop()

    def close(self) -> None:
        """Nothing is left between calls."""


class _Run(Generic[Item, Result]):
    """The state of one ``run_tasks`` call."""

    def __init__(
        self,
        work: Work[Item, Result],
        tasks: Iterator[Sequence[Item]],
        *,
        jobs: int,
        limit: Callable[[Sequence[Item]], float],
    ) -> None:
        # Only from this process to its own workers, in memory: no model and no file of ours is a pickle.
        self._pickled_work = pickle.dumps(work)
        self._tasks = tasks
        self._jobs = jobs
        self._limit = limit
        self._again: deque[Attempt[Item]] = deque()
        self._running: dict[ProcessFuture[Any], Attempt[Item]] = {}
        self._pool: ProcessPool | None = None
        self._breaks = 0
        self._setup_works = False

    def results(self) -> Iterator[Done[Item, Result] | Lost[Item]]:
        while self._submit():
            longest = max(self._limit(attempt.items) for attempt in self._running.values())
            finished, _ = wait(self._running, timeout=longest + STALL_SECONDS, return_when=FIRST_COMPLETED)
            if not finished:
                self._start_over()
            for future in finished:
                # A broken pool ends all its futures, and the first of them starts over.
                if future in self._running:
                    yield from self._take(future)

    def stop(self) -> None:
        """No worker is left."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble does not annotate it
            self._pool.join()
            self._pool = None

    def _submit(self) -> bool:
        """As many attempts as wanted are on their way; False if nothing is left to do."""
        while len(self._running) < self._jobs * TASKS_AHEAD and not any(a.alone for a in self._running.values()):
            if self._again and self._again[0].alone and self._running:
                break
            attempt = self._next()
            if attempt is None:
                break
            try:
                self._running[self._schedule(run_task, attempt.items, self._limit(attempt.items))] = attempt
            except RuntimeError:  # the pool broke since the last result
                self._again.append(attempt)
                self._start_over()
        return bool(self._running)

    def _next(self) -> Attempt[Item] | None:
        if self._again:
            return self._again.popleft()
        items = next(self._tasks, None)
        return None if items is None else Attempt(tuple(items))

    def _take(self, future: ProcessFuture[Any]) -> Iterator[Done[Item, Result] | Lost[Item]]:
        error = future.exception()
        if isinstance(error, BrokenProcessPool | CancelledError):
            self._start_over()
            return
        attempt = self._running.pop(future)
        outcome = None if error is not None else future.result()
        if isinstance(outcome, Returned):
            self._breaks, self._setup_works = 0, True
            yield Done(attempt.items, outcome.value, outcome.peak_memory)
            return
        if isinstance(outcome, Raised) and is_error(outcome):
            raise setup_error(outcome)
        reason = outcome.summary if isinstance(outcome, Raised) else self._ending(error, attempt)
        yield from self._strike(attempt, reason)

    def _strike(self, attempt: Attempt[Item], reason: str) -> Iterator[Lost[Item]]:
        return strike(attempt, reason, waiting=self._again, check_setup=self._check_setup)

    def _ending(self, error: BaseException | None, attempt: Attempt[Item]) -> str:
        from pebble import ProcessExpired

        if isinstance(error, TimeoutError):
            return too_long(self._limit(attempt.items))
        if isinstance(error, ProcessExpired):
            return f"the worker process ended while working on it ({_cause(error.exitcode)})"
        return f"the work on it failed ({type(error).__name__}: {error})"

    def _check_setup(self) -> None:
        """Raises if workers cannot even be set up: then no item is to blame."""
        if self._setup_works:
            return
        try:
            outcome = self._schedule(check_setup, None, SETUP_SECONDS).result()
        except Exception as error:
            raise cannot_start(str(error)) from error
        if isinstance(outcome, Raised):
            raise setup_error(outcome)
        self._setup_works = True

    def _schedule(self, function: Callable[..., Any], items: Sequence[Item] | None, limit: float) -> ProcessFuture[Any]:
        from pebble import ProcessPool

        from corpus_cli.engines.processes import FreshContext

        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=self._jobs,
                initializer=prepare,
                initargs=(self._pickled_work,),
                context=FreshContext(),
            )
        with _interrupts_held():
            return self._pool.schedule(function, args=() if items is None else (items,), timeout=limit)

    def _start_over(self) -> None:
        """The pool is a new one; what was running is run again, one item at a time with nothing beside it."""
        self._breaks += 1
        if self._breaks >= MAX_BREAKS:
            raise cannot_start("they ended again and again before finishing anything")
        self.stop()
        for attempt in self._running.values():
            self._again.extend(Attempt((item,), attempt.strikes, alone=True) for item in attempt.items)
        self._running.clear()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes and threads started inside never see Ctrl-C, which a terminal sends to every process of a command.

    They inherit the mask. This process gets the signal when the block ends, and stops the workers itself.
    """
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _cause(exit_code: int) -> str:
    if exit_code == -signal.SIGKILL:
        return "killed, usually because memory ran out"
    if exit_code < 0:
        return f"signal {signal.Signals(-exit_code).name}"
    return f"exit code {exit_code}"
