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
        np.array([50.0, 50.0]),
        np.array([56.0, 52.0]),
        np.array([60.0, 54.0]),
        np.full(2, 10.0),
        np.zeros(2, dtype=bool),
        np.arange(2),
    )
    assert [pair.text[at] for at in in_visual_order(pair, np.arange(2))] == ["ا", "ل"]


def drawn(*glyphs: tuple[str, float, float, float, float, float]) -> Clusters:
    """The clusters of glyphs given by text, origin (x, y), width, bottom and top of the ink, in 10-point type."""
    x, y = (np.array([glyph[at] for glyph in glyphs], dtype=float) for at in (1, 2))
    box = np.array([[left, low, left + width, high] for _, left, _, width, low, high in glyphs])
    text = "".join(glyph[0] for glyph in glyphs)
    group = [at for at, glyph in enumerate(glyphs) for _ in glyph[0]]
    first = np.cumsum([0, *(len(glyph[0]) for glyph in glyphs)])
    return clusters(
        Glyphs(
            np.array([ord(char) for char in text], dtype=np.uint32),
            x[group],
            y[group],
            np.full(len(text), 10.0),
            np.zeros(len(text), dtype=np.int16),
            np.ones(len(text), dtype=np.uint64),
            first[group],
            box[group],
            box[group],
        )
    )


def dots(letter: str, x: float, y: float = 6.0, *, wide: float = 3.0, high: float = 1.0) -> tuple:  # type: ignore[type-arg]
    """A glyph of dots that the file gives to this letter."""
    return (letter, x, y, wide, y, y + high)


def body(letter: str, x: float, *, wide: float = 4.0, low: float = 0.0, high: float = 4.0) -> tuple:  # type: ignore[type-arg]
    """A letter's body on the line."""
    return (letter, x, 0.0, wide, low, high)


def test_a_stroke_with_a_digit_for_a_name_is_tatweel() -> None:
    """Where a font does not say what the stroke is, PDFium takes its number for a character."""
    assert drawn(body("ق", 50), body("7", 47, wide=3, high=0.8), body("ل", 43)).text == ["ق", "\u0640", "ل"]
    assert drawn(body("ق", 50), body("7", 43, wide=3, high=7)).text == ["ق", "7"]


def test_a_stroke_with_a_slash_for_a_name_is_tatweel() -> None:
    """LibreOffice's kashidas; a space is none, nor is a slash that stands upright."""
    assert drawn(body("ق", 50), body("/", 47, wide=3, high=0.8), body("ل", 43)).text == ["ق", "\u0640", "ل"]
    assert drawn(body("ق", 50), body("/", 43, wide=3, high=7)).text == ["ق", "/"]
    assert drawn(body("ق", 50), body(" ", 47, wide=3, high=0.8), body("ل", 43)).space.tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("under", "over", "read"),
    [
        ("ٮ", dots("\ufbb4", 50.5), "ت"),
        ("ٮ", dots("\ufbb3", 50.5, -2), "ب"),
        ("ں", dots("\ufbb2", 51, 1, wide=1), "ن"),
        ("ٮ", dots("\ufffd", 50.5, wide=2), "ت"),
        ("ٮ", dots("\ufffd", 50.5, -1.5, wide=2), "ي"),
        ("ٮ", dots("\ufffd", 51, -1.5, wide=1), "ب"),
        ("ٮ", dots("\ufffd", 51, 5, wide=2, high=2), "ث"),
        ("ہ", dots("\ufffd", 51, wide=2), "ة"),
    ],
)
def test_dots_beside_bodies_without_dots(under: str, over: tuple, read: str) -> None:  # type: ignore[type-arg]
    """Fonts of parts that name the body ٮ call the dots what Unicode calls them, or nothing: then their shape tells."""
    low = -3.0 if under == "ں" else 0.0
    found = drawn(body(under, 50, low=low, high=4 if under != "ں" else 2), over, body("ٮ", 30), body("ا", 40)).text
    assert found == [read, "ٮ", "ا"]


def test_dots_of_a_ligature_go_to_the_letter_that_takes_them() -> None:
    """Of two letters that take them, the right one has the dots that are on the right. PDFium turns ٮح around."""
    assert drawn(("لح", 50, 0, 8, 0, 7), dots("\ufbb3", 52, -2, wide=1)).text == ["لج"]
    assert drawn(("حٮ", 50, 0, 8, 0, 4), dots("\ufbb4", 55, wide=2)).text == ["تح"]


def test_a_hamza_above_a_body_without_dots_is_a_seat() -> None:
    """Unicode has no canonical form for it."""
    assert drawn(body("ٮ", 50), ("\u0654", 51, 0, 2, 5, 7)).text == ["ئ"]


def test_signs_over_a_ligature_go_to_their_half() -> None:
    """The right half is the first letter's, the left one the second's."""
    right, left = ("\u064e", 56, 0, 1, 6, 7), ("\u0652", 51, 0, 1, 6, 7)
    assert drawn(("تح", 50, 0, 8, 0, 4), right, left).text == ["ت\u064eح\u0652"]


@pytest.mark.parametrize(
    ("under", "over", "read"),
    [
        ("ع", "ن", "غ"),
        ("ر", "ن", "ز"),
        ("ح", "ن", "خ"),
        ("س", "ث", "ش"),
        ("ا", "ئ", "أ"),
        ("ب", "ق", "ت"),
        ("ه", "ت", "ة"),
    ],
)
def test_dots_drawn_apart_tell_the_letter(under: str, over: str, read: str) -> None:
    """The dots serve several letters, and the file names the one that came first."""
    assert drawn(body(under, 50), dots(over, 50.5), body("ا", 40)).text == [read, "ا"]


def test_dots_over_a_body_without_a_letter_are_the_letter() -> None:
    """A body that dots of teeth were seen over is a tooth elsewhere too."""
    text = drawn(body("\ufffd", 80), dots("ي", 80.5, -2), body("\ufffd", 60), dots("ق", 60.5), body("ا", 40)).text
    assert text == ["ي", "ت", "ا"]


def test_a_number_taken_for_a_letter_is_none_below_dots() -> None:
    """Files without an entry for a body give its number, which PDFium reads as a character."""
    assert drawn(body('"', 60), dots("ي", 60.5, -2), body("ا", 40)).text == ["ي", "ا"]


def test_a_small_letter_above_another_is_no_dots() -> None:
    """Fonts that stack letters put a small mim above a ha."""
    assert drawn(body("ح", 50), dots("م", 51, wide=3, high=3), body("ا", 40)).text == ["ح", "م", "ا"]
    assert drawn(body("م", 50), dots("ب", 51, wide=3.5, high=3), body("ا", 40)).text == ["م", "ب", "ا"]


def test_a_sign_that_names_its_syllable_gives_the_sign_only() -> None:
    """Typst and WeasyPrint name a whole syllable at its vowel sign, or at the sign whose first syllable it was."""
    assert drawn(body("ا", 50), dots("اً", 50.5), body("ر", 40)).text == ["اً", "ر"]
    assert drawn(body("م", 50), dots("شَر", 50.5), body("ر", 40)).text == ["مَ", "ر"]


def test_the_stroke_that_fills_a_line_is_tatweel() -> None:
    """Justified lines are filled with bars that have no letter; they do not part the word."""
    assert drawn(body("ق", 50), body("\ufffd", 47, wide=3, high=0.8), body("ل", 43)).text == ["ق", "\u0640", "ل"]
    assert drawn(body("ق", 50), body(".", 47, wide=1, high=1), body("ل", 43)).text == ["ق", ".", "ل"]


def test_the_letters_that_ghostscript_shifts_are_shifted_back() -> None:
    """It writes 0644 0627 as 0644 4427 into the map of a font."""
    assert drawn(("\u4427\u0644", 50, 0, 5, 0, 7), body("ر", 40)).text == ["لا", "ر"]


def test_marks_stay_behind_a_ligature_that_is_turned() -> None:
    """PDFium turns the letters of one glyph around and leaves the mark at the end."""
    assert drawn(("الً", 50, 0, 5, 0, 7), body("ر", 40)).text == ["لاً", "ر"]
