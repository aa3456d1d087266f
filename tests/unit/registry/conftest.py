"""A store in a temporary folder, and tiny models without text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus_cli.registry.store import Store
from corpus_cli.topics.model.files import build_model
from corpus_cli.topics.model.hierarchy import merge_tree
from corpus_cli.topics.model.topic_model import Lineage, ModelInfo, Theme, TopicModel
from corpus_cli.topics.space.alignment import Space
from corpus_cli.topics.words.keywords import Keyword

Make = Callable[..., TopicModel]
LABELS = {"ar": "المياه والآبار", "en": "Water and wells"}


def tiny(
    note: str = "", *, themes: int = 3, labels: dict[str, str] | None = None, encoder: str = "f" * 64
) -> TopicModel:
    """Themes along axes, two references each; ``note`` tells one model from another."""
    centroids = np.eye(4, dtype=np.float32)[:themes]
    ids = [f"t{number:03d}" for number in range(1, themes + 1)]
    info = ModelInfo(
        method="kmeans",
        notes=(note,),
        encoder="use",
        encoder_sha256=encoder,
        settings={"themes": themes, "seed": 13, "neighbours": 1, "temperature": 0.1, "typical_similarity": 0.5},
        versions={},
        corpus_fingerprint="0" * 64,
        passages={"ar": 2 * themes, "en": 2 * themes},
        themes=tuple(
            Theme(
                theme_id=theme_id,
                labels=LABELS if labels is None else labels,
                keywords={"ar": (Keyword(text="بئر", weight=0.5),), "en": (Keyword(text="well", weight=0.5),)},
                trained_passages={"ar": 2, "en": 2},
            )
            for theme_id in ids
        ),
        lineage=tuple(Lineage(theme_id=theme_id, previous=None, similarity=None) for theme_id in ids),
        hierarchy=merge_tree(centroids, [4] * themes),
    )
    return build_model(
        info,
        space=Space({language: np.zeros(4, dtype=np.float32) for language in ("ar", "en")}),
        references=np.repeat(centroids, 2, axis=0),
        labels=np.repeat(np.arange(themes), 2).astype(np.int32),
        centroids=centroids,
        encoder_centroids=centroids,
        documents=np.zeros(0, dtype=np.int64),
    )


@pytest.fixture(scope="session")
def make() -> Make:
    return tiny


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "models" / "topics")


@pytest.fixture
def contents(store: Store) -> Callable[[], dict[str, bytes]]:
    """All files of the store but its lock, by path."""

    def read() -> dict[str, bytes]:
        files = [path for path in store.root.rglob("*") if path.is_file() and path.name != ".lock"]
        return {str(path.relative_to(store.root)): path.read_bytes() for path in sorted(files)}

    return read
