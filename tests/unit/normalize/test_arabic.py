"""Arabic tables: variety, keyboards, digits, proclitics."""

from __future__ import annotations

import pytest

from corpus_cli.normalize.arabic import strip_proclitics, variety
from corpus_cli.normalize.stage import normalize_text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("عاد النازحون إلى المدينة بعد الهدنة", "ar"),
        ("علی الرغم من أن الحکومة فی دمشق", "ar"),
        ("زارت شركة گوگل مدينة چومان في الإقليم", "ar"),
        ("گزارش دربارهٔ بازگشت پناهندگان به خانه‌هایشان منتشر شد که در آن", "fa"),
        ("در اين نشست زنان و جوانان شركت كردند و از آتش بس گفتند كه بايد", "fa"),
        ("مقامی کونسل نے فیصلہ کیا کہ اسکولوں کی مرمت کی جائے گی", "ur"),
        ("حکومەت بڕیاریدا کە ڕێککەوتنی ئاگربەست جێبەجێ بکات", "ckb"),
        ("د کډوالو د بېرته راستنېدو په اړه راپور خپور شو", "ps"),
        ("سوریا", None),
    ],
)
def test_variety(text: str, language: str | None) -> None:
    """Function words and letters tell the languages of the script apart; a Persian keyboard does not make Persian."""
    assert variety(text) == language


@pytest.mark.parametrize(
    ("raw", "display"),
    [
        ("إلی المستشفی فی حلب", "إلى المستشفى في حلب"),
        ("الحکومة والمدينة ھنا", "الحكومة والمدينة هنا"),
        ("شركة گوگل في چومان وڤيينا ومدينة پاريس", "شركة گوگل في چومان وڤيينا ومدينة پاريس"),
        ("گزارشی که در این شهر است", "گزارشی که در این شهر است"),
    ],
)
def test_keyboard_letters(raw: str, display: str) -> None:
    """Persian ی ک become Arabic in Arabic only, ى where Arabic spells it; گ چ پ ڤ spell names and stay."""
    assert normalize_text(raw) == display


def test_zwnj_is_spelling_in_persian_and_noise_in_arabic() -> None:
    """ZWNJ stays in می‌شود; in Arabic it goes, and after ة, which ends a word, it leaves a space."""
    assert normalize_text("گفته می‌شود که این شهر") == "گفته می‌شود که این شهر"
    assert normalize_text("في المدينة\u200cالقديمة وال\u200cسوق") == "في المدينة القديمة والسوق"


def test_digits_become_western_in_arabic_only() -> None:
    """Digits and separators of both kinds are one form to count in Arabic; Persian text keeps its own."""
    assert normalize_text("عاد ١٢٬٥٠٠ شخص (٣٫٥٪) عام ۲۰۲۳") == "عاد 12,500 شخص (3.5%) عام 2023"
    assert normalize_text("عاد ١٢ شخصا", digits="keep") == "عاد ١٢ شخصا"
    assert normalize_text("این گزارش که در ۱۴۰۲ است") == "این گزارش که در ۱۴۰۲ است"
    assert normalize_text("In the year ٢٠٢٣") == "In the year ٢٠٢٣"
    assert normalize_text("٢٠٢٣") == "2023"


@pytest.mark.parametrize(
    ("word", "split"),
    [
        ("بحلب", (1, "حلب")),
        ("وحمص", (1, "حمص")),
        ("لدرعا", (1, "درعا")),
        ("كالرقة", (1, "الرقة")),
        ("وبالرقة", (4, "رقة")),
        ("والرقة", (3, "رقة")),
        ("ولحلب", (2, "حلب")),
        ("سيعود", (1, "يعود")),
        ("بِحلب", (2, "حلب")),
        ("للرقة", (1, "الرقة")),
        ("للاذقية", (1, "اللاذقية")),
        ("للبنان", (1, "لبنان")),
    ],
)
def test_strip_proclitics_offers_the_right_split(word: str, split: tuple[int, str]) -> None:
    """ل takes the article's alef (للرقة) and a third lam (للاذقية); a vowel sign belongs to the letter before it."""
    assert split in strip_proclitics(word)


def test_strip_proclitics_longest_first() -> None:
    """The longest prefix comes first, so that a caller may stop at the first stem that it knows."""
    assert [length for length, _ in strip_proclitics("وبالرقة")] == [4, 2, 1]
    assert strip_proclitics("حلب") == []
    assert strip_proclitics("به") == []
    assert strip_proclitics("") == []
