"""The page as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from corpus_cli.recipe import ThemeSettings
from corpus_cli.themes.cards import build_cards
from corpus_cli.themes.page import Card, ThemesPage
from corpus_cli.themes.tally import ThemeTally
from corpus_cli.topics.model.topic_model import TopicModel


def _card(page: ThemesPage, theme_id: str) -> Card:
    return next(card for card in page.themes if card.theme_id == theme_id)


def test_themes_by_share(page: ThemesPage) -> None:
    """The largest theme comes first; shares of all themes and the unassigned words make up the whole."""
    assert [card.theme_id for card in page.themes] == ["t001", "t002"]
    assert sum(card.share for card in page.themes) + page.unassigned_share == pytest.approx(1, abs=1e-5)


def test_languages_of_a_theme(page: ThemesPage) -> None:
    """Both languages stand on each card, with shares of their own words."""
    returning = _card(page, "t001")
    assert [counts.language for counts in returning.languages] == ["ar", "en"]
    assert returning.languages[0].share == 1.0
    assert 0 < returning.languages[1].share < 1
    assert returning.balance == pytest.approx(returning.languages[1].share, abs=1e-4)


def test_a_theme_of_one_language(page: ThemesPage) -> None:
    """It says so, has balance 0, is named on the page, and says what to do."""
    sanctions = _card(page, "t002")
    assert sanctions.balance == 0
    assert sanctions.warnings[0].startswith("Only English reports speak of this.")
    assert "look through them" in sanctions.warnings[0]
    assert page.confound is not None
    assert page.confound.one_language == ("t002",)
    assert page.confound.nmi > page.confound.chance
    assert sanctions.keywords["ar"][0].suggested


def test_quotes_stand_where_they_say(page: ThemesPage, corpus: list) -> None:
    """Each quote is the document's text from start to end, inside its passage."""
    docs = {doc.doc_id: doc for doc, _ in corpus}
    quotes = [quote for card in page.themes for found in card.quotes.values() for quote in found]
    assert quotes
    for quote in quotes:
        doc = docs[quote.doc_id]
        assert doc.text[quote.start : quote.end] == quote.text
        assert doc.passages[0].raw_start <= quote.raw_start <= quote.raw_end <= doc.passages[0].raw_end
        assert (quote.path, quote.title, quote.date) == (doc.source.path, doc.source.title, doc.source.date)


def test_quotes_in_both_languages(page: ThemesPage) -> None:
    """As many as the settings ask for in each language that has them."""
    quotes = _card(page, "t001").quotes
    assert {code: len(found) for code, found in quotes.items()} == {"ar": 3, "en": 3}
    assert list(_card(page, "t002").quotes) == ["en"]


def test_settings_bound_keywords_and_quotes(tally: ThemeTally, model: TopicModel) -> None:
    """The recipe says how many keywords and quotes a language gets."""
    card = build_cards(tally, model, settings=ThemeSettings(keywords=1, quotes=1)).themes[0]
    assert all(len(words) == 1 for words in card.keywords.values())
    assert all(len(quotes) == 1 for quotes in card.quotes.values())


def test_trend_and_undated(page: ThemesPage) -> None:
    """Months with documents and passages per language; documents without a date are counted apart."""
    returning, sanctions = _card(page, "t001"), _card(page, "t002")
    assert (returning.trend[0].month, returning.trend[0].language, returning.trend[0].documents) == ("2023-01", "ar", 1)
    assert len(returning.trend) == 12
    assert [(row.month, row.documents) for row in sanctions.trend] == [("2024-01", 4)]
    assert sanctions.undated_documents == page.undated_documents == 1


def test_lineage(page: ThemesPage) -> None:
    """A theme that continues another says which; a new one has no previous."""
    assert (_card(page, "t001").lineage.previous, _card(page, "t001").lineage.similarity) == ("t009", 0.9123)  # type: ignore[union-attr]
    assert _card(page, "t002").lineage.previous is None  # type: ignore[union-attr]


def test_cohesion(page: ThemesPage) -> None:
    """Vectors near their theme's axis have a mean cosine near 1."""
    cohesion = _card(page, "t002").cohesion
    assert cohesion is not None
    assert 0.9 < cohesion < 1


def test_model_and_notes(page: ThemesPage, model: TopicModel) -> None:
    """The page names the model that assigned the themes and repeats its notes."""
    assert page.model.sha256 == model.sha256
    assert page.model.notes == ("a note of the model",)


def test_nothing_at_all(model: TopicModel) -> None:
    """No document: themes of the model without passages, a message with a remedy, no division by zero."""
    page = build_cards(ThemeTally(), model, settings=ThemeSettings())
    assert page.documents == 0
    assert page.confound is None
    assert "errors.jsonl" in page.messages[0]
    assert all(card.warnings and card.balance is None and card.cohesion is None for card in page.themes)


def test_a_model_without_themes(model: TopicModel) -> None:
    """A corpus without text has a model without themes, and still a page."""
    empty = replace(
        model, info=replace(model.info, themes=(), lineage=()), centroids=np.zeros((0, 4), dtype=np.float32)
    )
    assert build_cards(ThemeTally(), empty, settings=ThemeSettings()).themes == ()


def test_one_sentence(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """One sentence in one language is a page: it is quoted, and the page says how little that is."""
    tally = ThemeTally()
    tally.add(*make_document(1, part("ar", "t001", "عادت العائلات إلى بيوتها في حلب."), date=None), model)
    page = build_cards(tally, model, settings=ThemeSettings())
    assert page.themes[0].quotes["ar"][0].text == "عادت العائلات إلى بيوتها في حلب."
    assert any("1 passage in 1 document" in message for message in page.messages)
    assert any("Nearly all text is Arabic" in message for message in page.messages)
    assert any("No document has a date" in message for message in page.messages)
    assert page.themes[0].warnings[0].startswith("Only 1 passage:")


def test_passages_without_a_theme(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """Their words and passages are on the page by language, and a page with many of them says what to do."""
    tally = ThemeTally()
    tally.add(*make_document(1, part("en", None, "Four words of text."), part("en", "t001", "Two words.")), model)
    tally.add(*make_document(2, part("ar", "t001", "اجتمع المجلس في المدرسة.")), model)
    page = build_cards(tally, model, settings=ThemeSettings())
    english = next(counts for counts in page.unassigned if counts.language == "en")
    assert (english.words, english.passages, english.documents) == (4, 1, 1)
    assert english.share == pytest.approx(4 / 6, abs=1e-6)
    assert page.unassigned_share == pytest.approx(4 / 10)
    assert any(
        "far from every theme" in message and "66.7 % of the English ones" in message for message in page.messages
    )


def test_no_theme_at_all(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """All passages without a theme: a page with empty cards, nothing crashes."""
    tally = ThemeTally()
    tally.add(*make_document(1, part("en", None, "Aleppo."), part("ar", None, "حلب.")), model)
    page = build_cards(tally, model, settings=ThemeSettings())
    assert page.unassigned_share == 1
    assert all(card.passages == 0 and card.contrast == () for card in page.themes)


def test_guard_messages_stand_in_place_of_our_own(tally: ThemeTally, model: TopicModel) -> None:
    """A guard knows better why theme and language go together; without one, the page says that they do."""
    own = build_cards(tally, model, settings=ThemeSettings()).messages
    guarded = build_cards(tally, model, settings=ThemeSettings(), guard_messages=("Only English speaks of banks.",))
    assert any("Theme and language go together" in message for message in own)
    assert not any("Theme and language go together" in message for message in guarded.messages)
    assert "Only English speaks of banks." in guarded.messages


def test_trend_of_a_theme_is_held_against_its_month(page: ThemesPage) -> None:
    """Each month says how many documents of that language it is out of, and that so few are doubtful."""
    first = _card(page, "t001").trend[0]
    assert (first.documents, first.of, first.doubtful) == (1, 1, True)
    assert first.low < first.high == 1
