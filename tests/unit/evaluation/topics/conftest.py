"""A topic model that assigns by its nearest middle, so that figures do not wait for a training."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pytest

from corpus_cli.evaluation.topics import measure, probe, stability
from corpus_cli.evaluation.topics.figures import TopicFigures
from corpus_cli.topics.encoders.passages import TrainingPassages
from corpus_cli.topics.model.topic_model import Theme
from corpus_cli.topics.words.keywords import Keyword

WORDS = {
    "ar": (("محكمة", "عدالة"), ("قمح", "ري"), ("مجلس", "انتخاب")),
    "en": (("court", "justice"), ("wheat", "irrigation"), ("council", "ballot")),
}
SUBJECTS = 3


class WordEncoder:
    """A text's vector: how many words of each subject it has."""

    name = "fake"
    sha256 = "f" * 64

    def encode(self, texts):
        return np.asarray([[self._count(text, subject) for subject in range(SUBJECTS)] for text in texts], np.float32)

    @staticmethod
    def _count(text, subject):
        return sum(word in (*WORDS["ar"][subject], *WORDS["en"][subject]) for word in text.split()) + 0.01


@dataclass
class NearestModel:
    """What the figures need of a model.

    ``far``: a passage whose greatest part is less has no theme. ``by_place``: themes are dealt out by where a passage
    stands, whatever it says.
    """

    themes: int = SUBJECTS
    far: float = 0.5
    by_place: bool = False
    sha256: str = "a" * 64
    info: SimpleNamespace = field(init=False)

    def __post_init__(self):
        self.info = SimpleNamespace(
            encoder=WordEncoder.name,
            encoder_sha256=WordEncoder.sha256,
            settings={"seed": 13},
            themes=tuple(self._theme(number) for number in range(self.themes)),
        )

    @staticmethod
    def _theme(number):
        keywords = {
            language: (*(Keyword(text=word, weight=1.0) for word in words[number]),)
            for language, words in WORDS.items()
        }
        labels = {language: " · ".join(words[number]) for language, words in WORDS.items()}
        return Theme(theme_id=f"t{number + 1:03d}", labels=labels, keywords=keywords, trained_passages={})

    @property
    def theme_ids(self):
        return tuple(theme.theme_id for theme in self.info.themes)

    def project(self, vectors, languages):
        del languages
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def nearest(model, vectors, languages):
    """The contract of ``assign``: an index into the themes or -1, and a score."""
    return nearest_projected(model, model.project(vectors, languages))[:2]


def nearest_projected(model, unit):
    """The contract of ``assign_projected``."""
    best = np.arange(len(unit)) % SUBJECTS if model.by_place else unit.argmax(axis=1)
    score = unit.max(axis=1)
    found = np.where(score >= model.far, best, -1).astype(np.int32)
    return found, score.astype(np.float32), np.zeros((len(unit), len(model.info.themes)), np.float32)


@pytest.fixture(autouse=True)
def assigns_by_nearest(monkeypatch):
    """The figures call the contract, not a trained model's rule."""
    monkeypatch.setattr(measure, "assign_projected", nearest_projected)
    for module in (probe, stability):
        monkeypatch.setattr(module, "assign", nearest)


@pytest.fixture
def encoder():
    return WordEncoder()


@pytest.fixture
def model():
    return NearestModel


@pytest.fixture
def passages(encoder):
    """Passages of three subjects in two languages."""

    def make(count: int = 60) -> TrainingPassages:
        languages = [("ar", "en")[at % 2] for at in range(count)]
        texts = [" ".join(WORDS[language][at // 2 % SUBJECTS]) for at, language in enumerate(languages)]
        return TrainingPassages(texts, languages, encoder.encode(texts), [f"d{at}" for at in range(count)])

    return make


@pytest.fixture
def figures(model, passages, encoder) -> TopicFigures:
    return measure.measure(model(), passages(), encoder=encoder, train=lambda *_, **__: model())
