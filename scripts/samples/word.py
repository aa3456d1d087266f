"""Word files."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from samples.markup import Block, Report, Text
from samples.page import LANGUAGES

if TYPE_CHECKING:
    from docx.document import Document

_STYLES = {"paragraph": "Normal", "bullet": "List Bullet", "number": "List Number", "quote": "Quote"}
_ZIP_TIME = (2024, 1, 1, 0, 0, 0)


def word_file(report: Report) -> bytes:
    """The report as a docx file with styles, and right-to-left properties where its language asks for them."""
    import docx

    document = docx.Document()
    _set_properties(document, report)
    rtl = LANGUAGES[report.lang].DIRECTION == "rtl"
    for block in report.blocks:
        _add(document, block, rtl=rtl)
    _restart_numbering(document)
    packed = io.BytesIO()
    document.save(packed)
    return _timeless(packed.getvalue())


def _set_properties(document: Document, report: Report) -> None:
    properties = document.core_properties
    properties.title, properties.language = report.title, report.lang
    properties.author = properties.last_modified_by = LANGUAGES[report.lang].SITE
    properties.comments = ""
    properties.created = properties.modified = datetime.datetime.fromisoformat(f"{report.date}T08:00:00")


def _add(document: Document, block: Block, *, rtl: bool) -> None:
    if block.kind == "table":
        table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
        if rtl:
            _switch_on(table._tbl.tblPr, "w:bidiVisual", before=("w:tblW", "w:jc", "w:tblLook"))
        for cells, texts in zip((row.cells for row in table.rows), block.rows, strict=True):
            for cell, text in zip(cells, texts, strict=True):
                _write(cell.paragraphs[0], text, rtl=rtl)
        document.add_paragraph()  # or Word runs a table into whatever comes next
        return
    style = f"Heading {block.level}" if block.kind == "heading" else _STYLES[block.kind]
    _write(document.add_paragraph(style=style), block.text, rtl=rtl)


def _write(paragraph: Any, text: Text, *, rtl: bool) -> None:
    if rtl:
        _switch_on(paragraph._p.get_or_add_pPr(), "w:bidi", before=("w:spacing", "w:ind", "w:jc"))
    at = 0
    for start, end in (*text.bold, (len(text.plain), len(text.plain))):
        for part, bold in ((text.plain[at:start], None), (text.plain[start:end], True)):
            if part:
                run = paragraph.add_run(part)
                run.bold = bold
                run.font.rtl = True if rtl else None
        at = end


def _switch_on(properties: Any, tag: str, *, before: Iterable[str]) -> None:
    """An on/off property in its place: the schema fixes the order of the elements, and Word insists on it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    followers = {qn(name) for name in before}
    at = next((number for number, child in enumerate(properties) if child.tag in followers), len(properties))
    properties.insert(at, OxmlElement(tag))


def _restart_numbering(document: Document) -> None:
    """Each numbered list begins at 1: Word counts on through all paragraphs of one list style."""
    from docx.oxml.ns import qn

    numbering = document.part.numbering_part.element
    number_id = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract = next(num for num in numbering.num_lst if num.numId == number_id).abstractNumId.val
    inside, current = False, numbering.num_lst[0]
    for paragraph in document.paragraphs:
        if paragraph.style is None or paragraph.style.name != "List Number":
            inside = False
            continue
        if not inside:
            current = numbering.add_num(abstract)
            current.add_lvlOverride(ilvl=0).add_startOverride(1)
        inside = True
        properties: Any = paragraph._p.get_or_add_pPr()
        number = properties.get_or_add_numPr()
        number.get_or_add_ilvl().set(qn("w:val"), "0")
        number.get_or_add_numId().set(qn("w:val"), str(current.numId))


def _timeless(packed: bytes) -> bytes:
    """The same archive with one date on all its entries, so that a rebuild gives the same bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name), compresslevel=9)
    return result.getvalue()
