"""Where a user's own places are kept: one csv file a gazetteer in the folder of models, used by every run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.errors import InputError, OutputError

if TYPE_CHECKING:
    from corpus_cli.commands.settings import Settings

FOLDER = "gazetteer"
SUFFIX = ".csv"
# A name is a file's name too, on every system.
_NAME = re.compile(r"\w[\w .-]{0,63}")


def places_folder(settings: Settings) -> Path:
    """The folder of the user's gazetteers, which need not be there."""
    return settings.models_dir / FOLDER


def user_places(settings: Settings) -> list[Path]:
    """The files of the user's gazetteers, in order of their names."""
    folder = places_folder(settings)
    return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []


def file_of(settings: Settings, name: str) -> Path:
    """Where the gazetteer of that name lies. Raises ``InputError`` for a name that no file can have."""
    name = name.removesuffix(SUFFIX)
    if not _NAME.fullmatch(name) or name != name.strip(" ."):
        raise InputError(
            f"{name!r} is no name for a gazetteer", remedy="give --name with letters, digits, dots, spaces and -"
        )
    return places_folder(settings) / f"{name}{SUFFIX}"


def store(path: Path, data: bytes) -> None:
    """The file holds the data. Raises ``OutputError`` if it cannot be written."""
    from corpus_cli.output import write_whole

    try:
        write_whole(path, data)
    except OSError as error:
        raise _unwritable(path, error) from error


def remove(path: Path) -> None:
    """The file is gone. Raises ``OutputError`` if it cannot be removed."""
    try:
        path.unlink()
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path}: cannot be written: {error.strerror}",
        remedy="check the permissions of its folder, or set models_dir in corpus.toml",
    )
