"""The one rule that gives passages their themes."""

from dataclasses import replace

import numpy as np
import pytest

from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.model.assign import (
    ANYTHING,
    assign,
    assign_projected,
    assign_shares,
    least_similarity,
    similarities,
    usual_similarities,
)
from corpus_cli.topics.space.centring import centre, language_means
from corpus_cli.topics.training.train import train_model


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


def test_a_passage_between_two_themes_belongs_to_both_in_part(model, passages):
    """The vote is divided; the theme is that of the larger part; nothing is left over."""
    first, second = (passages.vectors[model.labels.tolist().index(theme)] for theme in (0, 1))
    language = [passages.languages[model.labels.tolist().index(0)]]
    everybody = replace(model, info=replace(model.info, settings={**model.info.settings, "neighbours": 48}))
    between = (0.55 * first + 0.45 * second)[np.newaxis].astype(np.float32)
    best, _, shares = assign_shares(everybody, between, language)
    assert np.sort(shares[0])[-2] > 0.05
    assert shares[0].argmax() == best[0]
    assert abs(float(shares.sum()) - 1) < 1e-5


def test_a_passage_far_from_everything_has_a_share_in_nothing(model, passages):
    """Not even in the themes of the references that are the least far."""
    strict = replace(model, info=replace(model.info, settings={**model.info.settings, "least_similarity": 1.1}))
    best, _, shares = assign_shares(strict, passages.vectors[:2], passages.languages[:2])
    assert best.tolist() == [-1, -1]
    assert not shares.any()


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


def test_votes_of_a_passage_sum_to_one(model, passages):
    """Shares of the vote are shares."""
    assert np.allclose(assign_shares(model, passages.vectors, passages.languages)[2].sum(axis=1), 1, atol=1e-6)


def test_passages_brought_into_the_space_before_are_given_the_same(model, passages):
    """To the bit, so that nobody brings them there twice."""
    once = assign_projected(model, model.project(passages.vectors, passages.languages))
    for found, expected in zip(once, assign_shares(model, passages.vectors, passages.languages), strict=True):
        assert np.array_equal(found, expected)


def limited(model, least):
    settings = {**model.info.settings, "least_similarity": least}
    return replace(model, info=replace(model.info, settings=settings))


def test_a_passage_far_from_everything_has_no_theme(model, passages):
    """Below the least similarity the index is -1, and the score still says how near the nearest theme is."""
    best, scores = assign(limited(model, 1.1), passages.vectors, passages.languages)
    assert set(best.tolist()) == {-1}
    _, before = assign(limited(model, ANYTHING), passages.vectors, passages.languages)
    assert (scores >= before).all()


def test_a_vote_for_a_dropped_theme_gives_no_theme(model, passages):
    """References without a theme keep their voters away from the other themes."""
    dropped = replace(model, labels=np.where(model.labels == 0, -1, model.labels).astype(np.int32))
    best, _ = assign(dropped, passages.vectors, passages.languages)
    before, _ = assign(model, passages.vectors, passages.languages)
    assert (best[before == 0] == -1).all()
    assert (best[before != 0] == before[before != 0]).all()


def test_a_model_without_themes_gives_none(model, passages):
    """All themes dropped: nothing is assigned, and nothing fails."""
    empty = replace(model, info=replace(model.info, themes=()), centroids=model.centroids[:0])
    best, scores = assign(empty, passages.vectors, passages.languages)
    assert set(best.tolist()) == {-1}
    assert not scores.any()


def test_similarity_is_to_the_tenth_nearest():
    """One near copy does not make a passage belong."""
    references = np.eye(12, dtype=np.float32)
    assert similarities(references[:1], references)[0] == pytest.approx(0)
    crowd = np.repeat(references[:1], 10, axis=0)
    assert similarities(references[:1], crowd)[0] == pytest.approx(1)
    assert similarities(references[:1], crowd, leave_out=1)[0] == pytest.approx(1)


def test_about_one_in_a_hundred_training_passages_is_far():
    """The least similarity is a percentile of the training text itself, each passage left out of its own company."""
    rng = np.random.default_rng(3)
    references = rng.normal(size=(600, 8))
    references = (references / np.linalg.norm(references, axis=1, keepdims=True)).astype(np.float32)
    near = usual_similarities(references)
    far = near < least_similarity(near, references=len(references))
    assert 1 <= far.sum() <= 12


def test_few_references_leave_nothing_out():
    """With fewer than 200 nobody can tell what is far."""
    near = usual_similarities(np.eye(150, dtype=np.float32))
    assert least_similarity(near, references=150) == ANYTHING
