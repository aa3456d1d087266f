"""A user's own names: a csv file whose rows become entries that win over everything else."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from corpus_cli.document import Label
from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.gazetteer.gazetteer import NameIndex
from corpus_cli.entities.names.evidence import ANY_CASE, CAPITALS
from corpus_cli.entities.names.words import name_key
from corpus_cli.errors import ConfigError

COLUMNS = ("id", "name_en", "name_ar", "aliases", "label", "lat", "lon", "country", "type")
_LABELS = ("PLACE", "ORG")


@dataclass(frozen=True, slots=True)
class Aliases:
    """The user's entries by name, and the label of each id."""

    index: NameIndex
    labels: dict[str, Label]


def load_aliases(path: str) -> Aliases:
    """The entries of an alias file. Raises ``ConfigError`` with the line and what to write there."""
    return parse_aliases(path, read_text(path))


def read_text(path: str) -> str:
    """What stands in the alias file, without a byte order mark. Raises ``ConfigError`` if it cannot be read."""
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read: {error.strerror}", remedy="check the path given for aliases"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8", remedy='save it as "CSV UTF-8"') from error


def parse_aliases(path: str, text: str) -> Aliases:
    """The entries of an alias file with this text. Raises ``ConfigError`` as ``load_aliases`` does."""
    entries: list[Entry] = []
    labels: dict[str, Label] = {}
    names: list[tuple[str, int, int]] = []
    for line, row in _rows(path, text):
        entry, label = _entry(path, line, row)
        if entry.id in labels:
            raise _error(path, line, f"the id {entry.id!r} stands on an earlier line too", "give each row its own id")
        labels[entry.id] = label
        spellings = (row["name_en"], row["name_ar"], *row["aliases"].split("|"))
        names += [(name.strip(), len(entries), _flags(name.strip())) for name in spellings if name.strip()]
        entries.append(entry)
    return Aliases(NameIndex.build(names, entries), labels)


def delimiter_of(text: str) -> str:
    """What stands between the cells: Excel writes semicolons where the comma is the decimal sign."""
    first = text.split("\n", 1)[0]
    return ";" if ";" in first and "," not in first else ","


def _rows(path: str, text: str) -> list[tuple[int, dict[str, str]]]:
    """The rows with their line numbers, all columns present."""
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    header = [name.strip().lower() for name in reader.fieldnames or ()]
    if "id" not in header or not {"name_en", "name_ar"} & set(header):
        raise _error(
            path, 1, "the first line names no columns id and name_en or name_ar", f"begin with {','.join(COLUMNS)}"
        )
    if unknown := [name for name in header if name not in COLUMNS]:
        raise _error(path, 1, f"unknown column {unknown[0]!r}", f"the columns are {','.join(COLUMNS)}")
    reader.fieldnames = header
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise _error(
                path, reader.line_num, "more or fewer cells than columns", "put names that hold a comma in quotes"
            )
        if any(cell.strip() for cell in row.values()):
            rows.append((reader.line_num, {name: row.get(name, "").strip() for name in COLUMNS}))
    return rows


def _entry(path: str, line: int, row: dict[str, str]) -> tuple[Entry, Label]:
    label = row["label"].upper() or "ORG"
    if label not in _LABELS:
        raise _error(path, line, f"unknown label {row['label']!r}", "write PLACE or ORG")
    if not row["id"]:
        raise _error(path, line, "the id is empty", "give each row an id, for example org:our-partner")
    if not name_key(row["name_en"]) and not name_key(row["name_ar"]):
        raise _error(path, line, f"{row['id']} has no name", "fill name_en or name_ar")
    lat, lon = (_degrees(path, line, name, row[name], most) for name, most in (("lat", 90), ("lon", 180)))
    if (lat is None) != (lon is None):
        raise _error(path, line, "only one of lat and lon is filled", "fill both or neither")
    country = row["country"].upper() or None
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise _error(path, line, f"unknown country {row['country']!r}", "write the two-letter code, for example SY")
    kind = row["type"] or ("organization" if label == "ORG" else "place")
    entry = Entry(row["id"], row["name_en"] or None, row["name_ar"] or None, lat, lon, country, None, kind)
    return entry, cast(Label, label)


def _degrees(path: str, line: int, name: str, cell: str, most: int) -> float | None:
    if not cell:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise _error(path, line, f"{name} is {cell!r}", f"write degrees between -{most} and {most}, with a point")
    return value


def _flags(name: str) -> int:
    """An alias in capitals only counts in capitals; one in lower case counts however it is written."""
    letters = [char for char in name if char.isascii() and char.isalpha()]
    if not letters:
        return 0
    if all(char.isupper() for char in letters) and len(letters) <= 6:
        return CAPITALS
    return ANY_CASE if all(char.islower() for char in letters) else 0


def _error(path: str, line: int, problem: str, remedy: str) -> ConfigError:
    return ConfigError(f"{path}, line {line}: {problem}", remedy=remedy)
