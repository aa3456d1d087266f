"""Each thing that goes wrong is told once, as what it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_cli.evaluation.confusions import Kind, find_confusions, group_confusions
from corpus_cli.evaluation.scores import Compared

Make = Callable[..., Compared]


@pytest.mark.parametrize(
    ("gold", "found", "kind"),
    [
        ("to [PLACE:Homs]", "to Homs", Kind.MISSED),
        ("to Homs", "to [PLACE:Homs]", Kind.INVENTED),
        ("[ORG:UNHCR] said", "[PLACE:UNHCR] said", Kind.WRONG_LABEL),
        ("[ORG:University of Aleppo]", "University of [PLACE:Aleppo]", Kind.WRONG_LABEL),
        ("city of [PLACE:Homs]", "[PLACE:city of Homs]", Kind.TOO_LONG),
        ("[PLACE:Deir ez-Zor]", "[PLACE:Deir] ez-Zor", Kind.TOO_SHORT),
        ("in [PLACE:old Homs] city", "in old [PLACE:Homs city]", Kind.SHIFTED),
        ("و[PLACE:حلب]", "[PLACE:وحلب]", Kind.PROCLITIC),  # and
        ("[PLACE:بيروت]", "ب[PLACE:يروت]", Kind.PROCLITIC),  # a letter of the name taken for a proclitic
        ("وبال[PLACE:رقة]", "[PLACE:وبالرقة]", Kind.PROCLITIC),  # three proclitics, the article among them
        ("مدينة [PLACE:حلب]", "[PLACE:مدينة حلب]", Kind.TOO_LONG),
    ],
)
def test_kinds(compared: Make, gold: str, found: str, kind: Kind) -> None:
    """One confusion each."""
    (confusion,) = find_confusions(compared(gold, found))
    assert confusion.kind is kind


def test_what_is_right_is_no_confusion(compared: Make) -> None:
    """Nor does it hide one beside it."""
    text = compared("[PLACE:Homs], [PLACE:Hama]", "[PLACE:Homs], Hama")
    assert [confusion.kind for confusion in find_confusions(text)] == [Kind.MISSED]


def test_a_name_marked_with_another_label_is_not_invented(compared: Make) -> None:
    """Persons are not counted, but they explain what was taken for a place."""
    (group,) = group_confusions([compared("[PERSON:Jordan] said", "[PLACE:Jordan] said")], examples=1)
    assert group.title == "PLACE for PERSON"
    assert find_confusions(compared("[PERSON:Jordan] said", "Jordan said")) == []


def test_the_same_edges_go_before_a_longer_overlap(compared: Make) -> None:
    """The label is wrong, and a second name is invented; not two wrong edges."""
    text = compared("[ORG:Bank of Syria]", "[PLACE:Bank of Syria]")
    assert [confusion.labels for confusion in find_confusions(text)] == [("ORG", "PLACE")]


def test_groups_are_ordered_by_count_and_examples_by_form(compared: Make) -> None:
    """Different forms, the most frequent first, so that one frequent name does not fill the page."""
    texts = [
        compared("[PLACE:Homs] [PLACE:Hama]", "Homs Hama", line=1),
        compared("[PLACE:حمص]", "حمص", language="ar", line=2),
        compared("[PLACE:Hama]", "Hama", line=3),
        compared("[ORG:UN]", "UN", line=4),
    ]
    place, organization = group_confusions(texts, examples=2)
    assert (place.title, place.count, place.languages) == ("PLACE missed", 4, {"ar": 1, "en": 3})
    assert [(example.mention, example.times, example.line) for example in place.examples] == [
        ("Hama", 2, 1),
        ("Homs", 1, 1),
    ]
    assert organization.title == "ORG missed"
    assert group_confusions(texts, examples=0)[0].examples == ()


def test_an_example_stands_in_its_sentence(compared: Make) -> None:
    """The product's sentence; without one, the line."""
    text = compared(
        "A b. To [PLACE:Homs] now. C d.\nE", "A b. To Homs now. C d.\nE", sentences=((0, 4), (5, 17), (18, 22))
    )
    (group,) = group_confusions([text], examples=1)
    (example,) = group.examples
    assert example.before + example.mention + example.after == "To Homs now."
    (group,) = group_confusions([compared("x\nTo [PLACE:Homs]\ny", "x\nTo Homs\ny")], examples=1)
    assert (group.examples[0].before, group.examples[0].after) == ("To ", "")


def test_a_long_sentence_is_cut_at_a_space(compared: Make) -> None:
    """On both sides of the name."""
    words = "word " * 100
    (group,) = group_confusions([compared(f"{words}[PLACE:Homs] {words}", f"{words}Homs {words}")], examples=1)
    (example,) = group.examples
    assert example.before.startswith("… word word ")
    assert example.after.endswith(" word …")
    assert len(example.before) < 200
