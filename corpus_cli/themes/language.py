"""What the page needs to know of a language: its name, its direction, and which sentences cannot stand alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus_cli.themes import arabic, english

# ISO codes of the other languages written from right to left that reports of the region hold.
RIGHT_TO_LEFT = frozenset(("ar", "fa", "ur", "ps", "ckb", "he", "syr", "arc", "ug", "sd"))


@dataclass(frozen=True, slots=True)
class Language:
    """``leans``: from 0 (the sentence stands alone) to 1 (it needs the one before it).

    ``dangles``: whether an excerpt speaks of «these incidents» without having named any. ``points_elsewhere``: whether
    it sends the reader to a table, a picture or another part of the report.
    """

    code: str
    name: str
    right_to_left: bool
    leans: Callable[[str], float]
    dangles: Callable[[str], bool]
    points_elsewhere: Callable[[str], bool]


def language_of(code: str) -> Language:
    """What is known of the language; of one without a file of its own, its direction only."""
    known = {"ar": arabic, "en": english}.get(code)
    if known is None:
        return Language(code, code, code in RIGHT_TO_LEFT, lambda _: 0.0, lambda _: False, lambda _: False)
    return Language(code, known.NAME, code in RIGHT_TO_LEFT, known.leans, known.dangles, known.points_elsewhere)
