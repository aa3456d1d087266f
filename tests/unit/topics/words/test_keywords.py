"""Class-based TF-IDF: the weights that BERTopic gives, without loading it in a run."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from corpus_cli.topics.words.keywords import class_tf_idf


def counted(classes: int, terms: int, *, seed: int) -> csr_matrix:
    """Counts as corpora have them: a few common terms, many rare ones, some in no class."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(3 / (1 + np.arange(terms)), size=(classes, terms)) * rng.integers(0, 2, size=(classes, terms))
    return csr_matrix(counts.astype(np.float64))


@pytest.mark.filterwarnings("ignore")  # BERTopic's own imports warn
@pytest.mark.parametrize(("classes", "terms"), [(1, 2), (2, 30), (25, 4000)])
def test_weights_are_those_of_bertopic_to_the_bit(classes, terms):
    """With the settings that the weighting is written out for: BM25, frequent words reduced."""
    from bertopic.vectorizers import ClassTfidfTransformer

    counts = counted(classes, terms, seed=classes)
    used = np.unique(counts.indices)
    assert len(used) >= 2
    transformer = ClassTfidfTransformer(bm25_weighting=True, reduce_frequent_words=True)
    expected = transformer.fit_transform(counts[:, used].copy()).toarray()
    found = class_tf_idf(counts)
    assert found.shape == counts.shape
    assert np.array_equal(found.toarray()[:, used], expected)
    assert not np.delete(found.toarray(), used, axis=1).any()


def test_a_single_term_has_a_weight():
    """There is nothing to weigh it against."""
    counts = csr_matrix(np.array([[0.0, 3.0], [0.0, 0.0]]))
    assert class_tf_idf(counts).toarray().tolist() == [[0.0, 1.0], [0.0, 0.0]]


def test_counts_are_left_as_they_are():
    """They are asked again for how often a term stands in a theme."""
    counts = counted(3, 50, seed=5)
    before = counts.copy()
    class_tf_idf(counts)
    assert (counts != before).nnz == 0
