"""Word files: paragraphs, headings, lists, quotes, captions, tables, text boxes in document order, notes behind them.

What is read is what would be printed with all changes accepted. Headers and footers, comments, tables of contents,
field codes and hidden text are not part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus_cli.ingest.authors import joined
from corpus_cli.ingest.dates.candidates import Stated, saved
from corpus_cli.ingest.lines import is_quotation
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.office.docx_styles import Styles
from corpus_cli.ingest.office.package import Package, resolved
from corpus_cli.ingest.parsed import Parsed, Piece, laid_out, lines_of, row

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
# What Word writes when asked for "Strict Open XML", and what all others write.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
}

_TEXT_BOX = f"{_W}txbxContent"
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
# Deleted, moved away, the copy of a text box for old programs, the reading aid over a word; properties hold tab stops.
_GONE = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "rt", "tblPr", "trPr", "tcPr", "sdtPr"))
_ELSEWHERE = _GONE | {_TEXT_BOX, f"{_COMPATIBILITY}Fallback"}
_SHOWN = {
    f"{_W}tab": " ",
    f"{_W}ptab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_NOTES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}
_OFF = frozenset({"0", "false", "off", "none"})


def parse(data: bytes) -> Parsed:
    """The document's blocks, and title and author from its properties. Runs in the child process.

    When it was saved is kept as a weak date, and only where it was made and changed within a month: the creation may be
    that of a template.
    Raises ``DocumentError`` for a damaged file and for one that unpacks to more than a report holds.
    """
    package = Package(data, name="Word file")
    main = _related(package, "", "officeDocument") or "word/document.xml"
    root = package.xml(main, renamed=_STRICT)
    body = None if root is None else root.find(f"{_W}body")
    if body is None:
        raise package.damaged(f"{main} holds no document")
    flow = _Flow(Styles(package.xml(_related(package, main, "styles") or "word/styles.xml", renamed=_STRICT)))
    pieces = list(flow.pieces(body))
    for kind in ("footnotes", "endnotes"):
        part = _related(package, main, kind) or f"word/{kind}.xml"
        pieces += flow.notes(kind, package.xml(part, renamed=_STRICT))
    title, author, dates = _properties(package)
    return Parsed(extracted=laid_out(pieces), title=title, author=author, dates=dates)


def _related(package: Package, part: str, kind: str) -> str | None:
    """The part of that kind to which ``part`` (the package itself: empty) is related."""
    folder, _, name = part.rpartition("/")
    relations = package.xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
    for relation in () if relations is None else relations:
        if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
            return resolved(part, relation.get("Target", ""))
    return None


def _properties(package: Package) -> tuple[str | None, str | None, tuple[Stated, ...]]:
    core = package.xml(_related(package, "", "core-properties") or "docProps/core.xml")
    if core is None:
        return None, None, ()
    author = joined((core.findtext(f"{_DC}creator") or "").split(";"))
    dates = saved(core.findtext(f"{_TERMS}created"), core.findtext(f"{_TERMS}modified"))
    return clean_title(core.findtext(f"{_DC}title")), author, dates


class _Flow:
    """Reads containers of paragraphs and tables, and remembers which notes their text refers to."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._referred: dict[str, dict[str, None]] = {"footnotes": {}, "endnotes": {}}

    def pieces(self, container: Any) -> Iterator[Piece]:
        """The blocks of a body, a cell, a text box or a note; content controls and custom XML are only wrappers."""
        carried = ""
        boxes: list[Any] = []
        for child in _blocks(container):
            if child.tag == f"{_W}tbl":
                yield from self._table(child)
                continue
            carried += "".join(self._words(child))
            boxes += _text_boxes(child)
            if _runs_on(child):
                continue
            text, carried = lines_of(carried), ""
            kind = self._styles.kind(child)
            if kind is not None:
                yield ("quote" if kind == "paragraph" and is_quotation(text) else kind), text
            for box in boxes:
                yield from self.pieces(box)
            boxes = []
        if carried:
            yield "paragraph", lines_of(carried)
        for box in boxes:
            yield from self.pieces(box)

    def notes(self, kind: str, root: Any | None) -> Iterator[Piece]:
        """The notes that the text refers to, in its order."""
        # The others are the lines that part notes from the text.
        written = [] if root is None else [note for note in root if note.get(f"{_W}type", "normal") == "normal"]
        notes = {note.get(f"{_W}id"): note for note in written}
        for number in list(self._referred[kind]):
            if number in notes:
                yield from self.pieces(notes[number])

    def _table(self, table: Any) -> Iterator[Piece]:
        for cells_of in _below(table, f"{_W}tr"):
            if cells_of.find(f"{_W}trPr/{_W}del") is not None:
                continue
            cells = [cell for cell in _below(cells_of, f"{_W}tc") if cell.find(f"{_W}tcPr/{_W}cellDel") is None]
            yield from row([list(self.pieces(cell)) for cell in cells], layout=any(map(_holds_table, cells)))

    def _words(self, node: Any) -> Iterator[str]:
        """The words of a paragraph as they are printed: links and insertions in, deletions and field codes out."""
        for child in node:
            tag = child.tag
            if tag in _ELSEWHERE or _is_hidden(child):
                continue
            if tag in (f"{_W}t", f"{_MATH}t"):
                yield child.text or ""
            elif tag in _SHOWN:
                yield _SHOWN[tag]
            elif tag in _NOTES:
                self._referred[_NOTES[tag]][child.get(f"{_W}id")] = None
            else:
                yield from self._words(child)


def _blocks(container: Any) -> Iterator[Any]:
    """The paragraphs and tables of a container, those inside wrappers too."""
    for child in container:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in _WRAPPERS or (child.tag == f"{_W}sdt" and not _is_hidden(child)):
            yield from _blocks(child)


def _below(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those inside wrappers too, none of a table inside."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS or child.tag == f"{_W}sdt":
            yield from _below(child, tag)


def _is_hidden(element: Any) -> bool:
    """Hidden text, the prompt of an unfilled form field, a table of contents: what the author has not written there."""
    if element.tag == f"{_W}r":
        vanish = element.find(f"{_W}rPr/{_W}vanish")
        return vanish is not None and vanish.get(f"{_W}val", "1") not in _OFF
    if element.tag == f"{_W}sdt":
        if element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
            return True
        gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
        return gallery is not None and gallery.get(f"{_W}val") == "Table of Contents"
    return False


def _runs_on(paragraph: Any) -> bool:
    """Whether the end of the paragraph was deleted, so that the next one goes on in it."""
    return any(paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{name}") is not None for name in ("del", "moveFrom"))


def _holds_table(cell: Any) -> bool:
    """Whether there is a table of several cells in the cell, which then is layout."""
    return any(
        len(list(_below(row, f"{_W}tc"))) > 1 for table in cell.iter(f"{_W}tbl") for row in _below(table, f"{_W}tr")
    )


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(_TEXT_BOX):
        outside = [ancestor.tag for ancestor in box.iterancestors()]
        nearest = next(box.iterancestors(f"{_W}p"))
        if nearest is paragraph and not _GONE.union({f"{_COMPATIBILITY}Fallback"}).intersection(outside):
            yield box
