"""A document as it is compared: its words with the passage each stands in, its names and its numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from corpus_cli.normalize.folding import fold_text
from corpus_cli.relations.relation import Order, document_order
from corpus_cli.relations.words import folded_words, shingles, word_hashes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.relations.words import Hashes

# Both digit sets are one after folding. A dot or comma between digits belongs to the number; 1,500 is 1500.
_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_NO_PASSAGE = -1


class _Origin(msgspec.Struct, frozen=True):
    path: str
    record_id: str | None = None
    title: str | None = None
    date: str | None = None
    duplicate_of: str | None = None


class _Link(msgspec.Struct, frozen=True):
    id: str


class _Entity(msgspec.Struct, frozen=True):
    link: _Link | None = None


class Place(msgspec.Struct, frozen=True):
    """A passage: its id, where it stands, its language."""

    id: str
    start: int
    end: int
    language: str


class Report(msgspec.Struct, frozen=True, dict=True):
    """A document as far as relations need it."""

    doc_id: str
    source: _Origin
    language: str | None = None
    text: str | None = None
    entities: tuple[_Entity, ...] | None = None
    passages: tuple[Place, ...] | None = None

    @property
    def order(self) -> Order:
        """Where it stands among documents that are one report."""
        source = self.source
        return document_order(date=source.date, path=source.path, record=source.record_id, doc_id=self.doc_id)

    @cached_property
    def names(self) -> frozenset[str]:
        """The ids of all places and organizations it names."""
        return frozenset(ent.link.id for ent in self.entities or () if ent.link is not None)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in its text, of more than one digit, in western digits and without thousands' separators."""
        return numbers_in(self.text or "")

    @cached_property
    def worded(self) -> Worded:
        """Its words."""
        return _worded(self)


@dataclass(frozen=True, slots=True, eq=False)
class Worded:
    """A text's words by number, the passage each stands in (-1 for none), and its shingles."""

    hashes: Hashes
    passages: NDArray[np.int32]
    shingles: Hashes


_decode = msgspec.json.Decoder(Report).decode


def read_report(data: bytes) -> Report:
    """The document of that file. Raises ``msgspec.DecodeError`` if it is none."""
    return _decode(data)


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text; one digit alone says too little."""
    found = (_plain(number) for number in _NUMBER.findall(fold_text(text)))
    return frozenset(number for number in found if len(number) > 1)


def _plain(number: str) -> str:
    """1,500 and 1.500 and ١٬٥٠٠ are 1500; 3.5 and ٣٫٥ are 3.5; 12.05.2023 is itself."""
    parts = re.split(r"[.,٫٬]", number)
    if len(parts) > 1 and 1 <= len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:]):
        return "".join(parts)
    return ".".join(parts)


def _worded(report: Report) -> Worded:
    """Words of each passage and of what stands between them, in order."""
    import numpy as np

    text, at = report.text or "", 0
    words: list[str] = []
    owners: list[int] = []
    for number, passage in enumerate(sorted(report.passages or (), key=lambda one: one.start)):
        for start, end, owner in ((at, passage.start, _NO_PASSAGE), (passage.start, passage.end, number)):
            found = folded_words(text[start:end])
            words.extend(found)
            owners.extend([owner] * len(found))
        at = max(at, passage.end)
    rest = folded_words(text[at:])
    hashes = word_hashes([*words, *rest])
    return Worded(hashes, np.array([*owners, *[_NO_PASSAGE] * len(rest)], dtype=np.int32), shingles(hashes))
