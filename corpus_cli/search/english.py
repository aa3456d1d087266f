"""Words in Latin letters as search compares them: English stems; the twin of ``arabic.py``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer

# British and American spellings meet before stemming.
_SPELLINGS = (
    (re.compile("(?<=...)is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)"), "iz"),
    (re.compile("(?<=...)our(?=(?:s|ed|ing|al|able|hood|hoods)?$)"), "or"),
)
_STOP_WORDS = frozenset(
    """
a about above after again against all also am an and any are as at be because been before being below between both but
by can could did do does doing done during each either few for from further had has have having he her here hers him his
how however i if in into is it its itself just may me might more most must my no nor not of off on once only or other
our ours out over own per same shall she should so some such than that the their theirs them then there these they this
those through to too under until up upon us very was we were what when where whether which while who whom whose why will
with within without would you your yours s t d ll re ve
""".split()
)


def is_stop(key: str) -> bool:
    """Whether a folded word says nothing by itself; a single letter does not."""
    return key in _STOP_WORDS or (len(key) == 1 and key.isalpha())


def terms(key: str) -> tuple[str, ...]:
    """What a folded word is found by: its stem (Porter's second stemmer, as Snowball has it)."""
    for spelling, other in _SPELLINGS:
        key = spelling.sub(other, key)
    return (str(_stemmer().stemWord(key)),)


@cache
def _stemmer() -> EnglishStemmer:
    from snowballstemmer.english_stemmer import EnglishStemmer

    return EnglishStemmer()
