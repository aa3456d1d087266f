"""Word files to blocks."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.office.docx import parse
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
    monkeypatch.setattr("corpus_cli.ingest.office.package._MAX_UNPACKED", 1000)
    with pytest.raises(DocumentError, match="unpacks to"):
        parse(make_docx([("Normal", "Text.")]))


def _dated(make_docx: Callable[..., bytes], created: datetime.datetime, modified: datetime.datetime) -> Parsed:
    document = Document(io.BytesIO(make_docx([("Normal", "Some words.")])))
    document.core_properties.created, document.core_properties.modified = created, modified
    return parse(saved(document))


def test_when_it_was_saved_is_a_weak_date_if_it_was_made_in_one_sitting(make_docx: Callable[..., bytes]) -> None:
    """A creation years before is a template's; a file without properties has no date, least of all that of today."""
    made, changed = datetime.datetime(2023, 4, 17), datetime.datetime(2023, 4, 19)
    (stated,) = _dated(make_docx, made, changed).dates
    assert stated.role == "saved" and str(stated.written).startswith("2023-04-19")
    assert _dated(make_docx, datetime.datetime(2019, 4, 17), changed).dates == ()
    bare = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(make_docx([("Normal", "Some words.")]))) as whole,
        zipfile.ZipFile(bare, "w") as kept,
    ):
        for entry in whole.infolist():
            content = whole.read(entry)
            if entry.filename == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*core-properties[^>]*/>", b"", content)
            if entry.filename != "docProps/core.xml":
                kept.writestr(entry, content)
    assert parse(bare.getvalue()).dates == ()


W = nsdecls("w")
NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
DELETED_END = '<w:pPr><w:rPr><w:del w:id="9" w:author="a"/></w:rPr></w:pPr>'


def with_parts(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    """The file with parts added or replaced, as no library writes them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def test_notes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    """Those that nothing refers to any more, and the lines that part them from the text, are left out."""
    notes = "".join(
        f'<w:footnote w:id="{number}"{kind}><w:p><w:r><w:t> {text}</w:t></w:r></w:p></w:footnote>'
        for number, kind, text in [
            (0, ' w:type="separator"', "-"), (1, ' w:type="normal"', "ثانية"), (2, "", "أولى"), (3, "", "محذوفة"),
            (4, "", "بلا إشارة"),
        ]
    )  # fmt: skip
    data = with_body(
        f"<w:p><w:r><w:t>قبل</w:t></w:r>{NOTE.format(2)}<w:r><w:t> بعد</w:t></w:r>{NOTE.format(1)}"
        f'<w:del w:id="1" w:author="a">{NOTE.format(3)}</w:del></w:p><w:p><w:r><w:t>خاتمة</w:t></w:r></w:p>'
    )
    data = with_parts(data, {"word/footnotes.xml": f"<w:footnotes {W}>{notes}</w:footnotes>"})
    assert shown(parse(data)) == ["paragraph: قبل بعد", "paragraph: خاتمة", "paragraph: أولى", "paragraph: ثانية"]


def test_paragraphs_whose_end_was_deleted_run_on() -> None:
    """And rows that were deleted are gone; text that was moved stands where it was moved to."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    data = with_body(
        f"<w:p>{DELETED_END}<w:r><w:t>one </w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>"
        f'<w:tbl><w:tr><w:trPr><w:del w:id="3" w:author="a"/></w:trPr>{cell.format("gone")}{cell.format("too")}</w:tr>'
        f"<w:tr>{cell.format('kept')}{cell.format('too')}</w:tr></w:tbl>"
        '<w:p><w:moveFrom w:id="4" w:author="a"><w:r><w:t>moved</w:t></w:r></w:moveFrom>'
        "<w:r><w:t>rest</w:t></w:r></w:p>"
        '<w:p><w:moveTo w:id="5" w:author="a"><w:r><w:t>moved</w:t></w:r></w:moveTo></w:p>'
    )
    assert shown(parse(data)) == ["paragraph: one two", "table: kept | too", "paragraph: rest", "paragraph: moved"]


@pytest.mark.parametrize(("after", "shown_after"), [("<w:p><w:r><w:t>two</w:t></w:r></w:p>", "one two"), ("", "one")])
def test_the_text_box_of_a_paragraph_whose_end_was_deleted_is_kept(after: str, shown_after: str) -> None:
    """It stands behind the paragraph that goes on there, or behind what is left of this one."""
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    data = with_body(f"<w:p>{DELETED_END}<w:r><w:t>one </w:t></w:r>{box}</w:p>{after}")
    assert shown(parse(data)) == [f"paragraph: {shown_after}", "paragraph: boxed"]


def test_what_the_author_did_not_write_there_is_left_out(make_docx: Callable[..., bytes]) -> None:
    """Hidden text, prompts of forms, tables of contents, comments, headers and footers."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Top of the page"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    body = document.element.body
    xml = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr>"
        '<w:t>seen</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click</w:t></w:r></w:p></w:sdtContent>"
        "</w:sdt><w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        "<w:sdtContent><w:p><w:r><w:t>Background 3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    for element in parse_xml(f"<w:body {W}>{xml}</w:body>"):
        body.insert(len(body) - 1, element)
    assert shown(parse(saved(document))) == ["paragraph: seen"]
    assert shown(parse(make_docx([("Heading 1", "Kept")]))) == ["heading: Kept"]


def test_a_text_box_in_a_cell_is_read_once_and_a_table_in_a_cell_by_itself() -> None:
    """A cell with a table of several cells is layout."""
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    inner = "<w:tbl><w:tr>{0}{0}</w:tr></w:tbl>".format("<w:tc><w:p><w:r><w:t>in</w:t></w:r></w:p></w:tc>")
    data = with_body(
        f'<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="{compatible}">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p></w:tc>"
        f"<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>left</w:t></w:r></w:p></w:tc><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    )
    assert shown(parse(data)) == ["table: a boxed | b", "paragraph: left", "table: in | in"]


def test_the_author_comes_from_the_properties() -> None:
    """Several are one line; the library that wrote the file is nobody."""
    document = Document()
    document.add_paragraph("Text.")
    document.core_properties.author = "ليلى الأحمد; Rim Khoury"
    assert parse(saved(document)).author == "ليلى الأحمد; Rim Khoury"
    assert parse(with_body("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>")).author is None


def test_files_that_other_programs_write_are_read() -> None:
    """A main part of another name, Word's strict form, a relation to a picture that is not there, no styles."""
    data = with_body("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = archive.read("word/document.xml")
        relations = archive.read("_rels/.rels").replace(b"word/document.xml", b"/word/document2.xml")
    strict = main.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    broken = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="../NULL"/>'
        "</Relationships>"
    )
    parts = {"word/document2.xml": strict, "word/document.xml": b"<x/>", "_rels/.rels": relations}
    assert shown(parse(with_parts(data, {**parts, "word/_rels/document2.xml.rels": broken}))) == ["paragraph: Text."]
