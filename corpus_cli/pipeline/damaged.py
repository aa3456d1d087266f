"""What is said of documents that cannot be read: where they are missing, and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus_cli.pipeline.progress import Progress


def warn_of_damaged(damaged: Sequence[Path], *, missing_from: object, progress: Progress) -> None:
    """The user knows of these files, if any."""
    if damaged:
        progress.warn(
            f"{len(damaged):,} of the documents cannot be read and are missing from {missing_from}, the first "
            f"{damaged[0]}; remove them and give their inputs again"
        )
