"""What a report of an evaluation holds beside what went wrong, whatever was measured and in whichever format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus_cli.evaluation.documents import Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Plain text throughout. ``words``: how many of the table's first columns are words, the others being figures."""

    title: str
    measured: Sequence[str]
    in_short: Sequence[str]
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int
    meanings: Sequence[tuple[str, str]]
    unread: Sequence[Unread]
