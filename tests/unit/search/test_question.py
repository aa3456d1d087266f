from __future__ import annotations

import pytest

from corpus_cli.search.answers import search_runs
from corpus_cli.search.index import Index
from corpus_cli.search.question import LONGEST


def test_a_name_brings_its_other_name(index: Index) -> None:
    """So that the words of the other language are found."""
    assert "رقه" in index.question("water in Raqqa").terms
    assert "raqqa" in index.question("المياه في الرقة").terms


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"), ("  ", "empty"), ("🎉 🎉", "no word"), ("?!", "no word"), ("the of and", "only words"),
        ("في من", "only words"),
    ],
)  # fmt: skip
def test_a_query_that_says_nothing_finds_nothing(index: Index, text: str, said: str) -> None:
    """And the note says why."""
    assert search_runs([index], text) == [] and said in index.question(text).notes[0]


def test_a_long_query_is_cut_and_that_is_said(index: Index) -> None:
    """Ten thousand characters are answered by what they begin with."""
    text = "wells in Raqqa " * 700
    question = index.question(text)
    assert len(question.text) <= LONGEST and "10,499 characters" in question.notes[0]
    assert search_runs([index], text)[0].text.startswith("The pump in Raqqa")


def test_a_query_is_read_as_texts_are(index: Index) -> None:
    """Bidi marks, tatweel and half a surrogate change nothing."""
    assert index.question("\u202bالـــرقة\u202c").terms == index.question("الرقة").terms
    assert index.question("wells \ud800").terms == ("well",)
