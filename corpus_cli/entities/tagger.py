"""What every tagger offers: strings in, spans out. A trained one can take the place of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus_cli.document import EntitySource, Label


@dataclass(frozen=True, slots=True)
class Span:
    """A mention at ``text[start:end]``: code points, half open, proclitics and English "the" left out."""

    start: int
    end: int
    label: Label
    score: float
    source: EntitySource


class Tagger(Protocol):
    """Finds places and organizations in sentences of one language."""

    name: str
    model_sha256: str | None

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        """The spans of each text, in order of their starts; spans of one text may overlap."""
