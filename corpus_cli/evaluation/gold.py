"""Gold files: one JSON object a line, a text and the names that people marked in it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from corpus_cli.errors import InputError
from corpus_cli.evaluation.scores import ALL, Span

#: The language of a line that does not state one.
UNSTATED = "und"
_SHAPE = '{"id": "a1", "lang": "en", "text": "…", "entities": [{"start": 0, "end": 5, "label": "PLACE"}]}'
_OFFSETS = (
    "count characters (code points, not bytes) from 0 in the text as it stands; end is the first one after the name"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """A text and its names in order; ``line`` is its line in the file, ``id`` that number where it has no other."""

    line: int
    id: str
    language: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """One entity of a gold line: its span, all its fields, and where it stands, for messages."""

    span: Span
    fields: dict[str, object]
    where: str


def read_gold(path: Path, *, labels: Collection[str]) -> list[GoldText]:
    """The texts of a gold file, in order. Empty lines are passed over, a name given twice counts once.

    Raises ``InputError`` with the line and what to do if the file cannot be used, or if it marks names but none of
    them with one of ``labels``.
    """
    rows = [row for row, _ in read_marked(path)]
    marked = {span.label for row in rows for span in row.spans}
    if marked and not marked & set(labels):
        raise InputError(
            f"{path}: none of its names has the label {' or '.join(labels)}; it has {', '.join(sorted(marked))}",
            remedy="rename the labels in the file to PLACE and ORG, or ask for others with --labels",
        )
    return rows


def read_marked(path: Path) -> list[tuple[GoldText, tuple[Marked, ...]]]:
    """The texts of a gold file, each with its entities as they stand there; raises ``InputError`` as ``read_gold``."""
    lines = _read(path).split(b"\n")  # not splitlines: a text may hold other line breaks
    rows = [_row(line, f"{path}, line {number}", number) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise InputError(f"{path}: is empty", remedy=f"write one JSON object a line: {_SHAPE}")
    return rows


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: is not there", remedy="check the path of the gold file") from error
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a folder", remedy="give one gold file, not a folder") from error
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read: {error.strerror}", remedy="check the file and its permissions"
        ) from error
    return data.removeprefix(b"\xef\xbb\xbf")


def _row(line: bytes, where: str, number: int) -> tuple[GoldText, tuple[Marked, ...]]:
    values = _object(line, where)
    text = values.get("text")
    if not isinstance(text, str):
        reason = "has no text" if text is None else f"has a text that is not a string but {kind_of(text)}"
        raise InputError(f"{where}: {reason}", remedy=f"write each line as {_SHAPE}")
    entities = values.get("entities")
    if not isinstance(entities, list):
        raise InputError(
            f"{where}: has no list of entities", remedy='write "entities": [] for a text in which there is no name'
        )
    name = values.get("id")
    marked = tuple(_marked(entity, text, f"{where}, entity {n}") for n, entity in enumerate(entities, 1))
    row = GoldText(
        line=number,
        id=str(name) if isinstance(name, str | int) and str(name).strip() else str(number),
        language=_language(values.get("lang")),
        text=text,
        spans=tuple(sorted({one.span for one in marked})),
    )
    return row, marked


def _object(line: bytes, where: str) -> dict[str, object]:
    remedy = "write one JSON object a line, in UTF-8"
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: is not UTF-8 at byte {error.start + 1}", remedy=remedy) from error
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: is not valid JSON: {error.msg} at column {error.colno}", remedy=remedy) from error
    except (ValueError, RecursionError) as error:  # an integer of thousands of digits, brackets nested thousands deep
        raise InputError(f"{where}: holds JSON beyond all bounds", remedy=remedy) from error
    if not isinstance(values, dict):
        raise InputError(f"{where}: is not a JSON object but {kind_of(values)}", remedy=remedy)
    return values


def _marked(entity: object, text: str, where: str) -> Marked:
    if not isinstance(entity, dict):
        raise InputError(f"{where}: is not a JSON object but {kind_of(entity)}", remedy=f"write each line as {_SHAPE}")
    start, end, label = entity.get("start"), entity.get("end"), entity.get("label")
    if not isinstance(label, str) or not label:
        raise InputError(f"{where}: has no label", remedy='add "label": "PLACE" or "label": "ORG"')
    if not _is_number(start) or not _is_number(end):
        raise InputError(f"{where}: its start and end are not both whole numbers", remedy=_OFFSETS)
    assert isinstance(start, int) and isinstance(end, int)
    if not 0 <= start < end <= len(text):
        raise InputError(
            f"{where}: characters {start} to {end} are no part of its text, which has {len(text)}", remedy=_OFFSETS
        )
    return Marked(Span(start, end, label), entity, where)


def _language(value: object) -> str:
    code = value.strip().lower() if isinstance(value, str) else ""
    return UNSTATED if code in ("", ALL) else code


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def kind_of(value: object) -> str:
    """What a JSON value is, for messages."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
