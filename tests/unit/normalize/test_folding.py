"""The folded form."""

from __future__ import annotations

import pytest

from corpus_cli.normalize import fold, fold_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("إدلب أم آذار ٱلله", "ادلب ام اذار الله"),
        ("مستشفى الحَسَكَة", "مستشفي الحسكه"),
        ("مؤسّسة شيء ماء رئيس", "مؤسسه شيء ماء رئيس"),
        ("هٰذا", "هذا"),
        ("علی کوبانی ٢٠٢٣ ۲۰۲۳", "علي كوباني 2023 2023"),
        ("Al-Ḥasakah, Saʿid, Diyarbakır, Straße", "al-hasakah, said, diyarbakir, strasse"),
        ("«قال»، “Why?”", "«قال»، “why?”"),
    ],
)
def test_fold_text(text: str, folded: str) -> None:
    """One form of alef, yeh and teh marbuta, no vowel signs, no accents; ؤ ئ ء and punctuation as they are."""
    assert fold_text(text) == folded
    assert fold(text).text == folded


def test_fold_leads_back() -> None:
    """A folded span without the vowel signs is found where they stand."""
    text = "في الحَسَكَة"
    folded = fold(text)
    at = folded.text.index("الحسكه")
    start, end = folded.offsets.span(at, at + len("الحسكه"))
    assert text[start:end] == "الحَسَكَة"


def test_agrees_with_camel_tools() -> None:
    """The table does what camel-tools' own functions do, vowel signs included."""
    from camel_tools.utils.charsets import AR_CHARSET
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar

    text = "".join(sorted(AR_CHARSET - {"ـ"}))
    expected = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(dediac_ar(text))))
    assert fold_text(text) == expected
