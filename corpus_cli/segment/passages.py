"""Passages: the units of topic modelling and search, whole sentences of one language that stand together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus_cli.document import OffsetMap, Passage, Segment
from corpus_cli.normalize import count_words

# A leftover shorter than a passage may be joined to the one before it up to this many times the upper bound.
_STRETCH = 1.5
# So many words of another language, a caption or a name on a line of its own, are an aside and not a passage: on 66
# real reports 59 of 1,126 passages were such lines between two of the other language.
_ASIDE = 8


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    words: int
    heading: bool


def make_passages(
    text: str, segments: tuple[Segment, ...], *, min_words: int, max_words: int, offsets: OffsetMap | None = None
) -> tuple[Passage, ...]:
    """Contiguous passages in reading order that together hold every segment of a known language.

    A passage closes at the end of a segment once it has ``min_words``, and before a sentence that would take it over
    ``max_words``; below ``min_words`` it takes that sentence all the same. A heading goes with what follows it. A
    change of language closes the passage, but for a few words between two segments of the other language.
    ``offsets`` leads to the text as extracted; without it the text is its own source.
    """
    passages: list[Passage] = []
    for language, run in _runs(text, segments):
        if not any(map(str.isalpha, text[run[0].start : run[-1].end])):
            continue
        for start, end in _spans(text, run, min_words=min_words, max_words=max_words):
            raw_start, raw_end = offsets.span(start, end) if offsets else (start, end)
            passages.append(
                Passage(
                    id=f"p{len(passages) + 1:04}",
                    start=start,
                    end=end,
                    raw_start=raw_start,
                    raw_end=raw_end,
                    language=language,
                )
            )
    return tuple(passages)


def _runs(text: str, segments: tuple[Segment, ...]) -> Iterator[tuple[str, list[Segment]]]:
    """Neighbouring segments of one language; an aside in another between two of them does not part them."""
    runs: list[tuple[str, list[Segment]]] = []
    for language, found in groupby(segments, key=lambda segment: segment.language):
        run = list(found)
        if len(runs) >= 2 and runs[-2][0] == language and _is_aside(text, runs[-1][1]):
            _, aside = runs.pop()
            runs[-1][1].extend([*aside, *run])
        else:
            runs.append((language, run))
    return iter(runs)


def _is_aside(text: str, run: list[Segment]) -> bool:
    # A quotation is evidence in its own right, however short.
    words = sum(count_words(text[segment.start : segment.end]) for segment in run)
    return words <= _ASIDE and all(segment.kind != "quote" for segment in run)


def _spans(text: str, run: list[Segment], *, min_words: int, max_words: int) -> Iterator[tuple[int, int]]:
    """The passages of neighbouring segments of one language."""
    groups: list[list[_Unit]] = []
    current: list[_Unit] = []
    for segment in run:
        heading = segment.kind == "heading"
        if heading and _words(current) >= min_words:
            groups.append(current)
            current = []
        for start, end in segment.sentences:
            unit = _Unit(start, end, count_words(text[start:end]), heading)
            if _words(current) >= min_words and _words(current) + unit.words > max_words:
                done, current = _before_headings(current)
                groups.append(done)
            current.append(unit)
        if not heading and _words(current) >= min_words:
            groups.append(current)
            current = []
    if current:
        _add_leftover(groups, current, min_words=min_words, most=_STRETCH * max_words)
    for group in groups:
        yield group[0].start, group[-1].end


def _words(units: list[_Unit]) -> int:
    return sum(unit.words for unit in units)


def _before_headings(units: list[_Unit]) -> tuple[list[_Unit], list[_Unit]]:
    """The units without the headings at their end, and those headings; nothing is taken off headings alone."""
    cut = len(units)
    while cut and units[cut - 1].heading:
        cut -= 1
    return (units[:cut], units[cut:]) if cut else (units, [])


def _add_leftover(groups: list[list[_Unit]], rest: list[_Unit], *, min_words: int, most: float) -> None:
    if groups and _words(rest) < min_words and _words(groups[-1]) + _words(rest) <= most:
        groups[-1].extend(rest)
    else:
        groups.append(rest)
