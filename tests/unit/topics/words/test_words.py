"""Terms of passages: what counts together, what is shown, what is left out."""

import numpy as np
import pytest

from corpus_cli.normalize import fold_text
from corpus_cli.topics.words import arabic, english
from corpus_cli.topics.words.keywords import theme_keywords
from corpus_cli.topics.words.vocabulary import extract_terms


def keywords_of(texts, languages, labels, language, size=4):
    terms, vocabularies = extract_terms(texts, languages)
    return theme_keywords(
        terms,
        np.asarray(labels),
        languages=languages,
        language=language,
        vocabulary=vocabularies[language],
        themes=max(labels) + 1,
        size=size,
    )


@pytest.mark.parametrize("word", ["وفي", "بأن", "لهذا", "كانون", "الذين", "آذار", "و21", "صغيرًا"])
def test_arabic_function_words_and_months_are_no_keywords(word):
    """Function words stay function words behind a proclitic, and in the accusative."""
    assert not arabic.is_content(fold_text(word))


def test_a_short_word_that_ends_as_an_accusative_is_a_word():
    """عليا (supreme) is not على (on), though folded it is that and one letter."""
    assert arabic.is_content(fold_text("عليا"))


@pytest.mark.parametrize(("word", "content"), [("reportedly", False), ("approximately", False), ("family", True)])
def test_english_adverbs_are_no_keywords(word, content):
    """What ends in -ly says how, not what; family and its like are listed."""
    assert english.is_content(word) is content


def test_a_word_is_shown_as_it_is_mostly_written_without_particles():
    """المفقودين is commoner than مفقودين and stands; والمفقودين and للمفقودين do not show their particles."""
    texts = ["ملف المفقودين والمفقودين", "عائلات المفقودين للمفقودين", "والمفقودين للمفقودين والمفقودين مفقودين"]
    (theme,) = keywords_of(texts, ["ar"] * 3, [0] * 3, "ar", size=1)
    assert theme[0].text == "المفقودين"


def test_phrases_that_belong_together_are_keywords():
    """العدالة الانتقالية is shown as one phrase, in its commonest form and without the proclitic of its first word."""
    theme = [
        "مسار العدالة الانتقالية طويل",
        "للعدالة الانتقالية ملفات",
        "والعدالة الانتقالية مطلب",
        "العدالة الانتقالية حق",
    ]
    other = ["سعر القمح ارتفع", "موسم القمح جيد", "تسويق القمح صعب", "بذار القمح غال"]
    first, second = keywords_of(theme + other, ["ar"] * 8, [0] * 4 + [1] * 4, "ar")
    assert first[0].text == "العدالة الانتقالية"
    assert any(keyword.text == "القمح" for keyword in second)


def test_an_arabic_phrase_is_one_with_and_without_the_article_and_particles():
    """العدالة الانتقالية, عدالة انتقالية, للعدالة الانتقالية and وبالعدالة الانتقالية are one term."""
    texts = ["العدالة الانتقالية", "عدالة انتقالية", "للعدالة الانتقالية", "وبالعدالة الانتقالية"]
    terms, vocabularies = extract_terms(texts, ["ar"] * 4)
    (phrase,) = {term for passage in terms for term in passage if " " in vocabularies["ar"].written(term)}
    assert all(phrase in passage for passage in terms)
    assert vocabularies["ar"].written(phrase) == "العدالة الانتقالية"


def test_a_phrase_that_is_only_found_with_a_particle_is_shown_without():
    """للعدالة الانتقالية three times: العدالة stands elsewhere, so it can be written."""
    texts = ["للعدالة الانتقالية", "للعدالة الانتقالية", "للعدالة الانتقالية", "العدالة", "عدالة"]
    _, vocabularies = extract_terms(texts, ["ar"] * 5)
    (phrase,) = vocabularies["ar"].phrases
    assert vocabularies["ar"].written(phrase) == "العدالة الانتقالية"


def test_an_english_phrase_is_one_with_and_without_capitals_and_hyphens():
    """Human rights, human rights and human-rights are one term; cease-fire is the word ceasefire."""
    texts = ["the Human rights file", "a human rights list", "human-rights work", "on human rights", "Human Rights"]
    terms, vocabularies = extract_terms([*texts, "a cease-fire", "one ceasefire"], ["en"] * 7)
    (phrase,) = vocabularies["en"].phrases
    assert all(phrase in passage for passage in terms[:5])
    assert vocabularies["en"].written(phrase) == "human rights"
    assert terms[5] == terms[6]


def test_a_linking_word_belongs_to_a_phrase():
    """rule of law and القائم على النوع are whole; of and على are no terms themselves."""
    english_texts = [f"{word} rule of the law {word}" for word in ("when", "where", "who", "why", "how", "what")]
    arabic_texts = [f"{word} الوصول إلى العدالة {word}" for word in ("من", "عن", "متى", "كيف", "هل", "ما")]
    for texts, language, shown, link in (
        (english_texts, "en", "rule of the law", "of"),
        (arabic_texts, "ar", "الوصول إلى العدالة", "الي"),
    ):
        terms, vocabularies = extract_terms(texts, [language] * 6)
        assert shown in {vocabularies[language].written(term) for term in terms[0]}
        assert link not in terms[0]


def test_a_theme_without_text_in_a_language_has_no_keywords_there():
    """Nothing is invented: the English keywords of an Arabic theme are empty here."""
    found = keywords_of(["wheat prices rose", "سعر القمح ارتفع"], ["en", "ar"], [0, 1], "en")
    assert found[1] == ()


def test_a_passage_without_a_theme_counts_for_none():
    """The label -1 is no theme, least of all the last."""
    terms, vocabularies = extract_terms(["wheat", "court", "music"], ["en"] * 3)
    found = theme_keywords(
        terms,
        np.asarray([0, 1, -1]),
        languages=["en"] * 3,
        language="en",
        vocabulary=vocabularies["en"],
        themes=2,
        size=5,
    )
    assert [[word.text for word in theme] for theme in found] == [["wheat"], ["court"]]


def test_terms_left_out_are_no_keywords():
    """What the caller found to describe no theme of this corpus is not chosen."""
    terms, vocabularies = extract_terms(["wheat video", "court video"], ["en"] * 2)
    first, _ = theme_keywords(
        terms,
        np.asarray([0, 1]),
        languages=["en"] * 2,
        language="en",
        vocabulary=vocabularies["en"],
        themes=2,
        size=5,
        without={"video"},
    )
    assert [word.text for word in first] == ["wheat"]


def test_words_of_the_other_script_are_not_this_languages_keywords():
    """An English name inside Arabic passages is not an Arabic keyword."""
    texts = ["منصة Telegram تنشر شائعات", "قناة Telegram تنشر شائعات", "عبر Telegram شائعات"]
    (theme,) = keywords_of(texts, ["ar"] * 3, [0] * 3, "ar", size=10)
    assert all("Telegram" not in keyword.text for keyword in theme)
    assert any(keyword.text == "شائعات" for keyword in theme)


def test_words_that_need_another_are_keywords_only_in_phrases():
    """local says nothing, local council does."""
    texts = ["the local council met", "a local council votes", "local council budget", "local news local music"]
    (theme,) = keywords_of(texts, ["en"] * 4, [0] * 4, "en", size=10)
    words = [keyword.text for keyword in theme]
    assert "local council" in words
    assert "local" not in words


def test_passages_of_an_unknown_language_have_no_terms():
    """They keep their place, so that terms and labels go together."""
    terms, vocabularies = extract_terms(["le marché", "the market"], ["fr", "en"])
    assert list(terms) == [[], ["market"]]
    assert set(vocabularies) == {"en"}


def test_no_passages_have_no_terms():
    """An empty corpus is not an error."""
    terms, vocabularies = extract_terms([], [])
    assert list(terms) == []
    assert vocabularies == {}


def test_the_commonest_terms_come_first_and_rare_ones_can_be_left_out():
    """Words that need another beside them are no terms by themselves."""
    _, vocabularies = extract_terms(["wheat wheat local", "wheat court", "court music"], ["en"] * 3)
    assert vocabularies["en"].commonest(2) == ["wheat", "court"]
    assert vocabularies["en"].commonest(9, least=2) == ["wheat", "court"]
