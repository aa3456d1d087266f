import pytest

from corpus_cli.entities.reading.resolve import Mention
from corpus_cli.entities.taggers.combining import (
    KNOWN_PLACE,
    SURE,
    SURER,
    UNCAPITALISED,
    UNKNOWN_WORD,
    UNSEEN_PLACE,
    corrected,
    fitted,
    unknown_organization_score,
)
from corpus_cli.entities.taggers.tagger import Span


def place(start=0, end=5, score=0.8, **more):
    return Mention(start, end, "PLACE", score, ("gazetteer",), "s", **more)


def span(start, end, label, score=0.9):
    return Span(start, end, label, score, "model")


def test_a_place_that_both_find_stays_as_it_is():
    assert corrected([place()], [span(0, 5, "PLACE")]) == [place()]


def test_a_place_that_the_tagger_read_over_is_less_sure():
    (mention,) = corrected([place()], [span(9, 12, "PLACE")])
    assert mention.score == pytest.approx(0.8 - UNSEEN_PLACE)


def test_a_type_word_beside_it_is_evidence_enough():
    assert corrected([place(kind="city")], []) == [place(kind="city")]


@pytest.mark.parametrize("label", ["PERSON", "ORG"])
def test_a_place_inside_a_longer_name_goes(label):
    assert corrected([place(4, 9)], [span(0, 9, label)]) == []


def test_a_place_inside_a_doubtful_name_stays():
    assert corrected([place(4, 9)], [span(0, 9, "PERSON", SURE - 0.1)]) == [place(4, 9)]


@pytest.mark.parametrize(
    ("text", "name", "language", "lost"),
    [
        ("the livelihoods unit of Afaq", "livelihoods unit", "en", UNCAPITALISED),
        ("the livelihoods unit met", "livelihoods unit", "en", 0),
        ("The Livelihoods Unit met", "Livelihoods Unit", "en", 0),
        ("اشتريت آلة تلبيس", "تلبيس", "ar", UNKNOWN_WORD["ar"]),
        ("قالت شبكة آفاق", "شبكة آفاق", "ar", 0),
    ],
)
def test_an_organization_that_no_table_knows_is_less_sure_where_nothing_marks_it_as_a_name(text, name, language, lost):
    """No capital in a text that has some; one word in a script without capitals."""
    start = text.index(name)
    found = span(start, start + len(name), "ORG", 0.9)
    assert unknown_organization_score(text, found, language) == pytest.approx(0.9 - lost)


@pytest.mark.parametrize(
    ("known", "tagged", "stays"),
    [
        (KNOWN_PLACE, SURER - 0.1, True),
        (KNOWN_PLACE - 0.1, SURER - 0.1, False),
        (KNOWN_PLACE, SURER, False),
    ],
)
def test_a_place_that_the_tagger_takes_for_an_organization_stays_where_the_gazetteer_is_surer(known, tagged, stays):
    """نوى is a town, whatever a sentence without context looks like."""
    assert bool(corrected([place(score=known)], [span(0, 5, "ORG", tagged)])) is stays


@pytest.mark.parametrize(
    ("text", "tagged", "known", "fits"),
    [
        ("بعمان", "بعمان", "عمان", "عمان"),
        ("كحلب", "كحلب", "حلب", "حلب"),
        ("ريف حلب الشمالي", "حلب الشمالي", "حلب", "حلب"),
        ("طرابلس اللبنانية", "طرابلس اللبنانية", "طرابلس", "طرابلس"),
        ("ريف ادلب الجنوبي الشرقي", "ادلب الجنوبي الشرقي", "ادلب", "ادلب"),
        ("حلب السوريّة", "حلب السوريّة", "حلب", "حلب"),
        ("كوريا الجنوبية", "كوريا الجنوبية", "كوريا الجنوبية", "كوريا الجنوبية"),
        ("تل حلب", "تل حلب", "حلب", "تل حلب"),
    ],
)
def test_a_place_gets_the_edges_that_the_gazetteer_knows(text, tagged, known, fits):
    start, at = text.index(tagged), text.index(known)
    found = fitted(text, span(start, start + len(tagged), "PLACE"), {(at, at + len(known))})
    assert text[found.start : found.end] == fits
