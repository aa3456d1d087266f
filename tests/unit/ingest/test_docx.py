"""Word files to blocks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.docx import parse
from corpus_cli.ingest.parsed import Parsed


def shown(parsed: Parsed) -> list[str]:
    text = parsed.extracted.text
    return [f"{block.kind}: {text[slice(*block.slices[0])]}" for block in parsed.extracted.blocks]


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]  # python-docx gives the class no public name
    return buffer.getvalue()


def with_body(xml: str) -> bytes:
    document = Document()
    body = document.element.body
    for element in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
        body.insert(len(body) - 1, element)
    return saved(document)


def test_styles_make_kinds(make_docx: Callable[..., bytes]) -> None:
    """Title, headings, lists, quotes and captions are told by their styles, built on in whatever language."""
    data = make_docx(
        [
            ("Title", "عودة النازحين"),
            ("Heading 2", "الخلفية"),
            ("Normal", "فقرة عادية."),
            ("List Bullet", "بند"),
            ("List Number", "بند مرقم"),
            ("List Paragraph", "List paragraphs without numbers are only indented."),
            ("Quote", "اقتباس"),
            ("Intense Quote", "اقتباس آخر"),
            ("Caption", "الشكل 1"),
            ("Normal", "«كلها اقتباس»"),
        ],
        title="تقرير العودة",
    )
    parsed = parse(data)
    assert parsed.title == "تقرير العودة"
    assert parsed.date is None
    assert shown(parsed) == [
        "heading: عودة النازحين",
        "heading: الخلفية",
        "paragraph: فقرة عادية.",
        "list_item: بند",
        "list_item: بند مرقم",
        "paragraph: List paragraphs without numbers are only indented.",
        "quote: اقتباس",
        "quote: اقتباس آخر",
        "caption: الشكل 1",
        "quote: «كلها اقتباس»",
    ]


def test_tables_stand_in_document_order_one_row_a_block() -> None:
    """Cells are joined with bars, empty and nested ones do not disturb, a table of one cell is a frame."""
    document = Document()
    document.add_paragraph("Before.")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ["الحي", "", "العائدون"], strict=True):
        cell.text = text
    table.cell(1, 0).text = "two\nlines"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "nested"
    document.add_table(1, 1).cell(0, 0).text = "framed"
    document.add_paragraph("After.")
    assert shown(parse(saved(document))) == [
        "paragraph: Before.",
        "table: الحي | العائدون",
        "table: two lines | nested",
        "paragraph: framed",
        "paragraph: After.",
    ]


def test_numbering_makes_list_items_and_outline_levels_headings() -> None:
    """Direct formatting counts as styles do; numbering 0 means none."""
    data = with_body(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>none</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>head</w:t></w:r></w:p>'
    )
    assert shown(parse(data)) == ["list_item: item", "paragraph: none", "heading: head"]


def test_links_and_insertions_are_read_and_deletions_are_not() -> None:
    """The text is what would be printed with all changes accepted."""
    data = with_body(
        "<w:p><w:r><w:t>one</w:t><w:tab/></w:r><w:hyperlink><w:r><w:t>two</w:t></w:r></w:hyperlink>"
        '<w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve"> three</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText> four</w:delText></w:r></w:del>'
        "<w:r><w:br/><w:t>five</w:t><w:noBreakHyphen/><w:t>six</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert shown(parse(data)) == ["paragraph: one two three\nfive-six", "paragraph: control"]


def test_text_boxes_are_read_once() -> None:
    """A text box is stored twice, for new and for old programs."""
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    data = with_body(
        '<w:p><w:r><w:t>outside</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert shown(parse(data)) == ["paragraph: outside", "paragraph: boxed"]


def test_placeholder_titles_are_none(make_docx: Callable[..., bytes]) -> None:
    """A template's title is not the document's."""
    assert parse(make_docx([("Normal", "Text.")], title="Word Document")).title is None


def test_damaged_files_are_refused() -> None:
    """A zip with the right name inside but nothing else is a DocumentError with a remedy."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(DocumentError, match="damaged") as caught:
        parse(buffer.getvalue())
    assert caught.value.remedy


def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch, make_docx: Callable[..., bytes]
) -> None:
    """What a file says it unpacks to is checked first."""
    monkeypatch.setattr("corpus_cli.ingest.package._MAX_UNPACKED", 1000)
    with pytest.raises(DocumentError, match="unpacks to"):
        parse(make_docx([("Normal", "Text.")]))
