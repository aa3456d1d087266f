"""Names in both scripts, each leading to the places or organizations that bear it: strings in, spans and entries out.

The shipped indexes lie in ``models/gazetteer`` (made by ``scripts/build_gazetteer.py``): memory-mapped tries from
folded name to entry numbers, and the entries. A user's own files give indexes of the same kind (``user_places.py``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from corpus_cli.bundled import bundled
from corpus_cli.entities.gazetteer.entries import Entry, EntryFile
from corpus_cli.entities.names import language
from corpus_cli.entities.names.evidence import NEVER
from corpus_cli.entities.names.words import Words, name_key
from corpus_cli.errors import ModelMissingError

RECORD = "<IB"  # entry number, flags
FAR_RECORD = "<I"  # entry number
_LONGEST = 96  # characters of a name looked up at one position
FILES = (
    "places.entries", "places.marisa", "far.marisa", "sounds.marisa", "organizations.json", "organizations.marisa",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a name can mean, and what is known of the name."""

    entry: Entry
    flags: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found at ``text[start:end]``, proclitics left out. ``first`` and ``last`` are the numbers of its words."""

    start: int
    end: int
    first: int
    last: int
    candidates: tuple[Candidate, ...]


class NameIndex:
    """Entries by folded name."""

    def __init__(self, trie: Any, entries: Sequence[Entry]) -> None:
        self._trie = trie
        self.entries = entries

    @classmethod
    def build(cls, names: Iterable[tuple[str, int, int]], entries: list[Entry]) -> NameIndex:
        """The index of ``(name, entry number, flags)`` rows, in memory."""
        import marisa_trie

        rows = sorted({(name_key(name), number, flags) for name, number, flags in names})
        return cls(marisa_trie.RecordTrie(RECORD, ((key, value) for key, *value in rows if key)), entries)

    def lookup(self, folded_name: str) -> tuple[Candidate, ...]:
        """All entries of that name (as ``name_key`` gives it), in the order of their numbers."""
        found = sorted(self._trie.get(folded_name) or ())
        best: dict[int, int] = {}
        for number, flags in found:
            # The same entry by several of its names: the most telling counts.
            best[number] = min(best.get(number, flags), flags)
        return tuple(Candidate(self.entries[number], flags) for number, flags in best.items())

    def find(self, words: Words) -> Iterator[Hit]:
        """The longest names at the words of a text, left to right, none overlapping another."""
        index = 0
        while index < len(words):
            hit = self._at(words, index)
            if hit is None:
                index += 1
            else:
                if not hit.candidates[0].flags & NEVER:
                    yield hit
                index = hit.last + 1

    def _at(self, words: Words, index: int) -> Hit | None:
        key = words.keys[index]
        at = words.at[index]
        rest = words.line[at + len(key) : at + _LONGEST]
        twin = language.of(key)
        best: Hit | None = None
        # The fewest letters off first: ولبنان is و + لبنان, not و + ل + بنان, a village.
        for cut, stem in sorted(((0, key), *twin.name_starts(words.surface(index))), key=lambda start: start[0]):
            # The trie takes time with the square of what it is given, and a word can have a million letters.
            name = self._longest((stem + rest)[:_LONGEST])
            if name is None:
                continue
            last = index + name.count(" ")
            candidates = tuple(
                candidate for candidate in self.lookup(name) if twin.is_written(words, index, last, candidate.flags)
            )
            if candidates and (best is None or last > best.last):
                best = Hit(words.starts[index] + cut, words.ends[last], index, last, candidates)
        return best

    def _longest(self, line: str) -> str | None:
        """The longest known name at the beginning of a line of keys that ends where a word ends."""
        names: list[str] = self._trie.prefixes(line)
        for name in reversed(names):
            if len(name) == len(line) or line[len(name)] in " \n":
                return None if "\n" in name else name
        return None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The shipped names. ``sha256`` is that of ``gazetteer.json``, which holds the other files' hashes.

    ``far``: further names of places, by which one found by other means is linked. ``sounds``: places of our region by
    sound key (``sounds.py``).
    """

    places: NameIndex
    organizations: NameIndex
    far: NumberIndex
    sounds: NumberIndex
    sha256: str

    def lookup(self, folded_name: str) -> tuple[Candidate, ...]:
        """All places of that folded name."""
        return self.places.lookup(folded_name)

    def by_id(self, ids: Collection[str]) -> dict[str, Entry]:
        """The places with these ids, as far as there are any."""
        entries = self.places.entries
        if isinstance(entries, EntryFile):
            return entries.by_id(ids)
        return {entry.id: entry for entry in entries if entry.id in ids}


class NumberIndex:
    """Numbers of entries by key."""

    def __init__(self, trie: Any) -> None:
        self._trie = trie

    def __contains__(self, key: str) -> bool:
        return key in self._trie

    def numbers(self, key: str) -> list[int]:
        """The numbers under that key, in order."""
        return sorted(number for (number,) in self._trie.get(key) or ())


@cache
def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The gazetteer in that folder (by default the shipped one), its files' hashes checked.

    Raises ``ModelMissingError`` if a file is missing or is not the one that was built.
    """
    folder = folder or bundled("models", "gazetteer")
    try:
        manifest = (folder / "gazetteer.json").read_bytes()
        hashes = msgspec.json.decode(manifest)["sha256"]
        for name in FILES:
            with (folder / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != hashes[name]:
                    raise ModelMissingError(f"the gazetteer's file {name} has been altered", remedy=_REMEDY)
        return Gazetteer(
            places=NameIndex(_trie(folder / "places.marisa", RECORD), EntryFile(folder / "places.entries")),
            organizations=NameIndex(
                _trie(folder / "organizations.marisa", RECORD),
                msgspec.json.decode((folder / "organizations.json").read_bytes(), type=list[Entry]),
            ),
            far=NumberIndex(_trie(folder / "far.marisa", FAR_RECORD)),
            sounds=NumberIndex(_trie(folder / "sounds.marisa", FAR_RECORD)),
            sha256=hashlib.sha256(manifest).hexdigest(),
        )
    except (OSError, KeyError, msgspec.DecodeError) as error:
        raise ModelMissingError(f"the gazetteer cannot be read: {error}", remedy=_REMEDY) from error


_REMEDY = "install the package again; in a checkout, run scripts/build_gazetteer.py"


def _trie(path: Path, record: str) -> Any:
    import marisa_trie

    trie = marisa_trie.RecordTrie(record)
    trie.mmap(str(path))
    return trie
