"""What a maintainer changes by hand, and that it survives a new training."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from corpus_cli.errors import InputError
from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.guidance.edits import drop_theme, index_of, merge_themes, rename_theme
from corpus_cli.topics.model.assign import assign
from corpus_cli.topics.model.files import check_model, load_model, save_model
from corpus_cli.topics.training.splitting import split
from corpus_cli.topics.training.train import train_model


@pytest.fixture(scope="module")
def train(encoder):
    def run(passages, *, themes=4, previous=None):
        return train_model(passages, settings=TopicSettings(themes=themes), encoder=encoder, previous=previous)

    return run


@pytest.fixture(scope="module")
def passages(make_subjects):
    return make_subjects(0, 1, 2, 3)


@pytest.fixture(scope="module")
def model(train, passages):
    return train(passages)


@pytest.fixture(scope="module")
def theme_of(make_subjects):
    """The id that the model gives passages of a subject, whichever; there must be one only."""

    def find(model, subject):
        seen = make_subjects(subject, each=4, seed=9)
        labels, _ = assign(model, seen.vectors, seen.languages)
        assert len(set(labels.tolist())) == 1
        return None if labels[0] < 0 else model.theme_ids[labels[0]]

    return find


def whole(model, tmp_path):
    """The model as it comes back from disk, which is the same."""
    check_model(model)
    save_model(model, tmp_path / "model")
    loaded = load_model(tmp_path / "model")
    assert loaded is not None
    assert loaded.sha256 == model.sha256
    assert loaded.info == model.info
    assert all((one == two).all() for one, two in zip(loaded.anchors, model.anchors, strict=True))
    return loaded


def test_a_rename_changes_a_label_and_nothing_else(model, tmp_path):
    """Arrays, ids and the other language's label stay; the edit is written down; the old model is as it was."""
    before = model.info.themes[1]
    after = whole(rename_theme(model, before.theme_id, {"ar": "المياه والآبار"}), tmp_path)
    assert after.info.themes[1].labels == {**before.labels, "ar": "المياه والآبار"}
    assert after.info.themes[1].renamed == ("ar",)
    assert after.theme_ids == model.theme_ids
    assert (after.labels == model.labels).all()
    assert (after.centroids == model.centroids).all()
    assert after.info.guard == model.info.guard
    assert after.info.previous_sha256 == model.sha256
    assert [(edit.kind, edit.themes, edit.labels) for edit in after.info.edits] == [
        ("rename", (before.theme_id,), {"ar": "المياه والآبار"})
    ]
    assert model.info.themes[1] == before


@pytest.mark.parametrize("label", ["", "   ", "123", "…", "\u064e"])
def test_a_label_without_a_word_is_refused(model, label):
    """Spaces, digits, marks: nobody could read it."""
    with pytest.raises(InputError, match="holds no word"):
        rename_theme(model, "t001", {"en": "Water", "ar": label})


def test_a_label_longer_than_a_table_takes_is_refused(model):
    """A paragraph that was pasted."""
    with pytest.raises(InputError, match="has 5,000 characters") as caught:
        rename_theme(model, "t001", {"en": "x" * 5000})
    assert "200 at most" in caught.value.remedy


def test_merged_themes_are_one_under_the_id_of_the_largest(model, passages, theme_of, tmp_path):
    """Its references, passages and words are those of both; the other id is retired; other themes stay."""
    one, two = theme_of(model, 0), theme_of(model, 1)
    merged = whole(merge_themes(model, [one, two]), tmp_path)
    (kept,) = {one, two} & set(merged.theme_ids)
    (gone,) = {one, two} - {kept}
    assert merged.info.retired == (gone,)
    assert theme_of(merged, 0) == theme_of(merged, 1) == kept
    assert theme_of(merged, 2) == theme_of(model, 2)
    sizes = {theme.theme_id: theme.size for theme in model.info.themes}
    assert {theme.theme_id: theme.size for theme in merged.info.themes} == {
        kept: sizes[one] + sizes[two],
        **{name: size for name, size in sizes.items() if name not in (one, two)},
    }
    labels, _ = assign(merged, passages.vectors, passages.languages)
    assert Counter(merged.theme_ids[label] for label in labels) == Counter(
        {theme.theme_id: theme.size for theme in merged.info.themes}
    )
    assert np.allclose(np.linalg.norm(merged.centroids, axis=1), 1, atol=1e-5)
    (line,) = (line for line in merged.info.lineage if line.sources)
    assert (line.theme_id, line.sources) == (kept, (gone,))
    words = {language: {word.text for word in found} for language, found in merged.info.themes[0].keywords.items()}
    assert set(words) == {"ar", "en"}


def test_merging_takes_two_different_themes_that_there_are(model):
    """One theme twice is one theme; an unknown one is named with those there are."""
    with pytest.raises(InputError, match="two different themes"):
        merge_themes(model, ["t001", "t001"])
    with pytest.raises(InputError, match="two different themes"):
        merge_themes(model, ["t001", "T001"])
    with pytest.raises(InputError, match="'t999'") as caught:
        merge_themes(model, ["t001", "t999"])
    assert "t002" in caught.value.remedy


def test_a_theme_is_found_however_its_id_is_written(model):
    """Capitals are no other theme, and are not written down; a retired one is said to be."""
    assert index_of(model, "T002") == model.theme_ids.index("t002")
    for edited in (
        rename_theme(model, "T002", {"en": "x"}),
        drop_theme(model, "T002"),
        merge_themes(model, ["t001", "T002"]),
    ):
        assert "t002" in edited.info.edits[-1].themes
    merged = merge_themes(model, model.theme_ids[:2])
    with pytest.raises(InputError, match="retired"):
        index_of(merged, merged.info.retired[0])


def test_a_dropped_theme_is_gone_and_its_passages_have_none(model, theme_of, tmp_path):
    """Its references say so, its passages count as unassigned, its id is retired; the others keep theirs."""
    gone = theme_of(model, 2)
    size = next(theme for theme in model.info.themes if theme.theme_id == gone).trained_passages
    dropped = whole(drop_theme(model, gone), tmp_path)
    assert gone not in dropped.theme_ids
    assert dropped.info.retired == (gone,)
    assert dropped.info.unassigned == size
    assert (dropped.labels == -1).sum() == sum(size.values())
    counted = sum(theme.size for theme in dropped.info.themes) + sum(dropped.info.unassigned.values())
    assert counted == sum(model.info.passages.values())


def test_passages_near_a_dropped_theme_stay_without_one(model, theme_of):
    """Unseen ones too; those of other themes have theirs."""
    gone = theme_of(model, 2)
    dropped = drop_theme(model, gone)
    assert theme_of(dropped, 2) is None
    assert [theme_of(dropped, subject) for subject in (0, 1, 3)] == [theme_of(model, s) for s in (0, 1, 3)]


def test_the_last_theme_stays(model):
    """A model without a theme is none."""
    for theme_id in model.theme_ids[1:]:
        model = drop_theme(model, theme_id)
    with pytest.raises(InputError, match="only theme"):
        drop_theme(model, model.theme_ids[0])


@pytest.mark.parametrize("seed", [0, 4])
def test_a_merger_survives_training_on_the_same_and_on_other_passages(model, train, make_subjects, theme_of, seed):
    """The two subjects are one theme again, under its id, and the model says so."""
    merged = merge_themes(model, [theme_of(model, 0), theme_of(model, 1)])
    again = train(make_subjects(0, 1, 2, 3, seed=seed), previous=merged)
    assert theme_of(again, 0) == theme_of(again, 1) == theme_of(merged, 0)
    assert theme_of(again, 2) == theme_of(merged, 2)
    assert set(again.theme_ids) == set(merged.theme_ids)
    assert any("edit 1 (merge" in note and "done again" in note for note in again.info.notes)
    assert again.info.edits == merged.info.edits


@pytest.mark.parametrize("seed", [0, 4])
def test_a_label_by_hand_survives_training(model, train, make_subjects, theme_of, seed):
    """The theme of that subject has it, whatever its words are."""
    name = theme_of(model, 3)
    named = rename_theme(model, name, {"en": "Schools", "ar": "المدارس"})
    again = train(make_subjects(0, 1, 2, 3, seed=seed), previous=named)
    (theme,) = (theme for theme in again.info.themes if theme.theme_id == name)
    assert theme_of(again, 3) == name
    assert theme.labels == {"ar": "المدارس", "en": "Schools"}
    assert theme.renamed == ("ar", "en")


@pytest.mark.parametrize("seed", [0, 4])
def test_a_drop_survives_training(model, train, make_subjects, theme_of, seed):
    """The subject is found again and dropped again; its id stays retired."""
    gone = theme_of(model, 2)
    again = train(make_subjects(0, 1, 2, 3, seed=seed), previous=drop_theme(model, gone))
    assert theme_of(again, 2) is None
    assert gone in again.info.retired
    assert gone not in again.theme_ids
    assert any("(drop" in note and "done again" in note for note in again.info.notes)


@pytest.mark.parametrize("seed", [0, 4])
def test_a_split_survives_training(train, make_subjects, encoder, theme_of, seed):
    """Two subjects that clusters put together are told apart again, under the same ids."""
    passages = make_subjects(0, 1, 2, 3)
    coarse = train(passages)
    coarse = merge_themes(coarse, [theme_of(coarse, 0), theme_of(coarse, 1)])
    both = theme_of(coarse, 0)
    divided = split(coarse, both, parts=2, passages=passages, encoder=encoder, keywords=5)
    again = train(make_subjects(0, 1, 2, 3, seed=seed), previous=divided)
    assert theme_of(again, 0) != theme_of(again, 1)
    assert {theme_of(again, 0), theme_of(again, 1)} == {theme_of(divided, 0), theme_of(divided, 1)}
    assert any("(split" in note and "done again" in note for note in again.info.notes)


def test_edits_of_a_subject_that_is_gone_are_said_to_be_left_out(model, train, make_subjects, theme_of):
    """A merger of themes that no report speaks of any more does nothing, and the model says so."""
    merged = merge_themes(model, [theme_of(model, 0), theme_of(model, 1)])
    again = train(make_subjects(3, 4, 5), previous=merged, themes=3)
    assert any("edit 1 (merge" in note and "no theme is like" in note for note in again.info.notes)
    assert theme_of(again, 3) == theme_of(merged, 3)
    assert theme_of(again, 4) != theme_of(again, 5)
