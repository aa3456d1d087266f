"""A user's alias file as it is written: rows are joined and added, everything else stays as it stands."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus_cli.entities.gazetteer.organizations import UNKNOWN, name_of
from corpus_cli.entities.names.words import name_key
from corpus_cli.entities.own_names.aliases import COLUMNS, delimiter_of, parse_aliases, read_text
from corpus_cli.errors import ConfigError, OutputError
from corpus_cli.output import write_whole

_BETWEEN_ALIASES = "|"
# A spreadsheet takes a cell that opens with one of these for a formula; names are compared without them.
_FORMULA = "=+-@"
_FILLED_WHEN_ROWS_MERGE = (("lat", "lon"), ("country",), ("type",))


@dataclass(frozen=True, slots=True)
class Side:
    """An organization as a row would have it. ``spellings``: how texts write it, beside its two names."""

    id: str
    name_en: str | None
    name_ar: str | None
    spellings: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class _Record:
    """A line of the file, or several where a cell holds a line break. ``raw``: as written, line end included."""

    raw: str
    cells: list[str]


@dataclass(slots=True)
class AliasFile:
    """The records of an alias file. Nothing is written before ``write``."""

    path: Path
    bom: bool
    delimiter: str
    _records: list[_Record]
    _header: list[str]
    _ids: dict[str, _Record] = field(default_factory=dict)
    _names: dict[str, _Record] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> AliasFile:
        """The file at ``path``; where there is none, one with the columns alone.

        Raises ``ConfigError`` with the line and what to write there, as a run with that file would.
        """
        if path.exists():
            text = read_text(str(path))
            bom = path.read_bytes().startswith(codecs.BOM_UTF8)
        else:
            # With a byte order mark: without it Excel shows Arabic as noise.
            text, bom = ",".join(COLUMNS) + "\n", True
        parse_aliases(str(path), text)
        records = list(_records(text, delimiter_of(text)))
        header = [name.strip().lower() for name in records[0].cells]
        file = cls(path, bom, delimiter_of(text), records, header)
        file._index()
        return file

    def joined(self, first: Side, second: Side) -> bool:
        """Whether the file says already that both are one: one row has the id or all the names of each."""
        row = self._row(first)
        return row is not None and row is self._row(second) and self._has(row, first) and self._has(row, second)

    def join(self, first: Side, second: Side) -> str:
        """Both are one row; returns what was done for that. Joining them again changes nothing.

        The id is that of a table or the user's own where one of the two has one, else that of the row that is there,
        else that of ``first``. Raises ``ConfigError``, and changes nothing, if one of them is a place in the file, if
        both have such ids: then earlier words have made one of them another organization than was meant here, or if the
        row cannot hold all their names.
        """
        rows = self._row(first), self._row(second)
        if rows[0] is not None and self.joined(first, second):
            return f"the row {self._cell(rows[0], 'id')} has both already"
        self._check_ids(first, second, rows)
        header, records = list(self._header), list(self._records)
        written = [(record.raw, list(record.cells)) for record in records]
        try:
            done = self._one_row((rows[0], first), (rows[1], second))
            self._index()
            if not self.joined(first, second):
                raise ConfigError(
                    f"{self.path}: the two would still not be one: another row there has one of their names",
                    remedy="write all names of one organization into one row there",
                )
        except ConfigError:
            for record, (raw, cells) in zip(records, written, strict=True):
                record.raw, record.cells = raw, cells
            self._header, self._records = header, records
            self._index()
            raise
        return done

    def _one_row(self, first: tuple[_Record | None, Side], second: tuple[_Record | None, Side]) -> str:
        (row, side), (other, other_side) = first, second
        if row is None and other is None:
            return self._append(side, other_side)
        if row is not None and other is not None and row is not other:
            return self._merge((row, side), (other, other_side))
        if other is None:
            assert row is not None
            return self._extend(row, other_side)
        if row is not None:
            self._add_names(row, side)
            return self._extend(row, other_side)
        return self._extend(other, side)

    def to_bytes(self) -> bytes:
        """The file as it is to be written."""
        return (codecs.BOM_UTF8 if self.bom else b"") + self._text().encode()

    def write(self) -> None:
        """The file is on disk, whole, and a run can read it."""
        parse_aliases(str(self.path), self._text())
        try:
            # Where the path is a link, the file that it leads to is written.
            write_whole(self.path.resolve(), self.to_bytes())
        except OSError as error:
            raise OutputError(
                f"{self.path}: cannot be written: {error.strerror}",
                remedy="check its permissions, or give another file to --aliases",
            ) from error

    def _text(self) -> str:
        return "".join(record.raw for record in self._records)

    def _index(self) -> None:
        """Rows are found by their ids, and organizations by their names; the first row of a name has it."""
        self._ids, self._names = {}, {}
        for record in self._records[1:]:
            if (row_id := self._cell(record, "id")) and self._key_of(record):
                self._ids.setdefault(row_id, record)
                if self._label(record) == "ORG":
                    for name in self._names_of(record):
                        self._names.setdefault(_compared(name), record)

    def _row(self, side: Side) -> _Record | None:
        """Its row: that of its id, else that with one of its names, which it has been given to by an earlier word."""
        row = self._ids.get(side.id)
        if row is not None and self._label(row) != "ORG":
            raise ConfigError(
                f"{self.path}: {side.id} is a {self._label(row)} there, not an organization",
                remedy="give its row another id, or the label ORG",
            )
        keys = (_compared(name) for name in (side.name_en, side.name_ar) if name)
        return row or next((self._names[key] for key in keys if key in self._names), None)

    def _has(self, row: _Record, side: Side) -> bool:
        names = [name for name in (side.name_en, side.name_ar) if name]
        return self._cell(row, "id") == side.id or all(self._names.get(_compared(name)) is row for name in names)

    def _check_ids(self, first: Side, second: Side, rows: tuple[_Record | None, _Record | None]) -> None:
        known = {self._known_id(side, row) for side, row in zip((first, second), rows, strict=True)} - {None}
        if len(known) > 1:
            one, other = sorted(map(str, known))
            raise ConfigError(
                f"{self.path}: this would make {one} and {other} one, which have ids of their own",
                remedy="if they are one, write all names into one row there",
            )

    def _known_id(self, side: Side, row: _Record | None) -> str | None:
        """The id that a table or the user gave it: the user's word, its row, goes before the table's."""
        ids = [self._cell(row, "id")] if row is not None else []
        return next((one for one in (*ids, side.id) if not one.startswith(UNKNOWN)), None)

    def _append(self, first: Side, second: Side) -> str:
        owner = first if not first.id.startswith(UNKNOWN) or second.id.startswith(UNKNOWN) else second
        other = second if owner is first else first
        for name in ("name_en", "name_ar", "aliases"):
            self._need(name)
        last = self._records[-1]
        if not last.raw.endswith(("\n", "\r")):
            last.raw += self._line_end
        record = _Record("", [""] * len(self._header))
        self._set(record, "id", owner.id)
        if "label" in self._header:
            self._set(record, "label", "ORG")
        self._records.append(record)
        self._add_names(record, owner)
        self._add_names(record, other)
        return f"a new row, {owner.id}"

    def _extend(self, row: _Record, side: Side) -> str:
        self._add_names(row, side)
        row_id = self._cell(row, "id")
        if row_id.startswith(UNKNOWN) and not side.id.startswith(UNKNOWN):
            # The table finds its other names by itself: they and these must have one id.
            self._set(row, "id", side.id)
            return f"added to the row {row_id}, whose id is now {side.id}"
        return f"added to the row {row_id}"

    def _merge(self, kept: tuple[_Record, Side], dropped: tuple[_Record, Side]) -> str:
        if self._cell(kept[0], "id").startswith(UNKNOWN) and not self._cell(dropped[0], "id").startswith(UNKNOWN):
            kept, dropped = dropped, kept
        (row, _), (other, side) = kept, dropped
        spellings = tuple(self._cell(other, "aliases").split(_BETWEEN_ALIASES))
        names = self._cell(other, "name_en"), self._cell(other, "name_ar")
        self._add_names(row, Side(self._cell(other, "id"), *names, spellings))
        self._add_names(row, side)
        for cells in _FILLED_WHEN_ROWS_MERGE:
            if not any(self._cell(row, name) for name in cells):
                for name in cells:
                    if self._cell(other, name):
                        self._set(row, name, self._cell(other, name))
        self._records = [record for record in self._records if record is not other]
        return f"the row {self._cell(other, 'id')} is now part of the row {self._cell(row, 'id')} and gone"

    def _add_names(self, row: _Record, side: Side) -> None:
        """The row has all names of ``side``: in the cells for names that are empty, else as aliases.

        A spelling with a bar, which would be two aliases and often of two organizations, is left out; raises
        ``ConfigError`` for a name with one.
        """
        known = {name_key(name) for name in self._names_of(row)}
        aliases = [name for name in self._cell(row, "aliases").split(_BETWEEN_ALIASES) if name.strip()]
        before = len(aliases)
        for column, name in (
            ("name_en", _plain(side.name_en)),
            ("name_ar", _plain(side.name_ar)),
            *(("", _plain(name)) for name in side.spellings),
        ):
            key = name_key(name)
            if not key or key in known:
                continue
            if column and not self._cell(row, column):
                self._need(column)
                self._set(row, column, name)
            elif _BETWEEN_ALIASES not in name:
                aliases.append(name)
            elif column:
                raise ConfigError(
                    f"{self.path}: {name!r} cannot be an alias there: the bar in it stands between two aliases",
                    remedy="if it is two organizations, leave the pair; else write its names there yourself, without |",
                )
            known.add(key)
        if len(aliases) > before:
            self._need("aliases")
            self._set(row, "aliases", _BETWEEN_ALIASES.join(aliases))

    @property
    def _line_end(self) -> str:
        header = self._records[0].raw
        return next((end for end in ("\r\n", "\n", "\r") if header.endswith(end)), "\n")

    def _need(self, column: str) -> None:
        """The column is there: where it was missing the last one, empty in all rows."""
        if column in self._header:
            return
        self._header.append(column)
        for number, record in enumerate(self._records):
            if record.cells:
                cell = column if number == 0 else ""
                record.cells.append(cell)
                line = record.raw.rstrip("\r\n")
                record.raw = f"{line}{self.delimiter}{cell}{record.raw[len(line) :]}"

    def _cell(self, record: _Record, column: str) -> str:
        """The cell; empty where there is no such column, and in a blank line."""
        return record.cells[self._header.index(column)].strip() if record.cells and column in self._header else ""

    def _set(self, record: _Record, column: str, value: str) -> None:
        self._need(column)
        record.cells[self._header.index(column)] = value
        end = record.raw[len(record.raw.rstrip("\r\n")) :] if record.raw else self._line_end
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=self.delimiter, lineterminator="").writerow(record.cells)
        record.raw = text.getvalue() + end

    def _label(self, record: _Record) -> str:
        return self._cell(record, "label").upper() or "ORG"

    def _names_of(self, record: _Record) -> list[str]:
        aliases = self._cell(record, "aliases").split(_BETWEEN_ALIASES)
        names = (self._cell(record, "name_en"), self._cell(record, "name_ar"), *aliases)
        return [name.strip() for name in names if name.strip()]

    def _key_of(self, record: _Record) -> str:
        return "".join(map(name_key, self._names_of(record)))


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    """The records with the lines that each was read from."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(iter(lines), delimiter=delimiter)
    start = 0
    for cells in reader:
        yield _Record("".join(lines[start : reader.line_num]), cells)
        start = reader.line_num


def _compared(name: str) -> str:
    return name_of(name, before="")[1]


def _plain(name: str | None) -> str:
    return " ".join((name or "").split()).lstrip(_FORMULA).strip()
