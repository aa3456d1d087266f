"""Passages for the eye: cut to what was looked for, the words of the query marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus_cli.document import place_of
from corpus_cli.search.hit import Hit
from corpus_cli.wording.text import one_line

_WORD = re.compile(r"\S+")
_EDGE = re.compile(r"\s+")
# Where a shorter excerpt may begin: at a sentence, if one begins so few characters before.
_SENTENCE = re.compile(r"[.!?؟۔…:]\s+")
_LEAD = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one line, and whether it is marked."""

    text: str
    marked: bool


def excerpt(hit: Hit, *, length: int) -> tuple[int, int]:
    """The part of a passage's text that holds most of its marks, whole words of at most about so many characters."""
    text = hit.text
    if len(text) <= length:
        return 0, len(text)
    start = _densest(hit.marks, length)
    start = _beginning(text, max(0, min(start, len(text) - length)))
    end = min(len(text), start + length)
    if end < len(text):
        spaces = [match.start() for match in _EDGE.finditer(text, start, end)]
        end = spaces[-1] if spaces else end
    return start, end


def pieces(text: str, marks: Iterable[tuple[int, int]], start: int, end: int) -> list[Piece]:
    """``text[start:end]`` as it is shown, marked stretches apart."""
    found, at = [], start
    for first, last in ((max(first, start), min(last, end)) for first, last in marks):
        if first < last:
            found += [Piece(_shown(text[at:first]), False), Piece(_shown(text[first:last]), True)]
            at = last
    found.append(Piece(_shown(text[at:end]), False))
    return [piece for piece in found if piece.text]


def lines(text: str, start: int, end: int, *, width: int) -> list[tuple[int, int]]:
    """``text[start:end]`` in lines of at most so many characters, broken between words."""
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, start, end):
        if found and match.end() - found[-1][0] <= width:
            found[-1] = found[-1][0], match.end()
        else:
            found.append(match.span())
    return found


def marked(parts: Sequence[Piece], mark: Callable[[str], str]) -> str:
    """The pieces in one, ``mark`` put to those that are marked."""
    return "".join(mark(piece.text) if piece.marked else piece.text for piece in parts)


def source_of(hit: Hit) -> str:
    """The path as given, with the record of a csv or jsonl file."""
    return one_line(place_of(hit.path, hit.record_id))


def standing(hit: Hit) -> str:
    """Where the passage stands: in the document's text, and in the source."""
    return f"characters {hit.start}-{hit.end}, in the source {hit.raw_start}-{hit.raw_end}"


def _densest(marks: Sequence[tuple[int, int]], length: int) -> int:
    """The mark from which on a window of that length holds the most of them."""
    if not marks:
        return 0
    counts = [sum(1 for _, end in marks if start <= end <= start + length) for start, _ in marks]
    return marks[counts.index(max(counts))][0]


def _beginning(text: str, start: int) -> int:
    """The beginning of the sentence, if it is near, else of the word."""
    sentences = [match.end() for match in _SENTENCE.finditer(text, max(0, start - _LEAD), start + 1)]
    if start <= _LEAD and not sentences:
        return 0
    if sentences:
        return sentences[-1]
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    return start


def _shown(text: str) -> str:
    """The text in one line without control characters, a space at its ends kept."""
    return one_line(f"|{text}|")[1:-1]
