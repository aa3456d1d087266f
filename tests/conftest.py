"""Settings for all tests, and how they are shared out among the processes of ``pytest -n``."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import settings

# No test measures time: a busy machine is no failure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# What takes longest begins first, so that short files are left when one process has nothing more to do.
FIRST = ("engines", "integration", "browser", "property", "hostile")
# Those that start clusters of Ray look at all of its processes and files on the machine: one process takes them all.
CLUSTERS = ("tests/engines/test_ray", "tests/engines/test_s3")
# Without these packages tests are skipped; in CI none may be.
OPTIONAL = ("followthemoney", "moto", "playwright", "ray", "s3fs")


def pytest_configure() -> None:
    missing = [name for name in OPTIONAL if find_spec(name) is None]
    if os.environ.get("CI") == "true" and missing:
        raise pytest.UsageError(f"CI would skip tests: {', '.join(missing)} missing; CORPUS_EXTRAS=aleph,ray,s3")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        folders = item.nodeid.split("/")[1:2]
        return FIRST.index(folders[0]) if folders and folders[0] in FIRST else len(FIRST)

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """As ``--dist loadfile``, with the files that start clusters as one."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return "clusters" if nodeid.startswith(CLUSTERS) else str(super()._split_scope(nodeid))

    return ByFile(config, log)
