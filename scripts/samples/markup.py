"""Reads the marked-up sources (README.md says what the marks are) into plain text with spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

Format = Literal["txt", "md", "html", "docx", "pdf"]
BlockKind = Literal["heading", "paragraph", "bullet", "number", "quote", "table"]

_MARK = re.compile(r"\[\[(?P<surface>[^\[\]|]+)\|(?P<label>[PO])\|(?P<name>[^\[\]|]+)\]\]|(?P<bold>\*\*)")
_LABELS = {"P": "PLACE", "O": "ORG"}
_OPENINGS: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r"#{1,2} "), "heading"),
    (re.compile(r"- "), "bullet"),
    (re.compile(r"\d+\. "), "number"),
    (re.compile(r"> "), "quote"),
    (re.compile(r"\|"), "table"),
)
_TABLE_RULE = re.compile(r"\|[-:| ]+\|")
# A bar between two cells, not one inside a mark.
_BAR = re.compile(r"\s*\|\s*(?![^\[\]]*\]\])")
_KEYS = ("id", "lang", "title", "date", "theme", "format", "file")


@dataclass(frozen=True, slots=True)
class Span:
    """A mention: ``text[start:end]``, half open, in code points. ``name``: canonical place name or organization id."""

    start: int
    end: int
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text without marks, its mentions, and which parts of it are bold."""

    plain: str
    spans: tuple[Span, ...] = ()
    bold: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of a report. ``level``: of a heading, 1 or 2. All kinds but a table hold one row of one text."""

    kind: BlockKind
    rows: tuple[tuple[Text, ...], ...]
    level: int = 0

    @property
    def text(self) -> Text:
        """The block's only text."""
        return self.rows[0][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One source file. ``path`` is where the sample goes, relative to the folder of the samples."""

    id: str
    lang: str
    title: str
    date: str
    theme: str
    format: Format
    path: str
    encoding: str = "utf-8"
    blocks: tuple[Block, ...] = field(default=(), repr=False)


def read_report(path: Path) -> Report:
    """The report of a source file. Raises ``ValueError`` that names the file and what is wrong in it."""
    try:
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        keys = dict(line.split(": ", 1) for line in head.strip().splitlines())
        missing = [key for key in _KEYS if key not in keys]
        if missing or path.stem != keys["id"] or keys["format"] not in get_args(Format):
            raise ValueError(f"header lacks {missing}, or its id or format is wrong")
        file = keys.pop("file")
        if not file.endswith(f".{keys['format']}"):
            raise ValueError(f"{file} does not end in the format")
        return Report(path=f"{keys['lang']}/{file}", blocks=tuple(_blocks(body)), **keys)  # type: ignore[arg-type]  # checked above
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def read_text(marked: str) -> Text:
    """The text without its marks. Raises ``ValueError`` where a mark is not closed or malformed."""
    plain, at, opened = "", 0, -1
    spans: list[Span] = []
    bold: list[tuple[int, int]] = []
    for mark in _MARK.finditer(marked):
        plain += marked[at : mark.start()]
        at = mark.end()
        if mark["bold"]:
            if opened >= 0:
                bold.append((opened, len(plain)))
            opened = len(plain) if opened < 0 else -1
            continue
        start = len(plain)
        plain += mark["surface"]
        spans.append(Span(start, len(plain), _LABELS[mark["label"]], mark["name"]))
    plain += marked[at:]
    if opened >= 0 or re.search(r"\[\[|\]\]|\|[PO]\|", plain) or any(_loose(plain, span) for span in spans):
        raise ValueError(f"a mark is malformed in: {plain[:80]}")
    return Text(plain, tuple(spans), tuple(bold))


def joined(texts: list[tuple[str, Text]]) -> Text:
    """One text of many, each after its separator; the first separator is left out."""
    plain = ""
    spans: list[Span] = []
    for number, (separator, text) in enumerate(texts):
        plain += separator if number else ""
        spans += [Span(len(plain) + s.start, len(plain) + s.end, s.label, s.name) for s in text.spans]
        plain += text.plain
    return Text(plain, tuple(spans))


def _loose(plain: str, span: Span) -> bool:
    surface = plain[span.start : span.end]
    return surface != surface.strip() or surface.startswith(("the ", "The "))


def _blocks(body: str) -> Iterator[Block]:
    table: list[tuple[Text, ...]] = []
    previous: BlockKind | None = None
    for line in body.splitlines():
        kind, rest, level = _opening(line)
        if table and kind != "table":
            yield Block("table", tuple(table))
            table = []
        if kind == "table":
            if not _TABLE_RULE.fullmatch(line):
                table.append(tuple(map(read_text, _BAR.split(line.strip().strip("|").strip()))))
        elif line.strip():
            if kind == previous and kind in ("paragraph", "quote"):
                raise ValueError(f"two lines of one {kind}: {line[:60]}")
            yield Block(kind, ((read_text(rest),),), level)
        previous = kind if line.strip() else None
    if table:
        yield Block("table", tuple(table))


def _opening(line: str) -> tuple[BlockKind, str, int]:
    for pattern, kind in _OPENINGS:
        if match := pattern.match(line):
            return kind, line[match.end() :].strip(), match[0].count("#")
    return "paragraph", line.strip(), 0
