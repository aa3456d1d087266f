"""Which sentences of a language cannot stand alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus_cli.themes import arabic, english


@dataclass(frozen=True, slots=True)
class Standing:
    """``leans``: from 0 (the sentence stands alone) to 1 (it needs the one before it).

    ``dangles``: whether an excerpt speaks of «these incidents» without having named any. ``points_elsewhere``: whether
    it sends the reader to a table, a picture or another part of the report.
    """

    leans: Callable[[str], float]
    dangles: Callable[[str], bool]
    points_elsewhere: Callable[[str], bool]


_KNOWN = {
    code: Standing(module.leans, module.dangles, module.points_elsewhere)
    for code, module in (("ar", arabic), ("en", english))
}
_UNKNOWN = Standing(lambda _: 0.0, lambda _: False, lambda _: False)


def standing_of(code: str) -> Standing:
    """What is known of the language's sentences; of one without a file of its own, that all stand alone."""
    return _KNOWN.get(code, _UNKNOWN)
