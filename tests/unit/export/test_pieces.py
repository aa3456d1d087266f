"""Of mentions that overlap, the longest stays."""

from __future__ import annotations

import random

from corpus_cli.document import Entity
from corpus_cli.export.pieces import apart


def mention(start: int, end: int) -> Entity:
    return Entity(
        id=f"{start}-{end}", label="PLACE", start=start, end=end, raw_start=start, raw_end=end, text="", segment="s1",
        score=1.0, source=("model",),
    )  # fmt: skip


def test_what_stays_is_what_comparing_each_with_all_would_leave() -> None:
    """Looking at the neighbours alone is enough, since what stays lies apart."""
    drawn = random.Random(5)
    for _ in range(200):
        starts = [drawn.randrange(40) for _ in range(drawn.randrange(12))]
        ents = [mention(start, start + drawn.randrange(6)) for start in starts]
        kept: list[Entity] = []
        for ent in sorted(ents, key=lambda ent: (ent.start - ent.end, ent.start)):
            if ent.start < ent.end and all(ent.end <= one.start or one.end <= ent.start for one in kept):
                kept.append(ent)
        stayed, left = apart(ents)
        assert stayed == sorted(kept, key=lambda ent: ent.start)
        assert sorted(map(id, [*stayed, *left])) == sorted(map(id, ents))
