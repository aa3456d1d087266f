"""The one rule that gives passages their themes."""

import numpy as np
import pytest

from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.assign import assign, centre, vote
from corpus_cli.topics.train import language_means, train_model


@pytest.fixture(scope="module")
def passages(make_passages):
    return make_passages(48)


@pytest.fixture(scope="module")
def model(passages, encoder):
    return train_model(passages, settings=TopicSettings(themes=3), encoder=encoder)


def test_training_passages_get_their_training_themes_again(model, passages):
    """The stored rule gives every training passage the theme it was clustered into."""
    best, scores = assign(model, passages.vectors, passages.languages)
    assert best.tolist() == model.labels.tolist()
    assert ((scores > 0) & (scores <= 1)).all()


def test_a_theme_does_not_depend_on_what_shares_the_batch(model, passages):
    """One passage alone gets the same theme and the same score as among all."""
    together, scores = assign(model, passages.vectors, passages.languages)
    for number in (0, 7, 31):
        alone, score = assign(model, passages.vectors[number : number + 1], passages.languages[number : number + 1])
        assert alone[0] == together[number]
        assert score[0] == scores[number]


def test_languages_that_are_clouds_apart_share_themes(model, passages):
    """Subjects, not languages, decide: each theme holds as many Arabic as English passages."""
    best, _ = assign(model, passages.vectors, passages.languages)
    for theme in range(3):
        held = [language for language, found in zip(passages.languages, best, strict=True) if found == theme]
        assert held.count("ar") == held.count("en")


def test_without_centring_themes_would_be_languages(passages):
    """The fixture is a fair test: the nearest other passage, uncentred, is always of the same language."""
    nearest = np.argsort(((passages.vectors[:, None] - passages.vectors[None]) ** 2).sum(-1), axis=1)[:, 1]
    assert all(passages.languages[i] == passages.languages[j] for i, j in enumerate(nearest))


def test_no_passages_give_no_themes(model):
    """Nothing in, nothing out."""
    best, scores = assign(model, np.zeros((0, 16), np.float32), [])
    assert len(best) == len(scores) == 0


def test_an_unseen_language_is_centred_with_the_mean_of_means(passages):
    """A passage in a language without a mean of its own is still compared on unit vectors."""
    means = language_means(passages.vectors, passages.languages)
    centred = centre(passages.vectors[:2], ["fr", "tr"], means)
    assert np.allclose(np.linalg.norm(centred, axis=1), 1, atol=1e-5)


def test_one_passage_of_a_language_does_not_vanish_when_centred():
    """The mean of a language with one passage is drawn to the mean of all, so that the passage keeps a direction."""
    vectors = np.asarray([[1, 0], [0, 1], [0.1, 1]], dtype=np.float32)
    languages = ["ar", "en", "en"]
    centred = centre(vectors, languages, language_means(vectors, languages))
    assert np.linalg.norm(centred[0]) == pytest.approx(1, abs=1e-5)


def test_votes_of_a_passage_sum_to_one():
    """Shares of the vote are shares."""
    rng = np.random.default_rng(1)
    references = rng.normal(size=(20, 8)).astype(np.float32)
    labels = (np.arange(20) % 4).astype(np.int32)
    shares = vote(references[:5], references=references, labels=labels, themes=4, neighbours=7, temperature=0.1)
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-6)
