"""Which candidates become quotes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_cli.themes.candidates import Candidate
from corpus_cli.themes.quotes import choose_quotes
from corpus_cli.themes.tally import ThemeTally
from corpus_cli.topics.model.topic_model import TopicModel

FIRST = "The council of the town met on Monday in the school and voted for a budget that every party could accept."
SECOND = "Farmers of the eastern villages asked for pumps and seed, and for roads that do not drown in each winter."
THIRD = "Women who run small workshops want a loan without a guarantor, since no husband is left to sign for them."


@pytest.fixture
def candidates(make_document: Callable, part: Callable, model: TopicModel) -> Callable[..., list[Candidate]]:
    """The candidates of reports of one or more paragraphs."""

    def build(*reports: tuple[str, ...]) -> list[Candidate]:
        tally = ThemeTally()
        for number, texts in enumerate(reports):
            parts = [part("en", "t001", text, 0.1 * number) for text in texts]
            tally.add(*make_document(number, *parts), model)
        return tally.themes["t001"].candidates["en"].best

    return build


def test_no_more_than_asked_for(candidates: Callable) -> None:
    """The limit holds, also at nought."""
    found = candidates((FIRST,), (SECOND,), (THIRD,))
    assert len(choose_quotes(found, 2)) == 2
    assert choose_quotes(found, 0) == ()


def test_different_documents_first(candidates: Callable) -> None:
    """A second quote of one report comes after the first quote of another."""
    quotes = choose_quotes(candidates((FIRST, SECOND), (THIRD,)), 3)
    assert len({quote.doc_id for quote in quotes[:2]}) == 2
    assert len(quotes) == 3


def test_the_same_words_are_quoted_once(candidates: Callable) -> None:
    """A press release that two reports print is one quote."""
    quotes = choose_quotes(candidates((FIRST,), (FIRST,), (SECOND,)), 3)
    assert sorted(quote.text for quote in quotes) == sorted((FIRST, SECOND))


def test_boilerplate_is_not_quoted(candidates: Callable) -> None:
    """What three reports print word for word is quoted only where there is nothing else."""
    quotes = choose_quotes(candidates((FIRST,), (FIRST,), (FIRST,), (SECOND,)), 3)
    assert [quote.text for quote in quotes] == [SECOND]
    assert [quote.text for quote in choose_quotes(candidates((FIRST,), (FIRST,), (FIRST,)), 3)] == [FIRST]


def test_fragments_only_where_there_is_nothing_else(candidates: Callable) -> None:
    """A heading is quoted if its language has no sentence to offer, and then only one."""
    assert [quote.text for quote in choose_quotes(candidates(("Annex",), ("Index",)), 3)] == ["Annex"]
    assert [quote.text for quote in choose_quotes(candidates(("Annex",), (FIRST,)), 3)] == [FIRST]


def test_no_candidates_no_quotes() -> None:
    """Nothing in, nothing out."""
    assert choose_quotes([], 3) == ()
