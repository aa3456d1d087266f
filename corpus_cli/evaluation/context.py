"""A name in its sentence, for people to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Longer sentences are cut this far from the name, at a space.
_AROUND = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class InSentence:
    """A name in its sentence: ``before + mention + after``. ``line``: of the gold file; ``id``: of the text."""

    id: str
    line: int
    language: str
    before: str
    mention: str
    after: str


def in_sentence(text: str, start: int, end: int, *, sentences: Iterable[tuple[int, int]]) -> tuple[str, str]:
    """What stands before and after ``text[start:end]`` in its sentence; in its line, where there is no sentence."""
    first, last = _around(text, start, end, list(sentences))
    return _cut_left(text[first:start]), _cut_right(text[end:last])


def _around(text: str, start: int, end: int, sentences: list[tuple[int, int]]) -> tuple[int, int]:
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    starts = [first for first, last in sentences if first <= start < last]
    ends = [last for first, last in sentences if first < end <= last]
    return max(starts, default=line_start), min(ends, default=line_end)


def _cut_left(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    kept = text[-_AROUND:]
    return "… " + (kept.partition(" ")[2] or kept)


def _cut_right(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    kept = text[:_AROUND]
    return (kept.rpartition(" ")[0] or kept) + " …"
