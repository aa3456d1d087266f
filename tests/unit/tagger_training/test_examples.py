import random
from collections import Counter

import numpy as np
import pytest
from tagger.examples import IGNORED, batches, collated, example
from tagger.sets import Sentence, Span, unmarked

from corpus_cli.entities.taggers.neural.decoding import LABELS
from corpus_cli.entities.taggers.neural.pieces import BEGIN, END, PAD
from corpus_cli.entities.taggers.neural.windows import LENGTH


def labels(made):
    return [[LABELS[n] for n in np.flatnonzero(row)] for row in made.allowed]


@pytest.mark.parametrize(
    ("marked", "expected", "letters"),
    [
        ("و[[حلب|P]]", [["B-PLACE"]], [1]),
        ("[[واشنطن|P]]", [["B-PLACE"]], [0]),
        # The article's alef is gone after ل: the first ل is the preposition, the second belongs to the name.
        ("ل[[لأمم المتحدة|O]]", [["B-ORG"], ["I-ORG"]], [1, IGNORED]),
        ("وَ[[حَلَب|P]]", [["B-PLACE"]], [1]),  # vowel signs are no letters
        ("و[[WFP|O]] [[Salma|H]]", [["O"], ["B-ORG"], ["B-PERSON"]], [IGNORED] * 3),  # Latin names have no proclitics
        ("[[حلب|P]] [[حمص|P]]", [["B-PLACE"], ["B-PLACE"]], [0, 0]),
    ],
)
def test_words_have_labels_and_their_proclitics_are_counted(pieces, marked, expected, letters):
    made = example(unmarked(marked, id="x"), pieces)
    assert labels(made) == expected
    assert made.proclitics == letters


def test_where_a_set_marks_only_places_the_other_names_remain_possible(pieces):
    made = example(unmarked("in [[Homs|P]]", id="x", known=frozenset({"PLACE"})), pieces)
    assert labels(made) == [["O", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON"], ["B-PLACE"]]


def test_where_whole_words_are_marked_proclitics_are_not_learned(pieces):
    made = example(Sentence("x", "وحلب", (Span(0, 4, "PLACE"),), style="theirs", edges=False), pieces)
    assert (labels(made), made.proclitics, made.style) == ([["B-PLACE"]], [IGNORED], 1)


def test_more_letters_before_a_name_than_the_network_counts_are_not_learned(pieces):
    assert example(unmarked("كانت[[حلب|P]]", id="x"), pieces).proclitics == [IGNORED]


def test_a_sentence_without_words_is_none_and_a_long_one_is_cut(pieces):
    assert example(Sentence("x", "  ", ()), pieces) is None
    text = "abc " * 200
    made = example(Sentence("x", text, (Span(len(text) - 4, len(text) - 1, "PLACE"),)), pieces)
    assert len(made.ids) <= LENGTH
    assert (made.ids[0], made.ids[-1]) == (BEGIN, END)
    assert len(made.columns) == len(made.allowed) == len(made.proclitics) < 200


@pytest.fixture
def made(pieces):
    chance = random.Random(0)
    return [example(Sentence("x", "ab " * chance.randint(1, 40), ()), pieces) for _ in range(200)]


def test_batches_hold_every_example_once_within_their_bounds(made):
    grouped = list(batches(made, pieces=512, shuffle=random.Random(0)))
    assert Counter(id(one) for group in grouped for one in group) == Counter(map(id, made))
    for group in grouped:
        assert len(group) * max(len(one.ids) for one in group) <= 512
    assert [len(one.ids) for group in batches(made, pieces=512, shuffle=None) for one in group] == sorted(
        len(one.ids) for one in made
    )


def test_batches_come_in_few_shapes_and_empty_rows_hold_no_words(made):
    shapes = set()
    for group in batches(made, pieces=512, shuffle=random.Random(0)):
        batch = collated(group, pieces=512)
        height, width = batch.ids.shape
        assert (width % 16, height) == (0, 512 // width)
        shapes.add((height, width))
        assert batch.mask.sum() == sum(len(one.ids) for one in group) + height - len(group)
        assert (batch.ids[batch.mask == 0] == PAD).all()
        assert batch.rows.max() == len(group) - 1
        words = sum(len(one.columns) for one in group)
        assert len(batch.rows) == len(batch.columns) == len(batch.allowed) == len(batch.proclitics) == words
    assert len(shapes) <= 8


def test_the_style_stands_at_every_piece_of_its_sentence(pieces):
    group = [example(Sentence("x", "ab", (), style=style), pieces) for style in ("ours", "theirs")]
    assert collated(group, pieces=64).styles[:2].tolist() == [[0] * 16, [1] * 16]
