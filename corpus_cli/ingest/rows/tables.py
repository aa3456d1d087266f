"""csv files: delimiter and header found, rows read one after the other with the line that each begins on."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.encoding import decode
from corpus_cli.ingest.rows.records import BrokenRecord, Columns, Record, record

_DELIMITERS = (",", ";", "\t", "|")
# Excel's own word on the delimiter, above the header.
_STATED_DELIMITER = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)
_QUOTE_REMEDY = "close the quotation marks of its fields, and double those inside a field"
_UNCLOSED = "a quotation mark that this row opens is not closed as it should be"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
# What an unclosed quotation mark has swallowed is read again; a file made of such rows must come to an end.
_MAX_REREAD = 20  # times the length of the file


def read_csv(data: bytes, *, mapping: Mapping[str, str] | None) -> Iterator[Record | BrokenRecord]:
    """The records of a csv file in order. A record's number counts rows below the header, a broken one names its line.

    Raises ``ConfigError`` for a mapping of unknown names, and ``DocumentError`` if there is no header with a text
    column, if it names one that is to be read twice, or if the file is not text.
    """
    columns = Columns(mapping)
    text, encoding = decode(data)
    # The default of 131,072 characters is less than a long report; the file's size was checked before.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    stated = _STATED_DELIMITER.match(text)
    rows = _rows(text, stated[1] if stated else _delimiter(text, columns), start=stated.end() if stated else 0)
    first = next(rows, None)
    header = [] if first is None or isinstance(first, BrokenRecord) else [name.strip() for name in first[1]]
    if "text" not in columns.found(header):
        raise DocumentError(
            columns.missing(header), remedy="name it with --map text=COLUMN; the first line is a header"
        )
    if (name := columns.repeated(header)) is not None:
        raise DocumentError(
            f"has more than one column {name!r}", remedy="give each column a name of its own in the first line"
        )
    header = _numbered(header)
    number = 0
    for row in rows:
        number += 1
        if isinstance(row, BrokenRecord):
            yield row
            continue
        line, cells = row
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            reason = f"the row has {len(cells)} fields and the header {len(header)}"
            yield BrokenRecord(line=line, reason=reason, remedy="put fields that hold the delimiter in quotation marks")
            continue
        values = dict(zip(header, cells, strict=False))
        canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        raw = canonical.encode("utf-8", "surrogatepass")
        yield record(values, columns=columns, number=number, line=line, data=raw, encoding=encoding)


def _numbered(header: list[str]) -> list[str]:
    """The header with a number behind a name that stood there before, so that no column takes the place of another."""
    times: Counter[str] = Counter()
    names = []
    for name in header:
        times[name] += 1
        names.append(f"{name} ({times[name]})" if name and times[name] > 1 else name)
    return names


def _delimiter(text: str, columns: Columns) -> str:
    """The delimiter under which the first line names the text column; else the one that makes the most columns."""
    head = next((line[0] for line in _LINE.finditer(text[:100_000]) if line[0].strip()), "")
    names = {mark: next(csv.reader([head], delimiter=mark), []) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: ("text" in columns.found(names[mark]), len(names[mark])))


class _Lines:
    """Gives a csv reader its lines and remembers those of the row that is being read."""

    def __init__(self, text: str, start: int) -> None:
        self._source = _LINE.finditer(text, start)
        self.row: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._source)[0]
        if not line:  # the end of the text
            raise StopIteration
        self.row.append(line)
        return line


def _rows(text: str, delimiter: str, *, start: int = 0) -> Iterator[tuple[int, list[str]] | BrokenRecord]:
    """The rows that hold anything, each with the number of its first line.

    Read strictly, since a reader that forgives quotation marks runs rows into each other without a word. A row on one
    line may still be forgiven; of one that goes on over several, the first line is given up and reading starts again.
    """
    number, reread = 2 if start else 1, 0
    while True:
        lines = _Lines(text, start)
        broken = False
        for cells in _rows_until_broken(lines, delimiter):
            broken = cells is None
            if broken and reread > _MAX_REREAD * len(text):
                yield BrokenRecord(line=number, reason=f"{_UNCLOSED}; all after it is left out", remedy=_QUOTE_REMEDY)
                return
            if cells is None:
                yield BrokenRecord(line=number, reason=_UNCLOSED, remedy=_QUOTE_REMEDY)
                reread += sum(map(len, lines.row))
                del lines.row[1:]
            elif any(cell.strip() for cell in cells):
                yield number, cells
            start += sum(map(len, lines.row))
            number += len(lines.row)
            lines.row = []
        if not broken:
            return


def _rows_until_broken(lines: _Lines, delimiter: str) -> Iterator[list[str] | None]:
    """The rows, and ``None`` in place of one that goes over several lines and is not valid; then no more."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            if len(lines.row) != 1:
                yield None
                return
            yield next(csv.reader(lines.row, delimiter=delimiter))
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
