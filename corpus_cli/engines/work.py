"""What an engine is given and what it gives back; every engine takes and returns the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Result]):
    """What a worker does: ``setup(*arguments)`` once, then ``function(state, items)`` for each task.

    Both are module-level functions: workers are new processes that import them by name. A task may be run again after
    its worker died, so running it twice must leave what running it once does.
    """

    setup: Callable[..., Any]
    arguments: tuple[Any, ...]
    function: Callable[[Any, Sequence[Item]], Result]


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
