from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.document import Entity
from corpus_cli.entities.gazetteer.organizations import organization_id
from corpus_cli.entities.organizations.across_documents import ELSEWHERE, CorpusNames, merged
from corpus_cli.entities.organizations.in_document import link_organizations
from corpus_cli.entities.reading.resolve import Mention


def entities(text: str, *names: str) -> tuple[Entity, ...]:
    """A document's organizations, each found behind the one before it."""
    mentions, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        mentions.append(Mention(start, at, "ORG", 1.0, ("model",), "s1"))
    links = link_organizations(text, mentions)
    return tuple(
        Entity(
            id=f"e{number}", label="ORG", start=one.start, end=one.end, raw_start=one.start, raw_end=one.end,
            text=text[one.start : one.end], segment="s1", score=1.0, source=("model",), link=links[number],
        )
        for number, one in enumerate(mentions)
    )  # fmt: skip


PAIRED = entities("الأرشيف السوري (Syrian Archive) قال", "الأرشيف السوري", "Syrian Archive")
ENGLISH = entities("The Syrian Archive said", "Syrian Archive")
ARABIC = entities("قال الأرشيف السوري", "الأرشيف السوري")


def corpus(*documents: tuple[Entity, ...]) -> list[tuple[Entity, ...]]:
    """The documents as the corpus has them."""
    names = CorpusNames()
    for document in documents:
        names.add(document)
    return [merged(document, names.merges()) for document in documents]


def ids(*documents: tuple[Entity, ...]) -> set[str]:
    return {one.link.id for document in documents for one in document if one.link}


def test_what_one_document_says_holds_in_the_others() -> None:
    """The English name alone is the organization with both names; the link says how sure, and what it was."""
    assert len(ids(ENGLISH, ARABIC)) == 2
    _, english, arabic = corpus(PAIRED, ENGLISH, ARABIC)
    assert ids(english, arabic) == ids(PAIRED)
    (link,) = (one.link for one in english)
    assert (link.name_ar, link.name_en, link.score) == ("الأرشيف السوري", "Syrian Archive", ELSEWHERE)
    assert [other.id for other in link.alternatives] == [organization_id("syrian archive")]


def test_without_that_document_it_is_undone() -> None:
    """What the documents hold depends on which there are, not on which there were."""
    _, english = corpus(PAIRED, ENGLISH)
    assert corpus(english) == [ENGLISH]


def test_documents_that_disagree_join_nothing() -> None:
    """The same acronym for two names."""
    bread = entities("Bread Network Project (BNP) said", "Bread Network Project", "BNP")
    border = entities("Border Nurses Programme (BNP) said", "Border Nurses Programme", "BNP")
    alone = entities("BNP said", "BNP")
    assert corpus(bread, border, alone)[2] == alone
    assert ids(*corpus(bread, alone)) == ids(bread)


def test_two_letters_join_nothing_elsewhere() -> None:
    """AA is the Autonomous Administration where it is said to be, and may be anything in another report."""
    named = entities("Autonomous Administration (AA) said", "Autonomous Administration", "AA")
    alone = entities("AA said", "AA")
    assert corpus(named, alone)[1] == alone


def test_a_bare_type_word_joins_nothing_elsewhere() -> None:
    """الهيئة is one body's short form here and any other's there."""
    named = entities("أعلنت الهيئة (HTSX) أمس", "الهيئة", "HTSX")
    alone = entities("قالت الهيئة العليا إن الهيئة قررت", "الهيئة العليا", "الهيئة")
    assert corpus(named, alone)[1] == alone


def test_a_name_after_lam_is_learned_with_its_article() -> None:
    """للشبكة الجديدة (Syria Weave) says it of الشبكة الجديدة."""
    named = entities("وفقا للشبكة النسيج (Syria Weave) أمس", "لشبكة النسيج", "Syria Weave")
    alone = entities("قالت الشبكة النسيج", "الشبكة النسيج")
    assert ids(*corpus(named, alone)) == ids(named)


@given(st.lists(st.sampled_from([PAIRED, ENGLISH, ARABIC]), max_size=5))
def test_joining_again_changes_nothing(documents: list[tuple[Entity, ...]]) -> None:
    """In whatever order the documents come."""
    once = corpus(*documents)
    assert corpus(*once) == once
    assert sorted(map(str, corpus(*reversed(documents)))) == sorted(map(str, once))


@pytest.mark.parametrize("label", ["PLACE"])
def test_places_are_left_alone(label: str) -> None:
    """Whatever their score."""
    place = tuple(replace(one, label=label) for one in PAIRED)
    assert corpus(place, ENGLISH)[0] == place
