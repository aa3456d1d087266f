"""Organizations counted over documents, and the spellings that may become aliases."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import msgspec

from corpus_cli.entities.organizations.pairs import Organization, Pair
from corpus_cli.review.mentions import NamingText, Origin, Themed
from corpus_cli.review.organizations import OrganizationTally

MakeDoc = Callable[..., NamingText]
A, B = "org:x-aaaaaaaaaa", "org:x-bbbbbbbbbb"


def pair(tally: OrganizationTally) -> Pair:
    found = {one.id: one for one in tally.organizations()}
    return Pair(first=found[A], second=found[B], score=1, meaning=1, sound=1, company=1)


def test_counts_names_and_company(make_doc: MakeDoc) -> None:
    """Mentions and documents; the commonest names; what stands in each document."""
    tally = OrganizationTally()
    homs = ("PLACE", "Homs", "gn:1", "Homs", None)
    tally.add(make_doc("d1", ["Danmar and Danmar in Homs."], *[("ORG", "Danmar", A, "Danmar", None)] * 2, homs))
    tally.add(make_doc("d2", ["Danmar left."], ("ORG", "Danmar", A, "Danmar", "دانمار")))
    (found,) = tally.organizations()
    assert found == Organization(A, "Danmar", "دانمار", 3, {"d1", "d2"})
    assert tally.beside == {"d1": (A, "gn:1"), "d2": (A,)}
    assert (tally.documents, tally.with_names) == (2, 2)


def test_a_document_with_many_names_is_kept_once(make_doc: MakeDoc) -> None:
    """Twice the names of one document take about twice the memory: no organization has a list of all others."""
    grown = []
    for count in (300, 600):
        doc = make_doc("d1", [" ".join(f"Org{number}" for number in range(count))], *many(count))
        tracemalloc.start()
        tally = OrganizationTally()
        tally.add(doc)
        grown.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        assert len(tally.beside["d1"]) == len(tally.organizations()) == count
    assert grown[1] < 2.5 * grown[0]


def many(count: int) -> list[tuple[str, str, str, str, None]]:
    return [("ORG", f"Org{number}", f"org:x-{number:010}", f"Org{number}", None) for number in range(count)]


def test_a_document_without_the_stage() -> None:
    """It has no names, and is not one without names."""
    tally = OrganizationTally()
    tally.add(NamingText("d1", Origin("a.txt"), "Danmar"))
    assert (tally.documents, tally.with_names, tally.organizations()) == (1, 0, [])


def test_only_spellings_that_mean_these_two_become_aliases(make_doc: MakeDoc) -> None:
    """المنظمة is a word for any organization; DN is too short; Homs is a place elsewhere; Mar is a third one's too."""
    tally = OrganizationTally()
    names = [("ORG", name, A, "Danmar", None) for name in ("Danmar", "Danmar Aid", "DN", "Homs", "Mar Group", "Both")]
    tally.add(make_doc("d1", ["Danmar, Danmar Aid, DN, Homs, Mar Group, Both."], *names))
    tally.add(
        make_doc("d2", ["Homs. Mar Group."], ("PLACE", "Homs", "", "", ""), ("ORG", "Mar Group", "org:mar", "M", None))
    )
    arabic = [("ORG", name, B, None, "دانمار") for name in ("دانمار", "المنظمة")]
    tally.add(make_doc("d3", ["قالت دانمار إن المنظمة"], *arabic, language="ar"))
    tally.add(make_doc("d4", ["Both"], ("ORG", "Both", B, None, "دانمار")))
    first, second = tally.sides(pair(tally))
    assert first.spellings == ("Both", "Danmar", "Danmar Aid")
    assert second.spellings == ("Both", "دانمار")


def test_the_article_lost_after_lam_comes_back(make_doc: MakeDoc) -> None:
    """للشبكة is ل and الشبكة: the tagger's edge leaves لشبكة."""
    tally = OrganizationTally()
    tally.add(make_doc("d1", ["Danmar"], ("ORG", "Danmar", A, "Danmar", None)))
    tally.add(
        make_doc("d2", ["قدمت للشبكة الزهراء"], ("ORG", "لشبكة الزهراء", B, None, "الشبكة الزهراء"), language="ar")
    )
    assert tally.sides(pair(tally))[1].spellings == ("الشبكة الزهراء",)


def test_names_that_are_places_too_are_told(make_doc: MakeDoc) -> None:
    """As an alias such a name would hide the place."""
    tally = OrganizationTally()
    tally.add(make_doc("d1", ["Atarib"], ("ORG", "Atarib", A, "Atarib", None)))
    tally.add(make_doc("d2", ["Atarib24"], ("ORG", "Atarib24", B, "Atarib24", None)))
    assert tally.place_names(pair(tally)) == ()
    tally.add(make_doc("d3", ["Atarib"], ("PLACE", "Atarib", "gn:2", "Atarib", None)))
    assert tally.place_names(pair(tally)) == ("Atarib",)


def test_the_main_themes_of_a_document_are_company(make_doc: MakeDoc) -> None:
    """What it is about says as much of an organization as what it names."""
    doc = make_doc("d1", ["Danmar left."], ("ORG", "Danmar", A, "Danmar", None))
    tally = OrganizationTally()
    tally.add(msgspec.structs.replace(doc, themes=(Themed("t001", 0.7), Themed("t002", 0.1))))
    assert tally.beside["d1"] == (A, "theme:t001")
