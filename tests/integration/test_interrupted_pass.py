"""A pass that is interrupted leaves no mark that says it has finished."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

import pytest

from corpus_cli.output import RunFolder
from corpus_cli.pipeline.progress import Silence
from corpus_cli.pipeline.reassign import reassign
from corpus_cli.pipeline.record.run_settings import GivenModel
from corpus_cli.topics.model.files import load_model


class Finished(Protocol):
    """The run that all others are held against."""

    out: Path


class Interrupted(Silence):
    """Ctrl-C when this pass begins."""

    def __init__(self, name: str) -> None:
        self._name = name

    def begin(self, name: str, *, total: int | None, unit: str) -> None:  # noqa: ARG002 (as others)
        if name == self._name:
            raise KeyboardInterrupt


def test_themes_that_were_not_all_assigned_are_not_taken_for_finished(tmp_path: Path, finished: Finished) -> None:
    """Else two models given in turn, both interrupted, leave documents of one beside the other's for ever."""
    folder = RunFolder(tmp_path / "out")
    shutil.copytree(finished.out, folder.root)
    model = load_model(folder.topics)
    assert model is not None and folder.topic_state.is_file()
    shutil.copytree(folder.topics, tmp_path / "model")
    folder.themes_page.unlink()
    given = GivenModel(reference="a@1", folder=tmp_path / "model", sha256=model.sha256)
    with pytest.raises(KeyboardInterrupt):
        reassign(folder.root, given, jobs=1, progress=Interrupted("themes"))
    assert not folder.topic_state.exists()
    assert not reassign(folder.root, given, jobs=1, progress=Silence()).unchanged
    assert folder.topic_state.is_file()
