"""The list of names to redact, as a person writes it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus_cli.errors import ConfigError
from corpus_cli.export.redaction import language
from corpus_cli.export.redaction.finder import Finder, skeleton

_LEAST_LETTERS = 2
_COMMENT = "#"


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name, the line of the file that it stands on, the language of its letters, and what takes its place."""

    line: int
    text: str
    language: str
    replacement: str


@dataclass(frozen=True, slots=True)
class NameList:
    """The names in the order of the file, each once, and what finds them."""

    names: tuple[ListedName, ...]
    finder: Finder


def read_names(path: Path) -> NameList:
    """The names in ``path``: a text file with one a line, or a csv file with a column name and, if wanted, replacement.

    A line that begins with # is a remark. Without a replacement an Arabic name becomes [محجوب], any other [redacted].
    Raises ``ConfigError`` if the file cannot be read, holds no name, one of a single letter, two replacements for one
    name, or a replacement in which a listed name stands.
    """
    text = _decoded(path)
    rows = _csv_rows(path, text) if path.suffix.lower() == ".csv" else _lines(text)
    names: dict[str, ListedName] = {}
    for line, name, replacement in rows:
        key = skeleton(name)
        if len(key) < _LEAST_LETTERS:
            raise ConfigError(
                f"{path}, line {line}: {name!r} has too few letters to be looked for",
                remedy="write the name out, or remove the line",
            )
        code = language.code_of(key)
        listed = ListedName(line, name, code, replacement or language.of(key).REPLACEMENT)
        known = names.setdefault(key, listed)
        if replacement and known.replacement != replacement:
            raise ConfigError(
                f"{path}, line {line}: the name of line {known.line} again, with another replacement",
                remedy="leave one of the two",
            )
    if not names:
        raise ConfigError(f"{path}: holds no names", remedy="write one name a line, in both languages")
    found = tuple(names.values())
    finder = Finder([listed.text for listed in found])
    for listed in found:
        if finder.find(listed.replacement):
            raise ConfigError(
                f"{path}, line {listed.line}: the replacement holds a listed name", remedy="give it another replacement"
            )
    return NameList(found, finder)


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read: {error.strerror}", remedy="give a file of names to --redact"
        ) from error
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8", remedy="save the list as UTF-8 and give it again") from error


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    for line, name in enumerate(text.splitlines(), start=1):
        if name.strip() and not name.lstrip().startswith(_COMMENT):
            yield line, name.strip(), ""


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = [column.strip().casefold() for column in reader.fieldnames or ()]
    if "name" not in columns or set(columns) - {"name", "replacement"}:
        raise ConfigError(
            f"{path}: has the columns {', '.join(columns) or 'none'}",
            remedy="give it a column name, and one replacement if you want; in a .txt file one name a line is enough",
        )
    reader.fieldnames = columns
    for row in reader:
        cells = {column: (row.get(column) or "").strip() for column in ("name", "replacement")}
        if None in row:
            raise ConfigError(
                f"{path}, line {reader.line_num}: has more cells than columns",
                remedy='put a name with a comma in quotes: "Khalil, Ahmad"',
            )
        if cells["name"]:
            yield reader.line_num, cells["name"], cells["replacement"]
