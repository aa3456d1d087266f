"""Text in pieces for training taggers: sentences that cut no mention, tokens that are cut where a mention begins."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus_cli.document import Entity
from corpus_cli.normalize.words import WORD

_TOKEN = re.compile(rf"{WORD.pattern}|\S")

Span = tuple[int, int]


def apart(ents: Sequence[Entity]) -> tuple[list[Entity], list[Entity]]:
    """The mentions that one label a token can show, and those left over: of what overlaps, the longest stays."""
    kept: list[Entity] = []  # in order and apart, so only the neighbours of a place in it can touch
    left: list[Entity] = []
    for ent in sorted(ents, key=lambda ent: (ent.start - ent.end, ent.start)):
        at = bisect_right(kept, ent.start, key=lambda other: other.start)
        before_ends = at == 0 or kept[at - 1].end <= ent.start
        after_begins = at == len(kept) or ent.end <= kept[at].start
        if ent.start < ent.end and before_ends and after_begins:
            kept.insert(at, ent)
        else:
            left.append(ent)
    return kept, sorted(left, key=lambda ent: ent.start)


def units(sentences: Iterable[Span], ents: Iterable[Entity]) -> list[Span]:
    """The sentences in order; those that one mention joins are one, and a mention outside of all is one by itself."""
    spans = sorted([*sentences, *((ent.start, ent.end) for ent in ents)])
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def tokens(text: str, span: Span, cuts: Sequence[int]) -> list[Span]:
    """Words and single signs of ``text`` in the span; one that holds a cut (offsets in order) is two.

    So an Arabic proclitic is a token of its own before a name, and only there: و | حلب, but والمدرسة.
    """
    found: list[Span] = []
    for match in _TOKEN.finditer(text, *span):
        found += cut(match.span(), cuts)
    return found


def cut(span: Span, cuts: Sequence[int]) -> list[Span]:
    """The span in parts, cut at those of the ``cuts`` (in order) that lie inside it."""
    inside = cuts[bisect_right(cuts, span[0]) : bisect_left(cuts, span[1])]
    return list(pairwise([span[0], *inside, span[1]])) if inside else [span]


def edges(ents: Iterable[Entity]) -> list[int]:
    """Where mentions begin and end, in order, each once."""
    return sorted({edge for ent in ents for edge in (ent.start, ent.end)})
