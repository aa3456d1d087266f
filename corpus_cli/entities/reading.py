"""One text read once: its words and the names that the gazetteer knows in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from corpus_cli.entities.gazetteer import Gazetteer, Hit, load_gazetteer
from corpus_cli.entities.words import Words, split_words


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's words, and the places and organizations of the gazetteer in it, ambiguous ones too."""

    words: Words
    places: tuple[Hit, ...]
    organizations: tuple[Hit, ...]


# The stage and the tagger read the same sentences one after the other; a long document has a few thousand.
@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """The text as the shipped gazetteer reads it."""
    gazetteer: Gazetteer = load_gazetteer()
    words = split_words(text)
    return Reading(words, tuple(gazetteer.places.find(words)), tuple(gazetteer.organizations.find(words)))
