"""Quotes: short, in one line, with the name marked, from both languages where there are both."""

from __future__ import annotations

from collections.abc import Callable

from corpus_cli.review.mentions import NamingText
from corpus_cli.review.quotes import LENGTH, QuoteCollector

MakeDoc = Callable[..., NamingText]
ID = "org:x-aaaaaaaaaa"
NAME = ("ORG", "Danmar", ID, "Danmar", None)
NAME_AR = ("ORG", "دانمار", ID, "Danmar", "دانمار")


def quoted(*docs: NamingText) -> list[str]:
    quotes = QuoteCollector(frozenset([ID]))
    for doc in docs:
        quotes.add(doc)
    return [f"{quote.marked} {quote.source}" for quote in quotes.of(ID)]


def test_the_sentence_around_the_name(make_doc: MakeDoc) -> None:
    """That sentence alone; others' names are passed over."""
    doc = make_doc("d1", ["First one.", "The charity\nDanmar gave out four hundred tents.", "Last."], NAME)
    assert quoted(doc) == ["The charity [Danmar] gave out four hundred tents. reports/d1.txt"]
    other = make_doc("d2", ["Other"], ("ORG", "Other", "org:other", "Other", None))
    assert quoted(other) == []


def test_one_from_each_language(make_doc: MakeDoc) -> None:
    """The English one first; each with its own source."""
    english = [make_doc(f"e{n}", [f"Danmar said number {n} of its reports is ready."], NAME) for n in (1, 2)]
    arabic = make_doc("a1", ["قالت دانمار إنها وزعت الخيام على العائلات في المخيم."], NAME_AR, language="ar")
    assert quoted(*english, arabic) == [
        "[Danmar] said number 1 of its reports is ready. reports/e1.txt",
        "قالت [دانمار] إنها وزعت الخيام على العائلات في المخيم. reports/a1.txt",
    ]
    assert len(quoted(*english)) == 2


def test_a_heading_gives_way_to_a_sentence(make_doc: MakeDoc) -> None:
    """A bare name shows nothing, but is better than no quote."""
    heading = make_doc("d1", ["Danmar"], NAME)
    sentence = make_doc("d2", ["The charity Danmar gave out four hundred tents."], NAME)
    assert quoted(heading) == ["[Danmar] reports/d1.txt"]
    assert quoted(heading, sentence) == ["The charity [Danmar] gave out four hundred tents. reports/d2.txt"]


def test_long_sentences_are_cut_at_words(make_doc: MakeDoc) -> None:
    """About 140 characters with the name in them, wherever it stands."""
    words = ["word"] * 60
    for at in (0, 30, 60):
        text = " ".join([*words[:at], "Danmar", *words[at:]])
        (quote,) = quoted(make_doc("d1", [text], NAME))
        shown = quote.removesuffix(" reports/d1.txt")
        assert "[Danmar]" in shown
        assert LENGTH - 12 <= len(shown) <= LENGTH + 8
        assert set(shown.split()) == {"…", "word", "[Danmar]"}
