"""Which models a finished run may get its themes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.commands.console import make_console
from corpus_cli.commands.settings import Settings
from corpus_cli.errors import ConfigError, InputError, OutputError
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.reassign import reassign
from corpus_cli.pipeline.record.run_settings import GivenModel
from corpus_cli.pipeline.redacting.redaction import Redaction, claim, read_redaction


@pytest.fixture
def redaction(tmp_path: Path) -> Redaction:
    (tmp_path / "names.txt").write_text("Salim Haddad\n", encoding="utf-8")
    return read_redaction(tmp_path / "names.txt")


@pytest.fixture
def redacted(tmp_path: Path, redaction: Redaction) -> Path:
    """A folder that a redacted run has claimed; it was killed before it wrote run.json."""
    folder = RunFolder(tmp_path / "out")
    folder.state.mkdir(parents=True)
    claim(folder, redaction, empty=True)
    return folder.root


def given(tmp_path: Path, label: str) -> GivenModel:
    """A model with this label."""
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.json").write_text(f'{{"labels": {{"en": "{label}"}}}}', encoding="utf-8")
    return GivenModel("mine@1", folder, "0" * 64)


def assign(out: Path, model: GivenModel, redaction: Redaction | None) -> None:
    reassign(out, model, redaction=redaction, jobs=1, progress=make_console(Settings(jobs=1, quiet=True)))


def test_a_redacted_run_takes_no_model_without_its_list(tmp_path: Path, redacted: Path) -> None:
    """The words of the model go into its pages, and nothing would tell whether a listed name is among them."""
    with pytest.raises(OutputError, match="made with --redact") as error:
        assign(redacted, given(tmp_path, "salim haddad"), None)
    assert "--redact" in error.value.remedy
    assert not (redacted / "topics").exists()


def test_a_redacted_run_takes_no_model_that_holds_a_listed_name(
    tmp_path: Path, redacted: Path, redaction: Redaction
) -> None:
    """One without such a name passes, and the run is asked for next."""
    with pytest.raises(ConfigError, match="holds listed names"):
        assign(redacted, given(tmp_path, "salim haddad"), redaction)
    (tmp_path / "model" / "model.json").write_text('{"labels": {"en": "water"}}', encoding="utf-8")
    with pytest.raises(InputError, match="does not say how the run was made"):
        assign(redacted, GivenModel("mine@1", tmp_path / "model", "0" * 64), redaction)


def test_a_plain_run_is_not_given_a_list(tmp_path: Path, redaction: Redaction) -> None:
    """It would promise what the folder does not hold."""
    RunFolder(tmp_path / "plain").state.mkdir(parents=True)
    with pytest.raises(OutputError, match="without --redact"):
        assign(tmp_path / "plain", given(tmp_path, "water"), redaction)
