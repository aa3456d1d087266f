"""Two encoders side by side: fakes whose vectors are known beforehand, and the shipped pair."""

from types import SimpleNamespace

import numpy as np
import pytest

from corpus_cli.topics.encoders.encoder import BUNDLED, load_encoder
from corpus_cli.topics.encoders.paired import SEARCH_WEIGHT, WEIGHT, PairedEncoder, centroids_of_words, word_encoder


def fake(name, vectors, mean=(0.0, 0.0)):
    def encode(texts):
        return np.array([vectors[text] for text in texts], dtype=np.float32).reshape(len(texts), 2)

    return SimpleNamespace(name=name, sha256=f"hash of {name}", mean=np.array(mean, dtype=np.float32), encode=encode)


FIRST = fake("a", {"x": (1, 0), "y": (0, 1)})
SECOND = fake("b", {"x": (1, 0.5), "y": (0, 0.5)}, mean=(0.5, 0.5))
SECOND.dimensions = 2


def test_the_second_ones_mean_is_taken_off_and_its_part_weighted():
    """What it says of two texts then points apart, though both lay on one side."""
    x, y = PairedEncoder(FIRST, SECOND).encode(["x", "y"])
    scale = np.hypot(1, WEIGHT)
    assert np.allclose(x * scale, [1, 0, WEIGHT, 0])
    assert np.allclose(y * scale, [0, 1, -WEIGHT, 0])


def test_in_search_the_second_one_weighs_more_for_texts_and_questions_alike():
    """A question that both encoders read as a text is that text; weighing anew is weighing otherwise from the start."""
    second = SimpleNamespace(**vars(SECOND), encode_queries=SECOND.encode)
    encoder = PairedEncoder(FIRST, second)
    found = encoder.for_search(encoder.encode(["x", "y"]))
    assert np.allclose(found, encoder.encode_queries(["x", "y"]), atol=1e-6)
    assert np.allclose(found[0] * np.hypot(1, SEARCH_WEIGHT), [1, 0, SEARCH_WEIGHT, 0])


def test_words_are_left_to_the_first():
    """And what they are compared with is brought into its space."""
    both = PairedEncoder(FIRST, SECOND)
    centroids = np.array([[0.3, 0.4, 0.5, 0.7]], dtype=np.float32)
    assert word_encoder(both) is FIRST
    assert np.allclose(centroids_of_words(both, centroids), [[0.6, 0.8]])
    assert word_encoder(FIRST) is FIRST
    assert centroids_of_words(FIRST, centroids) is centroids


def test_no_text_is_no_vector():
    """As wide as both together."""
    assert PairedEncoder(FIRST, SECOND).encode([]).shape == (0, 4)


def test_it_is_another_encoder_if_either_is():
    """Its name and hash are of both."""
    paired = PairedEncoder(FIRST, SECOND)
    other = PairedEncoder(FIRST, SimpleNamespace(name="b", sha256="another"))
    assert paired.name == "a+b"
    assert paired.sha256 != other.sha256
    assert paired.sha256 != PairedEncoder(SimpleNamespace(name="a", sha256="another"), SECOND).sha256


def test_the_shipped_pair_is_found_by_its_name():
    """In a recipe as in what a model remembers."""
    assert BUNDLED["use+e5"]().name == "use+e5"
    assert isinstance(load_encoder("use+e5"), PairedEncoder)


@pytest.mark.parametrize("texts", [["مياه الشرب في المخيم", "drinking water in the camp", "the court sentenced him"]])
def test_the_shipped_pair_puts_translations_nearer_than_other_texts(texts):
    """Arabic and English that say one thing, against English that says another."""
    arabic, english, other = vectors = load_encoder("use+e5").encode(texts)
    assert vectors.shape == (3, 896) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert arabic @ english > max(arabic @ other, english @ other) + 0.3
