"""One theme divided by the passages that have it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus_cli.errors import InputError
from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.encoders.passages import TrainingPassages
from corpus_cli.topics.guidance.edits import merge_themes, rename_theme
from corpus_cli.topics.model.assign import assign
from corpus_cli.topics.model.files import check_model
from corpus_cli.topics.training.splitting import split
from corpus_cli.topics.training.train import train_model


@pytest.fixture(scope="module")
def passages(make_subjects):
    return make_subjects(0, 1, 2, 3)


@pytest.fixture(scope="module")
def whole(passages, encoder):
    """A model with three themes, the first of which holds two subjects."""
    model = train_model(passages, settings=TopicSettings(themes=4), encoder=encoder)
    labels, _ = assign(model, passages.vectors, passages.languages)
    return merge_themes(model, [model.theme_ids[labels[0]], model.theme_ids[labels[14]]])


@pytest.fixture(scope="module")
def both(whole, passages):
    labels, _ = assign(whole, passages.vectors, passages.languages)
    assert labels[0] == labels[14]
    return whole.theme_ids[labels[0]]


@pytest.fixture(scope="module")
def divide(whole, both, passages, encoder):
    def run(model=whole, theme_id=both, parts=2, text=passages):
        return split(model, theme_id, parts=parts, passages=text, encoder=encoder, keywords=5)

    return run


def test_a_theme_of_two_subjects_becomes_two(whole, both, divide, passages):
    """One keeps the id, the other has one never given; every passage of either subject has its own."""
    divided = divide()
    check_model(divided)
    labels, _ = assign(divided, passages.vectors, passages.languages)
    names = [divided.theme_ids[label] for label in labels]
    assert len(set(names[:14])) == len(set(names[14:28])) == 1
    assert names[0] != names[14]
    assert both in (names[0], names[14])
    (new,) = set(divided.theme_ids) - set(whole.theme_ids)
    assert new not in whole.info.retired
    assert (
        names[28:] == [whole.theme_ids[label] for label in assign(whole, passages.vectors, passages.languages)[0]][28:]
    )


def test_its_parts_have_its_passages(whole, both, divide):
    """By language, none lost and none twice; the guard's figures were of other themes."""
    divided = divide()
    before = next(theme for theme in whole.info.themes if theme.theme_id == both).trained_passages
    parts = [theme for theme in divided.info.themes if theme.theme_id in divided.info.edits[-1].results]
    assert len(parts) == 2
    assert {code: sum(part.trained_passages[code] for part in parts) for code in before} == before
    assert divided.info.guard is None


def test_with_some_of_its_passages_the_parts_have_its_size(whole, both, divide, make_subjects):
    """A run with half of the training text divides the theme as well; the sizes stay those of the training."""
    divided = divide(text=make_subjects(0, 1, 2, 3, each=3, seed=5))
    sizes = {theme.theme_id: theme.size for theme in divided.info.themes}
    assert sum(sizes[name] for name in divided.info.edits[-1].results) == next(
        theme.size for theme in whole.info.themes if theme.theme_id == both
    )


def test_the_largest_part_keeps_the_id_and_the_label_by_hand(whole, both, divide):
    """What a person has called it stays with it, and not with the other part."""
    divided = divide(model=rename_theme(whole, both, {"en": "Courts and fields"}))
    parts = {theme.theme_id: theme for theme in divided.info.themes if theme.theme_id in divided.info.edits[-1].results}
    assert parts[both].labels["en"] == "Courts and fields"
    assert parts[both].size == max(part.size for part in parts.values())
    (other,) = (part for name, part in parts.items() if name != both)
    assert other.labels.get("en") != "Courts and fields"
    assert other.renamed == ()
    (line,) = (line for line in divided.info.lineage if line.theme_id == other.theme_id)
    assert (line.previous, line.sources) == (None, (both,))


def test_the_same_split_gives_the_same_model(divide):
    """To the byte."""
    assert divide().sha256 == divide().sha256


def test_too_few_passages_are_an_error_that_says_how_many_it_takes(whole, divide, passages, both):
    """Copies of one passage do not count as many."""
    copies = TrainingPassages(["x"] * 30, ["en"] * 30, np.repeat(passages.vectors[7:8], 30, axis=0), ["d"] * 30)
    with pytest.raises(InputError, match="only 1 different passages") as caught:
        divide(text=copies)
    assert "2 parts take 6" in caught.value.remedy
    with pytest.raises(InputError, match="'t777'"):
        divide(theme_id="t777")
    assert both in whole.theme_ids


def test_one_passage_that_lies_apart_is_no_part(whole, both, divide, passages):
    """A part of one passage is no theme: the user is told, and nothing is made."""
    own = np.flatnonzero(assign(whole, passages.vectors, passages.languages)[0] == whole.theme_ids.index(both))[:14]
    rows = passages.vectors[own[:7]].copy()
    rows = rows.mean(axis=0) + (rows - rows.mean(axis=0)) * 0.01
    rows[0] = passages.vectors[own[0]] + 3
    text = TrainingPassages(passages.texts[:7], ["ar"] * 7, rows, ["d"] * 7)
    with pytest.raises(InputError, match="does not divide into 2: a part would have 1"):
        divide(text=text)


def test_vectors_of_another_encoder_are_refused(whole, both, passages, encoder):
    """They have no place in the model's space."""
    other = replace(whole, info=replace(whole.info, encoder_sha256="0" * 64))
    with pytest.raises(InputError, match="another encoder"):
        split(other, both, parts=2, passages=passages, encoder=encoder, keywords=5)
