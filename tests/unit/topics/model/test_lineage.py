"""Theme ids that outlive a training."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.guidance.edits import drop_theme, merge_themes
from corpus_cli.topics.model.lineage import fresh_ids, theme_ids
from corpus_cli.topics.training.train import train_model


@pytest.fixture(scope="module")
def model(make_subjects, encoder):
    return train_model(make_subjects(0, 1, 2, 3), settings=TopicSettings(themes=4), encoder=encoder)


def test_without_a_model_before_ids_count_from_one(model):
    """And nothing is retired."""
    ids, lineage, retired = theme_ids(model.encoder_centroids, previous=None, encoder_sha256="f" * 64)
    assert ids == ["t001", "t002", "t003", "t004"]
    assert all(line.previous is None for line in lineage)
    assert retired == []


def test_themes_in_another_order_keep_their_ids(model):
    """Each is recognised; one that is gone is retired."""
    ids, lineage, retired = theme_ids(model.encoder_centroids[[2, 0, 3]], previous=model, encoder_sha256="f" * 64)
    assert ids == ["t003", "t001", "t004"]
    assert [(line.previous, line.similarity) for line in lineage] == [("t003", 1.0), ("t001", 1.0), ("t004", 1.0)]
    assert retired == ["t002"]


def test_another_encoder_s_themes_all_get_new_ids(model):
    """They cannot be compared; every id before is retired."""
    ids, lineage, retired = theme_ids(model.encoder_centroids, previous=model, encoder_sha256="0" * 64)
    assert ids == ["t005", "t006", "t007", "t008"]
    assert all(line.previous is None for line in lineage)
    assert retired == list(model.theme_ids)


def test_ids_once_given_are_never_fresh(model):
    """Neither those in use nor those retired, whoever retired them."""
    edited = drop_theme(merge_themes(model, ["t001", "t002"]), "t004")
    assert edited.info.retired == ("t002", "t004")
    assert list(islice(fresh_ids(edited), 2)) == ["t005", "t006"]


def test_a_theme_names_all_it_is_made_of(model):
    """Two themes went into one: it keeps one id and names the other; a part of a split names its origin."""
    joined = model.encoder_centroids[0] * 3 + model.encoder_centroids[1]
    after = np.stack([joined / np.linalg.norm(joined), model.encoder_centroids[2], -model.encoder_centroids[2]])
    shared = np.array([[30, 0, 0], [10, 0, 0], [0, 20, 10], [0, 0, 0]])
    ids, lineage, _ = theme_ids(after.astype(np.float32), previous=model, encoder_sha256="f" * 64, shared=shared)
    assert ids == ["t001", "t003", "t005"]
    assert [line.sources for line in lineage] == [("t002",), (), ("t003",)]
