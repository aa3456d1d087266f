"""Mentions added up over documents."""

from __future__ import annotations

from collections.abc import Callable

from corpus_cli.document import Link
from corpus_cli.export.mentions import NamingDocument
from corpus_cli.export.tally import NamedEntity

Count = Callable[..., list[NamedEntity]]
MakeDocument = Callable[..., NamingDocument]
MakeLink = Callable[..., Link]


def test_both_languages_count_under_one_id(count: Count, make_document: MakeDocument, make_link: MakeLink) -> None:
    """By the language of the segment; a third language counts in the totals alone."""
    homs = make_link("gn:1", "Homs", "حمص", score=0.9)
    sure = make_link("gn:1", "Homs", "حمص", score=1.0)
    (entity,) = count(
        make_document(1, ("en", "Homs", homs, "PLACE"), ("ar", "حمص", sure, "PLACE"), ("ar", "حِمص", sure, "PLACE")),
        make_document(2, ("en", "Homs", homs, "PLACE"), ("fr", "Homs", homs, "PLACE")),
        make_document(3, ("fr", "Homs", homs, "PLACE")),
    )
    assert (entity.id, entity.name_en, entity.name_ar, entity.lat, entity.lon) == ("gn:1", "Homs", "حمص", 34.7, 36.7)
    assert (entity.mentions, entity.mentions_ar, entity.mentions_en) == (6, 2, 2)
    assert (entity.documents, entity.documents_ar, entity.documents_en) == (3, 1, 2)
    assert entity.written_as == ("Homs", "حمص", "حِمص")
    assert entity.score == round((4 * 0.9 + 2 * 1.0) / 6, 4)


def test_the_most_mentioned_come_first_then_the_names_without_a_link(
    count: Count, make_document: MakeDocument, make_link: MakeLink
) -> None:
    """Ties by id; a name without a link stands below every id, however often it is mentioned."""
    first, second, third = (make_link(name_id, name_id, None) for name_id in ("gn:2", "gn:1", "gn:3"))
    unlinked = [("en", "Nowhere", None, "PLACE")] * 5
    linked = [("en", "x", link, "PLACE") for link in (first, second, third, third)]
    entities = count(make_document(1, *unlinked, *linked))
    assert [entity.id for entity in entities] == ["gn:3", "gn:1", "gn:2", None]


def test_names_without_a_link_are_grouped_as_they_are_compared(count: Count, make_document: MakeDocument) -> None:
    """Vowel signs and the forms of alef are spelling, not another name; nothing is said of what it refers to."""
    (entity,) = count(
        make_document(1, ("ar", "أم الزيتون", None, "PLACE"), ("ar", "ام الزيتون", None, "PLACE")),
        make_document(2, ("ar", "أُم الزيتون", None, "PLACE"), ("ar", "أم\nالزيتون", None, "PLACE")),
    )
    assert (entity.id, entity.name_en, entity.name_ar, entity.score, entity.lat) == (None, None, None, None, None)
    assert (entity.mentions_ar, entity.documents_ar) == (4, 2)
    assert entity.written_as[0] == "أم الزيتون"
    assert len(entity.written_as) == 3


def test_five_spellings_are_told(count: Count, make_document: MakeDocument, make_link: MakeLink) -> None:
    """The commonest, ties in the order of their letters."""
    raqqa = make_link("gn:1", "Raqqa", "الرقة")
    texts = ["Rakka", "Raqqa", "Raqqa", "Ar-Raqqah", "al-Raqqa", "ar-Raqqa", "Racca"]
    (entity,) = count(make_document(1, *[("en", text, raqqa, "PLACE") for text in texts]))
    assert entity.written_as == ("Raqqa", "Ar-Raqqah", "Racca", "Rakka", "al-Raqqa")


def test_the_first_source_is_the_first_in_order(count: Count, make_document: MakeDocument, make_link: MakeLink) -> None:
    """By path, then by the record's number, whatever order the documents are read in."""
    named = ("en", "Homs", make_link("gn:1", "Homs", "حمص"), "PLACE")
    docs = [
        make_document(1, named, path="b.txt"),
        make_document(2, named, path="a.csv", record="10"),
        make_document(3, named, path="a.csv", record="9"),
    ]
    assert count(*docs)[0].first_source == count(*docs[::-1])[0].first_source == "a.csv#9"


def test_an_id_keeps_the_names_that_some_mentions_lack(
    count: Count, make_document: MakeDocument, make_link: MakeLink
) -> None:
    """An organization that only one report names in Arabic has its Arabic name; of several the commonest."""
    partial = make_link("org:1", "Homs Council", None, lat=None, lon=None, type="organization")
    renamed = make_link("org:1", "Council of Homs", "مجلس حمص", lat=None, lon=None, type="organization")
    (entity,) = count(
        make_document(1, *[("en", "Homs Council", partial, "ORG")] * 2, ("ar", "مجلس حمص", renamed, "ORG"))
    )
    assert (entity.label, entity.name_en, entity.name_ar) == ("ORG", "Homs Council", "مجلس حمص")


def test_documents_without_names_add_nothing(count: Count, make_document: MakeDocument) -> None:
    """Neither does a run without documents."""
    assert count(make_document(1)) == count() == []
