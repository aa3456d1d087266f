"""The topic model of a run folder: replaced as a whole, so that a kill leaves the old model or the new one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from corpus_cli.output import RunFolder, write_whole

if TYPE_CHECKING:
    from corpus_cli.topics.model.topic_model import TopicModel


@dataclass(frozen=True, slots=True)
class _Trained:
    """Which model was trained on which documents and settings, until the run that trained it is complete."""

    fingerprint: str
    model: str


def digest(folder: RunFolder) -> str | None:
    """The hash of the run's topic model; None if there is none."""
    from corpus_cli.topics.model.files import ModelFiles

    path = ModelFiles(folder.topics).digest
    return path.read_text(encoding="ascii").strip() if path.is_file() else None


def store(folder: RunFolder, model: TopicModel, fingerprint: str) -> None:
    """The run's topic model is ``model``, trained on what ``fingerprint`` stands for."""
    from corpus_cli.topics.model.files import save_model

    shutil.rmtree(_new(folder), ignore_errors=True)
    save_model(model, _new(folder))
    write_whole(_marker(folder), msgspec.json.encode(_Trained(fingerprint, model.sha256)))
    if folder.topics.exists():
        shutil.rmtree(_old(folder), ignore_errors=True)
        folder.topics.rename(_old(folder))
    _new(folder).rename(folder.topics)
    shutil.rmtree(_old(folder), ignore_errors=True)


def recover(folder: RunFolder) -> None:
    """What a kill during ``store`` left is finished or removed."""
    from corpus_cli.topics.model.files import ModelFiles

    if not folder.topics.exists() and ModelFiles(_new(folder)).complete():
        _new(folder).rename(folder.topics)
    if not folder.topics.exists() and _old(folder).exists():
        _old(folder).rename(folder.topics)
    for leftover in (_new(folder), _old(folder)):
        shutil.rmtree(leftover, ignore_errors=True)


def trained_for(folder: RunFolder, fingerprint: str, model: TopicModel | None) -> bool:
    """Whether a run that was interrupted later has trained this model on what ``fingerprint`` stands for.

    Then ``--retrain`` must not train again: the new themes would descend from themselves.
    """
    if model is None or not _marker(folder).is_file():
        return False
    try:
        trained = msgspec.json.decode(_marker(folder).read_bytes(), type=_Trained)
    except msgspec.DecodeError:
        return False
    return trained == _Trained(fingerprint, model.sha256)


def complete(folder: RunFolder) -> None:
    """The run that may have trained the model is complete: the next ``--retrain`` trains again."""
    _marker(folder).unlink(missing_ok=True)


def _new(folder: RunFolder) -> Path:
    return folder.state / "topics.new"


def _old(folder: RunFolder) -> Path:
    return folder.state / "topics.old"


def _marker(folder: RunFolder) -> Path:
    return folder.state / "trained.json"
