from __future__ import annotations

import pytest

from corpus_cli.search.index import Index


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Water in Raqqa", ["gn:172955"]),
        ("المياه في الرقه", ["gn:172955"]),  # without hamza and dots
        ("عائلات بالرقة", ["gn:172955"]),  # a particle before the article
        ("the Furat Center and Nawa", ["org:furat", "gn:166365"]),
        ("مركز الفرات", ["org:furat"]),
        ("justice", []),
    ],
)  # fmt: skip
def test_names_are_found_in_both_languages(index: Index, text: str, ids: list[str]) -> None:
    """A name leads to one id, however it is written."""
    assert [named.entities[0].id for named in index.names.find(text)] == ids


def test_a_name_ends_before_its_particle(index: Index) -> None:
    """The span is the name's alone."""
    text = "ومركز الفرات"
    (named,) = index.names.find(text)
    assert text[named.start : named.end] == "مركز الفرات"


def test_a_bare_name_means_the_area_and_then_the_town(index: Index) -> None:
    """As a filter the wider place is taken: nothing is lost silently."""
    assert [entity.id for entity in index.names.meant("Daraa", label="PLACE")] == ["sy:daraa-governorate", "gn:170905"]


def test_a_type_word_decides(index: Index) -> None:
    """The city of Daraa is not the governorate."""
    assert [entity.id for entity in index.names.meant("مدينة درعا", label="PLACE")] == ["gn:170905"]


def test_areas_that_no_passage_names_are_known(index: Index) -> None:
    """The shipped gazetteer names what the places lie in; it counts what lies in it."""
    entity = index.names.by_id["sy:raqqa-governorate"]
    assert (entity.name_en, entity.passages, entity.inside) == ("Raqqa", 0, 2)


def test_an_id_is_its_own_name(index: Index) -> None:
    """Whoever knows the id needs no name."""
    assert [entity.id for entity in index.names.meant("gn:166365", label="PLACE")] == ["gn:166365"]


def test_near_names_are_proposed_and_never_taken(index: Index) -> None:
    """A slip of the pen gives no passages of another place."""
    assert index.names.meant("Furat Centr", label="ORG") == ()
    assert index.names.near("Furat Centr", label="ORG") == ["Furat Center"]
