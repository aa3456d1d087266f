"""A user's own places as a csv file: its rows, everything that is wrong with them, and the form in which they are kept.

Nothing is known here of other places: whether ids and parents fit together is the work of ``place_areas``.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus_cli.entities.names.words import name_key
from corpus_cli.entities.own_names.place_types import place_type
from corpus_cli.errors import ConfigError, InputError

COLUMNS = ("id", "name_en", "name_ar", "aliases", "lat", "lon", "type", "parent", "country")
#: Latitudes and longitudes of the box around Syria.
SYRIA = ((32.3, 37.4), (35.5, 42.4))
_DELIMITERS = (",", ";", "\t")
# A spreadsheet takes a cell that opens with one of these for a formula; no name or id does.
_FORMULA = ("=", "+", "-", "@")
_ARABIC, _LATIN = re.compile("[\u0620-\u06ff]"), re.compile("[A-Za-z]")
# Zero-width joiners shape words; all other invisible characters would make two spellings of one name or id.
_KEPT = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a file. ``parent``: as it is written, an id or a governorate's name; empty for none."""

    line: int
    id: str
    name_en: str
    name_ar: str
    aliases: tuple[str, ...]
    lat: float | None
    lon: float | None
    type: str
    parent: str
    country: str

    @property
    def names(self) -> tuple[str, ...]:
        """Its names and aliases, in both languages."""
        return tuple(name for name in (self.name_en, self.name_ar, *self.aliases) if name)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong on a line, and what to write there."""

    line: int
    what: str
    remedy: str


@dataclass(slots=True)
class PlaceTable:
    """What a file holds. ``unused``: columns that mean nothing to us."""

    path: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unused: tuple[str, ...] = ()


def read_places(path: Path, *, mapping: Mapping[str, str] | None = None, kind: str = "") -> PlaceTable:
    """The places of a csv file and all that is wrong with it.

    ``mapping`` leads from our column names to the file's; ``kind`` is the type of rows that name none. Raises
    ``ConfigError`` for a mapping of unknown names, ``InputError`` for a file that cannot be read as text.
    """
    mapping = dict(mapping or {})
    if unknown := sorted(set(mapping) - set(COLUMNS)):
        raise ConfigError(
            f"unknown column name(s) in the mapping: {', '.join(unknown)}",
            remedy=f"map one of {', '.join(COLUMNS)} to a column of the file, for example id=admin3Pcode",
        )
    text = _decoded(path)
    table = PlaceTable(str(path))
    lines = _lines(text, _delimiter(text, mapping), table)
    number, header = next(lines, (1, []))
    columns = _columns(header, mapping, table, number)
    if columns:
        table.unused = tuple(name for at, name in enumerate(header) if name and at not in columns.values())
        for line, cells in lines:
            _add_row(table, line, cells, columns, width=len(header), kind=kind)
        if not table.rows and not table.problems:
            table.problems.append(Problem(number, "no places stand below the header", "write one place a line"))
    return table


def to_csv(rows: Iterable[Row], *, parents: Callable[[Row], str | None]) -> bytes:
    """The rows in the form in which they are kept, ``parents`` as ids.

    With a byte order mark, or Excel shows Arabic as noise.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        lat, lon = ("" if degrees is None else repr(degrees) for degrees in (row.lat, row.lon))
        aliases = "|".join(row.aliases)
        writer.writerow(
            (row.id, row.name_en, row.name_ar, aliases, lat, lon, row.type, parents(row) or "", row.country)
        )
    return codecs.BOM_UTF8 + text.getvalue().encode("utf-8")


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read: {error.strerror}", remedy="check the path and that it is a file"
        ) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}, line {line}: not UTF-8", remedy='save it as "CSV UTF-8"') from error


def _delimiter(text: str, mapping: Mapping[str, str]) -> str:
    """The delimiter under which the first line names the most of our columns."""
    head = next((line for line in text[:100_000].splitlines() if line.strip()), "")

    def named(mark: str) -> tuple[int, int]:
        names = _folded(next(csv.reader([head], delimiter=mark), []))
        return sum(_fold(mapping.get(column, column)) in names for column in COLUMNS), len(names)

    return max(_DELIMITERS, key=named)


def _lines(text: str, delimiter: str, table: PlaceTable) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the number of its first line."""
    # Strictly: a reader that forgives quotation marks runs rows into each other without a word.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [_clean(cell) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            remedy = "close the quotation marks of its cells, and double those inside a cell; what follows was not read"
            table.problems.append(Problem(line, f"the row cannot be read: {error}", remedy))
            return
        # The second line of a table of the humanitarian exchange has tags in place of values (#adm3+code).
        if any(cell and not cell.startswith("#") for cell in cells):
            yield line, cells


def _clean(cell: str) -> str:
    """The cell without characters that cannot be seen, its white space single."""
    if not cell.isascii() or not cell.isprintable():
        cell = "".join(
            char for char in cell if char in _KEPT or char.isspace() or unicodedata.category(char) not in ("Cc", "Cf")
        )
    return " ".join(cell.split())


def _fold(name: str) -> str:
    return name.strip().casefold()


def _folded(names: Sequence[str]) -> list[str]:
    return [_fold(name) for name in names]


def _columns(header: Sequence[str], mapping: Mapping[str, str], table: PlaceTable, line: int) -> dict[str, int]:
    """Where each of our columns stands; empty, with a problem, if what is needed is not there."""
    names = _folded(header)
    found: dict[str, int] = {}
    shown = ", ".join(name[:40] for name in header[:20] if name) or "none"
    for column in COLUMNS:
        wanted = _fold(mapping.get(column, column))
        if names.count(wanted) > 1:
            table.problems.append(Problem(line, f"the column {wanted!r} stands there twice", "remove or rename one"))
        if wanted in names:
            found[column] = names.index(wanted)
        elif column in mapping:
            what = f"there is no column {mapping[column]!r}; the columns are: {shown}"
            table.problems.append(Problem(line, what, f"correct --map {column}={mapping[column]}"))
    if table.problems:
        return {}
    if "id" not in found or not {"name_en", "name_ar"} & set(found):
        lacking = "id" if "id" not in found else "name_en or name_ar"
        remedy = f"begin the file with {','.join(COLUMNS)}, or name its own columns: --map id=CODE,name_en=NAME"
        table.problems.append(Problem(line, f"there is no column {lacking}; the columns are: {shown}", remedy))
        return {}
    return found


def _add_row(
    table: PlaceTable, line: int, cells: Sequence[str], columns: Mapping[str, int], *, width: int, kind: str
) -> None:
    """The row is among the table's rows, or what is wrong with it among its problems."""
    if len(cells) != width and (len(cells) < width or any(cells[width:])):
        what = f"the row has {len(cells)} cells and the header {width}"
        table.problems.append(Problem(line, what, "put names that hold the delimiter in quotation marks"))
        return
    values = {column: cells[at] for column, at in columns.items()}
    values["type"] = values.get("type") or _clean(kind)
    problems = list(_cell_problems(line, values))
    numbers = {name: _degrees(values.get(name, "")) for name in ("lat", "lon")}
    if not any(values.get(name, "").startswith("=") for name in numbers):
        problems += _point_problems(line, values, numbers["lat"], numbers["lon"])
    table.problems += problems
    if problems:
        return
    name_en, name_ar, aliases = _by_script(values)
    row = Row(
        line=line,
        id=values["id"],
        name_en=name_en,
        name_ar=name_ar,
        aliases=aliases,
        lat=numbers["lat"],
        lon=numbers["lon"],
        type=place_type(values["type"]),
        parent=values.get("parent", ""),
        country=values.get("country", "").upper(),
    )
    table.rows.append(row)


def _by_script(values: Mapping[str, str]) -> tuple[str, str, tuple[str, ...]]:
    """English name, Arabic name, aliases; a name that stands in the other language's column counts as that one's."""
    english, arabic = values.get("name_en", ""), values.get("name_ar", "")
    aliases = [name.strip() for name in values.get("aliases", "").split("|")]
    if _ARABIC.search(english) and not _LATIN.search(english):
        english, arabic, aliases = "", arabic or english, [english, *aliases]
    elif _LATIN.search(arabic) and not _ARABIC.search(arabic):
        english, arabic, aliases = english or arabic, "", [arabic, *aliases]
    return english, arabic, tuple(dict.fromkeys(name for name in aliases if name not in ("", english, arabic)))


def _cell_problems(line: int, values: Mapping[str, str]) -> Iterator[Problem]:
    for column, cell in values.items():
        formula = cell.startswith(_FORMULA) and not (column in ("lat", "lon") and _degrees(cell) is not None)
        if formula or (column == "aliases" and any(name.strip().startswith(_FORMULA) for name in cell.split("|"))):
            what = f"{column} is {short(cell)}, which a spreadsheet takes for a formula"
            yield Problem(line, what, "write it without the sign at its beginning")
    if not values["id"]:
        yield Problem(line, "the id is empty", "give each place an id that it keeps, for example my:17")
    if not any(map(str.isalpha, name_key(values.get("name_en", "")) + name_key(values.get("name_ar", "")))):
        yield Problem(line, f"{values['id'] or 'the place'} has no name", "fill name_en or name_ar")
    for column in ("name_en", "name_ar", "aliases"):
        cell = values.get(column, "")
        if any(name.strip() and not name_key(name) for name in (cell.split("|") if column == "aliases" else (cell,))):
            yield Problem(line, f"{column} is {short(cell)}, in which no letter stands", "leave out what is no name")
    country = values.get("country", "")
    if country and not re.fullmatch("[A-Za-z]{2}", country):
        yield Problem(line, f"country is {short(country)}", "write the two-letter code, for example SY")


def _point_problems(line: int, values: Mapping[str, str], lat: float | None, lon: float | None) -> Iterator[Problem]:
    texts = {"lat": values.get("lat", ""), "lon": values.get("lon", "")}
    degrees = "write degrees with a point, for example 35.93"
    for name, number in (("lat", lat), ("lon", lon)):
        if texts[name] and number is None:
            yield Problem(line, f"{name} is {short(texts[name])}", degrees)
            return
    if lat is None and lon is None:
        return
    if lat is None or lon is None:
        yield Problem(line, f"only {'lon' if lat is None else 'lat'} is filled", "fill both lat and lon, or neither")
    elif not -90 <= lat <= 90 and -90 <= lon <= 90 and -180 <= lat <= 180:
        yield Problem(line, f"lat is {texts['lat']}, lon {texts['lon']}: they look swapped", "write lat before lon")
    elif not -90 <= lat <= 90:
        yield Problem(line, f"lat is {texts['lat']}", "write degrees between -90 and 90")
    elif not -180 <= lon <= 180:
        yield Problem(line, f"lon is {texts['lon']}", "write degrees between -180 and 180")
    elif lat == 0 and lon == 0:
        yield Problem(line, "lat and lon are 0, a point in the ocean", "leave both empty where the point is not known")
    elif values.get("country", "SY").upper() in ("", "SY") and not in_syria(lat, lon) and in_syria(lon, lat):
        what = f"lat is {texts['lat']}, lon {texts['lon']}: they look swapped, the other way round it lies in Syria"
        yield Problem(line, what, "swap them; if they are right, write the country (TR, …) into the column country")


def in_syria(lat: float, lon: float) -> bool:
    """Whether the point lies in the box around Syria."""
    return SYRIA[0][0] <= lat <= SYRIA[0][1] and SYRIA[1][0] <= lon <= SYRIA[1][1]


def _degrees(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if abs(number) < 1e6 else None


def short(cell: str) -> str:
    """The cell in quotation marks, as far as a line holds it."""
    return repr(cell if len(cell) <= 40 else f"{cell[:39]}…")
