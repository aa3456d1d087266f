"""The places and organizations of an index: what they are called, and which of them a text names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import msgspec

from corpus_cli.document import Label
from corpus_cli.entities.gazetteer.candidates import possible_places
from corpus_cli.entities.names import language
from corpus_cli.entities.names.words import Words, name_key, split_words
from corpus_cli.entities.reading.reading import read

# A name of more words is not looked for.
_LONGEST = 10
# How alike a name must be to one that was asked for in vain, to be proposed in its place.
_NEAR = 0.6


def gazetteer_ids(key: str) -> tuple[str, ...]:
    """The ids of the shipped places of that folded name, by another of their names or another spelling too.

    What only sounds alike is left out: it is proposed, never taken.
    """
    return tuple(one.entry.id for one in possible_places(key) if one.how in ("name", "other name", "spelling"))


class NamedEntity(msgspec.Struct, frozen=True, gc=False):
    """A place or organization that passages name, or an area around such places.

    ``passages``: how many name it; ``inside``: how many name it or something that lies in it. ``within``: the ids of
    the areas around it, the smallest first.
    """

    id: str
    label: Label
    name_en: str | None
    name_ar: str | None
    type: str | None
    country: str | None
    within: tuple[str, ...]
    passages: int
    inside: int

    @property
    def shown(self) -> str:
        """Its name for a message, with its kind and id."""
        names = " | ".join(name for name in (self.name_en, self.name_ar) if name) or self.id
        return f"{names} ({f'{self.type}, ' if self.type else ''}{self.id})"


class NamesFile(msgspec.Struct, frozen=True):
    """All of them in the order of their ids, and the numbers of those that a folded name can mean."""

    entities: tuple[NamedEntity, ...]
    keys: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Named:
    """A name at ``text[start:end]`` and what it can mean here, what most passages name first."""

    start: int
    end: int
    entities: tuple[NamedEntity, ...]


@dataclass(frozen=True)
class Names:
    """The names of one index."""

    file: NamesFile

    @cached_property
    def by_id(self) -> dict[str, NamedEntity]:
        """The entities by their ids."""
        return {entity.id: entity for entity in self.file.entities}

    def meant(self, name: str, *, label: Label) -> tuple[NamedEntity, ...]:
        """What the name, or the id, can mean among what passages name: an area before what lies in it.

        Of those without a part in one another, what most passages name comes first.
        """
        if name in self.by_id and self.by_id[name].label == label:
            return (self.by_id[name],)
        key = name_key(name)
        found = [entity for entity in self._of_key(key) if entity.label == label]
        if label == "PLACE":
            found += [self.by_id[one] for one in gazetteer_ids(key) if one in self.by_id]
        kind = language.of(key).own_kind(key) if key else None
        # محافظة إدلب, Idlib Governorate: the town is not meant.
        typed = [entity for entity in found if entity.type == kind] or found
        order = sorted(typed, key=lambda entity: (-entity.inside, -entity.passages, len(entity.within), entity.id))
        return tuple(dict.fromkeys(order))

    def near(self, name: str, *, label: Label, most: int = 3) -> list[str]:
        """Names like that one, the most alike first."""
        import difflib

        key = name_key(name)
        by_key = {own: numbers for own, numbers in self.file.keys.items() if self._has(numbers, label)}
        keys = difflib.get_close_matches(key, by_key, n=3 * most, cutoff=_NEAR)
        near = [self.file.entities[number] for own in keys for number in by_key[own]]
        if label == "PLACE":
            # What sounds like it: Deir Azzour, Deraa.
            near += [self.by_id[one.entry.id] for one in possible_places(key) if one.entry.id in self.by_id]
        own = [entity for entity in near if entity.label == label]
        return list(dict.fromkeys(entity.name_en or entity.name_ar or entity.id for entity in own))[:most]

    def find(self, text: str) -> tuple[Named, ...]:
        """The names in a display text that passages of the index bear, in order; particles before a name left out."""
        words = split_words(text)
        found = list(self._own(words))
        for hit in read(text).places:
            if not any(hit.start < one.end and one.start < hit.end for one in found):
                ids = [candidate.entry.id for candidate in hit.candidates]
                entities = self._ordered(self.by_id[one] for one in ids if one in self.by_id)
                if entities:
                    found.append(Named(hit.start, hit.end, entities))
        return tuple(sorted(found, key=lambda one: one.start))

    def _own(self, words: Words) -> Iterator[Named]:
        index = 0
        while index < len(words):
            named = self._at(words, index)
            if named is None:
                index += 1
            else:
                yield named[0]
                index = named[1] + 1

    def _at(self, words: Words, index: int) -> tuple[Named, int] | None:
        """The longest name whose first word is that one, and the number of its last word."""
        starts = [(0, words.keys[index]), *language.of(words.keys[index]).name_starts(words.surface(index))]
        last = index
        while last + 1 < len(words) and last + 1 - index < _LONGEST and words.joined(last + 1):
            last += 1
        while last >= index:
            rest = words.keys[index + 1 : last + 1]
            for cut, first in sorted(starts, key=lambda start: start[0]):
                entities = self._of_key(" ".join((first, *rest)))
                if entities:
                    return Named(words.starts[index] + cut, words.ends[last], entities), last
            last -= 1
        return None

    def _of_key(self, key: str) -> tuple[NamedEntity, ...]:
        return self._ordered(self.file.entities[number] for number in self.file.keys.get(key, ()))

    def _has(self, numbers: tuple[int, ...], label: Label) -> bool:
        return any(self.file.entities[number].label == label for number in numbers)

    @staticmethod
    def _ordered(entities: Iterable[NamedEntity]) -> tuple[NamedEntity, ...]:
        return tuple(sorted(entities, key=lambda entity: (-entity.passages, -entity.inside, entity.id)))
