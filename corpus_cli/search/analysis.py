"""The one analyser of index and query: text to the terms by which its words are found, and back to the words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from corpus_cli.normalize.folding import fold_text
from corpus_cli.normalize.words import WORD
from corpus_cli.search import arabic, english

#: Another number, other terms: an index of an earlier analyser is made again.
VERSION = 2
# Base64 and what ran together is no word that anyone looks for.
_LONGEST_WORD = 40
_TWINS = {True: arabic, False: english}


def analyse(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The words of a display text that can be searched for: where each stands, and the terms it is found by."""
    for match in WORD.finditer(text):
        terms = word_terms(match.group())
        if terms:
            yield match.start(), match.end(), terms


def indexed_terms(text: str) -> str:
    """All terms of a text in order, a space apart: what the full-text column holds."""
    return " ".join(term for _, _, terms in analyse(text) for term in terms)


def matches(text: str, terms: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Where words stand in the text that one of the terms finds."""
    return tuple((start, end) for start, end, own in analyse(text) if any(term in terms for term in own))


@lru_cache(maxsize=1 << 17)
def word_terms(word: str) -> tuple[str, ...]:
    """The terms of one written word; none if it is a stop word, or too long for a word."""
    key = fold_text(word)
    if not key or len(key) > _LONGEST_WORD:
        return ()
    twin = _TWINS["\u0600" <= key[0] <= "\u08ff"]
    return () if twin.is_stop(key) else twin.terms(key)
