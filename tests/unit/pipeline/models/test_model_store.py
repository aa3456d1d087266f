"""The run's topic model is the old one or the new one, whenever a run is killed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus_cli.output import RunFolder
from corpus_cli.pipeline.models import model_store
from corpus_cli.topics.model.files import build_model, load_model
from corpus_cli.topics.model.topic_model import ModelInfo, TopicModel
from corpus_cli.topics.space.alignment import Space


def model(fingerprint: str) -> TopicModel:
    info = ModelInfo(
        method="single",
        notes=(),
        encoder="use",
        encoder_sha256="",
        settings={"neighbours": 1, "temperature": 0.1},
        versions={},
        corpus_fingerprint=fingerprint,
        passages={},
        themes=(),
        lineage=(),
    )
    vectors = np.zeros((1, 2), dtype=np.float32)
    return build_model(
        info,
        space=Space({"en": vectors[0]}),
        references=vectors,
        labels=np.full(1, -1, dtype=np.int32),
        centroids=vectors[:0],
        encoder_centroids=vectors[:0],
        documents=np.zeros(0, dtype=np.int64),
    )


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    found = RunFolder(tmp_path)
    found.state.mkdir()
    return found


def test_a_stored_model_is_the_run_s_model(folder: RunFolder) -> None:
    """And the one before it is gone."""
    for fingerprint in ("first", "second"):
        model_store.store(folder, model(fingerprint), fingerprint)
        assert model_store.digest(folder) == model(fingerprint).sha256
    assert [path.name for path in folder.state.iterdir()] == ["trained.json"]


def test_a_kill_before_the_exchange_leaves_the_old_model(folder: RunFolder) -> None:
    """The new one is complete but not yet in place: it is trained again."""
    model_store.store(folder, model("first"), "first")
    folder.topics.rename(folder.state / "kept")
    model_store.store(folder, model("second"), "second")
    folder.topics.rename(folder.state / "topics.new")
    (folder.state / "kept").rename(folder.topics)
    model_store.recover(folder)
    assert model_store.digest(folder) == model("first").sha256
    assert not (folder.state / "topics.new").exists()
    assert not model_store.trained_for(folder, "second", load_model(folder.topics))


def test_a_kill_within_the_exchange_leaves_the_new_model(folder: RunFolder) -> None:
    """The old one was put aside and the new one is complete."""
    model_store.store(folder, model("first"), "first")
    folder.topics.rename(folder.state / "topics.old")
    model_store.store(folder, model("second"), "second")
    folder.topics.rename(folder.state / "topics.new")
    (folder.state / "topics.old").mkdir(exist_ok=True)
    model_store.recover(folder)
    assert model_store.digest(folder) == model("second").sha256


def test_a_kill_after_the_old_model_was_put_aside_brings_it_back(folder: RunFolder) -> None:
    """Where the new one is not complete."""
    model_store.store(folder, model("first"), "first")
    folder.topics.rename(folder.state / "topics.old")
    (folder.state / "topics.new").mkdir()
    model_store.recover(folder)
    assert model_store.digest(folder) == model("first").sha256


def test_retraining_is_not_done_twice_by_a_run_that_goes_on(folder: RunFolder) -> None:
    """The second training would take the first for the previous model; once the run is complete it may."""
    model_store.store(folder, model("first"), "documents-1")
    stored = load_model(folder.topics)
    assert model_store.trained_for(folder, "documents-1", stored)
    assert not model_store.trained_for(folder, "documents-2", stored)
    model_store.complete(folder)
    assert not model_store.trained_for(folder, "documents-1", stored)
