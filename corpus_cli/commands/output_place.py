"""Where a run lies on this machine: in the folder that the user names, or in the copy of one in object storage."""

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
    from corpus_cli.storage.place import alone

    mirrors = _mirrors(settings)
    with alone(out, mirrors), opened_mirror(out, mirrors) as (mirror, taken):
        if taken:
            progress.warn(f"{out}: the run on {taken} has not been heard of for too long; this one goes on from there")
        yield mirror.root, MirroredProgress(progress, mirror)
    progress.say(f"all of it is in {out}; {mirror.root} is this machine's copy")


@contextmanager
def finished_place(out: str, settings: Settings, progress: Progress) -> Iterator[tuple[Path, Progress]]:
    """The same for a run that is there already. Raises ``InputError`` for an address that holds none."""
    if is_address(out):
        from corpus_cli.storage.mirror import check_run

        check_run(out, _mirrors(settings))
    with output_place(out, settings, progress) as place:
        yield place


def run_on_disk(out: str, settings: Settings | None = None) -> Path:
    """The folder of the run for reading: as named, or this machine's copy of one in object storage, up to date.

    Raises ``InputError`` for an address that holds no run or cannot be read, ``OutputError`` while another command on
    this machine works with the copy.
    """
    if not is_address(out):
        return Path(out)
    import typer

    from corpus_cli.commands.settings import load_settings
    from corpus_cli.storage.mirror import fetched
    from corpus_cli.storage.place import alone

    settings = settings or load_settings()
    mirrors = _mirrors(settings)
    with alone(out, mirrors):
        folder = fetched(out, mirrors)
    if not settings.quiet and not settings.json_logs:
        typer.echo(f"{out} is read from this machine's copy, {folder}", err=True)
    return folder


def _mirrors(settings: Settings) -> Path:
    return settings.mirrors_dir.expanduser().absolute()
