"""Where every report counts once: what is left out, what a translation still speaks for, and that totals hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from corpus_cli.recipe import ThemeSettings
from corpus_cli.themes.as_json import to_json
from corpus_cli.themes.as_markdown import to_markdown
from corpus_cli.themes.cards import build_cards
from corpus_cli.themes.page import ThemesPage
from corpus_cli.themes.tally import Left, ThemeTally
from corpus_cli.themes.terminal import theme_lines
from corpus_cli.topics.model.topic_model import TopicModel


def counted(make_document: Callable, part: Callable, model: TopicModel, left: dict[int, Left]) -> ThemeTally:
    """Six documents of one theme, three in each language; ``left``: those that are not counted."""
    tally = ThemeTally(left_out=Counter())
    for number in range(6):
        language = "ar" if number % 2 else "en"
        text = "اجتمع الوسطاء في القاعة يوم الاثنين." if number % 2 else f"Mediators met in hall {number} on Monday."
        tally.add(*make_document(number, part(language, "t001", text)), model, left=left.get(number))
    return tally


def page_of(tally: ThemeTally, model: TopicModel) -> ThemesPage:
    return build_cards(tally, model, settings=ThemeSettings())


def test_a_repeat_counts_nowhere(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """Neither in totals nor in its language; the page and the card say how many."""
    page = page_of(counted(make_document, part, model, {2: "repeat", 4: "repeat"}), model)
    card = next(card for card in page.themes if card.theme_id == "t001")
    assert (page.documents, card.documents, card.passages) == (4, 4, 4)
    assert {one.language: one.documents for one in card.languages}["en"] == 1
    assert page.left_out == card.left_out == {"repeat": 2}
    assert "counted once: 2 repeats left out" in theme_lines(page, "t001")


def test_a_translation_counts_in_its_language_and_in_no_total(
    make_document: Callable, part: Callable, model: TopicModel
) -> None:
    """Six documents that are three reports: three in all, three in each language, quotes in both."""
    tally = counted(make_document, part, model, {1: "translation", 3: "translation", 5: "translation"})
    page = page_of(tally, model)
    card = next(card for card in page.themes if card.theme_id == "t001")
    assert (page.documents, page.passages, card.documents, card.passages) == (3, 3, 3, 3)
    assert {one.language: (one.documents, one.passages) for one in card.languages} == {"ar": (3, 3), "en": (3, 3)}
    assert set(card.quotes) == {"ar", "en"}
    assert abs(sum(one.share for one in page.languages) - 1) < 1e-5
    assert card.words == page.words
    assert any("Every report counts once: 3 translations left out" in message for message in page.messages)


def test_a_theme_that_stands_in_translations_alone_is_not_said_to_be_empty(
    make_document: Callable, part: Callable, model: TopicModel
) -> None:
    """Its passages count in no total, and are there: the table of languages has them, and the warning says where."""
    tally = ThemeTally(left_out=Counter())
    tally.add(*make_document(1, part("en", "t001", "Mediators met on Monday.")), model, left="translation")
    tally.add(*make_document(2, part("ar", "t002", "اجتمع الوسطاء يوم الاثنين.")), model)
    page = page_of(tally, model)
    card = next(card for card in page.themes if card.theme_id == "t001")
    assert card.passages == 0
    (warning,) = card.warnings
    assert warning.startswith("All of it is in translations of reports that are counted elsewhere.")
    own = to_markdown(page).decode().split('<a id="theme-t001"></a>')[1].split("<a id=")[0]
    assert "| English | 1 | 1 | 4 |" in own


def test_the_cube_adds_up_to_what_counts(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """Its rows without a place may be added up over languages, so a translation is in none of them."""
    tally = counted(make_document, part, model, {1: "translation", 2: "repeat"})
    assert sum(row.passages for row in tally.cube.rows(model) if not row.place_id) == tally.corpus.passages == 4


def test_merged_tallies_say_the_same(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """In two processes or in one."""
    left: dict[int, Left] = {1: "translation", 2: "repeat"}
    merged = ThemeTally()
    merged.merge(counted(make_document, part, model, left))
    assert to_json(page_of(merged, model)) == to_json(page_of(counted(make_document, part, model, left), model))


def test_where_every_document_counts_nothing_is_said(tally: ThemeTally, model: TopicModel) -> None:
    """The page's file is as it always was."""
    page = page_of(tally, model)
    assert page.left_out is None
    assert b"left_out" not in to_json(page)
