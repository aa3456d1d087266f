"""Runs tasks over Ray actors, on this machine or many: a worker or a machine that is lost costs its tasks a repeat.

Plain actors and ``ray.wait``, no Ray Data: a task is one call, so the engine knows which item ended which worker, a
task has a limit in time, and nothing but the actors asks for processors. A pool of Ray Data that takes every processor
leaves none to the tasks that read its blocks and waits for ever, which happens first on two of them.
"""

from __future__ import annotations

import os
import pickle
import secrets
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic

from corpus_cli.engines.actor import Actor, Mark, Missing, Place, Sent, files_of, versions
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
from corpus_cli.engines.session import Session, open_session
from corpus_cli.engines.work import Carriage, Done, Item, Lost, Result, Work
from corpus_cli.engines.worker import Raised, Returned
from corpus_cli.errors import ConfigError, CorpusError
from corpus_cli.output import TEMPORARY, write_whole

# What an actor asks of a machine: one processor, and the memory that a worker with all models has been seen to hold,
# with some to spare. A machine of eight processors and 8 GB gets five.
WORKER_MEMORY = 1536 * 2**20
# Beyond this it is one document that fills the memory.
MOST_MEMORY = 6 * 2**30
# Machines come and go: so often it is looked how many workers there can be.
LOOK_SECONDS = 10.0
# An item whose machine went away so often is struck for it after all.
MAX_MOVES = 5
_GONE = "the worker process ended while working on it"
# What Ray says of an actor whose machine went away before it began: neither its work nor its set-up is to blame.
_NODE_DIED = "its node has died"


class RayEngine:
    """Actors on a Ray cluster. ``jobs``: how many at most; None: as many as the cluster has room for.

    ``shared``: whether workers see this machine's files; None: each finds out for itself.
    """

    name = "ray"

    def __init__(self, *, address: str | None, jobs: int | None, processors: int, shared: bool | None = None) -> None:
        # Here as many as are asked for are let in, as the local engine does; elsewhere machines say what they have.
        here = jobs or processors
        self._session = open_session(address, processors=here, memory=here * WORKER_MEMORY)
        self._most = jobs
        self._shared = shared

    @property
    def jobs(self) -> int:
        """How many workers the cluster has room for now, but no more than were asked for; at least one."""
        room = max(1, sum(map(_room, self._session.nodes())))
        return min(room, self._most or room)

    def run_tasks(
        self,
        work: Work[Item, Result],
        tasks: Iterable[Sequence[Item]],
        *,
        limit: Callable[[Sequence[Item]], float],
        most: int | None = None,
    ) -> Generator[Done[Item, Result] | Lost[Item], None, None]:
        """As ``LocalEngine.run_tasks`` does it, and a task whose machine is lost is run again without a strike."""
        run = _Run(self, self._session, work, iter(tasks), limit=limit, most=most, shared=self._shared)
        try:
            yield from run.results()
        finally:
            run.stop()

    def close(self) -> None:
        """The connection is closed, and a cluster that was started for it is gone."""
        self._session.close()


@dataclass(slots=True, eq=False)
class _Worker:
    """An actor. ``place``: None until it has answered. ``carried``: files are sent to it."""

    handle: Any
    since: float
    place: Place | None = None
    carried: bool = False


@dataclass(slots=True)
class _Call(Generic[Item]):
    """A task on its way. ``until``: when it has taken too long."""

    worker: _Worker
    attempt: Attempt[Item]
    until: float


@dataclass(slots=True)
class _Staff:
    """The actors by what they are doing."""

    starting: dict[Any, _Worker] = field(default_factory=dict)
    idle: deque[_Worker] = field(default_factory=deque)
    looked: float = 0.0
    room: int = 1


class _Run(Generic[Item, Result]):
    """The state of one ``run_tasks`` call. Every actor has one task at a time: who ended it is never in doubt."""

    def __init__(
        self,
        engine: RayEngine,
        session: Session,
        work: Work[Item, Result],
        tasks: Iterator[Sequence[Item]],
        *,
        limit: Callable[[Sequence[Item]], float],
        most: int | None,
        shared: bool | None,
    ) -> None:
        self._engine, self._session, self._ray = engine, session, session.ray
        # Only from this process to its own workers, in memory: no model and no file of ours is a pickle.
        self._pickled_work = self._ray.put(pickle.dumps(work))
        self._carriage: Carriage[Item] | None = work.carriage
        self._tasks, self._limit, self._most, self._shared = tasks, limit, most, shared
        self._again: deque[Attempt[Item]] = deque()
        self._running: dict[Any, _Call[Item]] = {}
        self._staff = _Staff()
        self._breaks = 0
        self._setup_works = False
        self._mark: Mark | None = None
        self._furniture: Any = None
        self._versions = versions()

    def results(self) -> Iterator[Done[Item, Result] | Lost[Item]]:
        while self._more():
            self._take_on()
            self._hand_out()
            waiting = [*self._running, *self._staff.starting]
            ready, _ = self._ray.wait(waiting, num_returns=1, timeout=self._patience()) if waiting else ([], [])
            for ref in ready:
                if ref in self._staff.starting:
                    self._welcome(ref)
                else:
                    yield from self._take(ref)
            yield from self._end_overdue()

    def stop(self) -> None:
        """No actor is left, nor a file that was put down to find out who sees it."""
        leaving = [worker.handle.leave.remote() for worker in self._staff.idle if worker.carried]
        if leaving:
            self._ray.wait(leaving, num_returns=len(leaving), timeout=LOOK_SECONDS)
        calls = [call.worker for call in self._running.values()]
        for worker in [*calls, *self._staff.starting.values(), *self._staff.idle]:
            self._end(worker)
        if self._mark is not None:
            Path(self._mark.path).unlink(missing_ok=True)

    def _more(self) -> bool:
        """Whether anything is left to do; the next task is taken from the caller only when it can be handed out."""
        if self._running or self._again:
            return True
        items = next(self._tasks, None)
        if items is not None:
            self._again.append(Attempt(tuple(items)))
        return items is not None

    def _take_on(self) -> None:
        """There are as many actors as there is room for; those that were lost are replaced."""
        staff, now = self._staff, time.monotonic()
        if now - staff.looked > LOOK_SECONDS:
            staff.looked, staff.room = now, min(self._engine.jobs, self._most or self._engine.jobs)
        while len(staff.starting) + len(staff.idle) + len(self._running) < staff.room:
            actor = self._ray.remote(
                num_cpus=1, memory=WORKER_MEMORY, max_restarts=0, max_task_retries=0, max_concurrency=1
            )(Actor)
            handle = actor.remote(self._pickled_work, self._marked(), MOST_MEMORY)
            staff.starting[handle.place.remote()] = _Worker(handle, now)

    def _marked(self) -> Mark | None:
        """A file in the run's folder with a word in it: who reads the word there sees the folder."""
        if self._carriage is None or self._shared is True:
            return None if self._carriage is None else Mark(os.devnull, "", str(Path.cwd()))
        if self._mark is None:
            word = secrets.token_hex(16)
            path = Path(self._carriage.mark) / f"seen-{word}{TEMPORARY}"
            self._mark = Mark(str(path.resolve()), word, str(Path.cwd()))
            write_whole(path, word.encode("ascii"))
        return self._mark

    def _welcome(self, ref: Any) -> None:
        """The actor that has answered can be given tasks; where it does not see our files, it is sent some."""
        worker = self._staff.starting.pop(ref)
        try:
            place: Place = self._ray.get(ref)
            self._check_versions(place)
            worker.place = place
            worker.carried = self._carriage is not None and (self._shared is False or not place.sees_files)
            if worker.carried:
                self._furnish(worker)
        except CorpusError:
            raise
        except Exception as error:
            self._stillborn(worker, error)
            return
        self._staff.idle.append(worker)

    def _furnish(self, worker: _Worker) -> None:
        """The worker has what setting up reads, and from now on tasks bring their files with them."""
        assert self._carriage is not None
        if self._furniture is None:
            self._furniture = self._ray.put(files_of(self._carriage.for_setup))
        worker.carried = True
        raised: Raised | None = self._ray.get(worker.handle.furnish.remote(self._furniture), timeout=SETUP_SECONDS)
        if raised is not None:
            raise setup_error(raised)

    def _stillborn(self, worker: _Worker, error: Exception) -> None:
        """It ended before it could be given a task."""
        self._end(worker)
        if _NODE_DIED in str(error):
            self._staff.looked = 0.0  # there may be room for fewer now
        else:
            self._broken(str(error))

    def _check_versions(self, place: Place) -> None:
        """Raises ``ConfigError`` for a machine that would give other bytes."""
        differ = [
            f"{name} {place.versions.get(name, 'not installed')} (here {ours})"
            for name, ours in self._versions.items()
            if place.versions.get(name) != ours
        ]
        if differ:
            raise ConfigError(
                f"a machine of the cluster has other versions, which would give other results: {', '.join(differ)}",
                remedy="install the same corpus-cli and its dependencies on all machines of the cluster",
            )

    def _hand_out(self) -> None:
        """No actor is idle while there is something to do."""
        while self._staff.idle:
            if not self._again:
                items = next(self._tasks, None)
                if items is None:
                    return
                self._again.append(Attempt(tuple(items)))
            self._call(self._staff.idle.popleft(), self._again.popleft())

    def _call(self, worker: _Worker, attempt: Attempt[Item], *, regardless: bool = False) -> None:
        """The worker is at it. ``regardless``: also where files are missing, because nobody has them."""
        needed = list(self._carriage.for_task(attempt.items)) if self._carriage else []
        files: dict[str, bytes] | None = {} if regardless else None
        if worker.carried:
            files = files_of(needed)
        ref = worker.handle.run.remote(attempt.items, files, needed)
        self._running[ref] = _Call(worker, attempt, time.monotonic() + self._limit(attempt.items))

    def _take(self, ref: Any) -> Iterator[Done[Item, Result] | Lost[Item]]:
        call = self._running.pop(ref)
        attempt, errors = call.attempt, self._ray.exceptions
        try:
            found: Sent | Missing = self._ray.get(ref)
        except errors.RayActorError as error:
            self._end(call.worker)
            if self._machine_is_gone(call.worker, error) and attempt.moves < MAX_MOVES:
                moved = Attempt(attempt.items, attempt.strikes, attempt.alone, attempt.moves + 1)
                self._again.append(moved)
                return
            yield from self._strike(attempt, f"{_GONE} (out of memory, or killed)")
            return
        except errors.OutOfMemoryError:
            self._end(call.worker)
            yield from self._strike(attempt, f"{_GONE} (killed because memory ran out)")
            return
        except errors.RayError as error:  # a result that cannot be sent, for one
            self._staff.idle.append(call.worker)
            reason = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
            yield from self._strike(attempt, f"the work on it failed ({reason})")
            return
        if isinstance(found, Missing):
            self._send_what_is_missing(call, found)
            return
        self._staff.idle.append(call.worker)
        yield from self._outcome(found, attempt)

    def _send_what_is_missing(self, call: _Call[Item], found: Missing) -> None:
        """The same task once more, by a worker that sees the run's folder but not the inputs."""
        worker = call.worker
        if not any(map(os.path.exists, found.paths)):  # gone from here too: who reads it says so
            self._call(worker, call.attempt, regardless=True)
            return
        try:
            self._furnish(worker)
        except CorpusError:
            raise
        except Exception as error:
            self._again.append(call.attempt)
            self._stillborn(worker, error)
            return
        self._call(worker, call.attempt)

    def _outcome(self, found: Sent, attempt: Attempt[Item]) -> Iterator[Done[Item, Result] | Lost[Item]]:
        outcome = found.outcome
        if isinstance(outcome, Returned):
            self._breaks, self._setup_works = 0, True
            if found.files:
                assert self._carriage is not None
                for path, data in found.files.items():
                    write_whole(Path(self._carriage.root) / path, data)
            yield Done(attempt.items, outcome.value, outcome.peak_memory)
            return
        if is_error(outcome):
            raise setup_error(outcome)
        yield from self._strike(attempt, outcome.summary)

    def _strike(self, attempt: Attempt[Item], reason: str) -> Iterator[Lost[Item]]:
        return strike(attempt, reason, waiting=self._again, check_setup=self._check_setup)

    def _end_overdue(self) -> Iterator[Lost[Item]]:
        """Actors whose task takes too long are ended; others that never start say that there is no room."""
        now = time.monotonic()
        for ref, call in [(ref, call) for ref, call in self._running.items() if now > call.until]:
            del self._running[ref]
            self._end(call.worker)
            yield from self._strike(call.attempt, too_long(self._limit(call.attempt.items)))
        if self._running or self._staff.idle:
            return
        if any(now - worker.since > SETUP_SECONDS for worker in self._staff.starting.values()):
            raise CorpusError(
                f"the Ray cluster has had no processor and {WORKER_MEMORY // 2**20} MB free for "
                f"{SETUP_SECONDS / 60:.0f} minutes",
                remedy="wait until other work on it has ended, add machines, or use --engine local",
            )

    def _patience(self) -> float:
        """How long nothing need be looked at."""
        now = time.monotonic()
        return max(0.05, min([LOOK_SECONDS, *(call.until - now for call in self._running.values())]))

    def _machine_is_gone(self, worker: _Worker, error: Exception) -> bool:
        """Whether the actor was lost with its machine, or out of reach, which a document does not bring about."""
        if isinstance(error, self._ray.exceptions.ActorUnavailableError):
            return True
        self._staff.looked = 0.0
        return worker.place is not None and worker.place.node not in {node["NodeID"] for node in self._session.nodes()}

    def _check_setup(self) -> None:
        """Raises if workers cannot even be set up: then no item is to blame."""
        while not self._setup_works:
            if not self._staff.idle:
                self._staff.looked = 0.0
                self._take_on()
                if not self._staff.starting:  # all others are at work, which says that they could be set up
                    return
                ready, _ = self._ray.wait(list(self._staff.starting), num_returns=1, timeout=SETUP_SECONDS)
                if not ready:
                    raise cannot_start("none has started")
                self._welcome(ready[0])
                continue
            worker = self._staff.idle[0]
            try:
                raised: Raised | None = self._ray.get(worker.handle.check_setup.remote(), timeout=SETUP_SECONDS)
            except Exception as error:
                raise cannot_start(str(error)) from error
            if raised is not None:
                raise setup_error(raised)
            self._setup_works = True

    def _broken(self, detail: str) -> None:
        self._breaks += 1
        if self._breaks >= MAX_BREAKS:
            raise cannot_start(detail)

    def _end(self, worker: _Worker) -> None:
        with suppress(Exception):  # it may have gone already, and its cluster with it
            self._ray.kill(worker.handle)


def _room(node: dict[str, Any]) -> int:
    """How many workers a machine has room for."""
    resources = node["Resources"]
    return min(int(resources.get("CPU", 0)), int(resources.get("memory", 0) // WORKER_MEMORY))
