"""What a reader is told first says the same as themes.json's English sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus_cli.report.flags import card_flags, page_flags
from corpus_cli.report.reading import Largest
from corpus_cli.results.run import open_results
from corpus_cli.themes.page import Card, Confound, ThemesPage
from corpus_cli.topics.guard.verdict import Guard, OneSided


@pytest.fixture
def page(make_run: Callable[..., Path]) -> ThemesPage:
    found = open_results(make_run()).themes()
    assert found is not None
    return found


def kinds(card: Card, page: ThemesPage, largest: Largest | None = None) -> list[str]:
    return [flag.kind for flag in card_flags(card, page, largest=largest)]


def test_a_theme_of_both_languages_and_many_documents_has_none(page: ThemesPage) -> None:
    assert kinds(page.themes[0], page, Largest(1, "Report")) == []
    assert page.themes[0].warnings == ()


def test_as_many_as_the_sentences_of_themes_json(make_run: Callable[..., Path]) -> None:
    for number, holds in enumerate(({"documents": 1}, {"documents": 2}, {"documents": 9}, {"languages": ("en",)})):
        found = open_results(make_run(str(number), **holds)).themes()
        assert found is not None
        for card in found.themes:
            largest = Largest(1, "one")
            assert len(kinds(card, found, largest)) == len(card.warnings)


def test_a_theme_without_passages_says_only_that(page: ThemesPage) -> None:
    card = page.themes[0]
    empty = tuple(replace(one, documents=0, passages=0, words=0, share=0.0) for one in card.languages)
    assert kinds(replace(card, passages=0, languages=empty), page) == ["empty"]


def test_a_theme_in_translations_alone_is_not_empty(page: ThemesPage) -> None:
    assert kinds(replace(page.themes[0], passages=0), page) == ["in_translations"]


def test_a_theme_of_one_language_names_the_silent_one(page: ThemesPage) -> None:
    english = tuple(counts for counts in page.themes[0].languages if counts.language == "en")
    (flag,) = card_flags(replace(page.themes[0], balance=0.0, languages=english), page, largest=None)
    assert (flag.kind, flag.language, flag.other) == ("only", "en", "ar")


def test_a_theme_mostly_of_one_language_has_both_shares(page: ThemesPage) -> None:
    shares = {"ar": 0.01, "en": 0.4}
    counts = tuple(replace(one, share=shares[one.language]) for one in page.themes[0].languages)
    (flag,) = card_flags(replace(page.themes[0], balance=0.025, languages=counts), page, largest=None)
    assert (flag.kind, flag.language, flag.share, flag.other, flag.other_share) == ("mostly", "en", 0.4, "ar", 0.01)


def test_a_theme_that_one_document_makes_names_it(page: ThemesPage) -> None:
    (flag,) = card_flags(page.themes[0], page, largest=Largest(7, "The long one"))
    assert (flag.kind, flag.count, flag.of, flag.name) == ("half_one_document", 7, 12, "The long one")
    alone = replace(page.themes[0], documents=1, undated_documents=0)
    assert kinds(alone, page, Largest(12, "x")) == ["one_document"]


def test_dates_that_are_missing_are_told_where_others_have_one(page: ThemesPage) -> None:
    card = page.themes[0]
    assert kinds(replace(card, undated_documents=card.documents), page) == ["no_dates"]
    assert kinds(replace(card, undated_documents=card.documents - 1), page) == ["half_undated"]
    assert kinds(replace(card, undated_documents=card.documents), replace(page, undated_documents=page.documents)) == []


def test_the_corpus_is_told_whether_theme_and_language_go_together(page: ThemesPage) -> None:
    confounded = replace(page, confound=Confound(nmi=0.4, chance=0.01, one_language=("t002",)))
    for found, kind in ((page, "independent"), (confounded, "confounded")):
        flags = page_flags(found, None)
        assert [flag.kind for flag in flags][:2] == ["few_passages", kind]
    assert [flag.theme for flag in page_flags(confounded, None) if flag.kind == "theme_unclear"] == ["t002"]


def test_two_halves_of_one_split_theme_are_told_once(page: ThemesPage) -> None:
    halves = [("t001", "t002", "en"), ("t002", "t001", "ar")]
    one_sided = tuple(
        OneSided(
            theme_id=theme, language=language, passages=12, share=1.0, expected=6.0, near_share=0.9, twin=twin,
            similarity=0.9, bar=0.5, reason="split", says="", todo="",
        )
        for theme, twin, language in halves
    )  # fmt: skip
    guard = Guard(
        passages=24, unassigned=0, languages={"ar": 12, "en": 12}, nmi=1.0, chance=0.02, one_sided=one_sided,
        verdict="split", says="", todo="",
    )  # fmt: skip
    confounded = replace(page, confound=Confound(nmi=1.0, chance=0.02, one_language=("t001", "t002")))
    flags = [flag for flag in page_flags(confounded, guard) if flag.kind.startswith(("confounded", "theme"))]
    assert [(flag.kind, flag.theme, flag.twin, flag.name) for flag in flags] == [
        ("confounded", "", "", "split"),
        ("theme_split", "t001", "t002", ""),
    ]


def test_a_corpus_of_one_language_is_not_judged_by_language(make_run: Callable[..., Path]) -> None:
    found = open_results(make_run(languages=("ar",))).themes()
    assert found is not None
    assert [(flag.kind, flag.language) for flag in page_flags(found, None) if flag.kind == "one_language"] == [
        ("one_language", "ar")
    ]
    assert not [flag for flag in page_flags(found, None) if flag.kind in ("independent", "confounded")]
