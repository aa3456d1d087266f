"""What the patterns of both languages find."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_cli.document import Label


@dataclass(frozen=True, slots=True)
class Found:
    """A name at ``text[start:end]`` and how telling its pattern is."""

    start: int
    end: int
    label: Label
    score: float
