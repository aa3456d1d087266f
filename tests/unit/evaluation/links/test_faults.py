"""Wrong and missing links stand by name, the worst kind and the most frequent name first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_cli.document import Link
from corpus_cli.evaluation.links.faults import Kind, LinkedText, group_faults, kind_of

MakeText = Callable[..., LinkedText]
MakeLink = Callable[..., Link]
LIBYA, LEBANON = (32.89, 13.18), (34.44, 35.83)


def test_every_kind(linked: MakeText, link: MakeLink) -> None:
    """By what was found and how far it is; a right link is no fault."""
    cases = {
        Kind.MISSED: linked("In Aleppo.", "Aleppo", found=False),
        Kind.UNLINKED: linked("In Aleppo.", "Aleppo"),
        Kind.FAR: linked("In Aleppo.", "Aleppo", link(LIBYA)),
        Kind.BESIDE: linked("In Aleppo.", "Aleppo", link((37.2, 37.16))),
        Kind.OTHER_CLASS: linked("In Aleppo.", "Aleppo", link(kind="governorate"), kind="city"),
    }
    assert set(cases) == set(Kind)
    for kind, text in cases.items():
        assert [kind_of(outcome) for outcome in text.outcomes] == [kind]
    right = (linked("In Aleppo.", "Aleppo", link(), kind="village"), linked("In Aleppo.", "Aleppo", link(kind="camp")))
    assert group_faults(right, examples=5) == ()
    assert [group.kind for group in group_faults(cases.values(), examples=5)] == list(Kind)


def test_a_frequent_name_comes_first_where_its_link_is_farthest(linked: MakeText, link: MakeLink) -> None:
    """Forms that differ in vowel signs or alef are one name; how often it went so is told."""
    texts = [
        linked("From Homs.", "Homs", link(LIBYA), line=1),
        linked("إلى إدلب ثم", "إدلب", link(LEBANON), language="ar", line=2),
        linked("إلى ادلِب غدا", "ادلِب", link(LIBYA), language="ar", line=3),
    ]
    (group,) = group_faults(texts, examples=5)
    assert (group.kind, group.count, group.languages) == (Kind.FAR, 3, {"ar": 2, "en": 1})
    assert [(fault.mention, fault.times, fault.line) for fault in group.faults] == [("ادلِب", 2, 3), ("Homs", 1, 1)]
    assert group.faults[0].km == pytest.approx(2180, abs=50)
    (group,) = group_faults(texts, examples=1)
    assert (group.count, len(group.faults)) == (3, 1)
    assert group_faults(texts, examples=0)[0].faults == ()


def test_a_fault_stands_in_its_sentence(linked: MakeText, link: MakeLink) -> None:
    """With what people marked and what it was linked to."""
    text = linked("Yes. He left Tripoli. Then", "Tripoli", link(LIBYA), point=LEBANON, sentences=((0, 5), (5, 21)))
    (group,) = group_faults([text], examples=5)
    (fault,) = group.faults
    assert (fault.before, fault.mention, fault.after) == ("He left ", "Tripoli", ".")
    assert (fault.point, fault.link) == (LEBANON, link(LIBYA))
