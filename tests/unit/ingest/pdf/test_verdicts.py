"""What a page's text is worth is told from its letters and function words."""

from __future__ import annotations

import pytest

from corpus_cli.ingest.pdf.verdicts import arabic_share, text_order, unusable

ARABIC = (
    "عاد مئات من النازحين إلى الأحياء القديمة في مدينة حمص بعد اتفاق بين الوجهاء والمجلس المحلي على فتح الطرق. " * 4
)
ENGLISH = "The families went back to the old quarters of the city with the help of this council, which is poor. " * 5


@pytest.mark.parametrize("text", [ARABIC, ENGLISH, "Homs 2022", "لا", "12 34"])
def test_ordinary_text_is_usable(text: str) -> None:
    """Also a line too short to say anything."""
    assert unusable(text) is None


def test_glyphs_without_letters_are_no_text() -> None:
    """Private-use and unknown characters show that the font does not say what it draws."""
    assert "fonts" in (unusable("\ue001\ue002\ue003 \ufffd\ue005 a") or "")


@pytest.mark.parametrize("text", [ARABIC, ENGLISH])
def test_a_false_character_map_is_no_text(text: str) -> None:
    """Letters moved by a few places have neither function words nor the letters that a language has most of."""
    moved = "".join(chr(ord(char) + 5) if char.isalpha() else char for char in text)
    assert "known words" in (unusable(moved) or "")


def test_both_languages_count_for_the_order() -> None:
    """A page in two languages has one score."""
    assert text_order(ARABIC + ENGLISH)[0] == 0
    assert text_order((ARABIC + ENGLISH)[::-1])[0] == 1


def test_the_share_of_arabic() -> None:
    """Of letters of the two scripts; no letter, no Arabic."""
    assert arabic_share("حمص Homs") == pytest.approx(3 / 7)
    assert arabic_share("12") == 0
