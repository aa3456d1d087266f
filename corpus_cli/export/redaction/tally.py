"""What a redaction has replaced, name by name, and what it has left that may still tell who was meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from corpus_cli.export.redaction.alike import SoundAlikes
from corpus_cli.export.redaction.finder import Finder, skeleton
from corpus_cli.export.redaction.names import ListedName, NameList

SCHEMA_VERSION = 1
# Shorter words of names are too often words of the language: bin, al, أبو.
_LEAST_LETTERS = 4
NOTES = (
    "Names are given by the line of the list that they stand on; this file does not hold them.",
    "In documents in which a name was replaced, raw offsets, size and hash of the source are left out: they are those "
    "of the text as it was.",
    "Mentions that held a listed name have ids of their own (redacted:N) and no point; other mentions of what they "
    "mean are not linked.",
    "doc_id is made of the source's bytes: whoever has the source, or guesses a short record whole, can recognise it.",
)


@dataclass(frozen=True, slots=True)
class KnownAs:
    """Names for what the name of this line may mean, which are not in the list, each with how often it stands."""

    line: int
    names: tuple[tuple[str, int], ...]


class PartCounter:
    """Counts the words of listed names that stand by themselves: a report says the full name once, then the last."""

    def __init__(self, names: NameList) -> None:
        self._parts: dict[str, tuple[str, int]] = {}
        for name in names.names:
            words = name.text.split()
            for word in words if len(words) > 1 else ():
                if len(skeleton(word)) >= _LEAST_LETTERS:
                    self._parts.setdefault(skeleton(word), (word, name.line))
        self._finder = Finder([word for word, _ in self._parts.values()])
        self._counts: Counter[int] = Counter()

    def add(self, text: str) -> None:
        """The words in this text, from which the listed names are gone, are counted."""
        self._counts.update(hit.name for hit in self._finder.find(text))

    @property
    def commonest(self) -> tuple[tuple[str, int], ...]:
        """The words as the list has them, the commonest first, each with how often it stands."""
        words = list(self._parts.values())
        return _commonest(Counter({words[index][0]: count for index, count in self._counts.items()}))

    @property
    def by_line(self) -> list[tuple[int, int]]:
        """How often words of the name of a line stand by themselves; a word counts for the first name that has it."""
        words = list(self._parts.values())
        lines: Counter[int] = Counter()
        for index, count in self._counts.items():
            lines[words[index][1]] += count
        return sorted(lines.items())


@dataclass(slots=True)
class RedactionTally:
    """Counts by name and field, of one export."""

    names: NameList
    found: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    documents: int = 0
    mentions: int = 0
    unlinked: int = 0
    fell_together: int = 0
    lines_of: dict[str, int] = field(default_factory=dict)
    others: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    parts: PartCounter = field(init=False)
    alikes: SoundAlikes = field(init=False)

    def __post_init__(self) -> None:
        self.parts = PartCounter(self.names)
        self.alikes = SoundAlikes(self.names)

    def look_over(self, text: str) -> None:
        """What is left in this text that may still tell who was meant is counted."""
        self.parts.add(text)
        self.alikes.add(text)

    def add(self, found: tuple[int, ...], where: str) -> None:
        """These names have been replaced there."""
        for index in found:
            self.found[index][where] += 1

    def count(self, index: int) -> int:
        """How often the name was replaced, in all fields."""
        return sum(self.found[index].values()) if index in self.found else 0

    @property
    def replaced(self) -> int:
        """How many replacements there are in all."""
        return sum(self.count(index) for index in list(self.found))

    @property
    def within_longer(self) -> dict[int, int]:
        """By line, the names that were only found as part of a longer one of the list, and that one's line."""
        return within_longer(self.names, self._found)

    @property
    def never_found(self) -> tuple[ListedName, ...]:
        """The names of the list that stand nowhere in the corpus as they are spelled there, or in any like spelling."""
        return never_found(self.names, self._found)

    @property
    def _found(self) -> set[int]:
        return {index for index in range(len(self.names.names)) if self.count(index)}

    @property
    def known_as(self) -> tuple[KnownAs, ...]:
        """By the line of the name, in the order of the list."""
        found: dict[int, Counter[str]] = defaultdict(Counter)
        for name_id, counts in self.others.items():
            found[self.lines_of[name_id]].update(counts)
        return tuple(KnownAs(line, _commonest(found[line])) for line in sorted(found))

    @property
    def sound_alikes(self) -> tuple[KnownAs, ...]:
        """What sounds like a listed name and stands in the export, by the line of the name."""
        found = self.alikes.found
        return tuple(KnownAs(line, _commonest(found[line])) for line in sorted(found))

    def as_data(self) -> dict[str, Any]:
        """What ``redaction.json`` holds: no name, neither listed nor found."""
        return {
            "schema": SCHEMA_VERSION,
            "notes": NOTES,
            "names": [
                {
                    "line": name.line,
                    "language": name.language,
                    "replaced": self.count(index),
                    "fields": dict(sorted(self.found[index].items())) if index in self.found else {},
                }
                for index, name in enumerate(self.names.names)
            ],
            "within_longer_names": [{"line": line, "longer": longer} for line, longer in self.within_longer.items()],
            "never_found": [name.line for name in self.never_found],
            "known_by_other_names": _numbers(self.known_as),
            "sound_alikes": _numbers(self.sound_alikes),
            "words_left": [{"line": line, "times": times} for line, times in self.parts.by_line],
            "documents_changed": self.documents,
            "mentions_changed": self.mentions,
            "mentions_unlinked": self.unlinked,
            "mentions_fallen_together": self.fell_together,
        }


def within_longer(names: NameList, found: Collection[int]) -> dict[int, int]:
    """By line, the names that were not found but stand in a longer one that was, and that one's line.

    ``found``: places in the list, from 0.
    """
    missing = [name for index, name in enumerate(names.names) if index not in found]
    finder = Finder([name.text for name in missing])
    within: dict[int, int] = {}
    for index, longer in enumerate(names.names):
        if index in found:
            for hit in finder.find(longer.text):
                within.setdefault(missing[hit.name].line, longer.line)
    return within


def never_found(names: NameList, found: Collection[int]) -> tuple[ListedName, ...]:
    """The names that were not found, not even within a longer one. ``found``: places in the list, from 0."""
    within = within_longer(names, found)
    return tuple(name for index, name in enumerate(names.names) if index not in found and name.line not in within)


def _numbers(found: tuple[KnownAs, ...]) -> list[dict[str, int]]:
    return [{"line": one.line, "names": len(one.names), "times": sum(times for _, times in one.names)} for one in found]


def _commonest(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
