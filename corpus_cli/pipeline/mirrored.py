"""A run whose output lies in object storage: what it has done is put there while it goes on."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_cli.pipeline.progress import Progress
from corpus_cli.storage.mirror import Mirror


@dataclass(frozen=True, slots=True)
class MirroredProgress:
    """Tells another progress, and the mirror that now is a time to put things there.

    Before each pass everything is; within one at most every half minute, and never so often that more than a twentieth
    of the time goes into it.
    """

    progress: Progress
    mirror: Mirror

    def begin(self, name: str, *, total: int | None, unit: str) -> None:
        """As the other; the last pass is there, and the marks that this one removes before it begins are not."""
        self.mirror.put()
        self.progress.begin(name, total=total, unit=unit)

    def advance(self, units: int, *, words: int = 0) -> None:
        """As the other; now and then what has been done is put there."""
        self.progress.advance(units, words=words)
        self.mirror.put_if_due()

    def step(self, message: str) -> None:
        """As the other."""
        self.progress.step(message)

    def end(self) -> None:
        """As the other; the pass is put there before the next one, after the marks that this one removes."""
        self.progress.end()

    def say(self, message: str) -> None:
        """As the other."""
        self.progress.say(message)

    def warn(self, message: str) -> None:
        """As the other."""
        self.progress.warn(message)
