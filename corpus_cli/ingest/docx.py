"""Word files: paragraphs, headings, lists, quotes, captions and tables in document order."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus_cli.document import SegmentKind
from corpus_cli.errors import DocumentError
from corpus_cli.ingest.dates.candidates import saved
from corpus_cli.ingest.lines import is_quotation
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.parsed import Parsed, laid_out

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{_W}txbxContent"
_STYLES: tuple[tuple[re.Pattern[str], SegmentKind], ...] = (
    (re.compile(r"heading \d|title|subtitle|toc heading"), "heading"),
    (re.compile(r"caption"), "caption"),
    (re.compile(r"(?:intense )?quote|block text"), "quote"),
    (re.compile(r"list(?! paragraph).*"), "list_item"),
)
_MAX_UNPACKED = 512 * 2**20  # bytes; a report's text is some hundred kilobytes, a zip bomb gigabytes


def parse(data: bytes) -> Parsed:
    """The document's blocks and the title from its properties. Runs in the child process.

    When it was saved is kept as a weak date, and only where it was made and changed within a month: the creation may be
    that of a template.
    Raises ``DocumentError`` for a damaged file and for one that unpacks to more than a report holds.
    """
    import docx
    from docx.opc.exceptions import OpcError

    _check_size(data)
    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise DocumentError(
            f"is a damaged Word file: {error}", remedy="open it in Word or LibreOffice and save it again as docx"
        ) from error
    extracted = laid_out(_pieces(document.element.body, _Styles(document)))
    properties = document.core_properties
    dates = saved(properties.created, properties.modified)
    return Parsed(extracted=extracted, title=clean_title(properties.title), dates=dates)


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels")))
    if size > _MAX_UNPACKED:
        raise DocumentError(
            f"unpacks to {size // 2**20} MB of text, more than any report holds",
            remedy="if the file can be trusted, open it in Word and save its parts as separate files",
        )


class _Styles:
    """What kind of block each paragraph style makes, looked up along the styles that it is based on."""

    def __init__(self, document: WordDocument) -> None:
        self.kinds: dict[str, SegmentKind] = {}
        based_on = {}
        for style in document.styles.element.iter(f"{_W}style"):
            name, parent = style.find(f"{_W}name"), style.find(f"{_W}basedOn")
            key = style.get(f"{_W}styleId", "")
            based_on[key] = "" if parent is None else parent.get(f"{_W}val", "")
            kind = _by_name("" if name is None else name.get(f"{_W}val", "")) or _by_properties(style)
            if kind:
                self.kinds[key] = kind
        for key in based_on:
            self._inherit(key, based_on)

    def _inherit(self, key: str, based_on: dict[str, str]) -> None:
        ancestor, seen = key, set()
        while ancestor and ancestor not in self.kinds and ancestor not in seen:
            seen.add(ancestor)
            ancestor = based_on.get(ancestor, "")
        if ancestor in self.kinds:
            self.kinds[key] = self.kinds[ancestor]

    def kind(self, paragraph: Any) -> SegmentKind:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        by_style = self.kinds.get(style.get(f"{_W}val", "")) if style is not None else None
        # A numbered heading is a heading; any other paragraph with numbering is a list item.
        return by_style or _by_properties(paragraph) or "paragraph"


def _by_name(name: str) -> SegmentKind | None:
    return next((kind for pattern, kind in _STYLES if pattern.fullmatch(name.lower())), None)


def _by_properties(element: Any) -> SegmentKind | None:
    """By outline level (9 is body text) and numbering (number 0 takes a style's numbering away)."""
    level = element.find(f"{_W}pPr/{_W}outlineLvl")
    if level is not None and level.get(f"{_W}val", "9") != "9":
        return "heading"
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    return "list_item" if number is not None and number.get(f"{_W}val") != "0" else None


def _pieces(container: Any, styles: _Styles) -> Iterator[tuple[SegmentKind, str]]:
    """The blocks of a body, a cell or a text box; content controls and custom XML are only wrappers."""
    for child in container:
        if child.tag == f"{_W}p":
            text = _text(child)
            kind = styles.kind(child)
            yield ("quote" if kind == "paragraph" and is_quotation(text) else kind), text
            for box in _text_boxes(child):
                yield from _pieces(box, styles)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, styles)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"):
            yield from _pieces(child, styles)


def _table(table: Any, styles: _Styles) -> Iterator[tuple[SegmentKind, str]]:
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue  # a row of a table inside a cell: its words are in that cell
        cells = [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]
        if len(cells) == 1:
            yield from _pieces(cells[0], styles)  # a frame around text rather than a table
            continue
        texts = (" ".join(filter(None, map(_flat, cell.iter(f"{_W}p")))) for cell in cells)
        yield "table", " | ".join(filter(None, texts))


def _flat(paragraph: Any) -> str:
    return " ".join(_text(paragraph).split())


def _text(paragraph: Any) -> str:
    """The words of a paragraph as they are printed: links and insertions in, deletions and field codes out."""
    parts: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if _is_elsewhere(node, paragraph):
            continue
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        else:
            parts.append(" " if node.tag == f"{_W}tab" else "\n")
    return "\n".join(filter(None, (line.strip() for line in "".join(parts).split("\n"))))


def _is_elsewhere(node: Any, paragraph: Any) -> bool:
    """In a text box (its own blocks), in the copy of it for old programs, moved away, or a tab stop's definition."""
    for ancestor in node.iterancestors():
        if ancestor is paragraph:
            return False
        if ancestor.tag in (_TEXT_BOX, _FALLBACK, f"{_W}moveFrom", f"{_W}del", f"{_W}tabs"):
            return True
    return False


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(_TEXT_BOX):
        outside = [ancestor.tag for ancestor in box.iterancestors()]
        if _FALLBACK not in outside and next(box.iterancestors(f"{_W}p")) is paragraph:
            yield box
