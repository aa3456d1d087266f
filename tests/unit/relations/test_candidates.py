"""Which documents are compared: those alike and those that share a part, in numbers that grow with the documents."""

from __future__ import annotations

import random

from corpus_cli.relations.candidates import find_candidates
from corpus_cli.relations.sketch import Sketch, sketch


def text(name: str, count: int = 120) -> str:
    draw = random.Random(name)
    return " ".join(f"{draw.randrange(10**6)}" for _ in range(count))


def sketched(*texts: str) -> list[Sketch]:
    found = [sketch(one) for one in texts]
    assert None not in found
    return [one for one in found if one is not None]


def pairs(*texts: str) -> list[tuple[int, int]]:
    return [(int(one), int(two)) for one, two in find_candidates(sketched(*texts)).pairs]


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
    formulas = set(find_candidates(sketched(*reports, *copies)).formulas.tolist())
    (of_disclaimer,), (of_statement,) = sketched(disclaimer), sketched(statement)
    assert len(formulas.intersection(of_disclaimer.prints.tolist())) > 10
    assert not formulas.intersection(of_statement.prints.tolist())
