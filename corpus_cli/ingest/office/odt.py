"""LibreOffice texts (odt, and the flat fodt): blocks in document order, notes behind them, tracked changes accepted.

What was deleted is kept apart from the text, or stands in it between two marks where the file was saved with changes
shown; either way it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus_cli.document import SegmentKind
from corpus_cli.errors import DocumentError
from corpus_cli.ingest.authors import joined
from corpus_cli.ingest.dates.candidates import saved
from corpus_cli.ingest.lines import is_quotation
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.office.package import Package, parsed_xml
from corpus_cli.ingest.office.style_names import kind_by_name
from corpus_cli.ingest.parsed import Parsed, Piece, laid_out, lines_of, row

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE, _STYLE, _DRAW, _META = (
    f"{_ODF}{name}:1.0}}" for name in ("office", "text", "table", "style", "drawing", "meta")
)
_DC = "{http://purl.org/dc/elements/1.1/}"

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_SECTIONS = frozenset(
    {f"{_TEXT}section", f"{_TEXT}index-body", f"{_TEXT}bibliography", f"{_TEXT}list-item", f"{_TEXT}list-header"}
)
# Deletions, comments, indexes (headings once more), prompts, alternative texts, the reading aid over a word.
_GONE = frozenset(
    [
        *(f"{_TEXT}{name}" for name in ("tracked-changes", "table-of-content", "illustration-index", "table-index")),
        *(f"{_TEXT}{name}" for name in ("alphabetical-index", "object-index", "user-index", "index-title-template")),
        *(f"{_TEXT}{name}" for name in ("hidden-text", "hidden-paragraph", "placeholder", "ruby-text", "script")),
        *(f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "binary-data", "event-listeners")),
        f"{_ODF}svg-compatible:1.0}}title",
        f"{_ODF}svg-compatible:1.0}}desc",
    ]
)
_BOXES = frozenset(f"{_DRAW}{name}" for name in ("text-box", "custom-shape", "rect", "ellipse", "polygon", "path"))
_LISTS = frozenset({f"{_TEXT}list", f"{_TEXT}numbered-paragraph"})
# Between them stands what a change deleted; between paragraphs too, where a table or a section begins or ends.
_MARKS = (f"{_TEXT}change-start", f"{_TEXT}change-end")
_SHOWN = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
_SPACE = re.compile(r"[ \t\r\n]+")


def parse(data: bytes) -> Parsed:
    """The text's blocks; title, author and when it was saved from its properties. Runs in the child process.

    Raises ``DocumentError`` for a damaged file, for one with a password and for one that unpacks to more than a report
    holds.
    """
    if data.startswith(b"PK"):
        content, styles, meta = _parts(Package(data, name="LibreOffice file"))
    else:
        content = styles = meta = _flat(data)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise DocumentError(
            "is a LibreOffice file but holds no text document", remedy="open it and save it as odt, docx or pdf"
        )
    flow = _Flow(_Styles(styles, content), deletions=_deletions(body))
    pieces = [*flow.pieces(body), *flow.notes()]
    properties = meta.find(f"{_OFFICE}meta") if meta is not None else None
    if properties is None:
        return Parsed(extracted=laid_out(pieces))
    return Parsed(
        extracted=laid_out(pieces),
        title=clean_title(properties.findtext(f"{_DC}title")),
        author=joined([properties.findtext(f"{_META}initial-creator")])
        or joined([properties.findtext(f"{_DC}creator")]),
        dates=saved(properties.findtext(f"{_META}creation-date"), properties.findtext(f"{_DC}date")),
    )


def _parts(package: Package) -> tuple[Any, Any | None, Any | None]:
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise DocumentError(
            "is protected by a password", remedy="open it in LibreOffice and save it without the password"
        )
    content = package.xml("content.xml")
    if content is None:
        raise package.damaged("it has no content.xml")
    return content, package.xml("styles.xml"), package.xml("meta.xml")


def _flat(data: bytes) -> Any:
    from lxml import etree

    try:
        return parsed_xml(data)
    except etree.XMLSyntaxError as error:
        raise DocumentError(
            f"is a damaged LibreOffice file: {error}"[:500], remedy="open it in LibreOffice and save it again"
        ) from error


def _deletions(body: Any) -> frozenset[str]:
    """The ids of the changes that are deletions and come to an end, without which all that follows would be gone."""
    ended = {mark.get(f"{_TEXT}change-id") for mark in body.iter(f"{_TEXT}change-end")}
    regions = body.iterfind(f"{_TEXT}tracked-changes/{_TEXT}changed-region")
    found = (
        region.get(f"{_TEXT}id") or region.get(_XML_ID)
        for region in regions
        if len(region) and region[0].tag == f"{_TEXT}deletion"
    )
    return frozenset(filter(None, found)) & ended


class _Styles:
    """The kind of block that each paragraph style makes, and the styles of hidden text."""

    def __init__(self, *roots: Any | None) -> None:
        self._parents: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self.hidden: set[str] = set()
        for root in roots:
            for style in () if root is None else root.iter(f"{_STYLE}style"):
                name = style.get(f"{_STYLE}name", "")
                self._parents[name] = style.get(f"{_STYLE}parent-style-name", "")
                self._shown[name] = style.get(f"{_STYLE}display-name", name)
                properties = style.find(f"{_STYLE}text-properties")
                if properties is not None and properties.get(f"{_TEXT}display") == "none":
                    self.hidden.add(name)

    def kind(self, name: str) -> SegmentKind | None:
        """By the first style of its line that has a telling name."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            shown = self._shown.get(name, name).replace("_20_", " ")
            if kind := kind_by_name(shown):
                return kind
            name = self._parents.get(name, "")
        return None


class _Flow:
    """Reads containers of paragraphs and tables, and keeps their notes for the end."""

    def __init__(self, styles: _Styles, *, deletions: frozenset[str]) -> None:
        self._styles = styles
        self._deletions = deletions
        self._deleted_by: set[str] = set()
        self._carried = ""
        self._carried_boxes: list[Any] = []
        self._notes: dict[str, list[Any]] = {"footnote": [], "endnote": []}

    def pieces(self, container: Any, *, in_list: bool = False) -> Iterator[Piece]:
        """The blocks of a body, a section, a cell, a text box or a note."""
        for child in container:
            tag = child.tag
            if tag in _PARAGRAPHS:
                yield from self._paragraph(child, in_list=in_list)
            elif tag in _LISTS:
                yield from self.pieces(child, in_list=True)
            elif tag in _SECTIONS and child.get(f"{_TEXT}display") != "none":
                yield from self.pieces(child, in_list=in_list)
            elif tag in _MARKS or tag in _GONE or tag in _SECTIONS or self._deleted_by:
                self._obey_marks(child)
                yield from () if self._deleted_by else self._rest(in_list=in_list)
            elif tag == f"{_TABLE}table":
                yield from self._table(child)
            else:
                for box in _boxes(child):
                    yield from self.pieces(box)
        yield from self._rest(in_list=in_list)

    def notes(self) -> Iterator[Piece]:
        """The footnotes and then the endnotes of all that was read, in its order."""
        self._deleted_by.clear()
        for notes in self._notes.values():
            for note in notes:  # a note in a note is added while this goes on
                yield from self.pieces(note)

    def _paragraph(self, paragraph: Any, *, in_list: bool) -> Iterator[Piece]:
        boxes, self._carried_boxes = self._carried_boxes, []
        words = self._carried + "".join(self._words(paragraph, boxes))
        self._carried = ""
        if self._deleted_by:  # the end of the paragraph too: the next one goes on in it
            self._carried, self._carried_boxes = words, boxes
            return
        text = lines_of(words)
        kind: SegmentKind | None = "heading" if paragraph.tag == f"{_TEXT}h" else None
        kind = kind or self._styles.kind(paragraph.get(f"{_TEXT}style-name", ""))
        kind = kind or ("list_item" if in_list else "quote" if is_quotation(text) else "paragraph")
        yield kind, text
        for box in boxes:
            yield from self.pieces(box)

    def _rest(self, *, in_list: bool) -> Iterator[Piece]:
        """What is left of a paragraph whose end was deleted, where no other paragraph goes on in it."""
        words, self._carried = self._carried, ""
        boxes, self._carried_boxes = self._carried_boxes, []
        if words.strip():
            yield "list_item" if in_list else "paragraph", words
        for box in boxes:
            yield from self.pieces(box)

    def _obey_marks(self, element: Any) -> None:
        """Where deletions begin and end in an element of which nothing else is read."""
        for mark in element.iter(*_MARKS):
            changed = {mark.get(f"{_TEXT}change-id")} & self._deletions
            if mark.tag == f"{_TEXT}change-start":
                self._deleted_by |= changed
            else:
                self._deleted_by -= changed

    def _words(self, node: Any, boxes: list[Any]) -> Iterator[str]:
        """The words of a paragraph in order; its text boxes are added to ``boxes``, its notes remembered."""
        yield self._kept(node.text)
        for child in node:
            tag = child.tag
            if tag in _MARKS:
                self._obey_marks(child)
            elif tag in _SHOWN:
                yield "" if self._deleted_by else _SHOWN[tag]
            elif tag == f"{_TEXT}note" and not self._deleted_by:
                body = child.find(f"{_TEXT}note-body")
                if body is not None:
                    self._notes.get(child.get(f"{_TEXT}note-class", ""), self._notes["footnote"]).append(body)
            elif not isinstance(tag, str):  # a reference to an entity, which stays unresolved
                pass
            elif tag.startswith(_DRAW):
                boxes += () if self._deleted_by else _boxes(child)
                self._obey_marks(child)
            elif tag not in _GONE and child.get(f"{_TEXT}style-name") not in self._styles.hidden:
                yield from self._words(child, boxes)
            else:
                self._obey_marks(child)
            yield self._kept(child.tail)

    def _kept(self, text: str | None) -> str:
        return "" if self._deleted_by else _SPACE.sub(" ", text or "")

    def _table(self, table: Any) -> Iterator[Piece]:
        for cells_of in _rows(table):
            cells = [cell for cell in cells_of if cell.tag == f"{_TABLE}table-cell"]
            layout = any(len(list(inner)) > 1 for cell in cells for inner in cell.iter(f"{_TABLE}table-row"))
            yield from row([list(self.pieces(cell)) for cell in cells], layout=layout)


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, its header's first, none of a table inside."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            yield from _rows(child)


def _boxes(element: Any) -> Iterator[Any]:
    """The outermost text boxes and shapes with text of a drawing."""
    if element.tag in _BOXES:
        yield element
        return
    for child in element:
        yield from _boxes(child)
