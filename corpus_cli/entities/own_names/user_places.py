"""A user's own places beside the shipped ones: found in texts, linked, and in place of those that they are.

A user's place that is a shipped one replaces it: its id counts, the shipped names lead to it, and what it does not say
(population, a name in the other language) is taken over.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from corpus_cli.entities.gazetteer.candidates import without_type_word
from corpus_cli.entities.gazetteer.distance import kilometres
from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.gazetteer.gazetteer import Candidate, Gazetteer, NameIndex, load_gazetteer
from corpus_cli.entities.gazetteer.scoring import base
from corpus_cli.entities.names import language
from corpus_cli.entities.names.evidence import AMBIGUOUS, CAPITALS, HOMOGRAPH, NEVER, OWN, STRICT, WEAK
from corpus_cli.entities.names.sounds import sound_keys
from corpus_cli.entities.names.words import name_key
from corpus_cli.entities.own_names.place_areas import Areas, governorate_named, known_areas
from corpus_cli.entities.own_names.place_table import PlaceTable, Problem, Row, in_syria, read_places
from corpus_cli.entities.own_names.place_types import DEFAULT, is_first_level, may_be_one
from corpus_cli.errors import ConfigError, InputError

# Two gazetteers' points of one place lie this near to each other.
_SAME_KM = 15.0
# A name of this base is a place in a text that gives no further sign of it.
_SURE_ALONE = 0.5
# Places that are named after another one and lie in or beside it.
_PLACES_APART = frozenset({"camp", "neighbourhood", "river", "mountain", "facility"})
_MOST_SHOWN = 20
# Ids of countries.
_COUNTRY = "iso:"


class UserPlaces:
    """The user's entries. ``replaced``: those that are shipped ones, by the shipped id."""

    def __init__(self, entries: list[Entry], names: list[list[str]], replaced: dict[str, Entry]) -> None:
        self.entries = entries
        self.replaced = replaced
        #: The folded names of each entry.
        self.keys = [list(dict.fromkeys(key for name in own if (key := name_key(name)))) for own in names]
        self._ids = frozenset(entry.id for entry in entries)
        self._typed: dict[str, list[Candidate]] = {}  # names with a type word in them: not searched for in texts
        #: The names to look for in texts.
        self.index = NameIndex.build(self._searched(), entries)

    def __contains__(self, entry_id: str) -> bool:
        return entry_id in self._ids

    def shown(self, entry: Entry) -> Entry:
        """A shipped entry beside the user's places: the one that replaces it, or itself within those areas."""
        if entry.id in self.replaced:
            return self.replaced[entry.id]
        if any(area in self.replaced for area in entry.within):
            return msgspec.structs.replace(entry, within=self._translated(entry.within))
        return entry

    def lookup(self, key: str) -> tuple[Candidate, ...]:
        """The entries of that folded name."""
        return (*self.index.lookup(key), *self._typed.get(key, ()))

    def numbers(self, sound: str) -> list[int]:
        """The numbers of the entries with a name of that sound key."""
        return self._sounds.get(sound, [])

    @cached_property
    def _sounds(self) -> dict[str, list[int]]:
        found: dict[str, dict[int, None]] = {}
        for number, keys in enumerate(self.keys):
            for sound in (sound for key in keys for sound in sound_keys(key)):
                found.setdefault(sound, {})[number] = None
        return {sound: list(numbers) for sound, numbers in found.items()}

    def _translated(self, within: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.replaced[area].id if area in self.replaced else area for area in within)

    def _searched(self) -> Iterator[tuple[str, int, int]]:
        """The names to look for. محافظة إدلب is none where إدلب is known: there the type word is evidence beside it."""
        gazetteer = load_gazetteer()
        known = {key for keys in self.keys for key in keys}
        for number, (entry, keys) in enumerate(zip(self.entries, self.keys, strict=True)):
            own = {name_key(name) for name in (entry.name_en, entry.name_ar) if name}
            for key in keys:
                if not any(map(str.isalpha, key)):
                    continue
                flags = _flags(key, gazetteer) | (0 if key in own else WEAK) | OWN
                bare = without_type_word(key)
                elsewhere = bare in known or bool(gazetteer.lookup(bare))
                # مخيم درعا is a camp's own name, another place than درعا.
                apart = key in own and language.of(key).own_kind(key) in _PLACES_APART
                if bare != key and (bare in keys or (elsewhere and not apart)):
                    self._typed.setdefault(key, []).append(Candidate(entry, flags))
                else:
                    yield key, number, flags


def _flags(key: str, gazetteer: Gazetteer) -> int:
    """What is known of a name: what the shipped table says; one word of which it is not sure needs evidence.

    Thousands of villages are named by ordinary words. In Arabic, where no capital tells a name, standing behind في is
    not enough (الدقيقة is a village and the minute). The shipped names that are not searched for in texts (``far``) say
    nothing here: they are left out there for the same reason.
    """
    known = [candidate for candidate in gazetteer.lookup(key) if not candidate.flags & NEVER]
    shared = AMBIGUOUS | HOMOGRAPH | STRICT | CAPITALS if known else 0
    for candidate in known:
        shared &= candidate.flags
    sure = " " in key or any(base(candidate, words=1) >= _SURE_ALONE for candidate in known)
    if shared or sure:
        return shared
    return AMBIGUOUS if language.of(key) is language.named("ar") else HOMOGRAPH


def load_user_places(paths: Sequence[str]) -> UserPlaces | None:
    """The places of these files, in an order of their own; ``None`` without files.

    Raises ``ConfigError`` if one cannot be read or something in it is wrong.
    """
    if not paths:
        return None
    rows: dict[str, Row] = {}
    for path in paths:
        table = _checked(path)
        for row in table.rows:
            if row.id in rows:
                table.problems.append(Problem(row.line, f"the id {row.id!r} stands twice", "give each place its own"))
            rows[row.id] = row
        if table.problems:
            raise ConfigError(said(table), remedy="correct these lines, or add the file anew with `corpus gazetteer`")
    return _Joined(known_areas(rows[one] for one in sorted(rows))).places()


def said(table: PlaceTable) -> str:
    """What is wrong with a file, in lines: the first twenty problems and how many there are."""
    count = len(table.problems)
    lines = [f"{table.path}: {count} problem{'' if count == 1 else 's'}, and nothing was taken from it"]
    for problem in sorted(table.problems)[:_MOST_SHOWN]:
        lines.append(f"  {table.path}, line {problem.line}: {problem.what}; {problem.remedy}")
    if count > _MOST_SHOWN:
        lines.append(f"  … and {count - _MOST_SHOWN:,} more")
    return "\n".join(lines)


def _checked(path: str) -> PlaceTable:
    try:
        return read_places(Path(path))
    except InputError as error:
        raise ConfigError(error.message, remedy=error.remedy) from error


@dataclass(frozen=True, slots=True, order=True)
class _Match:
    """A row that may be a shipped place: how the names agree (0: the same id), how far apart, which."""

    rank: int
    km: float
    row: str
    shipped: str


class _Joined:
    """Rows on their way to entries: first which are shipped places, then the areas that hold each."""

    def __init__(self, areas: Areas) -> None:
        self._areas = areas
        self._replaces: dict[str, Entry] = {}  # from a row's id to the shipped entry
        self._own_of: dict[str, str] = {}  # from a shipped id to the row's
        self._entries: dict[str, Entry] = {}
        self._match()

    def places(self) -> UserPlaces:
        """All rows as entries."""
        rows = list(self._areas.own.values())
        entries = [self._entry(row) for row in rows]
        replaced = {shipped.id: self._entries[row] for row, shipped in self._replaces.items()}
        return UserPlaces(entries, [list(row.names) for row in rows], replaced)

    def _match(self) -> None:
        """Each row stands for one shipped place at most, and each of those for one row: the nearest pairs."""
        gazetteer = load_gazetteer()
        entries: dict[str, Entry] = {}
        matches = []
        for row in self._areas.own.values():
            for entry, rank in _namesakes(row, gazetteer, self._areas.shipped.get(row.id)):
                km = _apart(row, entry)
                if rank == 0 or km <= _SAME_KM:
                    entries[entry.id] = entry
                    matches.append(_Match(rank, km, row.id, entry.id))
        for match in sorted(matches):
            if match.row not in self._replaces and match.shipped not in self._own_of:
                self._replaces[match.row] = entries[match.shipped]
                self._own_of[match.shipped] = match.row

    def _entry(self, row: Row) -> Entry:
        chain: dict[str, Row] = {}
        at: Row | None = row
        while at is not None and at.id not in self._entries and at.id not in chain:
            chain[at.id] = at
            at = self._holder(at)
        # The largest first: each finds the entry of the area that holds it, unless the chain goes round.
        for one in reversed(chain.values()):
            self._entries[one.id] = self._made(one)
        return self._entries[row.id]

    def _holder(self, row: Row) -> Row | None:
        """The user's area that the row lies in: its parent, or what stands for that."""
        shipped = self._areas.shipped.get(row.parent)
        own = row.parent if row.parent in self._areas.own else self._own_of.get(shipped.id) if shipped else None
        return self._areas.own[own] if own else None

    def _made(self, row: Row) -> Entry:
        shipped = self._replaces.get(row.id)
        parent = self._parent(row)
        lat, lon = row.lat, row.lon
        if shipped is not None and lat is None:
            lat, lon = shipped.lat, shipped.lon
        country = row.country or (parent.country if parent else None) or (shipped.country if shipped else None)
        if not country and lat is not None and lon is not None and in_syria(lat, lon):
            country = "SY"
        kind = row.type or (shipped.type if shipped else DEFAULT)
        within, admin1 = self._around(parent, shipped)
        within = tuple(area for area in within if not area.startswith(_COUNTRY))
        if country and kind != "country":
            within += (f"{_COUNTRY}{country}",)
        return Entry(
            row.id, row.name_en or (shipped.name_en if shipped else None),
            row.name_ar or (shipped.name_ar if shipped else None), lat, lon, country or None, admin1, kind,
            shipped.population if shipped else 0, within,
        )  # fmt: skip

    def _around(self, parent: Entry | None, shipped: Entry | None) -> tuple[tuple[str, ...], str | None]:
        """The areas around a row, by its parent and by the shipped place that it is, and the first level's name."""
        known = self._translated(shipped) if shipped is not None else ()
        if parent is None:
            return known, shipped.admin1 if shipped is not None else None
        within = (parent.id, *parent.within)
        admin1 = parent.admin1 or (parent.name_en if parent.type != "country" else None)
        areas = [area for area in within if not area.startswith(_COUNTRY)]
        first = [area for area in known if not area.startswith(_COUNTRY)][-1:]
        outermost = self._entries.get(areas[-1]) if areas else None
        # A user's area of which nobody knows what holds it: the shipped place's governorate does.
        if shipped is not None and outermost is not None and not is_first_level(outermost.type) and first != areas[-1:]:
            return (*areas, *first), shipped.admin1 or admin1
        return within, admin1

    def _parent(self, row: Row) -> Entry | None:
        """The entry that the row lies in: the user's where there is one."""
        own = self._holder(row)
        if own is not None:
            return self._entries.get(own.id)
        shipped = self._areas.shipped.get(row.parent)
        return msgspec.structs.replace(shipped, within=self._translated(shipped)) if shipped is not None else None

    def _translated(self, shipped: Entry) -> tuple[str, ...]:
        """The ids of the areas around a shipped place, the user's where they stand for one."""
        return tuple(self._own_of.get(area, area) for area in shipped.within)


def _namesakes(row: Row, gazetteer: Gazetteer, same: Entry | None) -> list[tuple[Entry, int]]:
    """Shipped places that the row can be, and how its names agree: 0 the same id, 1 the name, 2 another name of it."""
    if same is not None:
        return [(same, 0)]
    keys = {name_key(name) for name in (row.name_en, row.name_ar) if name}
    found: dict[str, tuple[Entry, int]] = {}
    for entry in (candidate.entry for key in sorted(keys) for candidate in _bearers(key, gazetteer)):
        fits = may_be_one(row.type or DEFAULT, entry.type) and row.country in ("", entry.country)
        if fits and entry.type != "country":
            own = keys & {name_key(name) for name in (entry.name_en, entry.name_ar) if name}
            found[entry.id] = (entry, 1 if own else 2)
    if row.type == "governorate" and row.country in ("", "SY"):
        for entry in filter(None, map(governorate_named, (row.name_en, row.name_ar))):
            found.setdefault(entry.id, (entry, 2))
    return list(found.values())


def _bearers(key: str, gazetteer: Gazetteer) -> list[Candidate]:
    far = [Candidate(gazetteer.places.entries[number], 0) for number in gazetteer.far.numbers(key)]
    return [*(one for one in gazetteer.lookup(key) if not one.flags & NEVER), *far]


def _apart(row: Row, entry: Entry) -> float:
    """Kilometres between a row and a shipped entry of its name.

    A country has one first-level area of a name, wherever in it a table sets the point. Rows without a point are
    taken for no other place: villages have namesakes.
    """
    if is_first_level(entry.type) and entry.country == "SY":
        return 0.0
    if row.lat is None or row.lon is None or entry.lat is None or entry.lon is None:
        return math.inf
    return kilometres(row.lat, row.lon, entry.lat, entry.lon)
