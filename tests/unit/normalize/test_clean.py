"""Invisible characters, spaces, presentation forms, NFC."""

from __future__ import annotations

import pytest

from corpus_cli.normalize.stage import normalize_text


@pytest.mark.parametrize(
    ("raw", "display"),
    [
        ("\ufeff\u202bحلب\u202c\u200f", "حلب"),
        ("co\u00adoperation", "cooperation"),
        ("infor\u00ad\n  mation", "information"),
        ("a \u200f b\u00a0\t\n c ", "a b c"),
        ("one\u200btwo", "one two"),
        ("www.\u200bsite.\u200borg", "www.site.org"),
        ("a\ufffcb", "a b"),
        ("x\x00y\x07z", "xyz"),
        ("", ""),
        (" \u200f\n", ""),
        ("half \ud800 pair", "half \ufffd pair"),
        ("of\ufb01ce", "office"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_invisible_characters(raw: str, display: str) -> None:
    """They go without joining what was apart or parting what was joined."""
    assert normalize_text(raw) == display


@pytest.mark.parametrize(
    ("raw", "display"),
    [
        ("\ufefb", "لا"),
        ("\ufef7مم", "لأمم"),
        ("\ufdf2", "الله"),
        ("با\ufdf2", "بالله"),
        ("محمد\ufdfaقال", "محمد صلى الله عليه وسلم قال"),
        ("\ufe8f\ufe92\ufe90", "ببب"),
        ("مد\ufe77ينة", "مدَينة"),
    ],
)
def test_presentation_forms(raw: str, display: str) -> None:
    """Glyphs of letters become the letters; fonts that draw the name of God without its alef do not double the alef."""
    assert normalize_text(raw) == display


@pytest.mark.parametrize(
    ("raw", "display"),
    [
        ("مـــحمد", "محمد"),
        ("كـَتب", "كَتب"),
        ("لـ«الأرشيف»", "ل«الأرشيف»"),
        ("حلب ـ دمشق", "حلب - دمشق"),
        ("1ـ مقدمة", "1- مقدمة"),
    ],
)
def test_tatweel(raw: str, display: str) -> None:
    """Tatweel stretches a letter and goes; where it touches none, it was typed as a dash and becomes one."""
    assert normalize_text(raw) == display


def test_what_is_kept() -> None:
    """Quotes, Arabic punctuation, vowel signs and hamza are text, and mojibake is not repaired in silence."""
    text = "«قال» “نعم”، ثمّ؛ لماذا؟ مؤسَّسة شيء Ø§Ù„"
    assert normalize_text(text) == text
