"""Passages of two languages side by side."""

from __future__ import annotations

from collections.abc import Callable

from corpus_cli.themes.pairs import choose_pairs
from corpus_cli.themes.tally import ThemeTally
from corpus_cli.topics.model.topic_model import TopicModel


def test_pairs_are_mutual_and_above_the_threshold(tally: ThemeTally) -> None:
    """Each side is in one language, no passage is in two pairs, the most alike come first."""
    pairs = choose_pairs(tally.themes["t001"].candidates)
    assert pairs
    assert all(pair.sides[0].language == "ar" and pair.sides[1].language == "en" for pair in pairs)
    cited = [(side.doc_id, side.passage) for pair in pairs for side in pair.sides]
    assert len(set(cited)) == len(cited)
    assert [pair.similarity for pair in pairs] == sorted((pair.similarity for pair in pairs), reverse=True)


def test_sides_are_whole_passages(tally: ThemeTally, corpus: list) -> None:
    """A side is its passage, word for word, where it says it stands."""
    texts = {doc.doc_id: doc.text for doc, _ in corpus}
    for pair in choose_pairs(tally.themes["t001"].candidates):
        for side in pair.sides:
            assert texts[side.doc_id][side.start : side.end] == side.text
            assert (side.raw_start, side.raw_end) == (side.start, side.end)


def test_unlike_passages_are_no_pair(make_document: Callable, part: Callable, model: TopicModel) -> None:
    """Below the threshold there is no pair, however near the nearest."""
    english = (
        "The council of the town met on Monday in the school and voted for a budget that every party could accept."
    )
    arabic = "اجتمع مجلس البلدة يوم الاثنين في المدرسة وصوّت على موازنة يمكن لجميع الأطراف أن تقبل بها بعد نقاش طويل."
    tally = ThemeTally()
    tally.add(*make_document(1, part("en", "t001", english, 4.0)), model)
    tally.add(*make_document(2, part("ar", "t001", arabic, 4.0)), model)
    assert choose_pairs(tally.themes["t001"].candidates) == ()


def test_one_language_gives_no_pairs(tally: ThemeTally) -> None:
    """A theme of one language has nothing to put side by side."""
    assert choose_pairs(tally.themes["t002"].candidates) == ()
