"""Which documents are compared: those alike and those that share a part, in numbers that grow with the documents."""

from __future__ import annotations

import random

import numpy as np
import pytest

from corpus_cli.relations import sketches
from corpus_cli.relations.candidates import find_candidates
from corpus_cli.relations.sketch import Sketch, sketch
from corpus_cli.relations.sketch_table import SketchRow, SketchTable, to_table
from corpus_cli.relations.sketches import Sketches, held_in_memory, in_order


def text(name: str, count: int = 120) -> str:
    draw = random.Random(name)
    return " ".join(f"{draw.randrange(10**6)}" for _ in range(count))


def sketched(*texts: str) -> list[Sketch]:
    found = [sketch(one) for one in texts]
    assert None not in found
    return [one for one in found if one is not None]


def table(*texts: str) -> SketchTable:
    order = ("", "", "", "")
    return to_table([SketchRow(f"{n:020x}", order, None, 0, n, one) for n, one in enumerate(sketched(*texts))])


def held(*texts: str) -> Sketches:
    return held_in_memory(table(*texts))


def pairs(*texts: str) -> list[tuple[int, int]]:
    return [(int(one), int(two)) for one, two in find_candidates(held(*texts)).pairs]


def test_copies_and_parts_are_candidates_and_others_are_not() -> None:
    """A copy with another head, a small text that stands in a large one; not two that share nothing."""
    a, b, c = text("a"), text("b"), text("c", 900)
    assert pairs(a, b, f"another head {a}", c, " ".join(c.split()[400:440])) == [(0, 2), (3, 4)]
    assert pairs() == [] and pairs(a) == []


def test_a_thousand_copies_are_not_half_a_million_pairs() -> None:
    """Each is held against the first few; the pairs join all of them."""
    copies = [f"{number} {text('press release', 60)} {number}" for number in range(300)]
    found = pairs(*copies)
    assert len(found) < 20 * len(copies)
    assert {two for _, two in found} == set(range(1, 300))


def test_what_many_write_beside_their_own_is_a_formula_and_a_copied_text_is_none() -> None:
    """A disclaimer under seven reports is a formula; a statement that seven have copied as a whole is not."""
    disclaimer, statement = text("disclaimer", 60), text("statement", 100)
    reports = [f"{text(f'report {number}', 200)} {disclaimer}" for number in range(7)]
    copies = [f"copy {number} {statement}" for number in range(7)]
    formulas = set(find_candidates(held(*reports, *copies)).formulas.tolist())
    (of_disclaimer,), (of_statement,) = sketched(disclaimer), sketched(statement)
    assert len(formulas.intersection(of_disclaimer.prints.tolist())) > 10
    assert not formulas.intersection(of_statement.prints.tolist())


def test_one_run_of_words_alone_is_not_enough() -> None:
    """The first two of many that share it are no better than the others."""
    shared = "three shared words"
    assert pairs(*(f"{text(f'own {number}', 60)} {shared}" for number in range(8))) == []


def test_however_few_are_held_at_a_time_the_candidates_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one part or many, from one table or from several whose documents are mixed."""
    part, statement = text("part", 80), text("statement", 100)
    texts = [f"{text(f'{n}', 60 + n)} {part if n % 3 else ''} {statement if n % 2 else ''}" for n in range(40)]
    whole = find_candidates(held(*texts))
    monkeypatch.setattr(sketches, "AT_ONCE", 500)
    monkeypatch.setattr(sketches, "OF_ROWS", 300)
    several = find_candidates(
        Sketches([table(*texts[::2]), table(*texts[1::2])], [np.arange(0, 40, 2), np.arange(1, 40, 2)])
    )
    assert len(whole.pairs) > 40 and len(whole.formulas)
    for name in ("pairs", "formulas", "marks"):
        assert np.array_equal(getattr(whole, name), getattr(several, name))


def test_the_first_of_those_with_the_same_words_is_the_earliest() -> None:
    """By the order of documents, whatever table they are in; short texts are not compared."""
    words = text("same", 30)
    rows = [("b", "2024"), ("a", "2023"), ("c", "2022")]
    made = [
        to_table([SketchRow(name, (date, name, "", name), None, 0, 0, sketch(words if name != "c" else text("other")))])
        for name, date in rows
    ]
    short = to_table([SketchRow("d", ("2021", "d", "", "d"), None, 0, 0, None)])
    ordered = in_order([*made, short])
    assert [ordered.doc_id(place) for place in range(4)] == ["d", "c", "a", "b"]
    assert ordered.firsts.tolist() == [0, 1, 2, 2]
    assert ordered.compared.tolist() == [False, True, True, True]
