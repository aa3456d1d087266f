from __future__ import annotations

import pytest

from corpus_cli.search.analysis import indexed_terms, matches, word_terms


def meet(first: str, second: str) -> bool:
    """Whether a query of the one word finds the other."""
    return bool(set(word_terms(first)) & set(word_terms(second)))


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("بحلب", "حلب"),  # the preposition ب
        ("وحلب", "حلب"),  # and
        ("أحمد", "احمد"),  # hamza is often left out
        ("الرقة", "الرقه"),  # ة is often written ه
        ("الرقة", "رقة"),  # the article
        ("للرقة", "الرقة"),  # ل swallows the alef of the article
        ("وبالعدالة", "عدالة"),  # three particles
        ("اللاجئين", "لاجئ"),  # sound plural
        ("لاجئون", "اللاجئين"),  # nominative and oblique
        ("حكومتهم", "الحكومة"),  # ة is ت before a pronoun
        ("فلسطينيين", "فلسطيني"),  # plural of a nisba
        ("انتهاكات", "انتهاك"),
        ("الالتزام", "التزام"),  # ال is of the word the second time
        ("مـــدرسة", "مَدْرَسَة"),  # tatweel and vowel signs
        ("کتاب", "كتاب"),  # a Persian keyboard
        ("سوريا", "سورية"),  # two spellings
    ],
)  # fmt: skip
def test_arabic_forms_of_one_word_meet(written: str, asked: str) -> None:
    """What a reader takes for one word is found by any of its forms."""
    assert meet(written, asked)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ورقة", "الرقة"),  # paper is not and-Raqqa
        ("لبنان", "لبن"),  # Lebanon is not milk
        ("المدنيين", "المدن"),  # civilians are not cities
        ("وقت", "قت"),
        ("بلد", "لد"),
    ],
)  # fmt: skip
def test_arabic_words_that_look_alike_stay_apart(first: str, second: str) -> None:
    """A letter of the word itself is no particle and no ending."""
    assert not meet(first, second)


@pytest.mark.parametrize(
    ("written", "asked"), [("refugees", "refugee"), ("displaced", "displacement"), ("organisations", "organization")]
)
def test_english_stems_meet(written: str, asked: str) -> None:
    """Endings and British spelling make no other word."""
    assert meet(written, asked)


@pytest.mark.parametrize("word", ["the", "of", "في", "ومن", "إلى", "s", "a" * 41])
def test_what_says_nothing_has_no_terms(word: str) -> None:
    """Function words, with و too, single letters and what is too long for a word are not searched for."""
    assert word_terms(word) == ()


def test_a_word_is_marked_as_it_stands() -> None:
    """The mark covers the particle too, and offsets are those of the display text."""
    text = "اجتمعوا بحلب وفي الرقّة"
    found = [text[start:end] for start, end in matches(text, {*word_terms("حلب"), *word_terms("رقه")})]
    assert found == ["بحلب", "الرقّة"]


def test_terms_hold_no_space_and_no_stop_word() -> None:
    """The store parts the column at spaces only."""
    assert indexed_terms("The return of refugees, 2023") == "return refuge 2023"


@pytest.mark.parametrize("text", ["فهم مشترك", "سوء فهم", "ولي الأمر", "وليّ", "الفهم"])
def test_words_that_begin_like_a_particle_before_a_stop_word_are_looked_for(text: str) -> None:
    """Understanding is not and-they, a guardian is not and-to-me."""
    assert all(word_terms(word) for word in text.split())


@pytest.mark.parametrize("word", ["وهم", "فهو", "وفي", "لهم", "بهم", "منهم", "فقد", "وقد", "فهي", "ولا"])
def test_particles_before_stop_words_say_nothing(word: str) -> None:
    """What stands in every text is not looked for, whatever is written together with it."""
    assert word_terms(word) == ()
