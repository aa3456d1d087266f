"""What an engine is given and what it gives back; every engine takes and returns the same."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Result]):
    """What a worker does: ``setup(*arguments)`` once, then ``function(state, items)`` for each task.

    Both are module-level functions: workers are new processes that import them by name. A task may be run again after
    its worker died, so running it twice must leave what running it once does. ``carriage``: what an engine over several
    machines needs to know of the files that it reads and writes.
    """

    setup: Callable[..., Any]
    arguments: tuple[Any, ...]
    function: Callable[[Any, Sequence[Item]], Result]
    carriage: Carriage[Item] | None = None


@dataclass(frozen=True, slots=True)
class Done(Generic[Item, Result]):
    """A task that was carried out. ``peak_memory``: bytes that its worker has held at most so far."""

    items: tuple[Item, ...]
    result: Result
    peak_memory: int


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """An item that was given up: alone in its task it ended its worker, or the time ran out, or the work raised."""

    item: Item
    reason: str


@dataclass(frozen=True, slots=True)
class Carriage(Generic[Item]):
    """How work is done by a worker that does not see this machine's files: they are sent to it and come back.

    ``root``: the folder that the work reads and writes; what a task has written there comes back. ``mark``: a folder in
    it where an engine may leave a file for a moment, to find out who sees the folder. ``for_setup``, ``for_task``:
    paths of the files that setting up and a task read, in the folder or elsewhere. ``placed`` gives the work's
    arguments and ``moved`` the items for other places of these paths. All are pickled, as the work is.
    """

    root: str
    mark: str
    for_setup: tuple[str, ...]
    for_task: Callable[[Sequence[Item]], Sequence[str]]
    placed: Callable[[tuple[Any, ...], Mapping[str, str]], tuple[Any, ...]]
    moved: Callable[[Sequence[Item], Mapping[str, str]], Sequence[Item]]


class Engine(Protocol):
    """What carries out work: on this machine or on many."""

    @property
    def name(self) -> str:
        """As the user names it."""

    @property
    def jobs(self) -> int:
        """How many workers there are at most."""

    def run_tasks(
        self,
        work: Work[Item, Result],
        tasks: Iterable[Sequence[Item]],
        *,
        limit: Callable[[Sequence[Item]], float],
        most: int | None = None,
    ) -> Generator[Done[Item, Result] | Lost[Item], None, None]:
        """Every item is in exactly one ``Done`` or ``Lost``, in the order in which workers finish."""

    def close(self) -> None:
        """Whatever the engine holds between calls is given back."""
