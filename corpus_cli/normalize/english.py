"""Latin-script text: folding; the twin of ``arabic.py``."""

from __future__ import annotations

import unicodedata

# Letters without a Unicode decomposition that transliterated and Turkish or Kurdish names are written with or without;
# the signs for ayn and hamza are left out as often as not (Saʿid, Said).
_PLAIN = {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ʿ": "", "ʾ": "", "ʻ": "", "ʼ": "", "ʽ": ""}


def fold_char(char: str) -> str:
    """The letter or mark as it is compared: case-folded, without accents."""
    if unicodedata.category(char) == "Mn":
        return ""
    base = "".join(part for part in unicodedata.normalize("NFD", char) if unicodedata.category(part) != "Mn")
    return "".join(_PLAIN.get(part, part) for part in base.casefold() if unicodedata.category(part) != "Mn")


def strip_proclitics(word: str) -> list[tuple[int, str]]:
    """No splits: in English nothing is written onto the front of a word."""
    del word
    return []
