"""What every engine keeps to when an item ends its worker: once more alone, then it is given up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic

from corpus_cli.engines.work import Item, Lost
from corpus_cli.engines.worker import Raised
from corpus_cli.errors import CorpusError

# So many times in a row workers end before anything is finished, and the machine is to blame.
MAX_BREAKS = 3
SETUP_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Attempt(Generic[Item]):
    """One submission of items. ``strikes``: how often a worker ended with them. ``alone``: with no other task running.

    An attempt is alone after a whole pool broke, when it is not known which task broke it. ``moves``: how often the
    machine that worked on it went away, which is not the fault of an item.
    """

    items: tuple[Item, ...]
    strikes: int = 0
    alone: bool = False
    moves: int = 0

    def again(self) -> list[Attempt[Item]]:
        """What is to be tried after one strike more: each item alone. Empty where the one item is to be given up."""
        strikes = self.strikes + 1
        if len(self.items) == 1 and strikes > 1:
            return []
        return [Attempt((item,), strikes, self.alone, self.moves) for item in self.items]

    def given_up(self, reason: str) -> Lost[Item]:
        """The one item of this attempt as lost."""
        (item,) = self.items
        return Lost(item, reason)


def strike(
    attempt: Attempt[Item], reason: str, *, waiting: deque[Attempt[Item]], check_setup: Callable[[], None]
) -> Iterator[Lost[Item]]:
    """What came of an attempt that ended its worker: it is ``waiting`` again, or its one item is lost.

    ``check_setup`` raises where workers cannot even be set up: then no item is given up.
    """
    again = attempt.again()
    waiting.extend(again)
    if not again:
        check_setup()
        yield attempt.given_up(reason)


def too_long(limit: float) -> str:
    """Why an item is lost that does not end."""
    return f"it took longer than {limit:.0f} seconds"


def setup_error(raised: Raised) -> CorpusError:
    """What ends the run: raised on purpose, or by a worker that could not be set up."""
    if raised.error is not None:
        return raised.error
    return CorpusError(
        f"a worker process could not load its stages: {raised.summary}\n{raised.trace}",
        remedy="run `corpus doctor` to see what is missing on this machine",
    )


def cannot_start(detail: str) -> CorpusError:
    """What ends the run where no worker lives long enough to do anything."""
    return CorpusError(
        f"worker processes cannot be kept running: {detail}",
        remedy="check that memory and processes are not limited too tightly, try --jobs 1, run `corpus doctor`",
    )


def is_error(outcome: Any) -> bool:
    """Whether the outcome of a task ends the run: an error in setting up, or one raised on purpose."""
    return isinstance(outcome, Raised) and (outcome.in_setup or outcome.error is not None)
