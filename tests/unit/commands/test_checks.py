"""`corpus doctor`: what is missing is named, with what to install."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from corpus_cli.commands import checks


def test_a_package_that_is_missing_or_of_the_wrong_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs the right one."""
    versions = {"pebble": "5.2.3", "numpy": "1.0"}

    def version(name: str) -> str:
        if name not in versions:
            raise PackageNotFoundError(name)
        return versions[name]

    wanted = ["pebble>=5.1", "numpy==2.4.6", "absent-package>=1", "pytest; extra == 'dev'"]
    monkeypatch.setattr(checks, "version", version)
    monkeypatch.setattr(checks, "requires", lambda _: wanted)
    found = {check.name: check for check in checks.packages()}
    assert {name: check.works for name, check in found.items()} == {
        "pebble": True,
        "numpy": False,
        "absent-package": False,
    }
    assert found["numpy"].remedy == "python -m pip install 'numpy==2.4.6'"


def test_a_model_file_that_was_altered_is_named(tmp_path: Path) -> None:
    """Its hash is not the listed one."""
    (tmp_path / "good.bin").write_bytes(b"good")
    (tmp_path / "bad.bin").write_bytes(b"bad")
    good = "770e607624d689265ca6c44884d0807d9b054d23c473c106c72be9de08b7376c"
    manifest = tmp_path / "model.json"
    manifest.write_text(json.dumps({"sha256": {"good.bin": good, "bad.bin": good, "gone.bin": good}}))
    assert [(check.works, check.detail) for check in checks.model_files(manifest, tmp_path, "again")] == [
        (True, "hash is right"),
        (False, "altered"),
        (False, "not there"),
    ]


def test_the_files_of_all_encoders_are_checked(tmp_path: Path) -> None:
    """The manifests of alignment and relations hold a hash an encoder."""
    (tmp_path / "use.bin").write_bytes(b"good")
    encoders = {"1": {"encoder": "use", "file": "use.bin", "sha256": "0" * 64}, "2": {"file": "gone", "sha256": ""}}
    manifest = tmp_path / "model.json"
    manifest.write_text(json.dumps({"encoders": encoders}))
    assert [(check.name, check.detail) for check in checks.model_files(manifest, tmp_path, "again")] == [
        ("models/use.bin", "altered"),
        ("models/gone", "not there"),
    ]


def test_a_manifest_that_is_no_json_is_named(tmp_path: Path) -> None:
    """It is one fault among others, and the rest is looked at."""
    manifest = tmp_path / "model.json"
    manifest.write_text("half a")
    assert [(check.name, check.works) for check in checks.model_files(manifest, tmp_path, "again")] == [
        ("models/model.json", False)
    ]


def test_what_is_optional_is_not_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without OCR and camel-tools data the default pipeline works."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    for check in (checks.tesseract(), *checks.camel_data()):
        assert (check.works, check.needed) == (False, False)
        assert check.remedy


def test_the_shipped_recipes_are_checked() -> None:
    """The default one is there and valid."""
    assert any(check.name == "pipelines/default.toml" and check.works for check in checks.shipped_files())


def test_a_gazetteer_that_was_spoilt_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run would end with it: the line is said before."""
    folder = tmp_path / "models" / "gazetteer"
    folder.mkdir(parents=True)
    (tmp_path / "corpus.toml").touch()
    (folder / "bad.csv").write_text("id,name_en\n1,A\n,B\n", encoding="utf-8")
    (folder / "good.csv").write_text("id,name_en\n2,A\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = [(check.name, check.works, check.detail) for check in checks.own_places()]
    assert found == [
        ("your places: bad", False, "line 3: the id is empty"),
        ("your places: good", True, "1 place"),
    ]
