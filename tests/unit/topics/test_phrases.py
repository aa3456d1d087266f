"""Which neighbouring words are one phrase."""

from corpus_cli.normalize import fold_text
from corpus_cli.topics import arabic
from corpus_cli.topics.phrases import PHRASE_MARK, find_phrases


def run(text):
    return [(word, word) for word in text.split()]


def shown(runs, text):
    return [written for _, written in find_phrases(runs).of(run(text))]


def test_words_that_stand_together_often_are_a_phrase():
    """Three times in all and for a fair share of the rarer word; two chance neighbours are none."""
    runs = [run("transitional justice"), run("transitional justice now"), run("transitional justice"), run("now rain")]
    assert shown(runs, "transitional justice now rain") == ["transitional justice"]


def test_a_torn_phrase_is_the_longer_one():
    """الدولي الإنساني is never without القانون before it: the whole is shown, once."""
    runs = [run("القانون الدولي الإنساني")] * 4 + [run("القانون المدني")]
    assert shown(runs, "القانون الدولي الإنساني") == ["القانون الدولي الإنساني"]


def test_a_phrase_with_changing_neighbours_stays_two_words():
    """حقوق الإنسان with other words around it is a phrase by itself."""
    runs = [run(f"{word} حقوق الإنسان") for word in ("انتهاك", "منظمات", "ملف", "وضع")]
    assert shown(runs, "ملف حقوق الإنسان") == ["حقوق الإنسان"]


def test_a_word_with_a_conjunction_is_another_item():
    """في جمع وتوثيق there are two things; النساء والشباب, both definite, is one pair."""
    assert not arabic.joins(fold_text("جمع"), fold_text("وتوثيق"))
    assert arabic.joins(fold_text("النساء"), fold_text("والشباب"))
    assert arabic.joins(fold_text("حقوق"), fold_text("الإنسان"))


def test_the_mark_never_occurs_in_words():
    """Terms are told apart by it."""
    assert not PHRASE_MARK.isprintable()
