"""A folder of exported files: there whole or not at all, and only ever in place of an earlier export."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus_cli.errors import OutputError
from corpus_cli.output import TEMPORARY

#: What says that a folder was made by an export and may be replaced by another.
MANIFEST = "export.json"


def check_free(folder: Path) -> None:
    """Raises ``OutputError`` if ``folder`` holds something that no export has made: nobody's files are removed."""
    try:
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"{folder}: is a file, not a folder", remedy="give -o a folder")
        if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
            raise OutputError(f"{folder}: is not empty and is no export", remedy="give -o a new or empty folder")
    except OSError as error:
        raise unwritable(folder, error) from error


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A folder to write into, which takes the place of ``folder`` when the block ends; if it raises, nothing changes.

    Raises ``OutputError`` if ``folder`` holds something that no export has made, or cannot be written.
    """
    check_free(folder)
    # Beside its place, so that the last step is a rename within one file system.
    new, old = (folder.with_name(f"{folder.name}.{os.getpid()}.{which}{TEMPORARY}") for which in ("new", "old"))
    try:
        new.mkdir(parents=True)
        yield new
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except OSError as error:
        _put_back(old, folder)
        raise unwritable(folder, error) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def unwritable(path: Path, error: OSError) -> OutputError:
    """The error to raise for a path that cannot be written."""
    return OutputError(
        f"{path}: cannot be written: {error.strerror or error}",
        remedy="check the folder, its permissions and free space, or give another one to -o",
    )


def _put_back(old: Path, folder: Path) -> None:
    if old.exists() and not folder.exists():
        old.rename(folder)
