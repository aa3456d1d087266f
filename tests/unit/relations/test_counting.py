"""Which of several documents that are one report counts."""

from __future__ import annotations

from corpus_cli.relations.counting import left_out
from corpus_cli.relations.relation import Evidence, Kind, Relation, document_order


def related(a: str, b: str, kind: Kind) -> Relation:
    evidence = Evidence(aligned_a=1, aligned_b=1, order=1)
    return Relation(doc_id_a=a, doc_id_b=b, kind=kind, score=1, evidence=evidence)


def orders(*names: str) -> dict[str, tuple[str, str, str, str]]:
    return {name: document_order(date=f"2024-01-{at + 1:02d}", path=name, record=None, doc_id=name)
            for at, name in enumerate(names)}  # fmt: skip


def test_the_first_of_a_chain_of_versions_counts() -> None:
    """Versions of versions are one report, though the first and the last have no relation of their own."""
    relations = [related("b", "c", "near_duplicate"), related("a", "b", "version"), related("a", "x", "contains")]
    assert left_out(relations, orders("a", "b", "c", "x")) == {"b": "repeat", "c": "repeat"}


def test_a_translation_is_left_out_as_one_and_its_copies_as_repeats() -> None:
    """The Arabic original counts; its English translation speaks for English; the second English copy for nothing."""
    relations = [related("ar", "en", "translation"), related("en", "en2", "near_duplicate")]
    assert left_out(relations, orders("ar", "en", "en2")) == {"en": "translation", "en2": "repeat"}


def test_versions_in_both_languages_are_one_report() -> None:
    """Two Arabic and two English versions, joined by one translation: one counts."""
    relations = [
        related("ar1", "ar2", "version"),
        related("en1", "en2", "version"),
        related("ar2", "en1", "translation"),
    ]
    found = left_out(relations, orders("en1", "ar1", "ar2", "en2"))
    assert found == {"ar1": "translation", "ar2": "repeat", "en2": "repeat"}


def test_a_document_that_is_gone_leaves_nothing_out() -> None:
    """Its file was removed after the relations were found: what it repeated, or was translated from it, counts."""
    relations = [related("gone", "b", "version"), related("a", "gone", "translation"), related("a", "c", "duplicate")]
    assert left_out(relations, orders("a", "b", "c")) == {"c": "repeat"}


def test_parts_count_as_they_are() -> None:
    """Neither a summary nor a document within another is the other one."""
    relations = [
        related("a", "b", "contains"),
        related("a", "c", "partial_translation"),
        related("a", "d", "shares_part"),
    ]
    assert left_out(relations, orders("a", "b", "c", "d")) == {}


def test_a_date_comes_before_none_and_a_path_decides_between_equals() -> None:
    """The first by date, then by path, then by the record."""
    dated = document_order(date="2024-05-01", path="z", record=None, doc_id="1")
    undated = document_order(date=None, path="a", record=None, doc_id="2")
    second = document_order(date=None, path="a", record="7", doc_id="0")
    assert sorted([second, undated, dated]) == [dated, undated, second]
