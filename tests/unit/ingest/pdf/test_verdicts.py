"""What a page's text is worth is told from its letters and function words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from corpus_cli.ingest.pdf.verdicts import arabic_share, judged, text_order, unusable

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

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


def test_words_torn_into_letters_are_no_text() -> None:
    """Where dots stand beside their letters, letters stand alone; a list by letters has words as well."""
    assert "fall apart" in (unusable(" ".join("عادمئاتمنالنازحينإلىالأحياءالقديمة" + ARABIC[:80])) or "")
    assert unusable("أ - عاد النازحون و ب - بقي الوجهاء في الحي " * 5) is None


def test_a_page_that_lost_some_letters_is_not_good() -> None:
    """A few letters that the font does not name are no reason to throw the page away, nor to call it good."""
    some = ARABIC.replace("ء", "\ufffd").replace("ة", "\ufffd")
    assert judged(some, method="positions", mirrored=0.0, page=cast("PdfPage", None)) == ("repaired", None)
    assert judged(ARABIC, method="positions", mirrored=0.0, page=cast("PdfPage", None)) == ("good", None)


@pytest.mark.parametrize(
    "damage",
    [{"ن": "ں", "ي": "ٮ", "ب": "ٮ"}, {"ن": "˒", "ل": "ٮ\ufbb2"}, {"ا": "ة"}],
    ids=["bodies without dots", "glyph numbers", "teh marbuta within words"],
)
def test_words_that_cannot_be_are_no_text(damage: dict[str, str]) -> None:
    """Function words may still be among them; where it is a few words, the page is repaired."""
    page = cast("PdfPage", None)
    assert "cannot be" in (
        unusable(ARABIC.translate({ord(old): new for old, new in damage.items()}) + "عاد من إلى في على بعد ") or ""
    )
    few = ARABIC.replace("مدينة حمص", "مدٮٮة حمص")
    assert judged(few, method="positions", mirrored=0.0, page=page) == ("repaired", None)


@pytest.mark.parametrize("bullet", "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf076")
def test_a_list_with_bullets_of_words_own_fonts_is_good(bullet: str) -> None:
    """They are private characters and show no letters that were lost, however short the items are."""
    text = "\n".join(f"{bullet} {item}" for item in ("ماء", "خبز", "دواء", "مال") * 8)
    assert judged(text, method="positions", mirrored=0.0, page=cast("PdfPage", None)) == ("good", None)


def test_uyghur_is_no_damaged_arabic() -> None:
    """Its ى is the vowel i, which stands within words; teh marbuta does not, and letters without dots are none."""
    uyghur = (  # article 1 of the Universal Declaration of Human Rights
        "ھەممە ئادەم تۇغۇلۇشىدىنلا ئەركىن، ئىززەت-ھۆرمەت ۋە ھوقۇقتا باپباراۋەر بولۇپ تۇغۇلغان. ئۇلار ئەقىلگە ۋە "
        "ۋىجدانغا ئىگە ھەمدە بىر-بىرىگە قېرىنداشلىق مۇناسىۋىتىگە خاس روھ بىلەن مۇئامىلە قىلىشى كېرەك. "
    )
    assert judged(uyghur * 4, method="positions", mirrored=0.0, page=cast("PdfPage", None)) == ("good", None)
    assert "cannot be" in (unusable(uyghur.replace("ا", "ة")) or "")
    assert "cannot be" in (unusable(ARABIC.replace("ا", "ى") + "شىنجاڭ ئۇيغۇر" * 2) or "")


def test_vowel_signs_on_the_wrong_letters_are_not_good() -> None:
    """No letter has two vowels, and no word begins without one; text that is signed as it should be is good."""
    page = cast("PdfPage", None)
    signed = "شَجَرَةُ التُّوتِ بَيْنَ الدَّارَيْنِ كَانَتْ لَنَا نَحْنُ قَالَ رَجُلٌ " * 4
    assert judged(signed, method="positions", mirrored=0.0, page=page) == ("good", None)
    moved = signed.replace("بَيْنَ", "بيَْنَ")
    assert judged(moved, method="positions", mirrored=0.0, page=page) == ("repaired", None)


def test_both_languages_count_for_the_order() -> None:
    """A page in two languages has one score."""
    assert text_order(ARABIC + ENGLISH)[0] == 0
    assert text_order((ARABIC + ENGLISH)[::-1])[0] == 1


def test_the_share_of_arabic() -> None:
    """Of letters of the two scripts; no letter, no Arabic."""
    assert arabic_share("حمص Homs") == pytest.approx(3 / 7)
    assert arabic_share("12") == 0
