"""Text with colours for a terminal, broken into lines before the colours are put in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

PLAIN = ""
# Select graphic rendition (ECMA-48): what a style is called here and the numbers that ask for it.
HEADING, FAINT, PLACE, ORGANIZATION, ASKED = "1", "2", "32", "36", "4"


class Run(NamedTuple):
    """Some text in one style. ``together``: its spaces are no places to break a line at."""

    text: str
    style: str = PLAIN
    together: bool = False


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    style: str
    breaks: bool
    width: int


def lines(runs: Iterable[Run], *, width: int) -> Iterator[list[Run]]:
    """The runs in lines of at most ``width`` columns, broken at spaces; a longer word has a line of its own.

    Vowel signs take no column, Chinese letters two.
    """
    words = list(_words(_characters(runs)))
    line: list[_Character] = []
    used = 0
    for word in words:
        needed = sum(char.width for char in word)
        if line and used + 1 + needed > width:
            yield _joined(line)
            line, used = [], 0
        if line:
            # The space has the style of what stands around it where both sides have one.
            style = line[-1].style if line[-1].style == word[0].style else PLAIN
            line.append(_Character(" ", style, True, 1))
            used += 1
        line += word
        used += needed
    if line:
        yield _joined(line)


def painted(runs: Sequence[Run], *, color: bool) -> str:
    """The line as it is written, with its colours or without."""
    if not color:
        return "".join(run.text for run in runs)
    return "".join(f"\x1b[{run.style}m{run.text}\x1b[0m" if run.style else run.text for run in runs)


def _characters(runs: Iterable[Run]) -> Iterator[_Character]:
    for run in runs:
        for char in run.text:
            yield _Character(char, run.style, char == " " and not run.together, _width(char))


def _words(characters: Iterable[_Character]) -> Iterator[list[_Character]]:
    for breaks, word in groupby(characters, key=lambda char: char.breaks):
        if not breaks:
            yield list(word)


def _joined(line: list[_Character]) -> list[Run]:
    return [Run("".join(char.text for char in run), style) for style, run in groupby(line, key=lambda one: one.style)]


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
