"""`corpus models`: what is shipped, what is here, what can be fetched; nothing but fetch uses the network."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import huggingface_hub
import pytest
from typer.testing import CliRunner

from corpus_cli.bundled import bundled
from corpus_cli.commands.main import app
from corpus_cli.commands.models import elsewhere, fetching
from corpus_cli.commands.models.elsewhere import other_model
from corpus_cli.commands.models.shipped import first_encoder, shipped_model
from corpus_cli.errors import InputError, ModelMissingError
from corpus_cli.topics.encoders.encoder import UseEncoder

HUB_MODEL = "example/tiny-encoder"


@pytest.fixture(autouse=True)
def empty_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Neither CAMeL Tools' data nor a cache of the hub is there."""
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path / "camel"))
    monkeypatch.setattr(elsewhere, "_encoders_here", list)
    return tmp_path


def listed() -> dict[str, dict[str, object]]:
    result = CliRunner().invoke(app, ["models", "list", "--format", "json"], catch_exceptions=False)
    return {row["name"]: row for row in json.loads(result.stdout)}


def test_every_shipped_model_is_listed_whole_with_summary_and_licence() -> None:
    """The first encoder, which a package of its own holds, and each folder of models/, by its card."""
    rows = {name: row for name, row in listed().items() if row["shipped"]}
    assert set(rows) == {"use", *(path.name for path in bundled("models").iterdir() if path.is_dir())}
    assert all(row["state"] == "whole" and row["summary"] and row["licence"] for row in rows.values())


def test_what_is_not_here_is_listed_as_such() -> None:
    """With the setting that would use it."""
    row = listed()["camel-ner"]
    assert (row["state"], row["setting"]) == ("not installed", "--tagger camel")


def linked_copy(name: str, tmp_path: Path) -> Path:
    """The shipped model's folder with links for files, each of which can be replaced alone."""
    folder = tmp_path / name
    folder.mkdir()
    for path in bundled("models", name).iterdir():
        (folder / path.name).symlink_to(path)
    return folder


def replace_file(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("alignment", "use.safetensors"),
        ("alignment", "use+e5.safetensors"),
        ("encoder", "model.onnx"),
        ("gazetteer", "organizations.json"),
        ("outlines", "outlines.json"),
        ("probe", "probe.jsonl"),
        ("relations", "use+e5.safetensors"),
        ("tagger", "tokenizer.json"),
    ],
)
def test_an_altered_file_shows(name: str, file: str, tmp_path: Path) -> None:
    """Whatever the form of the manifest beside it, which stays as it ships."""
    folder = linked_copy(name, tmp_path)
    assert shipped_model(folder).state == "whole"
    replace_file(folder / file, b"something else")
    assert shipped_model(folder).state == f"models/{name}/{file} is altered"
    (folder / file).unlink()
    assert shipped_model(folder).state == f"models/{name}/{file} is not there"


def test_what_no_manifest_holds_is_said_to_be_unchecked(tmp_path: Path) -> None:
    """Rather than whole."""
    folder = linked_copy("probe", tmp_path)
    (folder / "more.jsonl").touch()
    assert shipped_model(folder).state == "models/probe/more.jsonl is not checked"
    (folder / "more.jsonl").unlink()
    (folder / "hashes.json").unlink()
    assert shipped_model(folder).state == "models/probe/probe.jsonl is not checked"


def test_the_first_encoder_is_listed_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole where its files are those that the alignment was made with."""
    assert (first_encoder().name, first_encoder().state) == ("use", "whole")
    monkeypatch.setattr(UseEncoder, "sha256", "0" * 64)
    assert first_encoder().state == "altered"


def test_what_ships_is_not_to_be_fetched() -> None:
    """And the error does not say that there is no such model."""
    result = CliRunner().invoke(app, ["models", "fetch", "use"])
    assert isinstance(result.exception, InputError)
    assert "ships with corpus" in result.exception.message


def test_a_card_is_printed_without_its_head() -> None:
    """The text for people, from its title on."""
    result = CliRunner().invoke(app, ["models", "info", "tagger"], catch_exceptions=False)
    assert "\n# Tagger" in result.stdout
    assert "licence:" not in result.stdout


@pytest.mark.parametrize(
    ("name", "kind", "package"),
    [
        ("camel-ner", "camel", "ner-arabert"),
        ("morphology-db-msa-r13", "camel", "morphology-db-msa-r13"),
        ("spacy:xx_ent_wiki_sm", "spacy", "xx_ent_wiki_sm"),
        (HUB_MODEL, "encoder", HUB_MODEL),
    ],
)
def test_names_say_what_kind_of_model_it_is(name: str, kind: str, package: str) -> None:
    """By the names that the settings have."""
    model = other_model(name)
    assert model is not None
    assert (model.kind, model.package, model.installed) == (kind, package, False)


@pytest.mark.parametrize("name", ["nothing", "spacy:", "spacy:--pre", "../etc/passwd", "-x/y", "a/b/c", "تجربة"])
def test_no_other_name_is_a_model(name: str) -> None:
    """And none can be an option of another program or a path."""
    assert other_model(name) is None
    result = CliRunner().invoke(app, ["models", "info", "--", name])
    assert isinstance(result.exception, InputError)
    assert all(form in result.exception.remedy for form in ("camel-ner", "spacy:NAME", "OWNER/NAME", "models list"))


def test_of_the_hub_only_safe_weights_are_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Pickles stay there."""
    asked: list[list[str]] = []

    def snapshot(name: str, *, allow_patterns: list[str]) -> str:
        assert name == HUB_MODEL
        asked.append(allow_patterns)
        return str(tmp_path)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", snapshot)
    model = other_model(HUB_MODEL)
    assert model is not None
    with pytest.raises(ModelMissingError, match="no weights as safetensors"):
        fetching.fetch(model)
    (tmp_path / "model.safetensors").touch()
    with pytest.raises(ModelMissingError, match="no sentence-transformers model"):
        fetching.fetch(model)
    (tmp_path / "modules.json").touch()
    assert fetching.fetch(model) == str(tmp_path)
    assert not any(pattern.endswith((".bin", ".pt", ".pkl", "*")) for pattern in asked[0] if pattern != "LICENSE*")


def test_a_failed_fetch_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other program's exit code is not taken for success."""
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        return subprocess.CompletedProcess(command, returncode=len(commands) % 2)

    monkeypatch.setattr(subprocess, "run", run)
    model = other_model("spacy:xx_ent_wiki_sm")
    assert model is not None
    with pytest.raises(ModelMissingError, match="exit code 1") as raised:
        fetching.fetch(model)
    assert "wheel" in raised.value.remedy
    assert fetching.fetch(model) == "the package xx_ent_wiki_sm"
    assert commands[0][1:] == ["-m", "spacy", "download", "xx_ent_wiki_sm"]
