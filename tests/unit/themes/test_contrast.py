"""What one language says within a theme and the other does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus_cli.recipe import ThemeSettings
from corpus_cli.themes.cards import build_cards
from corpus_cli.themes.contrast_places import ThemePlaces
from corpus_cli.themes.names import NameTally
from corpus_cli.themes.page import Contrast
from corpus_cli.themes.tally import ThemeTally
from corpus_cli.topics.encoders.encoder import Encoder
from corpus_cli.topics.model.topic_model import TopicModel
from corpus_cli.topics.words.stop_words import StopWord

# Words that mean the same have one number; every other word has a direction of its own.
MEANINGS = {"كفيل": 0, "guarantor": 0, "قرض": 1, "loan": 1, "بيت": 2, "house": 2, "bail": 3}
FILLER_AR = "اجتمع الأهالي وناقشوا أحوال الحي وتبادلوا الآراء وكتبوا المحضر"
FILLER_EN = "neighbours gathered, discussed everyday matters, exchanged opinions, wrote minutes"


class WordEncoder:
    """An encoder that knows what the words of ``MEANINGS`` mean and takes every other text for something else."""

    name = "words"
    sha256 = "0"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text."""
        vectors = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row, MEANINGS.get(text, 8 + sum(map(ord, text)) % 56)] = 1
        return vectors


WORDS = WordEncoder()


@pytest.fixture
def contrast(make_document: Callable, part: Callable, model: TopicModel) -> Callable[..., dict[str, Contrast]]:
    """The contrasts of theme t001 over reports with one passage of so many words each, by language.

    ``off``: how far English passages lie from the Arabic ones.
    """

    def build(
        arabic: Sequence[str],
        english: Sequence[str],
        *,
        off: float = 3.0,
        encoder: Encoder | None = WORDS,
        stop_words: tuple[StopWord, ...] = (),
    ) -> dict[str, Contrast]:
        tally = ThemeTally()
        for number, text in enumerate(arabic):
            tally.add(*make_document(number, part("ar", "t001", text, off)), model)
        for number, text in enumerate(english, 100):
            tally.add(*make_document(number, part("en", "t001", text, off)), model)
        # The rest of each language, against which a word is distinctive.
        for number in range(10):
            tally.add(*make_document(200 + number, part("ar", "t002", f"{FILLER_AR}. " * 3)), model)
            tally.add(*make_document(300 + number, part("en", "t002", f"{FILLER_EN}. " * 3)), model)
        known = replace(model, info=replace(model.info, stop_words={"ar": stop_words}))
        page = build_cards(tally, known, settings=ThemeSettings(), encoder=encoder)
        card = next(card for card in page.themes if card.theme_id == "t001")
        return {found.language: found for found in card.contrast}

    return build


ARABIC = [f"طلب المصرف أن يحضر كفيل آخر. {FILLER_AR}. " * 6] * 12
ENGLISH = [f"{FILLER_EN}. " * 12] * 12


def test_a_word_that_one_language_says(contrast: Callable) -> None:
    """كفيل in twelve Arabic reports and nothing near it in the English ones: told with its counts."""
    found = contrast(ARABIC, ENGLISH)
    words = {word.text: word for word in found["ar"].words}
    assert "كفيل" in words
    assert (words["كفيل"].uses, words["كفيل"].documents) == (72, 12)
    assert words["كفيل"].expected > 5
    assert words["كفيل"].similarity < 0.6
    assert (found["ar"].other, found["ar"].note is None) == ("en", False)  # no places to compare


def test_a_word_that_both_say(contrast: Callable) -> None:
    """With «guarantor» in the English reports, كفيل is said in both."""
    english = [f"The bank wants a guarantor. {FILLER_EN}. " * 6] * 12
    assert "كفيل" not in {word.text for word in contrast(ARABIC, english)["ar"].words}


def test_a_word_said_in_passing(contrast: Callable) -> None:
    """One «guarantor» where dozens are expected is a mention in passing, and is shown as the nearest word."""
    english = [*ENGLISH, "A guarantor came."]
    (word,) = (word for word in contrast(ARABIC, english)["ar"].words if word.text == "كفيل")
    assert (word.nearest, word.nearest_uses) == ("guarantor", 1)
    assert word.similarity > 0.9


def test_near_passages_say_it_in_other_words(contrast: Callable) -> None:
    """The encoder does not know every word: with English passages near to the Arabic ones, nothing is claimed."""
    assert contrast(ARABIC, ENGLISH, off=0.1)["ar"].words == ()


def test_one_report_is_no_language(contrast: Callable) -> None:
    """A word of one document alone is that document's word."""
    arabic = [ARABIC[0] * 3, *[f"{FILLER_AR}. " * 12] * 12]
    assert "كفيل" not in {word.text for word in contrast(arabic, ENGLISH)["ar"].words}


def test_too_little_text_to_tell(contrast: Callable) -> None:
    """With 30 English words nothing is said to be missing in English: None, not (), and the note says why."""
    found = contrast(ARABIC, ENGLISH[:1])
    assert found["ar"].words is None
    assert "English words: too little to say" in found["ar"].note
    few = contrast(ARABIC, [FILLER_EN])["ar"]
    assert few.words is None
    assert few.compared["en"] < 20


def test_without_an_encoder_no_words_are_compared(contrast: Callable) -> None:
    """Places still are."""
    found = contrast(ARABIC, ENGLISH, encoder=None)
    assert found["ar"].words is None
    assert found["ar"].compared == {}


def test_stop_words_of_the_model_are_no_contrast(contrast: Callable) -> None:
    """A word that training found to say nothing of any theme is not told."""
    word = StopWord(term="كفيل", text="كفيل", passages=0.5, documents=0.5, informative=0.01)
    found = contrast(ARABIC, ENGLISH, stop_words=(word,))
    assert "كفيل" not in {word.text for word in found["ar"].words}


def test_a_theme_of_one_language_has_no_contrast(contrast: Callable) -> None:
    """There is nothing to hold it against; the card's warning says so."""
    assert contrast(ARABIC, []) == {}


def _places(**mentions: dict[str, int]) -> ThemePlaces:
    places = ThemePlaces()
    for code, counts in mentions.items():
        places.add(code, counts, documents=dict.fromkeys(counts, 2))
    return places


def test_places_named_surely_more() -> None:
    """Twenty of thirty Arabic mentions against two of forty English ones; as many of each is no contrast."""
    places = _places(ar={"gn:1": 20, "gn:2": 10}, en={"gn:1": 2, "gn:2": 13, "gn:3": 25})
    (found,) = places.distinct(language="ar", other="en", names=NameTally()) or ()
    assert (found.id, found.mentions, found.documents) == ("gn:1", {"ar": 20, "en": 2}, {"ar": 2, "en": 2})
    assert found.ratio > 6.63
    (other,) = places.distinct(language="en", other="ar", names=NameTally()) or ()
    assert (other.id, other.mentions) == ("gn:3", {"ar": 0, "en": 25})


def test_few_mentions_are_no_contrast() -> None:
    """Four mentions of one place are too few, and a language with nine mentions cannot be compared at all."""
    assert (
        _places(ar={"gn:1": 4, "gn:2": 30}, en={"gn:2": 300}).distinct(language="ar", other="en", names=NameTally())
        == ()
    )
    assert _places(ar={"gn:1": 20}, en={"gn:2": 9}).distinct(language="ar", other="en", names=NameTally()) is None
