"""Words that belong together score high, in both languages, phrases as well as words."""

from __future__ import annotations

import pytest

from corpus_cli.evaluation.topics.coherence import coherence, diversity, top_words
from corpus_cli.topics.model.topic_model import Theme
from corpus_cli.topics.words.keywords import Keyword


def npmi(words, texts, language="en"):
    found = coherence({"t001": words}, texts, language=language)
    return None if found is None else found.npmi


def test_words_that_always_meet_score_one_and_words_that_never_do_minus_one():
    """The ends of normalised pointwise mutual information."""
    texts = ["court judge", "wheat farm", "court judge trial"]
    assert npmi(["court", "judge"], texts) == 1
    assert npmi(["court", "wheat"], texts) == -1


def test_words_that_meet_as_often_as_by_chance_score_zero():
    """Two words in half of the passages each, together in a quarter."""
    assert npmi(["court", "wheat"], ["court wheat", "court", "wheat", "road"]) == 0


def test_words_of_every_passage_are_no_division_by_zero():
    """Both words stand everywhere."""
    assert npmi(["court", "judge"], ["court judge"] * 3) == 1


def test_a_word_counts_once_a_passage():
    """Repeating both words in one passage changes nothing (boolean document)."""
    assert npmi(["court", "judge"], ["court judge " * 9, "court", "road"]) == npmi(
        ["court", "judge"], ["court judge", "court", "road"]
    )


def test_arabic_words_are_found_with_what_is_written_on_them():
    """و, ل, ب and the article are letters of the same word in Arabic script; vowel signs and hamza are spelling."""
    texts = ["والعدالة للضحايا", "العدالة الضحايا", "عدالة ضحايا", "إنتخابات القمح", "القَمح"]
    assert npmi(["العدالة", "ضحايا"], texts, "ar") == 1
    assert npmi(["الانتخابات", "قمح"], texts, "ar") is not None


def test_a_phrase_is_its_words_in_a_row():
    """«transitional» and «justice» in two sentences are not «transitional justice»; nor across a line."""
    texts = ["transitional justice and court", "court. Justice was transitional", "transitional\njustice", "court"]
    together = coherence({"t001": ["transitional justice", "court"]}, texts, language="en")
    assert together is not None
    assert together.npmi == pytest.approx(0.2075, abs=1e-4)
    arabic = ["قانون العدالة الانتقالية", "العدالة. الانتقالية", "قانون"]
    assert npmi(["العدالة الانتقالية", "قانون"], arabic, "ar") == pytest.approx(0.3691, abs=1e-4)


def test_words_that_no_passage_has_are_left_out_and_told():
    """They say nothing for or against a theme; with one word left there is no pair."""
    texts = ["court judge", "court judge", "road"]
    found = coherence({"t001": ["court", "judge", "unseen"], "t002": ["road", "absent"]}, texts, language="en")
    assert found is not None
    assert found.themes == {"t001": 1}
    assert found.found == 0.6
    assert coherence({"t001": ["absent", "unseen"]}, texts, language="en") is None
    assert coherence({}, [], language="en") is None


def test_diversity_is_the_share_of_different_words():
    """Two themes of two words that share one."""
    assert diversity({"t001": ["court", "judge"], "t002": ["Judge", "road"]}) == 0.75
    assert diversity({}) is None


def test_suggested_words_are_not_measured_and_ten_are_enough():
    """A suggestion is of another theme; the eleventh word decides nothing."""
    own = tuple(Keyword(text=f"w{at}", weight=1.0) for at in range(12))
    lent = (Keyword(text="lent", weight=1.0, suggested=True),)
    themes = [
        Theme(theme_id="t001", labels={}, keywords={"en": own, "ar": lent}, trained_passages={}),
        Theme(theme_id="t002", labels={}, keywords={}, trained_passages={}),
    ]
    assert top_words(themes, "en") == {"t001": tuple(f"w{at}" for at in range(10))}
    assert top_words(themes, "ar") == {}
