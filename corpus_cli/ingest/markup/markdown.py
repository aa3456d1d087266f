"""Markdown files: blocks whose slices point into the file itself, with markup, link targets and code left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from corpus_cli.document import Block, Extracted, SegmentKind
from corpus_cli.ingest.authors import joined
from corpus_cli.ingest.dates.candidates import Stated
from corpus_cli.ingest.encoding import decode
from corpus_cli.ingest.markup.embedded import html_blocks
from corpus_cli.ingest.markup.inline import Run, runs, traced
from corpus_cli.ingest.markup.links import with_breaks
from corpus_cli.ingest.markup.slices import Slice, block
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.parsed import Parsed

if TYPE_CHECKING:
    from markdown_it.token import Token

_FENCE = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z][\w-]*)[ \t]*:(.*)$", re.MULTILINE)
_MORE_OF_FIELD = re.compile(r"[ \t]|-[ \t]|$")  # a value that goes on, an entry of a list, nothing
_NAMES = frozenset({"title", "author", "date"})
_FRONT_MATTER_LIMIT = 50_000  # characters; a second --- farther down separates sections
_FRONT_MATTER_DEPTH = 20
_NEWLINE = re.compile(r"\r\n?|\n")  # what markdown-it takes for a line end

_BAR = re.compile(r" ?(?<!\\)\| ?")
_CELL_PARTS = re.compile(r"\|[^|]*|[^|]+")
_NO_CAPTION = re.compile(
    r"[!-~]+|.*\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?)|(?:image|img|photo|picture|figure|صورة)?[\W\d_]*",
    re.IGNORECASE | re.DOTALL,
)

# A stretch of a paragraph's content and where it begins in the file.
_Place: TypeAlias = tuple[int, int, int]

_CONTAINERS: dict[str, SegmentKind] = {
    "bullet_list": "list_item",
    "ordered_list": "list_item",
    "blockquote": "quote",
    "heading": "heading",
}


def parse(data: bytes) -> Parsed:
    """The decoded file, its blocks, and title, author and date from its front matter.

    Raises ``DocumentError`` if it is not text.
    """
    text, encoding = decode(data)
    start, matter = _front_matter(text)
    return Parsed(
        extracted=Extracted(text, tuple(_blocks(text, start))),
        encoding=encoding,
        title=clean_title(matter.get("title")),
        author=joined(names if isinstance(names := matter.get("author"), list) else [names]),
        dates=(Stated(matter["date"], "front_matter"),) if matter.get("date") is not None else (),
    )


def _front_matter(text: str) -> tuple[int, dict[str, Any]]:
    """Where the body begins and the fields before it; front matter that is no valid YAML is read line by line.

    It is told from prose between two rules by the names that are read, or by lines that are all fields.
    """
    opening = _FENCE.match(text)
    closing = _FENCE.search(text, opening.end(), _FRONT_MATTER_LIMIT) if opening else None
    if opening is None or closing is None:
        return 0, {}
    source = text[opening.end() : closing.start()]
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    try:
        _check_simple(yaml.parse(source))
        fields = YAMLHandler().load(source)
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date such as 2023-02-31
        fields = {name.lower(): value.strip(" \t\r\"'") for name, value in _FIELD.findall(source)}
        if _NAMES.isdisjoint(fields) and not (fields and all(map(_is_of_field, source.splitlines()))):
            return 0, {}
    if not isinstance(fields, dict):
        return 0, {}
    return closing.end(), {str(name).lower(): value for name, value in fields.items()}


def _is_of_field(line: str) -> bool:
    return bool(_FIELD.match(line) or _MORE_OF_FIELD.match(line))


def _check_simple(events: Iterable[Any]) -> None:
    """Raises ``ValueError`` for YAML that refers to itself, which can double with every line, or is nested deeply."""
    import yaml

    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _FRONT_MATTER_DEPTH or isinstance(event, yaml.AliasEvent):
            raise ValueError("front matter that is no list of fields")


def _blocks(text: str, start: int) -> Iterator[Block]:
    from markdown_it import MarkdownIt

    parser = traced(MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join"))
    source = _Source(text, start)
    kinds: list[SegmentKind] = []
    row: list[Token] | None = None
    for token in parser.parse(text[start:]):
        container = _CONTAINERS.get(token.type.rpartition("_")[0])
        if container is not None and token.nesting > 0:
            kinds.append(container)
        elif container is not None:
            kinds.pop()
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield from source.row(row)
            row = None
        elif token.type == "inline" and row is not None:
            row.append(token)
        elif token.type == "inline":
            yield from source.paragraph(token, kinds[-1] if kinds else "paragraph")
        elif token.type == "html_block":
            yield from html_blocks(text, *source.lines(token))


class _Source:
    """The Markdown source and where its lines begin; turns the parser's tokens into blocks of slices."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.parsed = text.replace("\0", "\ufffd")  # what markdown-it makes of it
        self.starts = [start, *(match.end() for match in _NEWLINE.finditer(text, start)), len(text)]

    def lines(self, token: Token) -> tuple[int, int]:
        first, last = token.map or (0, 0)
        return self.starts[first], self.starts[min(last, len(self.starts) - 1)]

    def paragraph(self, token: Token, kind: SegmentKind) -> Iterator[Block]:
        places = self._places(token)
        found: list[Run] = []
        for run in runs(token.children or (), token.content):
            if run.kind not in ("caption", "break"):
                found.append(run)
                continue
            yield from block(self.text, self._slices(places, found), kind)
            found = []
            if run.kind == "caption":
                yield from self._caption(_placed(places, run))
        yield from block(self.text, self._slices(places, found), kind)

    def row(self, cells: list[Token]) -> Iterator[Block]:
        slices: list[Slice] = []
        at = self.lines(cells[0])[0] if cells else 0
        for cell in cells:
            places, at = self._cell_places(cell, at)
            texts = [run for run in runs(cell.children or (), cell.content) if run.start < run.end]
            found = [piece for run in texts for piece in _placed(places, run)]
            if found and slices:
                # The bar itself, without the marks that close emphasis before it.
                bars = list(_BAR.finditer(self.text, slices[-1][1], found[0][0]))
                slices += [bars[-1].span()] if bars else []
            slices += found
        yield from block(self.text, slices, "table")

    def _slices(self, places: list[_Place], found: list[Run]) -> list[Slice]:
        pieces: list[list[Slice]] = [[]]
        opens: list[bool] = []
        for run in found:
            if run.kind == "text":
                pieces[-1] += _placed(places, run)
            else:
                pieces.append([])
                opens.append(run.kind == "link_open")
        return with_breaks(self.text, pieces, opens=opens)

    def _caption(self, slices: list[Slice]) -> Iterator[Block]:
        alt = "".join(self.text[start:end] for start, end in slices)
        if not _NO_CAPTION.fullmatch(alt):
            yield from block(self.text, slices, "caption")

    def _places(self, token: Token) -> list[_Place]:
        """Where each line of the paragraph's content stands in the file, behind its list or quote marks."""
        places: list[_Place] = []
        at = 0
        lines = token.content.split("\n")
        first = self._first_line(token, lines[0].rstrip())
        for number, line in enumerate(lines, first):
            start, after = self.starts[number], self.starts[number + 1]
            raw = self.parsed[start:after].rstrip()
            shown = line.rstrip()
            behind = len(raw) - len(shown) if raw.endswith(shown) else max(0, raw.find(shown))
            if at:
                places.append((at - 1, at, start - 1))
            places.append((at, at + len(line), start + behind))
            at += len(line) + 1
        return places

    def _first_line(self, token: Token, shown: str) -> int:
        """The number of the line that the content begins on: form feeds above it are stripped, but not from the map."""
        first, last = token.map or (0, 0)
        found = (at for at in range(first, last) if shown in self.parsed[self.starts[at] : self.starts[at + 1]])
        return next(found, first)

    def _cell_places(self, cell: Token, at: int) -> tuple[list[_Place], int]:
        """Where the parts of a table cell stand; the backslash before a bar in it is not in the content."""
        places: list[_Place] = []
        inside = 0
        for part in _CELL_PARTS.findall(cell.content):
            found = self.parsed.find(part, at)
            if found < 0:
                break
            places.append((inside, inside + len(part), found))
            inside += len(part)
            at = found + len(part)
        return places, at


def _placed(places: list[_Place], run: Run) -> list[Slice]:
    """Where the run stands in the file, in one piece a line. A paragraph may have a hundred thousand lines."""
    slices = []
    at = max(0, bisect_right(places, run.start, key=itemgetter(0)) - 1)
    while at < len(places) and places[at][0] < run.end:
        start, end, raw = places[at]
        if max(run.start, start) < min(run.end, end):
            slices.append((raw + max(run.start, start) - start, raw + min(run.end, end) - start))
        at += 1
    return slices
