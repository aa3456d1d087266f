"""Whatever is done to a topic model, in any order: ids are given once, counts add up, and it is the same on disk."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_cli.errors import InputError
from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.encoders.passages import TrainingPassages
from corpus_cli.topics.guidance.edits import drop_theme, merge_themes, rename_theme
from corpus_cli.topics.model.assign import assign
from corpus_cli.topics.model.files import check_model, load_model, save_model
from corpus_cli.topics.model.topic_model import TopicModel
from corpus_cli.topics.training import splitting, train, update

SUBJECTS = 6
DIM = 12
WORDS = (
    ("court", "محكمة"), ("wheat", "قمح"), ("council", "مجلس"),
    ("school", "مدرسة"), ("bakery", "مخبز"), ("clinic", "عيادة"),
)  # fmt: skip


class Encoder:
    """Words to fixed directions."""

    name, sha256 = "fake", "f" * 64

    def encode(self, texts: list[str]) -> np.ndarray:
        rows = [np.random.default_rng(sum(map(ord, text))).normal(size=DIM) for text in texts]
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), DIM)


def passages(subjects: list[int], *, seed: int, each: int = 4) -> TrainingPassages:
    rng = np.random.default_rng(seed)
    rows = [(subject, number % 2) for subject in subjects for number in range(2 * each)]
    vectors = [np.eye(DIM)[subject] * 3 + language * 2 * np.eye(DIM)[11] for subject, language in rows]
    return TrainingPassages(
        [WORDS[subject][language] for subject, language in rows],
        [("en", "ar")[language] for _, language in rows],
        (np.asarray(vectors) + rng.normal(size=(len(rows), DIM)) * 0.3).astype(np.float32),
        [f"{seed}-{number}" for number in range(len(rows))],
    )


def rule(model: TopicModel, projected: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A rule of assignment as good as any: the nearest reference, and none where that has none or is far."""
    near = projected @ model.references.T
    found = np.where(near.max(axis=1) < 0.5, -1, model.labels[near.argmax(axis=1)]).astype(np.int32)
    return found, near.max(axis=1).astype(np.float32), np.zeros((len(found), len(model.info.themes)), np.float32)


def ruled(model: TopicModel, vectors: np.ndarray, languages: list[str]) -> tuple[np.ndarray, np.ndarray]:
    return rule(model, model.project(vectors, languages))[:2]


@pytest.fixture(autouse=True)
def _no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train, "assign", ruled)
    for module in (splitting, train, update):
        monkeypatch.setattr(module, "assign_projected", rule)


STEP = st.tuples(st.sampled_from(["merge", "drop", "rename", "split", "update", "train"]), st.integers(0, 10**6))


def done(model: TopicModel, kind: str, number: int, seen: set[int]) -> TopicModel:
    """The step, on themes that the number picks."""
    ids = model.theme_ids
    one, other = ids[number % len(ids)], ids[(number // 7) % len(ids)]
    subjects = [(number // 3) % SUBJECTS, (number // 11) % SUBJECTS]
    text = passages(sorted({*seen, *subjects}), seed=number % 5 + 1)
    if kind == "merge":
        return merge_themes(model, [one, other])
    if kind == "drop":
        return drop_theme(model, one)
    if kind == "rename":
        return rename_theme(model, one, {("en", "ar")[number % 2]: "name اسم"})
    if kind == "split":
        return splitting.split(model, one, parts=2 + number % 2, passages=text, encoder=Encoder(), keywords=3)
    seen.update(subjects)
    if kind == "update":
        return update.update(model, text, encoder=Encoder(), keywords=3, emerging=number % 2 == 0)[0]
    chosen = TopicSettings(themes=2 + number % 5)
    return train.train_model(text, settings=chosen, encoder=Encoder(), previous=model, keywords=3)


@settings(max_examples=25, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=7))
def test_ids_are_given_once_and_everything_adds_up(steps: list[tuple[str, int]]) -> None:
    """After each step of any sequence; what cannot be done is refused and changes nothing."""
    seen = {0, 1, 2}
    first = passages(sorted(seen), seed=0)
    model = train.train_model(first, settings=TopicSettings(themes=3), encoder=Encoder(), keywords=3)
    given_ids: set[str] = set(model.theme_ids)
    for kind, number in steps:
        before = model
        try:
            model = done(before, kind, number, seen)
        except InputError:
            assert model is before
            continue
        check_model(model)
        ids = set(model.theme_ids)
        assert len(ids) == len(model.theme_ids)
        assert not ids & set(model.info.retired), "an id is in use or retired"
        assert not ids & set(before.info.retired), "a retired id never comes back"
        assert given_ids <= {*ids, *model.info.retired}, "no id is forgotten"
        given_ids |= ids
        assert [line.theme_id for line in model.info.lineage] == list(model.theme_ids)
        assert np.allclose(np.linalg.norm(model.centroids, axis=1), 1, atol=1e-4)
        assert np.allclose(np.linalg.norm(model.encoder_centroids, axis=1), 1, atol=1e-4)
        counted = sum(theme.size for theme in model.info.themes) + sum(model.info.unassigned.values())
        assert counted == sum(model.info.passages.values())
        assert len(model.anchors) == len(model.info.edits)
        assert model.info.previous_sha256 == before.sha256
        with tempfile.TemporaryDirectory() as folder:
            save_model(model, Path(folder))
            loaded = load_model(Path(folder))
            assert loaded is not None
            assert (loaded.info, loaded.sha256) == (model.info, model.sha256)
            save_model(loaded, Path(folder) / "again")
            names = ("model.json", "model.safetensors", "model.sha256", "README.md")
            assert all((Path(folder) / "again" / n).read_bytes() == (Path(folder) / n).read_bytes() for n in names)


def test_the_rule_of_the_test_is_the_rule_s_kind() -> None:
    """It gives training passages their themes, as the real one does."""
    text = passages([0, 1, 2], seed=0)
    model = train.train_model(text, settings=TopicSettings(themes=3), encoder=Encoder(), keywords=3)
    own, real = (each(model, text.vectors, text.languages)[0] for each in (ruled, assign))
    assert own.tolist() == real.tolist()
