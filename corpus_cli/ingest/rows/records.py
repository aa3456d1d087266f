"""csv and jsonl files: one document a record, read one after the other; a broken record costs only itself."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus_cli.errors import ConfigError, DocumentError
from corpus_cli.ingest.authors import clean_author
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.parsed import without_surrogates
from corpus_cli.ingest.rows.stated_language import stated_language

COLUMNS = ("id", "title", "text", "date", "lang", "author")
_MAP = "name the column with --map text=COLUMN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: ``place`` is its id, or its number where it has none; ``data`` are the bytes that it is made of.

    ``written``: its date as it stands in the file.
    ``language``: the code that the record states.
    """

    place: str
    data: bytes
    text: str
    title: str | None
    encoding: str
    written: object = None
    author: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRecord:
    """A record that gave no document, and the number of the line it begins on."""

    line: int
    reason: str
    remedy: str


class Columns:
    """Which column of a file holds what. ``mapping`` leads from our names to the file's, for example text to body."""

    def __init__(self, mapping: Mapping[str, str] | None) -> None:
        self.mapping = dict(mapping or {})
        unknown = sorted(set(self.mapping) - set(COLUMNS))
        if unknown:
            raise ConfigError(
                f"unknown column name(s) in the mapping: {', '.join(unknown)}",
                remedy=f"map one of {', '.join(COLUMNS)} to a column of the file, for example text=body",
            )

    def found(self, names: list[str]) -> dict[str, str]:
        """From our names to those of the file that are there; case, space and unseen marks do not matter."""
        folded = {folded_name(name): name for name in reversed(names)}
        found = {}
        for column in COLUMNS:
            wanted = self.mapping.get(column, column)
            name = wanted if wanted in names else folded.get(folded_name(wanted))
            if name is not None:
                found[column] = name
        return found

    def repeated(self, names: list[str]) -> str | None:
        """The name of a column that is to be read and stands in the header more than once, however it is written."""
        for column in COLUMNS:
            wanted = self.mapping.get(column, column)
            exact = names.count(wanted)
            if exact > 1 or (not exact and sum(folded_name(name) == folded_name(wanted) for name in names) > 1):
                return wanted
        return None

    def missing(self, names: list[str]) -> str:
        """What to say when the text column is not there."""
        wanted = self.mapping.get("text", "text")
        shown = ", ".join(without_surrogates(name)[:40] for name in names[:20]) or "none"
        return f"has no column {wanted!r}; its columns are: {shown}"


def folded_name(name: str) -> str:
    """The name of a column as it is compared: spreadsheets leave marks of direction and hard spaces in headers."""
    shown = "".join(char for char in unicodedata.normalize("NFKC", name) if unicodedata.category(char) != "Cf")
    return " ".join(shown.split()).casefold()


def record(
    values: Mapping[str, object], *, columns: Columns, number: int, line: int, data: bytes, encoding: str
) -> Record | BrokenRecord:
    """The record with these named values, or why it is none: no text, or one that is not text."""
    names = columns.found(list(values))
    chosen = {column: values[name] for column, name in names.items()}
    text = chosen.get("text")
    if "text" not in names:
        return BrokenRecord(line=line, reason=f"the record {columns.missing(list(values))}", remedy=_MAP)
    if text is not None and not isinstance(text, str):
        kind = type(text).__name__
        return BrokenRecord(line=line, reason=f"its text is not a string but {kind}", remedy=f"correct it, or {_MAP}")
    if text is None or not text.strip():
        return BrokenRecord(line=line, reason="its text is empty", remedy=f"fill it in or remove the record, or {_MAP}")
    return Record(
        place=_identifier(chosen.get("id")) or str(number),
        data=data,
        text=without_surrogates(text),
        title=clean_title(chosen.get("title")),
        encoding=encoding,
        written=chosen.get("date"),
        author=clean_author(chosen.get("author")),
        language=stated_language(chosen.get("lang")),
    )


def _identifier(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return without_surrogates(" ".join(str(value).split())) or None


def read_jsonl(data: bytes, *, mapping: Mapping[str, str] | None) -> Iterator[Record | BrokenRecord]:
    """The records of a jsonl file in order; numbers are line numbers. Empty lines are passed over.

    Raises ``ConfigError`` for a mapping of unknown names and ``DocumentError`` for a file in UTF-16.
    """
    columns = Columns(mapping)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError("is in UTF-16, and jsonl must be in UTF-8", remedy="save it as UTF-8")
    ways = [way for way in columns.mapping.values() if "." in way]
    number = at = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        line = data[at:end].strip(b" \t\r")
        at = end + 1
        number += 1
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if line:
            yield _json_record(line, columns, number, ways)


def _at(values: dict[str, object], way: str) -> object:
    """What stands at ``body.text``, that is at ``text`` in the object at ``body``; ``None`` if nothing does."""
    found: object = values
    for name in way.split("."):
        if not isinstance(found, dict):
            return None
        found = found.get(name)
    return found


def _json_record(line: bytes, columns: Columns, number: int, ways: list[str]) -> Record | BrokenRecord:
    remedy = "write one JSON object a line, in UTF-8"
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return BrokenRecord(line=number, reason=f"the line is not UTF-8 at byte {error.start + 1}", remedy=remedy)
    except json.JSONDecodeError as error:
        reason = f"the line is not valid JSON: {error.msg} at column {error.colno}"
        return BrokenRecord(line=number, reason=reason, remedy=remedy)
    except (ValueError, RecursionError):  # an integer of thousands of digits, brackets nested thousands deep
        return BrokenRecord(line=number, reason="the line holds JSON beyond all bounds", remedy=remedy)
    if not isinstance(values, dict):
        return BrokenRecord(line=number, reason="the line is not a JSON object", remedy=remedy)
    for way in ways:
        if way not in values and (found := _at(values, way)) is not None:
            values = {**values, way: found}
    return record(values, columns=columns, number=number, line=number, data=line, encoding="utf-8")
