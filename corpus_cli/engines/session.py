"""A connection to Ray: a cluster that runs already, or one on this machine that is gone with the connection."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from corpus_cli.engines.actor import remove_of_the_dead
from corpus_cli.errors import ConfigError, ModelMissingError

# Messages between driver and workers are small; what is sent in files passes through in portions.
OBJECT_STORE = 200 * 2**20
PREFIX = "corpus-ray-"
# Nothing is told to anyone, nothing is looked up on the network, and nobody else on it may join.
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_enable_metrics_collection": "0",
}


@dataclass(frozen=True, slots=True)
class Session:
    """An open connection. ``folder``: of the cluster that was started for it, else None."""

    ray: ModuleType
    folder: Path | None

    def close(self) -> None:
        """The connection is closed; a cluster that was started for it is gone with all of its files."""
        self.ray.shutdown()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def nodes(self) -> list[dict[str, Any]]:
        """The machines that are up, as Ray describes them."""
        return [node for node in self.ray.nodes() if node["Alive"]]


def open_session(address: str | None, *, processors: int, memory: int) -> Session:
    """Connected to the cluster at ``address`` (``HOST:PORT``, or ``auto`` for the one this machine belongs to).

    Without an address a cluster of ``processors``, with ``memory`` bytes for work, is started on this machine, for this
    process alone. Raises ``ModelMissingError`` where Ray is not installed, ``ConfigError`` where the cluster cannot be
    reached.
    """
    os.environ.update(QUIET)
    if address is None:
        _keep_to_this_machine()
    try:
        import ray
    except ImportError as error:
        raise ModelMissingError(
            "--engine ray needs Ray, which is not installed", remedy="python -m pip install 'corpus-cli[ray]'"
        ) from error
    _silence(ray)
    quiet: dict[str, Any] = {
        "log_to_driver": False, "logging_level": logging.CRITICAL, "configure_logging": False, "namespace": "corpus"
    }  # fmt: skip
    if address is None:
        return _started(ray, processors, memory, quiet)
    if "://" in address:
        raise ConfigError(
            f"--address {address}: Ray's client protocol cannot be used",
            remedy="run the command on a machine of the cluster with --address auto (`ray job submit` does that)",
        )
    try:
        ray.init(address=address, **quiet)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ConfigError(
            f"--address {address}: there is no Ray cluster to join: {reason}",
            remedy="start one (`ray start --head`), give HOST:PORT or auto from a machine that belongs to it, or leave "
            "out --address for one on this machine",
        ) from error
    return Session(ray, None)


def _started(ray: ModuleType, processors: int, memory: int, quiet: dict[str, Any]) -> Session:
    """Its sockets' paths may have 107 bytes only, hence the short folder."""
    remove_of_the_dead(Path("/tmp"), PREFIX)  # of commands that were killed
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir="/tmp"))
    try:
        ray.init(
            address="local", num_cpus=processors, object_store_memory=OBJECT_STORE, include_dashboard=False,
            _memory=memory, _temp_dir=str(folder), **quiet,
        )  # fmt: skip
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Session(ray, folder)


def _keep_to_this_machine() -> None:
    """Ray listens on the loopback interface alone, and only to who knows a word that is nowhere on disk."""
    # The name is Ray's: on Linux, where it is on by default, 0 has the same effect as elsewhere.
    os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
    if "RAY_AUTH_MODE" not in os.environ:
        os.environ["RAY_AUTH_MODE"] = "token"
        os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)


def _silence(ray: ModuleType) -> None:
    """What Ray prints about lost workers, some of it on stdout, is said by the engine where it matters."""
    logging.getLogger("ray").setLevel(logging.CRITICAL)
    worker = getattr(getattr(ray, "_private", None), "worker", None)
    if worker is not None and hasattr(worker, "print_to_stdstream"):
        worker.print_to_stdstream = lambda *_, **__: None
