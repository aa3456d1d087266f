"""A corpus of three subjects in two languages, and an encoder without weights."""

import numpy as np
import pytest

from corpus_cli.topics.encoders.passages import TrainingPassages


class HashEncoder:
    """Words to fixed random directions: enough for labels, without the real weights."""

    name = "fake"
    sha256 = "f" * 64

    def encode(self, texts):
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, 16), np.float32)

    @staticmethod
    def _vector(text):
        words = [np.random.default_rng(sum(map(ord, word))).normal(size=16) for word in text.split() or ["-"]]
        total = np.sum(words, axis=0)
        return (total / np.linalg.norm(total)).astype(np.float32)


SUBJECTS = {
    "en": ["court justice missing families", "wheat farmers irrigation loans", "council election services water"],
    "ar": ["محكمة عدالة مفقودين عائلات", "قمح مزارعين ري قروض", "مجلس انتخاب خدمات مياه"],
}


def bilingual(size: int, *, seed: int = 0) -> TrainingPassages:
    """Passages of three subjects in two languages; each language is a cloud of its own, shifted far apart."""
    rng = np.random.default_rng(seed)
    subjects = rng.normal(size=(3, 16)) * 2
    shift = {"ar": rng.normal(size=16) * 6, "en": np.zeros(16)}
    texts, languages, vectors = [], [], []
    for number in range(size):
        language = ("ar", "en")[number % 2]
        subject = (number // 2) % 3
        texts.append(SUBJECTS[language][subject])
        languages.append(language)
        vectors.append(subjects[subject] + shift[language] + rng.normal(size=16) * 0.3)
    return TrainingPassages(
        texts,
        languages,
        np.asarray(vectors, dtype=np.float32).reshape(size, 16),
        [f"{number:020x}" for number in range(len(texts))],
    )


@pytest.fixture(scope="session")
def encoder() -> HashEncoder:
    return HashEncoder()


@pytest.fixture(scope="session")
def make_passages():
    return bilingual


MANY_SUBJECTS = {
    "en": [*SUBJECTS["en"], "teachers school exams pupils", "bakery bread flour queues", "doctors clinic nurses"],
    "ar": [*SUBJECTS["ar"], "معلمون مدرسة امتحانات تلاميذ", "مخبز خبز طحين طوابير", "أطباء عيادة ممرضون"],
}


def of_subjects(*subjects: int, each: int = 7, seed: int = 0, documents: str = "a") -> TrainingPassages:
    """So many passages of each of these subjects (0 to 5) in each language; other seeds give others of the same.

    Every passage is a document of its own, whose id begins with ``documents``.
    """
    fixed, rng = np.random.default_rng(7), np.random.default_rng(seed + 100)
    directions = fixed.normal(size=(6, 16)) * 2
    shift = {"ar": fixed.normal(size=16) * 6, "en": np.zeros(16)}
    rows = [(subject, language) for subject in subjects for language in ("ar", "en") for _ in range(each)]
    vectors = [directions[subject] + shift[language] + rng.normal(size=16) * 0.3 for subject, language in rows]
    return TrainingPassages(
        [MANY_SUBJECTS[language][subject] for subject, language in rows],
        [language for _, language in rows],
        np.asarray(vectors, dtype=np.float32).reshape(len(rows), 16),
        [f"{documents}{number:04d}" for number in range(len(rows))],
    )


@pytest.fixture(scope="session")
def make_subjects():
    return of_subjects
