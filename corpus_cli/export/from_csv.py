"""``entities.csv`` read back: its rows as they were written, and those that a search finds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import msgspec

from corpus_cli.entities.names.words import name_key
from corpus_cli.errors import InputError
from corpus_cli.export.as_csv import HEADER
from corpus_cli.export.tally import NamedEntity

_BETWEEN_SPELLINGS = " | "
_GUARDED = ("'=", "'+", "'-", "'@")


def read_entities(path: Path) -> list[NamedEntity]:
    """The rows in their order. Raises ``InputError`` if there is no such file or it is not as it was written."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(
            f"{path}: is not there: names have not been looked for in this run, or it has not finished",
            remedy="run it again, with a recipe that has the stage entities",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}", remedy="check its permissions, or run it again") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    if tuple(next(reader, ())) != HEADER:
        raise InputError(f"{path}: has other columns than a run writes", remedy="remove it and run it again")
    try:
        return [_entity(row) for row in reader]
    except (ValueError, msgspec.ValidationError) as error:
        raise InputError(
            f"{path}, line {reader.line_num}: is not as a run writes it: {error}", remedy="remove it and run it again"
        ) from error


def found(entities: Iterable[NamedEntity], *, search: str) -> list[NamedEntity]:
    """Those with a name that holds all words of ``search``, in any spelling (احمد finds أحمد), and that of this id."""
    words = name_key(search).split()
    wanted = search.strip().casefold()
    return [entity for entity in entities if entity.id == wanted or _has(entity, words)]


def _has(entity: NamedEntity, words: list[str]) -> bool:
    names = (entity.name_en, entity.name_ar, *entity.written_as)
    keys = (name_key(name) for name in names if name)
    return bool(words) and any(all(word in key for word in words) for key in keys)


def _entity(row: list[str]) -> NamedEntity:
    cells = dict(zip(HEADER, map(_unguarded, row), strict=True))
    values: dict[str, object] = {name: cell or None for name, cell in cells.items()}
    values["written_as"] = tuple(cells["written_as"].split(_BETWEEN_SPELLINGS)) if cells["written_as"] else ()
    return msgspec.convert(values, NamedEntity, strict=False)


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith(_GUARDED) else cell
