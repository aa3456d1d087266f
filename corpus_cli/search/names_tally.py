"""The names of all documents added up, for an index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from corpus_cli.document import Entity, Label
from corpus_cli.entities.gazetteer.gazetteer import load_gazetteer
from corpus_cli.entities.names import language
from corpus_cli.entities.names.words import name_key
from corpus_cli.search.names import NamedEntity, NamesFile

# What is written of an organization for short (the Center, المنظمة) is written of others too.
_LEAST_SHARE = 0.2
_SHORTEST = 3


class NamesTally:
    """Counts passages by what they name."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Label, str | None, str | None, str | None, str | None, tuple[str, ...]]] = {}
        self._passages: Counter[str] = Counter()
        self._inside: Counter[str] = Counter()
        self._written: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, mentions: Collection[Entity]) -> None:
        """The linked mentions of one passage are counted."""
        direct: set[str] = set()
        around: set[str] = set()
        for mention in mentions:
            link = mention.link
            if link is None:
                continue
            self._known[link.id] = (mention.label, link.name_en, link.name_ar, link.type, link.country, link.within)
            self._written[mention.text][link.id] += 1
            direct.add(link.id)
            around.update(link.within)
        self._passages.update(direct)
        self._inside.update(direct | around)

    def merge(self, other: NamesTally) -> None:
        """The counts of both. What is known of an id is what the later one says."""
        self._known.update(other._known)
        self._passages.update(other._passages)
        self._inside.update(other._inside)
        for text, counts in other._written.items():
            self._written[text].update(counts)

    def names(self) -> NamesFile:
        """All of them and what they are called, the areas around places included."""
        self._add_areas()
        entities = tuple(
            NamedEntity(one, label, name_en, name_ar, kind, country, within, self._passages[one], self._inside[one])
            for one, (label, name_en, name_ar, kind, country, within) in sorted(self._known.items())
        )
        numbers = {entity.id: number for number, entity in enumerate(entities)}
        keys: defaultdict[str, set[int]] = defaultdict(set)
        for entity in entities:
            for name in (entity.name_en, entity.name_ar):
                if name and (key := name_key(name)):
                    keys[key].add(numbers[entity.id])
        for text, counts in self._written.items():
            key = name_key(text)
            if _tells(key, text):
                least = _LEAST_SHARE * counts.total()
                keys[key].update(numbers[one] for one, count in counts.items() if count >= least)
        return NamesFile(entities, {key: tuple(sorted(own)) for key, own in sorted(keys.items())})

    def _add_areas(self) -> None:
        """Areas that no passage names by themselves, as far as the shipped gazetteer knows them."""
        missing = set(self._inside) - set(self._known)
        for one, entry in load_gazetteer().by_id(missing).items():
            self._known[one] = ("PLACE", entry.name_en, entry.name_ar, entry.type, entry.country, entry.within)


def _tells(key: str, text: str) -> bool:
    """Whether a written name tells whom it is of: neither a type word by itself nor a letter or two in lower case."""
    return bool(key) and key not in language.of(key).GENERIC and (len(key) >= _SHORTEST or text.isupper())
