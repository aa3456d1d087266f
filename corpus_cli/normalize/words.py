"""What a word is, for every stage that counts or compares words."""

from __future__ import annotations

import re
import unicodedata


def _marks() -> str:
    """All combining marks of the living scripts as the inside of a character class.

    Python's ``\\w`` leaves them out, which would break a vocalised Arabic word at each vowel sign.
    """
    ranges = ((0x0300, 0x3100), (0xA800, 0xAB00), (0xFE20, 0xFE30))
    marks = [code for low, high in ranges for code in range(low, high) if unicodedata.category(chr(code))[0] == "M"]
    runs: list[list[int]] = []
    for code in marks:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in runs)


MARKS = _marks()

# ZWNJ counts as part of a word: Persian می‌شود is one word, and normalisation leaves ZWNJ only inside words.
WORD = re.compile(rf"[^\W_]+(?:[{MARKS}\u200c]+[^\W_]*)*")


def count_words(text: str) -> int:
    """The number of runs of letters and digits, combining marks included."""
    return len(WORD.findall(text))


def is_wordlike(char: str) -> bool:
    """Whether the character (or none, as an empty string) can stand inside a word: a letter, a digit or a mark."""
    return char.isalnum() or (char != "" and unicodedata.category(char)[0] == "M")
