"""How the pipeline tells whoever started it what it is doing; the commands show it, tests ignore it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Where the pipeline reports to. One pass at a time is open."""

    def begin(self, name: str, *, total: int | None, unit: str) -> None:
        """A pass over ``total`` units begins; None: it cannot be counted. ``unit``: in the singular."""

    def advance(self, units: int, *, words: int = 0) -> None:
        """So many units more of the open pass are done, which hold so many words."""

    def step(self, message: str) -> None:
        """The open pass is now doing this."""

    def end(self) -> None:
        """The open pass is over."""

    def say(self, message: str) -> None:
        """Something the user should know."""

    def warn(self, message: str) -> None:
        """Something the user should act upon."""


class Silence:
    """Reports nothing."""

    def begin(self, name: str, *, total: int | None, unit: str) -> None:
        """Nothing is shown."""

    def advance(self, units: int, *, words: int = 0) -> None:
        """Nothing is shown."""

    def step(self, message: str) -> None:
        """Nothing is shown."""

    def end(self) -> None:
        """Nothing is shown."""

    def say(self, message: str) -> None:
        """Nothing is shown."""

    def warn(self, message: str) -> None:
        """Nothing is shown."""
