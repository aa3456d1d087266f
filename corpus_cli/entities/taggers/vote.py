"""Several taggers as one: what two of them say stays, what one says alone goes, the first one's word counts most."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus_cli.entities.taggers.tagger import Span, Tagger

# As ``resolve`` has it: however many agree, nothing is certain.
_MOST = 0.99
_ALONE = 0.8


class VoteTagger:
    """The spans on which at least two of the taggers agree, and with lower scores those of the first one alone.

    ``members``: in the order in which they are trusted. Two spans agree if they have one label and overlap. What
    agrees becomes one span: the edges are those of the most trusted member that has it, the score is
    ``1 - (1 - a)(1 - b)…`` over the members that agree, 0.99 at most. A span that the first member has alone stays
    with 0.8 of its score; a span that any other member has alone falls. A member that knows nothing of a language
    says nothing there, which counts as not agreeing.
    """

    def __init__(self, members: Sequence[Tagger]) -> None:
        self._members = tuple(members)
        self.name = f"vote({', '.join(member.name for member in self._members)})"
        self.model_sha256: str | None = _sha256(self._members)
        # What the first member does not find stays only if two others do: its silence counts here as its own does.
        self.trained: frozenset[str] = self._members[0].trained if self._members else frozenset()

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        """The spans of each text, in order of their starts; spans of different labels may overlap."""
        said = [member.tag(texts, language=language) for member in self._members]
        return [
            sorted(_agreed([spans[number] for spans in said]), key=lambda span: (span.start, span.end, span.label))
            for number in range(len(texts))
        ]


def _agreed(votes: list[list[Span]]) -> Iterator[Span]:
    """What stays of one text. ``votes[i]``: the spans of member ``i``."""
    taken: list[Span] = []  # what a more trusted member's span stands for already
    for rank, spans in enumerate(votes):
        for span in spans:
            if any(_agree(span, other) for other in taken):
                continue
            doubt, alone = 1 - span.score, True
            for other in votes[rank + 1 :]:
                if agreeing := [vote for vote in other if _agree(span, vote)]:
                    doubt *= 1 - max(vote.score for vote in agreeing)
                    alone = False
            if not alone:
                yield replace(span, score=round(min(_MOST, 1 - doubt), 4))
            elif rank == 0:
                yield replace(span, score=round(_ALONE * span.score, 4))
        taken += spans


def _agree(one: Span, other: Span) -> bool:
    return one.label == other.label and one.start < other.end and other.start < one.end


def _sha256(members: tuple[Tagger, ...]) -> str | None:
    """Over the members' hashes; ``None`` if none has a model of its own."""
    known = [f"{member.name} {member.model_sha256}" for member in members if member.model_sha256]
    return hashlib.sha256("\n".join(known).encode()).hexdigest() if known else None
