"""Gaps part words, and the cells of a row read in the direction of their words."""

from __future__ import annotations

import numpy as np

from corpus_cli.ingest.pdf.clusters import Clusters
from corpus_cli.ingest.pdf.lines import Line, pieces


def test_a_tail_under_the_letter_before_it_takes_from_the_gap() -> None:
    """The origin of ر may stand far from the ي that its tail lies under; no tail, and the same gap parts words."""

    def read(tail: float) -> list[str]:
        x, right = np.array([0.0, 5.4]), np.array([4.0, 9.0])
        left = x - [0.0, tail]
        made = Clusters(
            ["ي", "ر"],
            x,
            np.zeros(2),
            left,
            (left + right) / 2,
            right,
            np.full(2, 10.0),
            np.zeros(2, dtype=bool),
            np.arange(2),
        )
        return pieces(made, np.arange(2))

    assert read(0.9) == ["ي", "ر"]
    assert read(0.0) == ["ي", " ", "ر"]


def cell(*lines: str) -> Line:
    """A row with one cell, its lines given as they stand from left to right."""
    found = [piece for line in lines for piece in [*line, "\n"]][:-1]
    return Line((), 0.0, 100.0, 0.0, 10.0, (tuple(found),))


def test_brackets_over_two_lines_of_a_cell_tell_its_direction() -> None:
    """Latin words outweigh the Arabic one, yet only from right to left do the brackets pair."""
    assert cell("Inception( ةطخ", ")Report").text(rtl=True) == "خطة (Inception Report)"
    assert cell("(Inception", "Report)").text(rtl=True) == "(Inception Report)"


def test_the_name_of_god_has_one_alef() -> None:
    """Fonts whose ligature draws لله name it ﷲ, which has an alef of its own."""
    assert Line(("الله", "ا"), 0.0, 50.0, 0.0, 10.0).text(rtl=True) == "الله"


def test_the_number_of_a_note_parts_from_its_text() -> None:
    """Raised numbers touch what follows; numbers within a line stay as they are."""
    assert Line((*reversed("جمعت"), "1"), 0.0, 50.0, 0.0, 10.0).text(rtl=True) == "1 جمعت"
    assert Line((*reversed("ب2ج"),), 0.0, 50.0, 0.0, 10.0).text(rtl=True) == "ب2ج"
