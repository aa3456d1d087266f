"""Which neighbouring words are one phrase."""

import numpy as np

from corpus_cli.normalize import fold_text
from corpus_cli.topics.words import arabic
from corpus_cli.topics.words.joints import FREE, LEANING, PAIRED, UNJOINED
from corpus_cli.topics.words.phrases import ADJACENT, APART, PHRASE_MARK, Running, find_phrases

LINK = 1


def shown(runs, text):
    """The phrases found in ``text``, the last of the runs; of marks a linking word."""
    index, words, links = {}, [], []
    for run in [*runs, text]:
        how = APART
        for word in run.split():
            if word == "of":
                how = LINK
                continue
            words.append(index.setdefault(word, len(index)))
            links.append(how)
            how = ADJACENT
    last = len(words) - sum(word != "of" for word in text.split())
    found = find_phrases(Running(np.asarray(words, dtype=np.int32), np.asarray(links, dtype=np.int32)))
    names = list(index)
    return sorted(
        " ".join(names[word] for word in words[start : start + length])
        for start, length in zip(found.starts.tolist(), found.lengths.tolist(), strict=True)
        if start >= last
    )


def test_words_that_stand_together_often_are_a_phrase():
    """Three times in all and for a fair share of the rarer word; two chance neighbours are none."""
    runs = ["transitional justice", "transitional justice now", "now rain"]
    assert shown(runs, "transitional justice now rain") == ["transitional justice"]


def test_neighbours_no_likelier_than_by_chance_are_no_phrase():
    """Two words that fill the text stand together often without belonging together."""
    runs = ["big small", "small big", "big big small small", "small small big big"] * 5
    assert shown(runs, "big small") == []


def test_a_torn_phrase_is_the_longer_one():
    """الدولي الإنساني is never without القانون before it: the whole is shown, once."""
    runs = ["القانون الدولي الإنساني"] * 4 + ["القانون المدني"]
    assert shown(runs, "القانون الدولي الإنساني") == ["القانون الدولي الإنساني"]


def test_a_phrase_may_have_four_words():
    """الحقوق الاقتصادية والاجتماعية والثقافية, each of whose parts is nearly always in it."""
    whole = "الحقوق الاقتصادية والاجتماعية والثقافية"
    assert shown([whole] * 4, whole) == [whole]


def test_a_sentence_that_is_repeated_gives_no_phrases():
    """Five words that always stand together are a formula, and so are the pieces of it."""
    formula = "published under licence without further notice"
    assert shown([formula] * 5, formula) == []


def test_a_phrase_with_changing_neighbours_stays_two_words():
    """حقوق الإنسان with other words around it is a phrase by itself."""
    runs = [f"{word} حقوق الإنسان" for word in ("انتهاك", "منظمات", "ملف", "وضع")]
    assert shown(runs, "ملف حقوق الإنسان") == ["حقوق الإنسان"]


def test_a_linked_phrase_must_be_seen_twice_as_often():
    """rule of law six times is a phrase, five times it may be a sentence going on."""
    assert shown(["rule of law"] * 5, "rule of law") == ["rule law"]
    assert shown(["rule of law"] * 4, "rule of law") == []


def test_nothing_to_read_has_no_phrases():
    """No words, or a single one."""
    assert shown([], "") == []
    assert shown([], "word") == []


def test_a_word_with_a_conjunction_is_another_item():
    """In جمع وتوثيق there are two things; النساء والشباب, both definite, is one pair; وزارة only begins with و."""
    assert arabic.joint(fold_text("وتوثيق"), "توثيق") == UNJOINED
    assert arabic.joint(fold_text("والشباب"), "شباب") == PAIRED
    assert arabic.is_definite(fold_text("النساء"))
    assert not arabic.is_definite(fold_text("جمع"))
    assert arabic.joint(fold_text("وزارة"), fold_text("وزارة")) == FREE


def test_a_preposition_written_on_is_a_linking_word():
    """بالعودة may belong to الحق before it; بناء only begins with ب."""
    assert arabic.joint(fold_text("بالعودة"), fold_text("عودة")) == LEANING
    assert arabic.joint("بناء", "بناء") == FREE


def test_adverbs_and_verbs_end_phrases():
    """شهريًا is an adverb by its tanwin, تحققنا a verb; مستشفى is neither."""
    assert arabic.ends_phrase("شهريًا")
    assert arabic.ends_phrase("تحققنا")
    assert not arabic.ends_phrase("مستشفى")


def test_the_mark_never_occurs_in_words():
    """Terms are told apart by it."""
    assert not PHRASE_MARK.isprintable()
