"""New reports taken into a model as it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus_cli.errors import InputError
from corpus_cli.evaluation.topics.stability import taken
from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.encoders.passages import TrainingPassages, joined_passages
from corpus_cli.topics.guidance.edits import rename_theme
from corpus_cli.topics.model.assign import assign, assign_projected
from corpus_cli.topics.model.files import check_model
from corpus_cli.topics.model.references import theme_centroids
from corpus_cli.topics.training import update as module
from corpus_cli.topics.training.train import train_model
from corpus_cli.topics.training.update import update


@pytest.fixture(scope="module")
def passages(make_subjects):
    return make_subjects(0, 1, 2, 3)


@pytest.fixture(scope="module")
def model(passages, encoder):
    return train_model(passages, settings=TopicSettings(themes=4), encoder=encoder)


@pytest.fixture(scope="module")
def take(encoder):
    def run(model, passages, *, emerging=False):
        return update(model, passages, encoder=encoder, keywords=5, emerging=emerging)

    return run


@pytest.fixture
def without_theme(monkeypatch):
    """The rule gives no theme to what is far from all centroids, as it does to passages of subjects it never saw."""

    def rule(model, projected):
        centroids = theme_centroids(model.references, model.labels, len(model.info.themes))
        trained = replace(model, labels=np.maximum(model.labels, 0), centroids=centroids)
        labels, scores, shares = assign_projected(trained, projected)
        return np.where(scores < 0.6, -1, labels).astype(np.int32), scores, shares

    monkeypatch.setattr(module, "assign_projected", rule)


def test_new_documents_count_and_ids_stay(model, take, make_subjects):
    """Each theme grows by its new passages; the space and the ids are the old ones, and the old model is as it was."""
    new = make_subjects(0, 2, each=3, seed=5, documents="b")
    before = model.sha256
    after, drift = take(model, new)
    check_model(after)
    assert after.theme_ids == model.theme_ids
    assert (after.means["ar"] == model.means["ar"]).all()
    assert after.info.passages == {"ar": 28 + 6, "en": 28 + 6}
    grown = {theme.theme_id: theme.size for theme in after.info.themes}
    assert sorted(grown[theme.theme_id] - theme.size for theme in model.info.themes) == [0, 0, 6, 6]
    assert drift.documents == 12
    assert drift.passages == {"ar": 6, "en": 6}
    assert len(after.references) == 56 + 12
    assert np.allclose(np.linalg.norm(after.centroids, axis=1), 1, atol=1e-5)
    assert after.info.previous_sha256 == before == model.sha256
    assert after.info.corpus_fingerprint != model.info.corpus_fingerprint


def test_known_documents_are_never_counted_twice(model, take, make_subjects, passages):
    """Given with the new ones, or again later, they change no count."""
    new = make_subjects(0, 2, each=3, seed=5, documents="b")
    alone, _ = take(model, new)
    together, drift = take(model, joined_passages([passages, new]))
    assert [theme.trained_passages for theme in together.info.themes] == [
        theme.trained_passages for theme in alone.info.themes
    ]
    assert together.info.passages == alone.info.passages
    assert (together.references == alone.references).all()
    assert (together.centroids == alone.centroids).all()
    assert drift.renewed_words
    for known in (passages, new, joined_passages([new, passages])):
        with pytest.raises(InputError, match="knows all documents"):
            take(together, known)


def test_the_same_update_gives_the_same_model(model, take, make_subjects):
    """To the byte."""
    new = make_subjects(1, each=3, seed=5, documents="b")
    assert take(model, new)[0].sha256 == take(model, new)[0].sha256


def test_a_label_and_what_was_edited_by_hand_stay(model, take, make_subjects, passages):
    """Words are brought up to date, what people know a theme by is not."""
    named = rename_theme(model, "t002", {"ar": "القمح", "en": "Wheat"})
    after, _ = take(named, joined_passages([passages, make_subjects(0, each=3, seed=5, documents="b")]))
    theme = after.info.themes[after.theme_ids.index("t002")]
    assert theme.labels == {"ar": "القمح", "en": "Wheat"}
    assert after.info.edits == named.info.edits
    assert len(after.anchors) == 1


def test_words_stay_where_the_earlier_reports_are_not_given(model, take, make_subjects):
    """A few new passages do not say what a theme is about, and the user is told."""
    after, drift = take(model, make_subjects(0, each=3, seed=5, documents="b"))
    assert not drift.renewed_words
    assert [theme.keywords for theme in after.info.themes] == [theme.keywords for theme in model.info.themes]


def test_drift_says_what_the_passages_do(model, take, make_subjects):
    """Shares before and after are of all passages; a theme whose new passages lie elsewhere has drifted."""
    new = make_subjects(0, each=10, seed=5, documents="b")
    _, drift = take(model, new)
    (grown,) = (theme for theme in drift.themes if theme.new)
    assert (grown.new, grown.before, grown.after) == (20, 0.25, round((14 + 20) / 76, 4))
    assert not grown.drifted
    assert grown.likeness == pytest.approx(grown.usual, abs=0.05)
    others = [theme for theme in drift.themes if not theme.new]
    assert all((theme.likeness, theme.drifted) == (None, False) for theme in others)
    assert sum(theme.after for theme in drift.themes) == pytest.approx(1, abs=0.001)

    rng = np.random.default_rng(2)
    _, drift = take(model, replace(new, vectors=(new.vectors + rng.normal(size=new.vectors.shape)).astype(np.float32)))
    drifted = [theme for theme in drift.themes if theme.new >= 5]
    assert drifted
    assert all(theme.drifted for theme in drifted)


@pytest.mark.usefixtures("without_theme")
def test_a_new_subject_is_shown_and_becomes_a_theme_only_if_asked(model, take, make_subjects):
    """Its passages stay without a theme, or are a theme under an id never given, with words in both languages."""
    new = make_subjects(0, 5, each=6, seed=5, documents="b")
    shown, drift = take(model, new)
    (region,) = drift.regions
    assert region.passages == {"ar": 6, "en": 6}
    assert region.theme_id is None
    assert region.examples
    assert (drift.unassigned, shown.info.unassigned) == (12, {"ar": 6, "en": 6})
    assert shown.theme_ids == model.theme_ids
    assert (shown.labels == -1).sum() == 12

    made, drift = take(model, new, emerging=True)
    check_model(made)
    (region,) = drift.regions
    assert region.theme_id == "t005"
    assert made.theme_ids == (*model.theme_ids, "t005")
    assert made.info.themes[-1].trained_passages == {"ar": 6, "en": 6}
    assert set(made.info.themes[-1].keywords) == {"ar", "en"}
    assert made.info.unassigned == {}
    assert sum(theme.size for theme in made.info.themes) == sum(made.info.passages.values())
    assert made.info.lineage[-1].previous is None
    seen = make_subjects(5, each=3, seed=8)
    assert {made.theme_ids[label] for label in assign(made, seen.vectors, seen.languages)[0]} == {"t005"}


@pytest.mark.usefixtures("without_theme")
def test_counts_add_up_after_several_updates(model, take, make_subjects):
    """Themes and what has none are all passages, each time."""
    for number, subjects in enumerate([(0, 4), (5, 1), (2,)]):
        new = make_subjects(*subjects, each=5, seed=number + 3, documents=f"c{number}-")
        model, _ = take(model, new, emerging=number == 1)
        check_model(model)
        counted = sum(theme.size for theme in model.info.themes) + sum(model.info.unassigned.values())
        assert counted == sum(model.info.passages.values())
    assert len(set(model.theme_ids)) == len(model.theme_ids)


@pytest.fixture(scope="module")
def strict(model):
    """The model with a rule that leaves out what is far, as one of a large corpus has it."""
    settings = {**model.info.settings, "least_similarity": 0.8, "typical_similarity": 0.9}
    return replace(model, info=replace(model.info, settings=settings))


def test_an_emerging_theme_has_the_passages_that_the_model_gives_it(strict, take, make_subjects):
    """By the model's own rule: what it counts is what a later run will find."""
    new = make_subjects(0, 5, each=6, seed=5, documents="b")
    made, drift = take(strict, new, emerging=True)
    (region,) = drift.regions
    assert (region.theme_id, region.kept) == ("t005", 12)
    given = assign(made, new.vectors, new.languages)[0]
    assert np.count_nonzero(given == made.theme_ids.index("t005")) == made.info.themes[-1].size == 12


def test_a_handful_of_passages_emerges_as_nothing(strict, take, make_subjects):
    """The rule asks for the tenth nearest: six passages of a subject of their own would have no theme in the end."""
    made, drift = take(strict, make_subjects(0, 5, each=3, seed=5, documents="b"), emerging=True)
    assert (drift.regions, made.theme_ids, made.info.unassigned) == ((), strict.theme_ids, {"ar": 3, "en": 3})


def test_a_region_that_the_model_would_not_keep_is_shown_and_made_no_theme(strict, take):
    """A chain of passages: its ends have too few near them, so the rule gives a theme to its middle alone."""
    axes = np.linalg.svd(strict.centroids)[2][-2:]  # across all themes
    angles = np.radians([0] * 4 + [25] * 4 + [50] * 4)
    chain = np.stack([np.cos(angles), np.sin(angles)], axis=1) @ axes
    new = TrainingPassages(
        ["teachers school"] * 12,
        ["en"] * 12,
        (strict.means["en"] + 8 * chain).astype(np.float32),
        [f"b{number}" for number in range(12)],
    )
    made, drift = take(strict, new, emerging=True)
    (region,) = drift.regions
    assert (region.passages, region.kept, region.theme_id) == ({"en": 12}, 4, None)
    assert (made.theme_ids, made.info.unassigned) == (strict.theme_ids, {"en": 12})


def test_words_are_looked_for_only_where_they_are_taken(model, take, make_subjects, monkeypatch):
    """Not for new passages alone that bring nothing unknown: that is what is done every week."""
    asked = []
    monkeypatch.setattr(module.describer_of(model.info, encoder=None, size=1).__class__, "terms", asked.append)
    take(model, make_subjects(0, each=3, seed=5, documents="b"))
    assert asked == []


def test_references_do_not_grow_without_end(model, take, make_subjects, monkeypatch):
    """At the limit an even sample of all is kept, as many as there may be."""
    monkeypatch.setattr(module, "MAX_REFERENCES", 60)
    after, _ = take(model, make_subjects(0, each=4, seed=5, documents="b"))
    assert len(after.references) == len(after.labels) == 60
    assert set(after.labels.tolist()) == {0, 1, 2, 3}


def test_vectors_of_another_encoder_are_refused(model, take, make_subjects):
    """They have no place in the model's space."""
    other = replace(model, info=replace(model.info, encoder_sha256="0" * 64))
    with pytest.raises(InputError, match="another encoder"):
        take(other, make_subjects(0, documents="b"))


def test_what_the_guard_said_is_said_anew_or_no_more(take, make_subjects, encoder):
    """Of a theme that only English passages had and Arabic ones have now; of few passages nothing is said."""
    english = make_subjects(3)
    rows = np.flatnonzero(np.asarray(english.languages) == "en")
    before = train_model(
        joined_passages([make_subjects(0, 1, 2, documents="c"), taken(english, rows)]),
        settings=TopicSettings(themes=4),
        encoder=encoder,
    )
    assert [one.language for one in before.info.guard.one_sided] == ["en"]
    new = make_subjects(3, each=9, seed=3, documents="d")
    whole = joined_passages([make_subjects(0, 1, 2, documents="c"), taken(english, rows), new])
    assert take(before, whole)[0].info.guard.one_sided == ()
    assert take(before, new)[0].info.guard is None
