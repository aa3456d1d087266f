"""Warnings of a theme, each with what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_cli.recipe import ThemeSettings
from corpus_cli.themes.cards import build_cards
from corpus_cli.themes.tally import ThemeTally
from corpus_cli.topics.model.topic_model import TopicModel
from corpus_cli.wording.text import percent

TEXT = "The council met on Monday in the school and voted."


@pytest.fixture
def warnings(model: TopicModel) -> Callable[..., tuple[str, ...]]:
    """The warnings of theme t001 over these documents."""

    def count(*documents: tuple) -> tuple[str, ...]:
        tally = ThemeTally()
        for doc, vectors in documents:
            tally.add(doc, vectors, model)
        page = build_cards(tally, model, settings=ThemeSettings())
        return next(card.warnings for card in page.themes if card.theme_id == "t001")

    return count


def test_one_document(make_document: Callable, part: Callable, warnings: Callable) -> None:
    """A theme that is one report's subject names the report, without line breaks or bidi controls of its title."""
    parts = [part("en", "t001", TEXT)] * 6
    found = warnings(make_document(1, *parts, title="A\u202e\n  report"), make_document(2, part("en", "t002", TEXT)))
    assert any("from one document, A report." in warning for warning in found)


def test_more_than_half_of_one_document(make_document: Callable, part: Callable, warnings: Callable) -> None:
    """A report that gives most of a theme is named with its count."""
    found = warnings(
        make_document(1, *[part("en", "t001", TEXT)] * 4), make_document(2, *[part("en", "t001", TEXT)] * 2)
    )
    assert any("4 of 6 passages" in warning for warning in found)


def test_no_dates(make_document: Callable, part: Callable, warnings: Callable) -> None:
    """A theme without dates in a corpus with dates says that it has no trend."""
    found = warnings(
        make_document(1, part("en", "t001", TEXT), date=None),
        make_document(2, part("en", "t002", TEXT), date="2023-01-01"),
    )
    assert any("has no trend" in warning for warning in found)


def test_some_dates_missing(make_document: Callable, part: Callable, warnings: Callable) -> None:
    """A trend over less than half of the documents is called a part of the picture."""
    docs = [make_document(at, part("en", "t001", TEXT), date="2023-01-01" if at == 0 else None) for at in range(3)]
    assert any("2 of its 3 documents have no date" in warning for warning in warnings(*docs))


def test_mostly_one_language(make_document: Callable, part: Callable, warnings: Callable) -> None:
    """A theme that one language hardly has gives both shares."""
    docs = [make_document(at, part("en", "t001", TEXT)) for at in range(9)]
    docs += [make_document(20 + at, part("ar", "t002", "اجتمع المجلس يوم الاثنين في المدرسة.")) for at in range(9)]
    docs.append(make_document(40, part("ar", "t001", "صوّت المجلس.")))
    found = warnings(*docs)
    assert any(warning.startswith("Mostly English: it takes 100.0 %") for warning in found)


def test_a_sound_theme_has_no_warnings(make_document: Callable, part: Callable, warnings: Callable) -> None:
    """Many reports, dates, both languages: nothing to warn of."""
    docs = [make_document(at, part("en", "t001", TEXT)) for at in range(6)]
    docs += [make_document(20 + at, part("ar", "t001", "اجتمع المجلس يوم الاثنين في المدرسة.")) for at in range(6)]
    assert warnings(*docs) == ()


@pytest.mark.parametrize(
    ("share", "shown"), [(0, "0.0 %"), (0.0004, "under 0.1 %"), (0.1234, "12.3 %"), (1, "100.0 %")]
)
def test_percent(share: float, shown: str) -> None:
    """What is there is never shown as nothing."""
    assert percent(share) == shown
