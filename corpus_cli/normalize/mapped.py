"""A text under construction that remembers where each of its characters came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mapped:
    """``text`` and, for each of its characters, the half-open range of the raw text it stands for."""

    text: str
    starts: list[int]
    ends: list[int]


def from_slices(raw: str, slices: tuple[tuple[int, int], ...], *, gap: str = "") -> Mapped:
    """The raw slices, one after the other, each character mapped to itself; ``gap`` for an empty slice, to nothing."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in slices:
        if start == end:
            starts += [start] * len(gap)
            ends += [start] * len(gap)
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))
    return Mapped("".join(raw[start:end] or gap for start, end in slices), starts, ends)


def edit(source: Mapped, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> Mapped:
    """The text with each match replaced; every character of a replacement stands for the whole match."""
    return rewrite(source, ((*match.span(), replacement(match)) for match in pattern.finditer(source.text)))


def rewrite(source: Mapped, changes: Iterator[tuple[int, int, str]]) -> Mapped:
    """The text with each ``(start, end, new)`` put in place; the changes are in order and do not overlap."""
    text, starts, ends = source.text, source.starts, source.ends
    pieces: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    done = 0
    for start, end, new in changes:
        pieces += (text[done:start], new)
        new_starts += starts[done:start]
        new_ends += ends[done:start]
        if new:
            new_starts += [starts[start]] * len(new)
            new_ends += [ends[end - 1]] * len(new)
        done = end
    if not pieces:
        return source
    pieces.append(text[done:])
    return Mapped("".join(pieces), new_starts + starts[done:], new_ends + ends[done:])


def compose(source: Mapped) -> Mapped:
    """The text in NFC. Characters of a cluster that changed all stand for the whole cluster: marks may have swapped."""
    if unicodedata.is_normalized("NFC", source.text):
        return source
    return rewrite(source, _recomposed(source.text))


def _recomposed(text: str) -> Iterator[tuple[int, int, str]]:
    for start, end in _clusters(text):
        cluster = text[start:end]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            yield start, end, composed


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Spans outside of which nothing composes: a character and the marks after it (for Korean, the jamo after it)."""
    start = 0
    for at, char in enumerate(text):
        joins = unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"
        if at > start and not joins:
            yield start, at
            start = at
    if text:
        yield start, len(text)
