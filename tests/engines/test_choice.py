"""The engine is chosen once, by flag, environment or corpus.toml, and where it cannot be had one is told why."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from corpus_cli.commands.settings import load_settings
from corpus_cli.engines.choice import open_engine
from corpus_cli.errors import ConfigError, ModelMissingError


def test_the_local_engine_has_the_workers_asked_for() -> None:
    """Or as many as are usual here."""
    assert open_engine("local", jobs=3, usual_jobs=2).jobs == 3
    assert open_engine("local", jobs=None, usual_jobs=2).jobs == 2


def test_an_address_is_for_a_cluster() -> None:
    """Else it would be passed over without a word."""
    with pytest.raises(ConfigError, match="--address is for --engine ray"):
        open_engine("local", jobs=1, usual_jobs=1, address="auto")


def test_without_ray_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    for name in ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN", "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv(name, "kept by monkeypatch and restored")
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ModelMissingError) as caught:
        open_engine("ray", jobs=1, usual_jobs=1)
    assert "corpus-cli[ray]" in caught.value.remedy


def test_engine_and_address_are_settings(tmp_path: Path) -> None:
    """A flag goes before the environment and that before the file; only a number of workers that was set is one."""
    (tmp_path / "corpus.toml").write_text("engine = 'ray'\naddress = 'auto'\n")
    settings = load_settings({}, environment={}, folder=tmp_path)
    assert (settings.engine, settings.address, settings.asked_jobs) == ("ray", "auto", None)
    settings = load_settings({"jobs": 4}, environment={"CORPUS_ENGINE": "local"}, folder=tmp_path)
    assert (settings.engine, settings.asked_jobs) == ("local", 4)
    with pytest.raises(ConfigError, match="engine"):
        load_settings({}, environment={"CORPUS_ENGINE": "dask"}, folder=tmp_path)
