"""Translations among documents whose vectors are made up: one meaning a passage, a little of each language's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from corpus_cli.relations.profile import Profile
from corpus_cli.relations.translations import Match, find_matches

DIM = 64


def meaning(name: str) -> np.ndarray:
    vector = np.random.default_rng(sum(ord(char) * 31**at for at, char in enumerate(name))).standard_normal(DIM)
    return vector / np.linalg.norm(vector)


def passages(language: str, names: Sequence[str]) -> np.ndarray:
    """Each passage its meaning, moved by where its language lies."""
    own = np.stack([meaning(name) + 0.6 * meaning(f"language {language}") + 0.2 * meaning(f"{language} {name}")
                    for name in names])  # fmt: skip
    return (own / np.linalg.norm(own, axis=1, keepdims=True)).astype(np.float32)


BACKGROUND: Mapping[str, np.ndarray] = {
    language: passages(language, [f"{language} background {number}" for number in range(60)])
    for language in ("ar", "en")
}


class Shelf:
    """Documents by id, in the order in which they are put there."""

    def __init__(self) -> None:
        self.profiles: list[Profile] = []
        self.vectors: dict[str, np.ndarray] = {}

    def put(self, doc_id: str, language: str, *names: str, words: int = 80, held: Sequence[int] = ()) -> None:
        vectors = passages(language, names)
        self.vectors[doc_id] = vectors
        count = len(names)
        self.profiles.append(
            Profile(
                doc_id=doc_id, order=("", doc_id, "", doc_id), language=language,
                rows=np.arange(count, dtype=np.int32), words=np.full(count, words, dtype=np.int32),
                total=vectors.sum(axis=0), names=frozenset(held), numbers=frozenset(held),
            )
        )  # fmt: skip

    def found(self) -> list[Match]:
        return find_matches(self.profiles, self.vectors.__getitem__, background=BACKGROUND)

    def told(self) -> list[tuple[str, str, str]]:
        return [(self.profiles[one.a].doc_id, self.profiles[one.b].doc_id, one.kind) for one in self.found()]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_a_report_and_its_translation_alone_in_a_folder_are_found(shelf: Shelf) -> None:
    """The shipped passages say what is usual where there are no other documents."""
    shelf.put("a", "ar", "m1", "m2", "m3", "m4", words=70, held=(1, 2, 3, 4))
    shelf.put("b", "en", "m1", "m2", "m3", "m4", held=(1, 2, 3, 4))
    (found,) = shelf.found()
    assert found.kind == "translation"
    assert found.alignment.order == 1.0
    assert [(one, two) for one, two, _ in found.alignment.pairs] == [(n, n) for n in range(4)]


def test_reports_of_other_things_are_none(shelf: Shelf) -> None:
    """Neither in two languages nor in one."""
    shelf.put("a", "ar", "m1", "m2", "m3")
    shelf.put("b", "en", "m4", "m5", "m6")
    shelf.put("c", "en", "m1", "m2", "m3")
    assert shelf.told() == [("a", "c", "translation")]
    assert Shelf().told() == []


def test_a_document_is_the_translation_of_one_only(shelf: Shelf) -> None:
    """Of two versions the nearer one; the other is related to it by its text."""
    shelf.put("a", "ar", "m1", "m2", "m3", "m4", "m5")
    shelf.put("b", "en", "m1", "m2", "m3", "m4", "m9")
    shelf.put("c", "en", "m1", "m2", "m3", "m4", "m5")
    assert shelf.told() == [("a", "c", "translation")]


def test_a_summary_is_a_part_and_comes_second(shelf: Shelf) -> None:
    """It says a fifth of the report, which is no translation; the report stands first though it is later."""
    shelf.put("summary", "en", "m1", "m2", held=(1, 2, 3, 4))
    shelf.put("whole", "ar", *(f"m{number}" for number in range(1, 11)), held=(1, 2, 3, 4, 5))
    assert shelf.told() == [("whole", "summary", "partial_translation")]


def test_the_same_passages_in_no_order_weigh_less(shelf: Shelf) -> None:
    """Order is evidence: a translation keeps it."""
    names = [f"m{number}" for number in range(1, 9)]
    shelf.put("a", "ar", *names, held=range(8))
    shelf.put("b", "en", *names, held=range(8))
    (in_order,) = shelf.found()
    turned = Shelf()
    turned.put("a", "ar", *names, held=range(8))
    turned.put("b", "en", *names[::-1], held=range(8))
    (found,) = turned.found()
    assert found.alignment.order < 0.5 < in_order.alignment.order
    assert found.score < in_order.score


def test_names_and_numbers_decide_where_meaning_does_not() -> None:
    """One passage each on the same subject: with the same names and numbers a translation, with others none."""
    scores = {}
    for held in ((1, 2, 3, 4), (5, 6, 7, 8)):
        own = Shelf()
        own.put("a", "ar", "m1", held=(1, 2, 3, 4))
        own.put("b", "en", "m1", held=held)
        scores[held] = max((one.score for one in own.found()), default=0.0)
    assert scores[1, 2, 3, 4] > scores[5, 6, 7, 8]


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_language_of_few_passages_has_no_translations(shelf: Shelf, count: int) -> None:
    """What is usual between it and another is not known; without that two notes on one subject would be one report."""
    names = [f"m{number}" for number in range(count)]
    shelf.put("a", "ar", *names, "m8", "m9", held=range(8))
    shelf.put("b", "ku", *names, held=range(8))
    assert shelf.told() == []
    known = {**BACKGROUND, "ku": passages("ku", [f"ku background {number}" for number in range(60)])}
    assert len(find_matches(shelf.profiles, shelf.vectors.__getitem__, background=known)) == 1


def test_what_is_found_does_not_depend_on_how_many_vectors_are_kept(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Vectors that were let go of are read again."""
    for number in range(6):
        shelf.put(f"{number}-ar", "ar", *(f"m{number}{part}" for part in "abc"))
        shelf.put(f"{number}-en", "en", *(f"m{number}{part}" for part in "abc"))
    before = [(one.a, one.b, one.score) for one in shelf.found()]
    assert len(before) == 6
    monkeypatch.setattr("corpus_cli.relations.translations._KEPT", 2)
    monkeypatch.setattr("corpus_cli.topics.nearest._BLOCK", 2)
    assert [(one.a, one.b, pytest.approx(one.score)) for one in shelf.found()] == before
