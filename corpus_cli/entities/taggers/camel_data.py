"""Where CAMeL Tools keeps the data of its models. Nothing of the library is imported to say so."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """The folder, whether it is there or not: ``CAMELTOOLS_DATA``, else ``~/.camel_tools``."""
    return Path(os.environ.get("CAMELTOOLS_DATA") or Path.home() / ".camel_tools").expanduser()


def has_catalogue() -> bool:
    """Whether the library's catalogue is there. Where it is not, the library tries to download it when imported."""
    return (data_folder() / "catalogue.json").is_file()
