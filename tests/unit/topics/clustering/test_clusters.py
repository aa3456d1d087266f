"""How many themes, and which passage belongs to which."""

import numpy as np
import pytest

from corpus_cli.topics.clustering.clusters import AgreeingKMeans, cluster, distinct_words, theme_count


def subjects(each, *, count=4, spread=0.25, seed=0):
    """Unit vectors around a few directions, each meaning there in two languages."""
    rng = np.random.default_rng(seed)
    middles = np.eye(16)[:count]
    meaning = np.repeat(middles, each, axis=0) + rng.normal(size=(count * each, 16)) * spread
    both = np.concatenate([meaning, meaning]) + rng.normal(size=(2 * count * each, 16)) * 0.02
    vectors = (both / np.linalg.norm(both, axis=1, keepdims=True)).astype(np.float32)
    return vectors, ["ar"] * (count * each) + ["en"] * (count * each), np.tile(np.repeat(np.arange(count), each), 2)


def clustered(vectors, languages, *, themes=0, words=20):
    terms = [[f"w{number % 7}", f"v{number % 5}"] for number in range(len(vectors))]
    return cluster(vectors, terms=terms, languages=languages, words=[words] * len(vectors), themes=themes, seed=13)


@pytest.fixture(scope="module")
def found():
    vectors, languages, truth = subjects(20)
    return clustered(vectors, languages, themes=4), truth


def test_more_text_has_more_themes_within_bounds():
    """From 2 to 25, and no theme of fewer than 8 passages on average."""
    assert [theme_count(words, passages=10_000) for words in (0, 5_000, 30_000, 10**7)] == [2, 7, 16, 25]
    assert theme_count(10**7, passages=40) == 5
    assert theme_count(10**7, passages=3) == 2


def test_a_pair_that_says_the_same_is_counted_once():
    """The longer side counts."""
    assert distinct_words([10, 12, 5], np.array([[0, 1]])) == 17
    assert distinct_words([10, 12, 5], np.zeros((0, 2), dtype=np.int32)) == 27


def test_clusters_are_the_subjects_in_both_languages(found):
    """UMAP, k-means and settling find four subjects, whatever the language, and judged agreement is near full."""
    clusters, truth = found
    assert clusters.method == "umap-kmeans"
    assert len({(int(label), int(subject)) for label, subject in zip(clusters.labels, truth, strict=True)}) == 4
    assert clusters.agreement is not None
    assert 0.9 < clusters.agreement <= 1


def test_clusters_are_the_same_again(found):
    """The same passages and seed give the same clusters."""
    vectors, languages, _ = subjects(20)
    assert clustered(vectors, languages, themes=4).labels.tolist() == found[0].labels.tolist()


def test_one_language_is_clustered_without_a_judge():
    """Nothing can be compared across languages, and nothing is said about it."""
    vectors, _, _ = subjects(20)
    clusters = clustered(vectors[:80], ["ar"] * 80, themes=4)
    assert clusters.agreement is None
    assert len(set(clusters.labels.tolist())) == 4


@pytest.mark.parametrize("passages", [0, 1, 7])
def test_very_few_passages_are_one_theme(passages):
    """And the note says so."""
    vectors, languages, _ = subjects(20)
    clusters = clustered(vectors[:passages], languages[:passages])
    assert clusters.labels.tolist() == [0] * passages
    assert clusters.notes


def test_copies_of_one_passage_are_one_cluster():
    """All duplicates: there is nothing to tell apart."""
    vectors = np.repeat(np.eye(16, dtype=np.float32)[:1], 100, axis=0)
    clusters = clustered(vectors, ["ar", "en"] * 50)
    assert set(clusters.labels.tolist()) == {0}
    assert clusters.method == "kmeans"


def test_clusters_are_numbered_by_falling_size():
    """The first is the largest."""
    vectors, languages, _ = subjects(4)
    picked = [*range(4), *range(4, 6), *range(8, 11)]
    clusters = clustered(vectors[picked], [languages[row] for row in picked], themes=3)
    sizes = np.bincount(clusters.labels).tolist()
    assert sizes == sorted(sizes, reverse=True)


def test_of_several_clusterings_the_judge_chooses():
    """The first of the best is kept."""
    vectors, _, _ = subjects(5)
    marks = []

    def judge(labels):
        marks.append(labels)
        return 1.0 if len(marks) == 3 else 0.0

    fitted = AgreeingKMeans(4, seed=1, judge=judge).fit(vectors)
    assert fitted.labels_ is marks[2]
    assert len(marks) > 3
