"""One text read once: its words and the names that the gazetteer knows in it."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus_cli.entities.gazetteer.gazetteer import Gazetteer, Hit, load_gazetteer
from corpus_cli.entities.names import language
from corpus_cli.entities.names.evidence import NONE, Evidence
from corpus_cli.entities.names.words import Words, split_words
from corpus_cli.normalize.folding import fold_text


@dataclass(frozen=True)
class Reading:
    """A text's words, and the places and organizations of the gazetteer in it, ambiguous ones too."""

    words: Words
    places: tuple[Hit, ...]
    organizations: tuple[Hit, ...]

    @cached_property
    def by_first_word(self) -> dict[int, Hit]:
        """The places by the numbers of their first words."""
        return {hit.first: hit for hit in self.places}

    @cached_property
    def by_span(self) -> dict[tuple[int, int], Hit]:
        """The places by where they stand."""
        return {(hit.start, hit.end): hit for hit in self.places}


# What may stand between a place and its country: طرابلس شمال لبنان, Tripoli in northern Lebanon.
_BETWEEN = frozenset(
    fold_text(
        "في شمال جنوب شرق غرب شمالي جنوبي شرقي غربي بشمال in the northern southern eastern western north south of"
    ).split()
)
_MOST_BETWEEN = 3


def country_behind(reading: Reading, hit: Hit) -> str | None:
    """The code of the country named right behind a place; ``None`` if there is none."""
    words, index = reading.words, hit.last + 1
    places = reading.by_first_word
    while (
        index <= hit.last + _MOST_BETWEEN
        and index not in places
        and words.joined(index)
        and words.keys[index] in _BETWEEN
    ):
        index += 1
    other = places.get(index)
    if other is None:
        return None
    near = words.gap(index).strip() in {"", ",", "،", "("}
    entry = other.candidates[0].entry
    # وحلب ولبنان is a list: the second says nothing of the first.
    listed = words.text[words.starts[index] : other.start].startswith("و")
    # شمال لبنان is a governorate too; behind a comma that would be a list.
    area = entry.type == "country" or (entry.type == "governorate" and not words.gap(index).strip())
    return entry.country if near and not listed and area else None


def beside(reading: Reading, start: int, end: int) -> tuple[Evidence, str | None]:
    """What the words around a name say, and the code of the country named beside it; the gazetteer need not know it."""
    words = reading.words
    hit = reading.by_span.get((start, end))
    if hit is None:
        first, last = bisect.bisect_right(words.ends, start), bisect.bisect_left(words.starts, end) - 1
        if not 0 <= first <= last < len(words):
            return NONE, None
        hit = Hit(start, end, first, last, ())
    around = language.of(words.keys[hit.first]).evidence(words, hit.first, hit.last, hit.start)
    return around, around.country or country_behind(reading, hit)


# The stage and the tagger read the same sentences one after the other; a long document has a few thousand.
@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """The text as the shipped gazetteer reads it."""
    gazetteer: Gazetteer = load_gazetteer()
    words = split_words(text)
    return Reading(words, tuple(gazetteer.places.find(words)), tuple(gazetteer.organizations.find(words)))
