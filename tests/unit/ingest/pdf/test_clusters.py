"""Glyphs become pieces of text: ligatures in order, marks with their letters, nothing twice."""

from __future__ import annotations

import numpy as np
import pytest

from corpus_cli.ingest.pdf.clusters import Clusters, clusters, in_visual_order
from corpus_cli.ingest.pdf.glyphs import Glyphs


def made(
    *glyphs: tuple[str, float, float], groups: list[int] | None = None, owners: list[int] | None = None
) -> Clusters:
    """The clusters of glyphs given by text, left edge and width, in PDFium's order, on one line in 10-point type."""
    count = len(glyphs)
    left = np.array([x for _, x, _ in glyphs])
    box = np.stack([left, np.zeros(count), left + [width for _, _, width in glyphs], np.full(count, 7.0)], axis=1)
    return clusters(
        Glyphs(
            np.array([ord(char) for char, _, _ in glyphs], dtype=np.uint32),
            left,
            np.zeros(count),
            np.full(count, 10.0),
            np.zeros(count, dtype=np.int16),
            np.array(owners or [1] * count, dtype=np.uint64),
            np.array(groups or range(count)),
            box,
            box.copy(),
        )
    )


@pytest.mark.parametrize(
    ("letters", "read"),
    [("ال", "لا"), ("لا", "لا"), ("أل", "لأ"), ("هلل", "لله"), ("ﻻ", "لا"), ("جن", "نج"), ("ﷲ", "الله")],
)
def test_the_letters_of_one_glyph_are_read_in_order(letters: str, read: str) -> None:
    """PDFium turns what one glyph stands for around, but not presentation forms; alef joins nothing after it."""
    assert made(*((letter, 50.0, 6.0) for letter in letters), groups=[0] * len(letters)).text == [read]


def test_a_mark_goes_with_the_letter_before_it() -> None:
    """Within a text object PDFium has put letters and marks in reading order; the mark's place does not matter."""
    assert made(("د", 60, 5), ("َ", 52, 3), ("ر", 54, 5)).text == ["دَ", "ر"]


def test_in_text_drawn_in_order_marks_come_first() -> None:
    """PDFium turns that around too, so there the letter of a mark follows it."""
    glyphs = Glyphs(
        np.array([ord(char) for char in "رَد"], dtype=np.uint32),
        np.array([60.0, 59.0, 54.0]),
        np.zeros(3),
        np.full(3, 10.0),
        np.zeros(3, dtype=np.int16),
        np.ones(3, dtype=np.uint64),
        np.arange(3),
        np.array([[60, 0, 65, 7], [59, 0, 61, 7], [54, 0, 59, 7]], dtype=float),
        np.array([[60, 0, 65, 7], [59, 0, 61, 7], [54, 0, 59, 7]], dtype=float),
    )
    assert clusters(glyphs, drawn_in_order=True).text == ["ر", "دَ"]


def test_a_mark_in_an_object_of_its_own_goes_with_the_letter_below() -> None:
    """LibreOffice and Chromium draw raised marks apart; then only their place tells."""
    assert made(("د", 60, 5), ("َ", 50.5, 3), ("ر", 50, 5), owners=[1, 2, 1]).text == ["د", "رَ"]


def test_a_letter_drawn_twice_is_read_once_but_two_lams_are_two() -> None:
    """Bold is made by drawing a letter again a little aside; the ink of two lams may overlap as well."""
    assert made(("ب", 50, 5), ("ب", 50.2, 5)).text == ["ب"]
    assert made(("ل", 50, 5), ("ل", 52, 5)).text == ["ل", "ل"]


def test_a_glyph_without_letter_over_a_letter_is_part_of_it() -> None:
    """Dots drawn apart have no entry in the font's map; elsewhere such a glyph stays, a sign of what is lost."""
    assert made(("ب", 50, 6), ("\ufffd", 52, 2), ("ا", 40, 3), ("ر", 30, 5)).text == ["ب", "ا", "ر"]
    assert "\ufffd" in made(("ب", 50, 6), ("\ufffd", 80, 2), ("ا", 40, 3), ("ر", 30, 5)).text


def test_of_two_glyphs_on_one_origin_the_ink_says_which_is_first() -> None:
    """Some fonts draw lam-alef as two glyphs, one without an advance."""
    pair = Clusters(
        ["ل", "ا"],
        np.array([50.0, 50.0]),
        np.zeros(2),
        np.array([56.0, 52.0]),
        np.array([60.0, 54.0]),
        np.full(2, 10.0),
        np.zeros(2, dtype=bool),
        np.arange(2),
    )
    assert [pair.text[at] for at in in_visual_order(pair, np.arange(2))] == ["ا", "ل"]
