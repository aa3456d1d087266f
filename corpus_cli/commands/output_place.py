"""Where a run is worked on: the folder that the user names, or the mirror of one in object storage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.storage.address import is_address

if TYPE_CHECKING:
    from corpus_cli.commands.settings import Settings
    from corpus_cli.pipeline.progress import Progress


@contextmanager
def output_place(out: str, settings: Settings, progress: Progress) -> Iterator[tuple[Path, Progress]]:
    """The folder to work in and the progress to tell. What is made there is where the user wants it at the end."""
    if not is_address(out):
        yield Path(out), progress
        return
    from corpus_cli.pipeline.mirrored import MirroredProgress
    from corpus_cli.storage.mirror import opened_mirror

    with opened_mirror(out, settings.mirrors_dir.expanduser().absolute()) as (mirror, taken):
        if taken:
            progress.warn(f"{out}: the run on {taken} has not been heard of for too long; this one goes on from there")
        yield mirror.root, MirroredProgress(progress, mirror)
    progress.say(f"all of it is in {out}; {mirror.root} is this machine's copy")
