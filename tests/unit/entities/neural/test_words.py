from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.entities.neural.words import shape, split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("وبحلب، (WFP)", ["وبحلب", "،", "(", "WFP", ")"]),
        ("Ma'arrat al-Nu'man's", ["Ma", "'", "arrat", "al", "-", "Nu", "'", "man", "'", "s"]),
        ("انفجار_بيروت", ["انفجار", "_", "بيروت"]),
        ("حَلَب", ["حَلَب"]),
        ("٢٠٢٣/4", ["٢٠٢٣", "/", "4"]),
    ],
)
def test_words_are_runs_of_letters_and_digits(text, words):
    assert [text[word.start : word.end] for word in split(text)] == words


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("حَلَـــب", "حلب"),
        ("کوبانی", "كوباني"),
        ("ﻼ", "لا"),
        ("Ｈama", "Hama"),
        ("\u200fحمص", "حمص"),
        ("x" * 5000, "x" * 48),
    ],
)
def test_the_network_reads_plain_letters(word, form):
    assert shape(word) == form


@given(st.text())
def test_words_cover_all_but_white_space_in_order(text):
    words = split(text)
    assert "".join(text[word.start : word.end] for word in words) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert all(word.spaced == (word.start == 0 or text[word.start - 1].isspace()) for word in words)
