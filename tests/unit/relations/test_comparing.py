"""Two texts told apart: the same, nearly, a version, one in the other, a part in common, nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from corpus_cli.relations.comparing import compare, share_in_order
from corpus_cli.relations.reading import Report, numbers_in
from corpus_cli.relations.relation import Relation
from corpus_cli.relations.sketch import fingerprints
from corpus_cli.relations.words import folded_words, word_hashes

Make = Callable[..., Report]
NONE = np.zeros(0, dtype=np.uint32)


def held(a: Report, b: Report) -> Relation | None:
    return compare(a, b, formulas=NONE)


def test_the_same_words_are_a_duplicate(make_report: Make, paragraphs: list[str]) -> None:
    """Whatever their layout: the same words in one paragraph or in five."""
    found = held(make_report(1, *paragraphs), make_report(2, " ".join(paragraphs)))
    assert found is not None
    assert (found.kind, found.score, found.evidence.aligned_a) == ("duplicate", 1.0, 1.0)


def test_another_head_and_a_word_changed_is_nearly_the_same(make_report: Make, paragraphs: list[str]) -> None:
    """And each paragraph is found in the other, in order."""
    changed = [part.replace("7", "seven") for part in paragraphs]
    found = held(make_report(1, *paragraphs), make_report(2, "For immediate publication", *changed))
    assert found is not None and found.kind == "near_duplicate"
    assert found.evidence.order == 1.0
    assert [(one.passage_a, one.passage_b) for one in found.aligned] == [(f"p{n}", f"p{n + 1}") for n in range(1, 6)]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ([0, 1, 2], [0, 1, 2, 3, 4], "version"),  # two paragraphs added
        ([0, 1, 2, 3], [1, 2, 3, 4], "version"),  # one left out, one added
        ([0, 1, 2, 3, 4], [0, 1], "contains"),
        ([0, 1, 2], [2, 3], "shares_part"),
        ([0, 1], [2, 3], None),
    ],
)
def test_parts_and_versions_are_told_apart(
    make_report: Make, paragraphs: list[str], first: list[int], second: list[int], kind: str | None
) -> None:
    """By the share of either's words that the other has."""
    a, b = (make_report(n, *(paragraphs[at] for at in own)) for n, own in enumerate((first, second)))
    found = held(a, b)
    assert (found and found.kind) == kind


def test_the_whole_stands_before_its_part(make_report: Make, paragraphs: list[str]) -> None:
    """Also where the part is the earlier document."""
    part, whole = make_report(1, paragraphs[0]), make_report(2, *paragraphs)
    found = held(part, whole)
    assert found is not None and found.kind == "contains"
    assert (found.doc_id_a, found.doc_id_b) == (whole.doc_id, part.doc_id)
    assert found.evidence.aligned_b == 1.0


def test_moved_paragraphs_are_a_copy_out_of_order(make_report: Make, paragraphs: list[str]) -> None:
    """All words are there; the order says that they were moved."""
    found = held(make_report(1, *paragraphs), make_report(2, *paragraphs[3:], *paragraphs[:3]))
    assert found is not None and found.kind == "near_duplicate"
    assert found.evidence.order == pytest.approx(0.6)


def test_one_disclaimer_makes_no_two_reports_one(make_report: Make, paragraphs: list[str]) -> None:
    """Half of both notices is the donor's; what they say themselves is nothing to each other."""
    disclaimer = " ".join(paragraphs[4].split() * 2)
    formulas = fingerprints(word_hashes(folded_words(disclaimer)))
    a, b = make_report(1, paragraphs[0], disclaimer), make_report(2, paragraphs[1], disclaimer)
    known = held(a, b)
    assert known is not None and known.kind == "version"  # two documents alone cannot tell what is a formula
    assert compare(a, b, formulas=formulas) is None
    assert compare(a, make_report(3, paragraphs[0], disclaimer, "Printed twice"), formulas=formulas) is not None


def test_a_form_filled_in_with_other_figures_is_no_version(make_report: Make) -> None:
    """The bulletin of every week has the words of the last one and other numbers."""
    form = (
        "In the reporting period our monitors recorded {} incidents in the governorate of which {} concerned housing "
        "land and property. The number of families who returned was {} while {} families left. The local committee "
        "held {} sessions and settled disputes through mediation. The situation remains under review."
    )
    first, second = make_report(1, form.format(41, 17, 230, 55, 12)), make_report(2, form.format(63, 29, 118, 74, 31))
    found = held(first, second)
    assert found is not None and found.kind == "shares_part"
    again = held(first, make_report(3, form.format(41, 17, 230, 55, 13)))
    assert again is not None and again.kind == "near_duplicate"


def test_numbers_are_compared_as_numbers() -> None:
    """Both digit sets, with and without separators of thousands; one digit alone says too little."""
    assert numbers_in("1,500 people in 2023, 7 of them") == numbers_in("١٬٥٠٠ شخص في ٢٠٢٣") == {"1500", "2023"}
    assert numbers_in("3.5 and ٣٫٥") == {"3.5"}
    assert numbers_in("12.05.2023") == {"12.05.2023"}


def test_order_is_the_longest_run_that_never_goes_back() -> None:
    """One passage aligned with two is in order; nothing to align is not out of order."""
    assert share_in_order([0, 1, 1, 2]) == 1.0
    assert share_in_order([3, 0, 1, 2]) == 0.75
    assert share_in_order([]) == 1.0
