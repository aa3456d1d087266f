"""A redacted document: links, ids and raw offsets that would tell the name are gone too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from corpus_cli.document import Document, Link, to_json
from corpus_cli.export.mentions import read_mentions
from corpus_cli.export.redaction.document import Redactor, Touched
from corpus_cli.export.redaction.names import NameList
from corpus_cli.themes.page import Card

ListOf = Callable[..., NameList]


def redactor(names: NameList, docs: list[Document]) -> Redactor:
    """A redactor that has looked at these documents."""
    touched = Touched(names)
    touched.look(read_mentions(to_json(doc)) for doc in docs)
    return Redactor(names, touched)


def test_a_redacted_mention_has_an_id_of_its_own_and_no_name_or_point(list_of: ListOf, reports: list[Document]) -> None:
    """The id spells the name, and the Arabic name beside it would tell what it was."""
    names = list_of("Barada Clinic")
    out = redactor(names, reports).document(reports[0])
    ent = out.entities[1]
    assert ent.text == "[redacted]"
    assert ent.link is not None
    assert (ent.link.id, ent.link.name_en, ent.link.name_ar) == ("redacted:1", "[redacted]", None)
    assert out.redacted
    assert out.raw(ent) == (None, None)


def test_its_name_in_the_other_language_loses_the_link_and_is_told(list_of: ListOf, reports: list[Document]) -> None:
    """One id for both would say that عيادة بردى is what was taken out."""
    made = redactor(list_of("Barada Clinic"), reports)
    ent = made.document(reports[1]).entities[1]
    assert (ent.text, ent.link) == ("عيادة بردى", None)
    assert [(one.line, one.names) for one in made.tally.known_as] == [(1, (("عيادة بردى", 1),))]
    assert made.tally.unlinked == 1


def test_a_document_without_a_listed_name_keeps_raw_offsets_and_links(list_of: ListOf, reports: list[Document]) -> None:
    out = redactor(list_of("Barada Clinic"), reports).document(reports[2])
    assert out.raw(out.entities[0]) == (112, 119)
    assert out.doc.entities == reports[2].entities


def test_areas_of_a_place_are_redacted_too(list_of: ListOf, reports: list[Document]) -> None:
    """By name and in ids: Homs is listed, and a town in its governorate says so."""
    link = Link(
        id="gn:1", kb="geonames", name_en="Talbiseh", name_ar="تلبيسة", lat=34.8, lon=36.7, country="SY",
        admin1="Homs", type="town", score=1.0, within=("sy:homs-governorate", "iso:SY"),
    )  # fmt: skip
    doc = replace(reports[2], entities=(replace((reports[2].entities or ())[0], link=link),))
    found = redactor(list_of("Homs"), [doc]).document(doc).entities[0].link
    assert found is not None
    assert (found.id, found.admin1, found.within) == ("gn:1", "[redacted]", ("sy:[redacted]-governorate", "iso:SY"))


def test_file_names_titles_and_record_ids_are_redacted_and_counted(list_of: ListOf, reports: list[Document]) -> None:
    names = list_of("أحمد خليل", "السوق")
    made = redactor(names, reports)
    out = made.document(replace(reports[1], source=replace(reports[1].source, record_id="احمد_خليل-1")))
    assert out.doc.source.path == "ar/سوق [محجوب].txt"
    assert out.doc.source.title == "[محجوب]"
    assert out.doc.source.record_id == "[محجوب]-1"
    assert out.text == "عاد [محجوب] بحمص.\nساعدت عيادة بردى [محجوب] ول[محجوب] ولدان."
    assert made.tally.found[0] == {"text": 2, "path": 1, "record_id": 1}
    assert made.tally.found[1] == {"text": 1, "title": 1}


def test_a_mention_that_a_name_cuts_keeps_the_rest(list_of: ListOf, make_report: Callable[..., Document]) -> None:
    """Of two mentions that share a name the second begins behind it; one that is all name falls together with it."""
    doc = make_report(
        "Ahmad Khalil School", ("Ahmad", "PLACE", None), ("Khalil", "PLACE", None), ("School", "ORG", None)
    )
    made = redactor(list_of("Ahmad Khalil"), [doc])
    out = made.document(doc)
    assert [(ent.id, ent.text) for ent in out.entities] == [("e0", "[redacted]"), ("e2", "School")]
    assert made.tally.fell_together == 1


def test_themes_are_redacted(list_of: ListOf, cards: tuple[Card, ...]) -> None:
    """Keywords and labels; quotes, which no export has, are left out."""
    made = redactor(list_of("Ahmad Khalil", "المحال"), [])
    card = made.card(cards[0])
    assert [word.text for word in card.keywords["en"]] == ["market", "[redacted]"]
    assert card.labels["ar"] == "الأسواق · [محجوب]"


def test_the_tally_says_what_was_never_found_and_which_words_are_left(list_of: ListOf, reports: list[Document]) -> None:
    """A name that only stands within a longer listed one was found; Khalil alone may tell who is meant."""
    made = redactor(list_of("Ahmad Khalil", "Khalil", "Nobody Else", "Barada Clinic Homs"), reports)
    made.document(replace(reports[0], text=f"{reports[0].text} Ahmad left."))
    assert [name.line for name in made.tally.never_found] == [3, 4]
    assert made.tally.within_longer == {2: 1}
    assert made.tally.parts.commonest == (("Ahmad", 1), ("Barada", 1), ("Clinic", 1), ("Homs", 1))
    data = str(made.tally.as_data())
    assert "Khalil" not in data
    assert "Barada" not in data


def test_the_tally_tells_what_sounds_like_a_listed_name(list_of: ListOf, reports: list[Document]) -> None:
    """Ahmad Khalil is listed in English only, and أحمد خليل stands twice, once behind proclitics."""
    made = redactor(list_of("Ahmad Khalil"), reports)
    made.document(reports[1])
    assert [(one.line, one.names) for one in made.tally.sound_alikes] == [(1, (("أحمد خليل", 1), ("ولأحمد خليل", 1)))]
    assert made.tally.as_data()["sound_alikes"] == [{"line": 1, "names": 2, "times": 2}]
