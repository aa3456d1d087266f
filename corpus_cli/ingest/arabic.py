"""What ingest knows of Arabic: words that show the right order and encoding, list markers, page labels."""

from __future__ import annotations

import re

from corpus_cli.ingest.order import Clues

# Words frequent in any report whose mirror image is no word (so not هذه, which is its own mirror image, nor مع/عم).
FUNCTION_WORDS = frozenset(
    [
        "في",
        "من",
        "على",
        "إلى",
        "الى",
        "عن",
        "التي",
        "الذي",
        "الذين",
        "بين",
        "كان",
        "كانت",
        "أن",
        "هذا",
        "ذلك",
        "قبل",
        "بعد",
        "حيث",
        "كما",
    ]
)
CLUES = Clues(words=FUNCTION_WORDS, prefixes=("ال", "وال", "بال"), suffixes=("ة", "ات", "ين"))

# Letters that join the letter after them, so that they can stand inside a ligature; and ligatures that many fonts draw.
JOINS_BOTH_SIDES = frozenset("بتثجحخسشصضطظعغفقكلمنهيئپچگکیـ")
LIGATURES = ("لله", "الله", "لا", "لأ", "لإ", "لآ", "في", "محمد", "ريال")

# أ- ب) هـ- : a letter needs a dash or a bracket, since «أ.» and «د.» are titles (أستاذ، دكتور). The ordinals need
# a colon or a dash: with a comma they open an ordinary sentence. A dash may touch the Arabic word after it. «.1» is how
# «1.» comes out of a PDF, where the full stop stands to the left of its number.
_ORDINALS = ["أول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"]
LIST_MARKER = (
    r"\(?(?:[أابجدوزحطيكل]|هـ?)ـ?\s?[-–)](?=\s|[ء-ي])"
    rf"|(?:{'|'.join(_ORDINALS)})(?:اً|ًا|ا)\s?[:\-–]"
    r"|[-–](?=[ء-ي])"
    r"|\(?[0-9٠-٩۰-۹]{1,3}\s?[-–.)](?=[ء-ي])"
    r"|[.)][0-9٠-٩۰-۹]{1,3}(?=\s+[ء-ي])"
)
PAGE_LABEL = r"(?:ال)?صفحة|ص\."
PAGE_OF = "من"

_WORD = re.compile(r"[ء-غـ-يً-ْٰپچژگ]+")
# Teh marbuta and alef maqsura close a word; hamza carriers and marks do not open one.
_IMPOSSIBLE = re.compile(r"^[ةىئؤً-ْ]|[ةى](?![ً-ْ]*$)")


def plausible(word: str) -> bool:
    """Whether the word could be Arabic as it is spelt: Arabic letters only, none where it cannot stand."""
    return bool(_WORD.fullmatch(word)) and not _IMPOSSIBLE.search(word) and (len(word) > 1 or word == "و")


MARKS = "\u0640\u064b-\u065f\u0670"
# What is written together with the word after it, also where a link begins in between: ب[حلب], وال[...].
PREFIX = re.compile(r"[وف]?(?:[بلكس]|[بك]?ال|لل)?")
# One or two letters right after a link are the ending of its last word («الكيميائي](...)ة»), but for these words.
SUFFIX = re.compile(
    rf"(?!(?:في|من|عن|أن|إن|قد|لم|لن|لا|ما|هو|هي|بل|أو|ثم|مع|كل|إذ)[{MARKS}]*\Z)[\u0621-\u064a][{MARKS}]*(?:[\u0621-\u064a][{MARKS}]*)?"
)
