"""Clusters of Ray on this machine: several nodes of one processor each, as several machines would be."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent
NODE = {"object_store_memory": 80 * 2**20, "include_dashboard": False, "num_cpus": 1, "memory": 4 * 2**30}


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Workers import their work by name, so it must be a module that they can find."""
    monkeypatch.syspath_prepend(str(HERE))
    return importlib.import_module("engine_fakes")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster of a head that has no processor for work, and two nodes with one each."""
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'corpus-cli[ray]'")
    folder = tempfile.mkdtemp(prefix="cr-", dir="/tmp")  # its sockets' paths may have 107 bytes only
    Path(folder, "ray").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        from corpus_cli.engines.session import QUIET

        for name, value in {**QUIET, "RAY_AUTH_MODE": "disabled", "RAY_TMPDIR": folder}.items():
            patch.setenv(name, value)
        patch.setenv("PYTHONPATH", os.pathsep.join(map(str, (HERE, HERE.parents[1]))))
        from ray.cluster_utils import Cluster

        made = Cluster(initialize_head=True, head_node_args={**NODE, "num_cpus": 0})
        for _ in range(2):
            made.add_node(**NODE)
        yield made
        import ray

        ray.shutdown()
        made.shutdown()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def engine(cluster: Any) -> Iterator[Any]:
    """The Ray engine on that cluster."""
    from corpus_cli.engines.cluster import RayEngine

    made = RayEngine(address=cluster.address, jobs=None, processors=2)
    yield made
    made.close()


@pytest.fixture
def node() -> dict[str, Any]:
    """What a machine of the cluster has."""
    return NODE
