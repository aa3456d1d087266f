from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.entities.taggers.neural.words import shape, split


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
        ("ﺳﻮرﯾﺎ", "سوريا"),
        ("ﻭﺣﻠﺐ", "وحلب"),
        ("Ｈama", "Hama"),
        ("\u200fحمص", "حمص"),
        ("x" * 5000, "x" * 48),
    ],
)
def test_the_network_reads_plain_letters(word, form):
    assert shape(word) == form


@given(st.text() | st.text(alphabet="ab حلب\u200f\ufeff _-"))
def test_words_cover_all_that_is_seen_in_order(text):
    words = split(text)
    seen = [char for char in text if not char.isspace() and not ("\u200b" <= char <= "\u200f") and char != "\ufeff"]
    seen = [char for char in seen if not ("\u202a" <= char <= "\u202e" or "\u2060" <= char <= "\u2069")]
    assert "".join(text[word.start : word.end] for word in words) == "".join(seen)
    assert all(a.end <= b.start for a, b in pairwise(words))


@pytest.mark.parametrize(
    ("text", "spaced"), [("in \u200fحلب", [True, True]), ("و\u200fUN", [True, False]), ("(a", [True, False])]
)
def test_a_direction_mark_is_no_word_and_hides_no_space(text, spaced):
    assert [word.spaced for word in split(text)] == spaced
