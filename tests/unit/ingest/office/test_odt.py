"""LibreOffice texts to blocks."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.office.docx import parse as parse_docx
from corpus_cli.ingest.office.odt import parse
from corpus_cli.ingest.parsed import Parsed
from corpus_cli.ingest.rtf import parse as parse_rtf

FILES = Path(__file__).parents[3] / "golden" / "ingest" / "files"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("meta", "meta"),
    ]
)  # fmt: skip


def shown(parsed: Parsed) -> list[str]:
    text = parsed.extracted.text
    return [f"{block.kind}: {text[slice(*block.slices[0])]}" for block in parsed.extracted.blocks]


def flat(body: str, styles: str = "", meta: str = "") -> bytes:
    return (
        f'<office:document {NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{meta}</office:meta>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


REPORT = [
    "heading: لجان الصلح في ريف حمص",
    "heading: الخلفية",
    "paragraph: عاد ١٢٠ شخصاً إلى حي باب السباع بعد اتفاق محلي، وقالت منظمة Mercy Corps إن العدد سبعون عائلة. "
    "وبقيت المدارس مغلقة.",
    "list_item: ترميم المدارس",
    "list_item: تأهيل شبكة المياه",
    "table: الحي | العائدون",
    "table: باب السباع | ١٢٠",
    "paragraph: جدول داخل جدول:",
    "paragraph: عمود أول",
    "table: داخلي أ | داخلي ب",
    "paragraph: نص قبل المربع.",
    "paragraph: مربع نص: أرقام من البلدية",
    "paragraph: خاتمة مع حاشية ختامية.",
    "paragraph: مقابلة مع عضو في لجنة الصلح.",
    "paragraph: بيان المجلس المحلي.",
]


@pytest.mark.parametrize(("name", "read"), [("odt", parse), ("rtf", parse_rtf), ("docx", parse_docx)])
def test_what_libreoffice_writes_is_read_alike_in_all_its_formats(name: str, read: object) -> None:
    """One report saved three times: changes accepted, notes at the end, header, footer and comment left out."""
    parsed = read((FILES / f"libreoffice.{name}").read_bytes())  # type: ignore[operator]  # one of three parsers
    assert shown(parsed) == REPORT
    assert (parsed.title, parsed.author) == ("لجان الصلح في ريف حمص", "ليلى الأحمد")


def test_deletions_shown_in_the_text_are_left_out_and_join_paragraphs() -> None:
    """Where a paragraph's end is deleted, the next one goes on in it; insertions stay."""
    regions = "".join(
        f'<text:changed-region text:id="{name}"><text:{kind}/></text:changed-region>'
        for name, kind in [("c1", "deletion"), ("c2", "insertion")]
    )
    body = (
        f"<text:tracked-changes>{regions}</text:tracked-changes>"
        '<text:p>قبل <text:change-start text:change-id="c1"/>محذوف</text:p><text:p>محذوف كله</text:p>'
        '<text:p>محذوف<text:change-end text:change-id="c1"/>بعد <text:change-start text:change-id="c2"/>مضاف'
        '<text:change-end text:change-id="c2"/></text:p>'
    )
    assert shown(parse(flat(body))) == ["paragraph: قبل بعد مضاف"]


START, END = (f'<text:change-{side} text:change-id="c1"/>' for side in ("start", "end"))
TABLE = (
    "<table:table><table:table-row><table:table-cell><text:p>old</text:p></table:table-cell>"
    "<table:table-cell><text:p>gone</text:p></table:table-cell></table:table-row></table:table>"
)
FRAME = "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
BOX, GONE = FRAME.format("box"), FRAME.format("gone")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<text:p>kept {START}gone</text:p>{END}<text:p>rest</text:p>", ["kept", "rest"]),
        (f"<text:p>kept</text:p>{START}<text:p>gone</text:p>{END}<text:p>rest</text:p>", ["kept", "rest"]),
        (f"<text:p>kept {START}gone</text:p>{TABLE}<text:p>gone{END}rest</text:p>", ["kept rest"]),
        (f"<text:p>kept {START}gone</text:p>{TABLE}{END}<text:p>rest</text:p>", ["kept", "rest"]),
        (f"<text:section><text:p>kept {START}gone</text:p></text:section>{END}<text:p>rest</text:p>", ["kept", "rest"]),
        (f"<text:list><text:list-item><text:p>kept {START}gone</text:p>{END}</text:list-item></text:list>", ["kept"]),
        (f"<text:p>kept {BOX}{START}{GONE}</text:p><text:p>gone{END}rest</text:p>", ["kept rest", "box"]),
        (f"<text:p>kept {START}gone</text:p>{GONE}<text:p>gone{END}</text:p>", ["kept"]),
        (f"<text:p>kept {START}all that follows</text:p><text:p>rest</text:p>", ["kept all that follows", "rest"]),
        (f"{START}<text:p>gone</text:p>{TABLE}{END}{TABLE}", ["old | gone"]),
    ],
)  # fmt: skip
def test_deletions_may_begin_and_end_between_paragraphs(body: str, expected: list[str]) -> None:
    """With a table or at a section's end they do; nothing before and behind them is lost, and nothing of them kept.

    A mark without its end deletes nothing.
    """
    region = '<text:changed-region text:id="c1"><text:deletion/></text:changed-region>'
    parsed = parse(flat(f"<text:tracked-changes>{region}</text:tracked-changes>{body}"))
    assert parsed.extracted.text.split("\n\n") == expected


def test_numbered_paragraphs_are_items_of_lists() -> None:
    """The other way in which the format writes a list; a heading in it stays one."""
    body = (
        "<text:numbered-paragraph><text:number>1.</text:number><text:p>بند</text:p></text:numbered-paragraph>"
        "<text:numbered-paragraph><text:h>عنوان</text:h></text:numbered-paragraph>"
    )
    assert shown(parse(flat(body))) == ["list_item: بند", "heading: عنوان"]


def test_styles_make_kinds_along_their_line() -> None:
    """An automatic style is what the style is that it is based on; hidden text and contents are left out."""
    styles = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
        '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    body = (
        "<text:table-of-content><text:index-body><text:p>الخلفية 3</text:p></text:index-body></text:table-of-content>"
        '<text:p text:style-name="P2">عنوان</text:p><text:p text:style-name="P1">اقتباس</text:p>'
        '<text:p>ظاهر<text:span text:style-name="T1"> مخفي</text:span><text:s text:c="3"/>بعد<text:line-break/>سطر'
        "</text:p>"
        "<text:list><text:list-item><text:p>بند</text:p><text:list><text:list-item><text:p>فرعي</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>"
        "<text:section><text:p>«كلها اقتباس»</text:p></text:section>"
    )
    assert shown(parse(flat(body, styles))) == [
        "heading: عنوان",
        "quote: اقتباس",
        "paragraph: ظاهر بعد\nسطر",
        "list_item: بند",
        "list_item: فرعي",
        "quote: «كلها اقتباس»",
    ]


def test_the_author_is_who_began_the_text_not_who_saved_it_last() -> None:
    """The creator of Dublin Core is the last editor in these files; a program is nobody."""
    meta = "<meta:initial-creator>ريم</meta:initial-creator><dc:creator>سامر</dc:creator>"
    assert parse(flat("<text:p>نص</text:p>", meta=meta)).author == "ريم"
    only = "<meta:initial-creator>LibreOffice 7.4</meta:initial-creator><dc:creator>سامر</dc:creator>"
    assert parse(flat("<text:p>نص</text:p>", meta=only)).author == "سامر"


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    """Ten lines that stand for a billion laughs are refused, and a file that an entity names is not read."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    source = flat("<text:p>قبل &l9; بعد</text:p>").decode()
    with pytest.raises(DocumentError, match="damaged"):
        parse(f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>{source}'.encode())
    (tmp_path / "secret").write_text("secret")
    declared = f'<!DOCTYPE d [<!ENTITY l9 SYSTEM "file://{tmp_path}/secret">]>'
    assert shown(parse(f"{declared}{source}".encode())) == ["paragraph: قبل  بعد"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (packed({"mimetype": b"x"}), "damaged"),
        (packed({"content.xml": b"<broken"}), "damaged"),
        (packed({"content.xml": b"x", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "password"),
        (flat("").replace(b"office:text", b"office:spreadsheet"), "no text document"),
        (b"<broken", "damaged"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    """Damaged and locked files and tables say what they are."""
    with pytest.raises(DocumentError, match=message) as caught:
        parse(data)
    assert caught.value.remedy
