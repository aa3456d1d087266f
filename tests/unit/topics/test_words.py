"""Words of themes: what counts together, what is shown, what is left out."""

from collections import Counter

import numpy as np
import pytest

from corpus_cli.normalize import fold_text
from corpus_cli.topics import arabic, english
from corpus_cli.topics.words import extract_terms, theme_keywords


def base(language, words):
    counts = Counter(fold_text(word) for word in words.split())
    return {word: language.base_forms(counts)[fold_text(word)] for word in words.split()}


def test_arabic_forms_with_proclitics_count_with_the_attested_bare_form():
    """و، لل، ب and the article are taken off where the corpus has the bare word."""
    found = base(arabic, "عدالة عدالة العدالة والعدالة للعدالة بعدالة")
    assert set(found.values()) == {"عداله"}


def test_arabic_letters_that_only_look_like_proclitics_stay():
    """The و of وزارة and the ال of ألمانيا are part of the word: nothing bare is attested."""
    found = base(arabic, "وزارة ألمانيا بناء")
    assert found == {"وزارة": "وزاره", "ألمانيا": "المانيا", "بناء": "بناء"}


def test_a_root_letter_is_not_taken_for_a_proclitic_where_the_short_word_is_rare():
    """لجان (committees) does not become جان because that name occurs once."""
    assert base(arabic, "لجان لجان لجان جان")["لجان"] == "لجان"


@pytest.mark.parametrize("word", ["وفي", "بأن", "لهذا", "كانون", "الذين", "آذار"])
def test_arabic_function_words_and_months_are_no_keywords(word):
    """Function words stay function words behind a proclitic."""
    assert not arabic.is_content(fold_text(word))


def test_english_plurals_count_with_attested_singulars():
    """refugees with refugee, councils with council, but not news with new."""
    found = base(english, "refugees refugee countries country news class")
    assert found["refugees"] == "refugee"
    assert found["countries"] == "country"
    assert found["class"] == "class"


def test_a_word_is_shown_as_it_is_mostly_written_without_particles():
    """المفقودين is commoner than مفقودين and stands; والمفقودين and للمفقودين do not show their particles."""
    texts = ["ملف المفقودين والمفقودين", "عائلات المفقودين للمفقودين", "والمفقودين للمفقودين والمفقودين مفقودين"]
    (theme,) = keywords_of(texts, ["ar"] * 3, [0] * 3, "ar", size=1)
    assert theme[0].text == "المفقودين"


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


def test_a_theme_without_text_in_a_language_has_no_keywords_there():
    """Nothing is invented: the English keywords of an Arabic theme are empty here."""
    found = keywords_of(["wheat prices rose", "سعر القمح ارتفع"], ["en", "ar"], [0, 1], "en")
    assert found[1] == ()


def test_words_of_the_other_script_are_not_this_languages_keywords():
    """An English name inside Arabic passages is not an Arabic keyword."""
    texts = ["منصة Telegram تنشر شائعات", "قناة Telegram تنشر شائعات", "عبر Telegram شائعات"]
    (theme,) = keywords_of(texts, ["ar"] * 3, [0] * 3, "ar", size=10)
    assert all("Telegram" not in keyword.text for keyword in theme)
    assert any(keyword.text == "شائعات" for keyword in theme)


def test_two_letters_without_an_article_are_as_risky_as_one():
    """وكالة (power of attorney) does not become آلة (machine) because that word occurs once."""
    assert base(arabic, "وكالة وكالة وكالة آلة")["وكالة"] == fold_text("وكالة")


def test_a_conjunction_on_a_verbal_noun_that_is_never_bare_is_dropped():
    """وتوثيق alone is the second half of a pair; توثيق, where it is attested, takes it in."""
    assert base(arabic, "وتوثيق")["وتوثيق"] == ""
    assert base(arabic, "وتوثيق توثيق توثيق")["وتوثيق"] == "توثيق"


def test_words_that_need_another_are_keywords_only_in_phrases():
    """local says nothing, local council does."""
    texts = ["the local council met", "a local council votes", "local council budget", "local news local music"]
    (theme,) = keywords_of(texts, ["en"] * 4, [0] * 4, "en", size=10)
    words = [keyword.text for keyword in theme]
    assert "local council" in words
    assert "local" not in words
