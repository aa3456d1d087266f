"""What every tagger offers: strings in, spans out. A trained one can take the place of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from corpus_cli.document import EntitySource

#: Persons are found so that their names are not taken for places; they never enter a document's record.
SpanLabel = Literal["PLACE", "ORG", "PERSON"]


@dataclass(frozen=True, slots=True)
class Span:
    """A mention at ``text[start:end]``: code points, half open, proclitics and English "the" left out."""

    start: int
    end: int
    label: SpanLabel
    score: float
    source: EntitySource


class Tagger(Protocol):
    """Finds places, organizations and, where it can, persons in sentences of one language."""

    name: str
    model_sha256: str | None
    #: Languages in which what it does not find says something: a trained model has read the sentence there, cue words
    #: have not.
    trained: frozenset[str]

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        """The spans of each text, in order of their starts; spans of one text may overlap."""
