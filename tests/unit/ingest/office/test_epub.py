"""E-books to blocks."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.dates.candidates import Stated
from corpus_cli.ingest.office.epub import parse

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:opf="http://www.idpf.org/2007/opf"><metadata><dc:title>ذاكرة حمص</dc:title><dc:creator>ليلى الأحمد</dc:creator>
<dc:creator>Rim Khoury</dc:creator><dc:date opf:event="modification">2024-01-01</dc:date><dc:date>2021-06-01</dc:date>
</metadata><manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="a" href="text/one%20a.xhtml"/>
<item id="b" href="text/two.html"/></manifest><spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/>
<itemref idref="lost"/></spine></package>"""
ONE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>'
    '<h1>الفصل الثاني</h1><p>نص الفصل<a epub:type="noteref" href="#n">1</a>.</p></body></html>'
)
TWO = "<html><body><h1>الفصل الأول&nbsp;</h1><p>بداية<br>سطر</p></body></html>"


def book(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        named = {"container": "META-INF/container.xml", "opf": "OEBPS/book.opf", "locks": "META-INF/encryption.xml"}
        one = parts.pop("one", ONE)
        for name, content in ({"container": CONTAINER, "opf": OPF} | parts).items():
            archive.writestr(named[name], content)
        archive.writestr("OEBPS/nav.xhtml", ONE.replace("نص", "فهرس"))
        archive.writestr("OEBPS/text/one a.xhtml", one)
        archive.writestr("OEBPS/text/two.html", TWO)
    return buffer.getvalue()


def test_chapters_come_in_reading_order() -> None:
    """By the spine, without the table of contents; a chapter that is no XML is read as HTML."""
    parsed = parse(book())
    text = parsed.extracted.text
    assert [f"{block.kind}: {text[slice(*block.slices[0])]}" for block in parsed.extracted.blocks] == [
        "heading: الفصل الأول",
        "paragraph: بداية\nسطر",
        "heading: الفصل الثاني",
        "paragraph: نص الفصل.",
    ]
    assert (parsed.title, parsed.author) == ("ذاكرة حمص", "ليلى الأحمد; Rim Khoury")
    assert parsed.dates == (Stated("2021-06-01"),)


def test_locked_and_damaged_books_are_refused() -> None:
    """Scrambled fonts are no lock."""
    lock = '<encryption><CipherReference URI="{}"/></encryption>'
    assert parse(book(locks=lock.format("OEBPS/fonts/a.otf"))).extracted.text
    with pytest.raises(DocumentError, match="DRM"):
        parse(book(locks=lock.format("OEBPS/text/two.html")))
    with pytest.raises(DocumentError, match="damaged"):
        parse(book(opf="<broken"))
    with pytest.raises(DocumentError, match="no description"):
        parse(book(container="<container/>"))


def test_letters_by_their_names_in_html_are_letters() -> None:
    """Chapters are XML, which knows five names only; spaces and quotation marks by name are common all the same."""
    chapter = ONE.replace("نص الفصل", "قال&nbsp;المجلس &laquo;نعم&raquo; &lt;b&gt; &amp;laquo; &no-such; &nosuch;")
    assert "قال المجلس «نعم» <b> &laquo;" in parse(book(one=chapter)).extracted.text


def test_a_book_without_one_of_its_chapters_is_damaged() -> None:
    """It is named; a reference to no item of the package is none to a chapter."""
    opf = OPF.replace("text/two.html", "text/three.html")
    with pytest.raises(DocumentError, match=r"damaged EPUB: .*OEBPS/text/three\.html"):
        parse(book(opf=opf))


def test_a_chapter_that_the_spine_names_again_is_read_once() -> None:
    """A small book could become a large one so."""
    again = OPF.replace('<itemref idref="b"/>', '<itemref idref="b"/>' * 1000)
    assert parse(book(opf=again)).extracted == parse(book()).extracted
