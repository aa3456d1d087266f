"""A storage in this process's memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from stored_run import ADDRESS, RUN, write

from corpus_cli.storage.mirror import opened_mirror


@pytest.fixture
def storage() -> Iterator[Any]:
    """An empty one."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()


@pytest.fixture
def there(storage: Any) -> Callable[[], dict[str, str]]:
    """What lies there, but for what the mirror itself needs."""

    def files() -> dict[str, str]:
        names = [name for name in storage.find("/bucket/out") if not name.endswith((".state/lock", ".state/opened"))]
        return {name.removeprefix("/bucket/out/"): storage.cat_file(name).decode() for name in names}

    return files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """This machine's copy of the finished run at the address."""
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        write(mirror.root, RUN)
    return mirror.root
