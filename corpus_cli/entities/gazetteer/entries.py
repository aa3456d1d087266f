"""Places and organizations as records, and the file that holds a few hundred thousand of them without a load time."""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path
from typing import overload

import msgspec

_MAGIC = b"entries2"
_COUNT = struct.Struct("<I")
# Most ids are GeoNames' numbers: they are kept as numbers. Nothing else is one: what is kept is shown as it was.
_NUMBERED = "gn:"
_NUMBER = re.compile("gn:([1-9][0-9]{0,17})")
_CACHED = 16384


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A place or organization: one id for all its names in both languages. ``country`` is an ISO 3166 code.

    ``admin1``: the English name of the first-level area it lies in. ``within``: the ids of the areas known to hold
    it, the smallest first; its country last, if and only if it has one and is none itself.
    """

    id: str
    name_en: str | None
    name_ar: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    type: str
    population: int = 0
    within: tuple[str, ...] = ()


class _Record(msgspec.Struct, frozen=True, array_like=True):
    """An entry on disk. ``parent``: the number of the area's record, -1 for none; points in ten thousandths."""

    id: int | str
    name_en: str | None
    name_ar: str | None
    lat: int | None
    lon: int | None
    country: str | None
    type: str
    population: int
    parent: int


_read = msgspec.msgpack.Decoder(_Record).decode


class EntryFile(Sequence[Entry]):
    """The entries of a file by their numbers, read as they are asked for; the file stays mapped into memory."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._data[: len(_MAGIC)] != _MAGIC:
            raise OSError(f"{path} is no file of entries")
        self._count: int = _COUNT.unpack_from(self._data, len(_MAGIC))[0]
        self._offsets = len(_MAGIC) + _COUNT.size
        self._blob = self._offsets + _COUNT.size * (self._count + 1)
        self._entry = lru_cache(maxsize=_CACHED)(self._decoded)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, number: int) -> Entry: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Entry]: ...

    def __getitem__(self, number: int | slice) -> Entry | Sequence[Entry]:
        """The entry of that number."""
        if isinstance(number, slice):
            return [self._entry(one) for one in range(*number.indices(self._count))]
        if not 0 <= number < self._count:
            raise IndexError(number)
        return self._entry(number)

    def by_id(self, ids: Collection[str]) -> dict[str, Entry]:
        """The entries with these ids. All records are looked at, a fifth of a second for a quarter of a million."""
        wanted = {_stored(one) for one in ids}
        numbers = (number for number in range(self._count if wanted else 0) if self._record(number).id in wanted)
        return {entry.id: entry for entry in map(self._entry, numbers)}

    def _record(self, number: int) -> _Record:
        first, last = struct.unpack_from("<2I", self._data, self._offsets + _COUNT.size * number)
        return _read(self._data[self._blob + first : self._blob + last])

    def _decoded(self, number: int) -> Entry:
        record = self._record(number)
        parent = self._entry(record.parent) if record.parent >= 0 else None
        country = f"iso:{record.country}" if record.country and record.type != "country" else None
        return Entry(
            id=_shown(record.id), name_en=record.name_en, name_ar=record.name_ar, lat=_degrees(record.lat),
            lon=_degrees(record.lon), country=record.country,
            # Of a chain of areas the outermost is the first level.
            admin1=(parent.admin1 or parent.name_en) if parent else None,
            type=record.type, population=record.population,
            within=(parent.id, *parent.within) if parent else (country,) if country else (),
        )  # fmt: skip


def write_entries(path: Path, entries: Sequence[Entry]) -> None:
    """The file of these entries; of ``within`` the first is kept, if it is among them. The same give the same bytes."""
    numbers = {entry.id: number for number, entry in enumerate(entries)}
    blobs = [msgspec.msgpack.encode(_recorded(entry, numbers)) for entry in entries]
    offsets = [0]
    for blob in blobs:
        offsets.append(offsets[-1] + len(blob))
    head = _MAGIC + _COUNT.pack(len(entries)) + struct.pack(f"<{len(offsets)}I", *offsets)
    path.write_bytes(head + b"".join(blobs))


def _recorded(entry: Entry, numbers: dict[str, int]) -> _Record:
    return _Record(
        id=_stored(entry.id),
        name_en=entry.name_en, name_ar=entry.name_ar, lat=_scaled(entry.lat), lon=_scaled(entry.lon),
        country=entry.country, type=entry.type, population=entry.population,
        parent=-1 if _lies_in_country_only(entry) else numbers[entry.within[0]],
    )  # fmt: skip


def _lies_in_country_only(entry: Entry) -> bool:
    return not entry.within or entry.within[0] == f"iso:{entry.country}"


def _stored(entry_id: str) -> int | str:
    numbered = _NUMBER.fullmatch(entry_id)
    return int(numbered[1]) if numbered else entry_id


def _shown(number: int | str) -> str:
    return f"{_NUMBERED}{number}" if isinstance(number, int) else number


def _scaled(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * 10_000)


def _degrees(scaled: int | None) -> float | None:
    return None if scaled is None else scaled / 10_000
