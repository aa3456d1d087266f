"""What a page's text is worth: good, repaired, in need of OCR, or unusable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus_cli.document import PageMethod, PageVerdict
from corpus_cli.ingest import arabic, english
from corpus_cli.ingest.lines import PRIVATE_BULLETS
from corpus_cli.ingest.order import function_words, order_counts

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


#: The verdicts on pages whose text is left out.
UNREAD: tuple[PageVerdict, ...] = ("needs_ocr", "unusable")
_CLUES = (arabic.CLUES, english.CLUES)
# Glyphs without a letter. The bullets of fonts that have none were never letters.
_NO_LETTER = f"(?![{PRIVATE_BULLETS}])[\ufffd\ue000-\uf8ff]"
_UNMAPPED = re.compile(f"{_NO_LETTER}|[\x00-\x08\x0e-\x1f]")
_MAX_UNMAPPED = 0.1  # for each letter
_ALL_KNOWN = 0.02  # for each letter: more that are lost and the page is not good
# Of 144 files the torn ones have 0.40 to 0.68 of their Arabic words in one letter, the rest at most 0.18.
_MAX_SINGLE, _SOME_WORDS = 0.3, 30
_ARABIC_WORD = re.compile("[\u0620-\u065f\u066e-\u06d3]+")
# What no Arabic word holds: glyphs without a letter, bodies without their dots, dots alone, modifiers that stand for
# glyph numbers; teh marbuta or alef maqsura before a letter, a sign before the first, a slash before the last letter.
_LETTER = "[\u0621-\u063f\u0641-\u064a]"
_DAMAGE, _DAMAGE_IN_UYGHUR = (
    re.compile(
        f"{_NO_LETTER}|[\u02b0-\u02ff\ufbb2-\ufbc1ٮٯڡ]|اا|^[\u064b-\u0652]"
        f"|[{final}](?=[\u064b-\u0652\u0670]*{_LETTER})|{_LETTER}/+{_LETTER}(?!{_LETTER})"
    )
    for final in ("ةى", "ة")
)
# In Uyghur ى is the vowel i, also within words. These letters are a tenth of its own, and none of Arabic's.
_UYGHUR = re.compile("[ېۇۈۋ]")
_MANY_UYGHUR = 0.03
# Of 270 pages those whose text serves no reader have 0.38 to 0.94 of their Arabic words so, readable ones at most 0.26,
# and those without faults at most 0.025.
_MAX_DAMAGED, _SOME_DAMAGED, _FEW_WORDS = 0.32, 0.04, 20
# Signs where none can be: a vowel and another, or a letter without vowel first or beside another.
_SIGNS = re.compile("[\u064b-\u0652]")
_IMPOSSIBLE = re.compile(f"^{_LETTER}\u0652|\u0652{_LETTER}\u0652|[\u064e-\u0650\u0652][\u064e-\u0650\u0652]")
_BETWEEN_WORDS = re.compile(r"[\s|]+")
_AND = "و"  # may stand alone
_MIRRORED = 0.2
# A text of this many words without one function word is none, if its letters too are not those of a language.
_WORDS = 60
_ARABIC_LETTERS = re.compile("[\u0621-\u064a]")
_LATIN_LETTERS = re.compile("[A-Za-z]")


def judged(text: str, *, method: PageMethod, mirrored: float, page: PdfPage) -> tuple[PageVerdict, str | None]:
    """The verdict on a page's text, and the reason where it is not good."""
    letters = sum(map(str.isalpha, text))
    unmapped = len(_UNMAPPED.findall(text))
    if not letters and not unmapped:
        return ("needs_ocr", "has no text layer") if _shows_something(page) else ("empty", None)
    if reason := unusable(text):
        return "unusable", reason
    if mirrored > _MIRRORED:
        return (
            "unusable",
            "has words in its text layer whose letters run backwards, in no order that could be put right",
        )
    whole = len(_UNMAPPED.findall(text)) <= _ALL_KNOWN * letters
    whole = whole and not _is_damaged(text, _SOME_DAMAGED) and not _is_displaced(text)
    return ("good" if method == "positions" and whole else "repaired"), None


def unusable(text: str) -> str | None:
    """Why the text cannot be what the page shows; ``None``: nothing speaks against it."""
    if len(_UNMAPPED.findall(text)) > _MAX_UNMAPPED * sum(map(str.isalpha, text)):
        return "has a text layer that cannot be read: its fonts do not say which letters they draw"
    if _is_torn(text):
        return "has a text layer whose words fall apart into letters: its fonts draw dots and letters apart"
    if _is_gibberish(text):
        return "has a text layer without known words: its fonts say that they draw other letters than they do"
    if _is_damaged(text, _MAX_DAMAGED):
        return "has a text layer with words that cannot be: its fonts do not say for all glyphs which letters they draw"
    return None


def text_order(text: str) -> tuple[float, int]:
    """The share of the clue words of both languages that are mirrored, and how many clue words there are."""
    counts = [order_counts(text, clues) for clues in _CLUES]
    forward, mirrored = sum(one[0] for one in counts), sum(one[1] for one in counts)
    found = forward + mirrored
    return (mirrored / found if found else 0.0), found


def arabic_share(text: str) -> float:
    """The share of Arabic among the text's Arabic and Latin letters."""
    arabic, latin = len(_ARABIC_LETTERS.findall(text)), len(_LATIN_LETTERS.findall(text))
    return arabic / (arabic + latin) if arabic or latin else 0.0


def _is_torn(text: str) -> bool:
    """Whether many Arabic words are one letter: dots that could not be put on their letters."""
    words = [word for word in text.split() if _ARABIC_WORD.search(word)]
    alone = sum(len(_ARABIC_LETTERS.findall(word)) == 1 == len(word) and word != _AND for word in words)
    return len(words) >= _SOME_WORDS and alone > _MAX_SINGLE * len(words)


def _is_damaged(text: str, share: float) -> bool:
    """Whether more than this share of the Arabic words hold what no Arabic word holds."""
    words = [word for word in _BETWEEN_WORDS.split(text) if _ARABIC_WORD.search(word)]
    uyghur = len(_UYGHUR.findall(text)) > _MANY_UYGHUR * len(_ARABIC_LETTERS.findall(text))
    return _is_frequent(_DAMAGE_IN_UYGHUR if uyghur else _DAMAGE, words, share)


def _is_displaced(text: str) -> bool:
    """Whether vowel signs stand on letters that they cannot belong to, in text that is written with them."""
    words = [word for word in _BETWEEN_WORDS.split(text) if len(_SIGNS.findall(word)) > 1]
    return _is_frequent(_IMPOSSIBLE, words, _SOME_DAMAGED)


def _is_frequent(pattern: re.Pattern[str], words: list[str], share: float) -> bool:
    return len(words) >= _FEW_WORDS and sum(map(bool, map(pattern.search, words))) > share * len(words)


def _is_gibberish(text: str) -> bool:
    """Whether a long text has no function word and letters as no language has them: fonts with a false map."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    if len(words) < _WORDS or any(function_words(text, clues) for clues in _CLUES):
        return False
    arabic, latin = _ARABIC_LETTERS.findall(text), _LATIN_LETTERS.findall(text)
    if len(arabic) > len(latin):
        # Alef and lam make up a quarter of Arabic, and over a tenth of Persian, Kurdish and Urdu.
        return sum(char in "ال" for char in arabic) < 0.1 * len(arabic)
    if len(latin) < 0.5 * sum(map(str.isalpha, text)):
        return False  # another script: nothing is known of it
    vowels = sum(char in "aeiouAEIOU" for char in latin) / len(latin)
    return not 0.25 < vowels < 0.6


def _shows_something(page: PdfPage) -> bool:
    """Whether anything is drawn on the page."""
    from pypdfium2 import raw

    return bool(raw.FPDFPage_CountObjects(page) > 0)
