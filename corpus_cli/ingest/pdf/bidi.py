"""From the order in which a line's pieces stand on the page, left to right, to the order in which they are read.

The inverse of the Unicode Bidirectional Algorithm (UAX #9) for what reports hold: letters of both directions, numbers,
brackets. A line that was laid out by it is read back the way it was written, save where two texts look the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from unicodedata import bidirectional

_BRACKETS = {
    "(": ")",
    ")": "(",
    "[": "]",
    "]": "[",
    "{": "}",
    "}": "{",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "<": ">",
    ">": "<",
}
_PER_CENT = re.compile(r"(?<![\d%٪])([%٪])(\d+(?:[.,٫٬]\d+)*)(?![\d%٪])")
# A number alone in Arabic text, its sign to the right, where the text begins.
_SIGNED = re.compile(r"([\d.,٫٬]*\d ?[%٪]?)([-+−–])")
_OPENING = frozenset("([{«‹<")
_CLOSERS_OF_SENTENCES = ".،؛:!؟?,;…"


@cache
def _type(text: str) -> str:
    """R, L or N (a number) by the piece's first strong or numeric character; else S, E, T (in numbers), B or W."""
    for char in text:
        kind = bidirectional(char)
        if kind in ("R", "AL"):
            return "R"
        if kind == "L":
            return "L"
        if kind in ("EN", "AN"):
            return "N"
    if text in _BRACKETS:
        return "B"
    return {"CS": "S", "ES": "E", "ET": "T"}.get(bidirectional(text[0]), "W") if text else "W"


def directions(pieces: Sequence[str]) -> tuple[int, int]:
    """How many pieces read from right to left and how many from left to right."""
    types = [_type(piece) for piece in pieces]
    return types.count("R"), types.count("L")


def logical(pieces: Sequence[str], *, rtl: bool, follows: bool = True) -> str:
    """The pieces of a line, given from left to right with spaces as pieces, in reading order.

    ``rtl``: the direction of the paragraph. ``follows``: Arabic text comes before the line in its paragraph, so that a
    number with hyphens at its start is laid out as several numbers.
    """
    types = [_type(piece) for piece in pieces]
    if "R" not in types:
        text = _with_brackets(_without_bracket(list(pieces)), [False] * len(pieces)) if rtl else "".join(pieces)
        if not rtl:
            return text
        signed = _SIGNED.fullmatch(text.strip())
        return signed[2] + signed[1] if signed else _PER_CENT.sub(r"\2\1", _without_lead(text))
    runs = list(_rtl_runs(types, pieces) if rtl else _ltr_runs(types))
    if rtl:
        runs.reverse()
    order: list[int] = []
    turned: list[bool] = []
    for start, end, reads_right in runs:
        run = list(range(start, end))
        if not reads_right:
            order += run
            turned += [False] * len(run)
            continue
        for inner_start, inner_end in reversed(list(_numbers(types, start, end, follows and rtl))):
            order += range(inner_start, inner_end)
            turned += [True] * (inner_end - inner_start)
    text = _with_brackets([pieces[at] for at in order], turned)
    # Set without regard to direction the per cent sign stands right of its number, and would be read before it.
    return _PER_CENT.sub(r"\2\1", text) if rtl else text


def drawn(pieces: Sequence[str]) -> str:
    """The pieces as they stand, from left to right, with brackets the right way round."""
    return _with_brackets(list(pieces), [True] * len(pieces))


def unpaired(text: str) -> int:
    """How many brackets of the text have no other that opens or closes them."""
    opened = alone = 0
    for char in text:
        if char in _OPENING:
            opened += 1
        elif char in _BRACKETS:
            alone += not opened
            opened = max(0, opened - 1)
    return alone + opened


def _without_bracket(pieces: list[str]) -> list[str]:
    """The pieces of Latin words in Arabic text with a bracket that stands alone at one end at the other end."""
    brackets = [at for at, piece in enumerate(pieces) if piece in _BRACKETS]
    if len(brackets) != 1 or len(pieces) < 2 or brackets[0] not in (0, len(pieces) - 1):
        return pieces
    return [*pieces[1:], pieces[0]] if brackets[0] == 0 else [pieces[-1], *pieces[:-1]]


def _without_lead(text: str) -> str:
    """A line of Latin words alone in Arabic text ends with the mark that stands at its left."""
    lead = re.match(rf"[{re.escape(_CLOSERS_OF_SENTENCES)}]+(?=\s*\w)", text)
    return text[lead.end() :].strip() + lead[0] if lead else text


def _rtl_runs(types: list[str], pieces: Sequence[str]) -> list[tuple[int, int, bool]]:
    """Runs of a right-to-left line from left to right: what lies between Latin letters is Latin, the rest is not."""
    runs: list[tuple[int, int, bool]] = []
    at = start = 0
    while at < len(types):
        if types[at] != "L":
            at += 1
            continue
        end = _latin_end(types, pieces, at)
        if start < at:
            runs.append((start, at, True))
        runs.append((at, end, False))
        start = at = end
    if start < len(types):
        runs.append((start, len(types), True))
    return runs


def _latin_end(types: list[str], pieces: Sequence[str], start: int) -> int:
    end = at = start + 1
    while at < len(types) and types[at] != "R":
        # Numbers right behind a Latin word are part of it (COVID-19, Windows 10); a wide gap parts them.
        near = at == end or (at - end == 1 and types[at - 1] in "WSE") or all(piece == " " for piece in pieces[end:at])
        # Where a comma touches the word at its left, the number after it is read from the left as well (Putnam, 2000).
        near = near or ("".join(pieces[end:at]).rstrip() in (",", ";", ":", "،", "؛") and end < at)
        if types[at] == "L" or (types[at] == "N" and near):
            end = at + 1
        at += 1
    opened = 0
    for piece in pieces[start:end]:
        opened += (piece in _OPENING) - (piece in _BRACKETS and piece not in _OPENING)
    if opened and end < len(types) and types[end] == "B":
        end += 1
    return end


def _ltr_runs(types: list[str]) -> list[tuple[int, int, bool]]:
    """Runs of a left-to-right line: from a right-to-left letter to the last one before a Latin letter."""
    runs: list[tuple[int, int, bool]] = []
    at = start = 0
    while at < len(types):
        if types[at] != "R":
            at += 1
            continue
        end = probe = at + 1
        while probe < len(types) and types[probe] != "L":
            if types[probe] == "R":
                end = probe + 1
            probe += 1
        if start < at:
            runs.append((start, at, False))
        runs.append((at, end, True))
        start = at = end
    if start < len(types):
        runs.append((start, len(types), False))
    return runs


def _numbers(types: list[str], start: int, end: int, follows: bool) -> list[tuple[int, int]]:
    """The pieces of a right-to-left run, each number one: 10:30, 1,250, and 2024-07-15 where no text is before it."""
    found: list[tuple[int, int]] = []
    first = not follows and not any(kind == "R" for kind in types[end:])
    at = start
    while at < end:
        if types[at] != "N":
            found.append((at, at + 1))
            at += 1
            continue
        # Nothing strong to the right of it: laid out as in left-to-right text.
        alone = first and "R" not in types[at:end]
        joints = "SET" if alone else "S"
        stop = at + 1
        while stop < end:
            if types[stop] == "N":
                stop += 1
            elif stop + 1 < end and types[stop] in joints and types[stop + 1] == "N":
                stop += 2
            else:
                break
        if alone and stop < end and types[stop] == "T":
            stop += 1
        found.append((at, stop))
        at = stop
    return found


def _with_brackets(pieces: list[str], turned: list[bool]) -> str:
    """The text with its brackets the right way round.

    Files say either what a bracket means or how it looks, and PDFium mirrors some of them: the space beside it shows
    whether it opens or closes, else whether one is open.
    """
    opened: list[str] = []
    for at, piece in enumerate(pieces):
        if piece not in _BRACKETS or piece in "<>":
            continue
        opening = piece if piece in _OPENING else _BRACKETS[piece]
        free_before = at == 0 or pieces[at - 1].isspace() or pieces[at - 1] in _OPENING
        free_after = at + 1 == len(pieces) or not pieces[at + 1][0].isalnum()
        if free_before != free_after:
            opens = free_before
        elif opened:
            opens = opening not in opened
        else:
            opens = piece in _OPENING if not turned[at] else opening not in opened
        pieces[at] = opening if opens else _BRACKETS[opening]
        if opens:
            opened.append(opening)
        elif opening in opened:
            opened.remove(opening)
    return "".join(pieces)
