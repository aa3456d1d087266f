"""The figures are those that one would count by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.evaluation.scores import Compared, Counts, Scores, Span, fold, from_word_start, score_text, score_texts

LABELS = ("PLACE", "ORG")
Make = Callable[..., Compared]
TEXT = "حلب Homs وادلب UN " * 4


@st.composite
def some_spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Names anywhere, overlapping and nested ones among them."""
    found = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(TEXT) - 1))
        found.append(Span(start, draw(st.integers(start + 1, len(TEXT))), draw(st.sampled_from(LABELS))))
    return tuple(sorted(set(found)))


def one(gold: tuple[Span, ...], found: tuple[Span, ...]) -> Compared:
    return Compared(line=1, id="t", language="ar", text=TEXT, gold=gold, found=found)


@given(some_spans())
def test_gold_against_itself_is_perfect(gold: tuple[Span, ...]) -> None:
    """Whatever people marked."""
    for label in {span.label for span in gold}:
        scores = score_text(one(gold, gold), label=label)
        for counts in (scores.exact, scores.relaxed, scores.surface):
            assert (counts.precision, counts.recall, counts.f1) == (1.0, 1.0, 1.0)


@given(some_spans(), some_spans())
def test_exact_is_never_better_than_relaxed(gold: tuple[Span, ...], found: tuple[Span, ...]) -> None:
    """A name with the right edges overlaps; nothing counts twice; all figures are shares."""
    for label in LABELS:
        scores = score_text(one(gold, found), label=label)
        assert scores.exact.right <= scores.relaxed.right <= min(scores.relaxed.gold, scores.relaxed.found)
        for counts in (scores.exact, scores.relaxed, scores.surface):
            assert 0 <= counts.precision <= 1
            assert 0 <= counts.recall <= 1
            assert min(counts.precision, counts.recall) - 1e-9 <= counts.f1
            assert counts.f1 <= max(counts.precision, counts.recall) + 1e-9


@given(some_spans(), some_spans())
def test_micro_is_the_sum_of_the_labels(gold: tuple[Span, ...], found: tuple[Span, ...]) -> None:
    """Of the counts, not of the figures."""
    row = score_texts([one(gold, found)], labels=LABELS)["ar"]
    assert row["all"] == row["PLACE"] + row["ORG"]
    assert row["all"].exact.gold == len(gold)


def test_a_case_counted_by_hand(compared: Make) -> None:
    """Three places marked: one found, one with a wrong edge, one missed; one invented."""
    scores = score_text(
        compared(
            "From [PLACE:Aleppo] to [PLACE:Deir ez-Zor] and [PLACE:Homs], not May.",
            "From [PLACE:Aleppo] to [PLACE:Deir] ez-Zor and Homs, not [PLACE:May].",
        ),
        label="PLACE",
    )
    assert scores == Scores(exact=Counts(1, 3, 3), relaxed=Counts(2, 3, 3), surface=Counts(1, 3, 3))
    assert scores.exact.precision == pytest.approx(1 / 3)
    assert scores.relaxed.recall == pytest.approx(2 / 3)
    assert scores.exact.f1 == pytest.approx(1 / 3)


def test_the_label_must_be_right(compared: Make) -> None:
    """An organization found as a place is missed once and invented once."""
    text = compared("[ORG:White Helmets] came.", "[PLACE:White Helmets] came.")
    assert score_text(text, label="ORG").relaxed == Counts(0, 0, 1)
    assert score_text(text, label="PLACE").relaxed == Counts(0, 1, 0)


def test_a_gold_name_is_used_once(compared: Make) -> None:
    """Two halves of one name are not two right names."""
    text = compared("[PLACE:Deir ez-Zor] fell.", "[PLACE:Deir] [PLACE:ez-Zor] fell.")
    assert score_text(text, label="PLACE").relaxed == Counts(1, 2, 1)


def test_surface_counts_a_written_form_once_a_text(compared: Make) -> None:
    """Alef variants, ta marbuta and vowel signs are one form: إدلب and ادلب."""
    text = compared("[PLACE:إدلب] ثم [PLACE:ادلب] ثم [PLACE:حَلب]", "[PLACE:إدلب] ثم ادلب ثم [PLACE:حَلب]")
    assert score_text(text, label="PLACE").surface == Counts(2, 2, 2)
    assert fold("الرَّقّة") == fold("الرقه")


def test_nothing_there_is_zero_not_an_error() -> None:
    """As in score_ner.py."""
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)


def test_languages_stand_apart_and_together(compared: Make) -> None:
    """In alphabetical order, all of them last; with one language there is no second row of the same."""
    english, arabic = compared("[PLACE:Homs]", "[PLACE:Homs]"), compared("[PLACE:حمص]", "حمص", language="ar")
    table = score_texts([english, arabic], labels=LABELS)
    assert list(table) == ["ar", "en", "all"]
    assert table["all"]["all"].exact == Counts(1, 1, 2)
    assert list(score_texts([english], labels=("PLACE",))) == ["en"]
    assert list(score_texts([english], labels=("PLACE",))["en"]) == ["PLACE"]


def test_whole_words_begin_where_the_word_begins(compared: Make) -> None:
    """و and ب belong to the word after them in sets that do not part proclitics; so do vowel signs between them."""
    text = compared("[PLACE:وَحلب] و[PLACE:حمص]", "وَ[PLACE:حلب] [PLACE:وحمص]")
    assert score_text(text, label="PLACE").exact.right == 0
    wide = from_word_start(text)
    assert score_text(wide, label="PLACE").exact == Counts(2, 2, 2)
    assert wide.text[wide.gold[0].start : wide.gold[0].end] == "وَحلب"
