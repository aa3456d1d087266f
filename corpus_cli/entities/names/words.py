"""The words of a text as names are compared: folded, without apostrophes, and where each stands in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus_cli.normalize.folding import fold_text
from corpus_cli.normalize.words import MARKS

# Signs for ayn and hamza, and what keyboards offer for them: Dar'a, Qal‘at, Dara’a.
_APOSTROPHES = "'’‘`´ʿʾʻʼʽ′"
_WORD = re.compile(rf"(?:[A-Z]\.){{2,}}|[^\W_]+(?:[{MARKS}\u200cـ{_APOSTROPHES}]+[^\W_]*)*")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s?$")
_DROP = {ord(char): None for char in _APOSTROPHES + "."}
# What may stand between two words of one name: Deir ez-Zor, دير الزور, تيمور - ليشتي. A line break may not.
_JOINT = re.compile(r"[ \u00a0]*(?:[ \u00a0]|[-‐‑])[ \u00a0]*")
_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Words:
    """``keys[i]`` is the word at ``text[starts[i]:ends[i]]`` as it is compared.

    ``line`` holds all keys, a space apart where the two can belong to one name and a line break apart where they
    cannot; ``at[i]`` is where key ``i`` begins in it.
    """

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]
    line: str
    at: list[int]

    def __len__(self) -> int:
        return len(self.keys)

    def surface(self, index: int) -> str:
        """The word as it is written."""
        return self.text[self.starts[index] : self.ends[index]]

    def gap(self, index: int) -> str:
        """What stands in the text between this word and the one before it; for the first word, what stands before."""
        return self.text[self.ends[index - 1] if index else 0 : self.starts[index]]

    def joined(self, index: int) -> bool:
        """Whether this word and the one before it can belong to one name."""
        return 0 < index < len(self.keys) and self.line[self.at[index] - 1] == " "


def split_words(text: str) -> Words:
    """The words of a display text, English possessive 's left off."""
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    at: list[int] = []
    parts: list[str] = []
    length = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        if word[-1] in _APOSTROPHES or word[-1] == "s":
            word = _POSSESSIVE.sub("", word)
            end = start + len(word)
        key = word_key(word)
        if not key:
            continue
        if keys:
            parts.append(" " if _JOINT.fullmatch(text, ends[-1], start) else _BREAK)
            length += 1
        starts.append(start)
        ends.append(end)
        keys.append(key)
        at.append(length)
        parts.append(key)
        length += len(key)
    return Words(text, starts, ends, keys, "".join(parts), at)


@lru_cache(maxsize=16384)
def word_key(word: str) -> str:
    """One word as it is compared."""
    return fold_text(word).translate(_DROP)


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """A name as it is compared: its words' keys, a space apart."""
    return " ".join(split_words(name).keys)
