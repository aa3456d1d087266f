"""Web pages to blocks."""

from __future__ import annotations

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.dates.reading import value
from corpus_cli.ingest.parsed import Parsed
from corpus_cli.ingest.web.html import parse

ARTICLE = """<article><h1>عودة النازحين إلى حمص</h1>
<p>عاد مئات النازحين إلى أحياء <b>حمص</b> القديمة خلال الأشهر الماضية،
بعد <a href="x">اتفاق</a> محلي بين الوجهاء والمجلس.</p>
<h2>التوصيات</h2>
<blockquote><p>رجعنا إلى بيوتنا ولم نجد إلا الجدران.</p></blockquote>
<ul><li>ترميم المدارس في <b>باب السباع</b></li><li>تأهيل شبكة المياه<ul><li>وفروعها</li></ul></li></ul>
<table><tr><th>الحي</th><th>العائدون</th></tr><tr><td>باب السباع</td><td>١٢٠</td></tr></table>
<p>سطر أول<br>سطر ثان بعده</p></article>"""
NAVIGATION = "<nav><ul><li><a href='/'>الرئيسية</a></li><li><a href='/a'>من نحن</a></li></ul></nav>"
FOOTER = "<footer>جميع الحقوق محفوظة <a href='/p'>الخصوصية</a></footer>"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>عودة | موقع</title>{head}</head><body>{body}</body></html>"


def shown(parsed: Parsed) -> list[str]:
    text = parsed.extracted.text
    return [f"{block.kind}: {text[slice(*block.slices[0])]}" for block in parsed.extracted.blocks]


def test_the_main_content_is_kept_with_its_structure_and_navigation_is_not() -> None:
    """Headings, quotes, lists and tables are blocks; menus and footers are left out."""
    parsed = parse(page(NAVIGATION + ARTICLE + FOOTER).encode())
    assert shown(parsed) == [
        "heading: عودة النازحين إلى حمص",
        "paragraph: عاد مئات النازحين إلى أحياء حمص القديمة خلال الأشهر الماضية، بعد اتفاق محلي بين الوجهاء والمجلس.",
        "heading: التوصيات",
        "quote: رجعنا إلى بيوتنا ولم نجد إلا الجدران.",
        "list_item: ترميم المدارس في باب السباع",
        "list_item: تأهيل شبكة المياه",
        "list_item: وفروعها",
        "table: الحي | العائدون",
        "table: باب السباع | ١٢٠",
        "paragraph: سطر أول\nسطر ثان بعده",
    ]


@pytest.mark.parametrize(
    "head", ["", '<meta charset="windows-1256">', '<meta charset="utf-8">', '<meta charset="x\u00b0">']
)
def test_windows_1256_pages_are_read_whatever_they_declare(head: str) -> None:
    """Pages saved by a browser declare nothing or something else than what they are in."""
    parsed = parse(page(ARTICLE, head).encode("cp1256", "replace"))
    assert parsed.encoding == "windows-1256"
    assert "ترميم المدارس" in parsed.extracted.text


def test_utf8_pages_that_declare_another_charset_are_read_as_utf8() -> None:
    """The declaration inside the page must not be believed by the parser either."""
    head = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'
    assert "ترميم المدارس" in parse(page(ARTICLE, head).encode()).extracted.text


def test_an_xml_declaration_is_no_obstacle() -> None:
    """XHTML pages begin with one, and its encoding counts as declared."""
    source = '<?xml version="1.0" encoding="windows-1256"?>' + page(ARTICLE)
    assert "ترميم المدارس" in parse(source.encode("cp1256", "replace")).extracted.text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2023-04-17T10:00:00+03:00">',
        '<meta name="DC.date" content="17 April 2023">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2023-04-17"}]}</script>',
        '<script type="application/ld+json">{broken</script><meta itemprop="datePublished" content="2023-04-17">',
    ],
)
def test_the_date_comes_from_metadata(head: str) -> None:
    """Meta tags and JSON-LD state when a page was published."""
    (first, *_) = parse(page(ARTICLE, head).encode()).dates
    reading = value(first.written)
    assert reading is not None and reading.dates == ("2023-04-17",)


def test_dates_in_the_text_are_not_the_date_of_publication() -> None:
    """Without metadata there is no date, and never today's."""
    dated = page(f"{ARTICLE}<p>In 2021-05-06, or <time datetime='2020-01-01'>then</time>.</p>")
    assert parse(dated.encode()).dates == ()


def test_the_title_is_the_declared_one_then_the_only_main_heading_then_the_tab() -> None:
    """og:title wins over the h1, the h1 over the title element."""
    assert parse(page(ARTICLE, '<meta property="og:title" content="مصرّح به">').encode()).title == "مصرّح به"
    assert parse(page(ARTICLE).encode()).title == "عودة النازحين إلى حمص"
    assert parse(page("<p>نص بلا عنوان</p>").encode()).title == "عودة | موقع"


def test_pages_without_main_content_give_all_their_text() -> None:
    """A fragment or a page of bare divs is not lost."""
    assert "كلمات" in parse("<div>كلمات قليلة</div>".encode()).extracted.text
    assert "words" in parse(b"<form><table><tr><td>words</td></tr></table></form> words").extracted.text


@pytest.mark.parametrize("source", ["", " ", "<html></html>", "<!-- only -->", "<script>x</script>", "<body>"])
def test_empty_pages_have_no_text(source: str) -> None:
    """Nothing to read is no crash."""
    assert parse(source.encode()).extracted.blocks == ()


def test_character_references_are_letters() -> None:
    """Arabic written as numeric references is Arabic."""
    assert "سلام" in parse("<p>&#1587;&#1604;&#1575;&#1605; &amp; كلام</p>".encode()).extracted.text


def test_dates_are_kept_with_what_they_are_the_date_of() -> None:
    """A page's last change and a date of nobody knows what are not its publication; the page's words decide 3/4."""
    head = (
        '<meta name="date" content="04/03/2023"><meta property="article:modified_time" content="2024-01-02T03:04:05Z">'
    )
    parsed = parse(page(ARTICLE, head).encode())
    assert [(one.written, one.role) for one in parsed.dates] == [
        ("04/03/2023", "stated"),
        ("2024-01-02T03:04:05Z", "changed"),
    ]


@pytest.mark.parametrize(
    "charset",
    ["iso-8859-6", "windows-1251", "iso-8859-15", "windows-1254", "windows-1250", "koi8-r", "shift_jis", "utf-16"],
)
def test_a_charset_that_makes_no_words_is_not_believed(charset: str) -> None:
    """A page copied from another one keeps that one's; every byte of Arabic is some letter there too."""
    parsed = parse(page(ARTICLE, f'<meta charset="{charset}">').encode("cp1256", "replace"))
    assert parsed.encoding == "windows-1256"
    assert "ترميم المدارس" in parsed.extracted.text


@pytest.mark.parametrize("charset", ["", "iso-8859-6", "windows-1256", "utf-8"])
def test_iso_8859_6_is_told_from_windows_1256(charset: str) -> None:
    """Half their letters stand at the same bytes."""
    article = ARTICLE.translate(str.maketrans("١٢٠", "120"))
    parsed = parse(page(article, f'<meta charset="{charset}">' if charset else "").encode("iso8859_6"))
    assert parsed.encoding == "iso-8859-6"
    assert "ترميم المدارس" in parsed.extracted.text


def test_russian_pages_stay_russian() -> None:
    """In capitals its bytes are Arabic letters, but no Arabic words."""
    text = "<p>СЕМЬИ ВЕРНУЛИСЬ В ГОРОД ХОМС. Семьи вернулись в старый город после перемирия.</p>"
    parsed = parse(f'<html><head><meta charset="windows-1251"></head><body>{text}</body></html>'.encode("cp1251"))
    assert parsed.extracted.text.startswith("СЕМЬИ ВЕРНУЛИСЬ")


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="ليلى الأحمد">', "ليلى الأحمد"),
        ('<meta name="author" content="admin">', None),
        ('<meta property="article:author" content="https://facebook.com/x">', None),
        (
            '<meta name="citation_author" content="A. One"><meta name="citation_author" content="B. Two">',
            "A. One; B. Two",
        ),
        ('<script type="application/ld+json">{"author": [{"name": "سامر"}, "Rim"]}</script>', "سامر; Rim"),
        ('<script type="application/ld+json">{"@graph": [{"author": {"name": "سامر"}}]}</script>', "سامر"),
        ("", None),
    ],
)
def test_the_author_comes_from_metadata(head: str, author: str | None) -> None:
    """Meta tags and JSON-LD; a webmaster's name is nobody's."""
    assert parse(page(ARTICLE, head).encode()).author == author


def test_an_element_marked_as_the_author_names_one() -> None:
    """By rel or itemprop; a byline in the text does not count."""
    assert parse(page(f'<a rel="author" href="/u">ريم خوري</a>{ARTICLE}').encode()).author == "ريم خوري"
    assert parse(page(f"<p>كتبه سامر</p>{ARTICLE}").encode()).author is None


def test_a_page_within_a_form_is_read() -> None:
    """Whole sites are one form."""
    parsed = parse(page(f'<form id="aspnetForm">{NAVIGATION}<div>{ARTICLE}</div></form>').encode())
    assert "ترميم المدارس" in parsed.extracted.text
    assert "من نحن" not in parsed.extracted.text


def test_marks_of_direction_stay_for_normalisation() -> None:
    """As characters and as entities."""
    assert "\u200fسلام\u200e" in parse("<p>\u200fسلام&lrm; على حمص وأهلها.</p>".encode()).extracted.text


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("<div>", "</div>"), ("<blockquote><div>", "</div></blockquote>"), ("<ul><li>", "</li></ul>"), ("<b>", "</b>")],
)
def test_pages_nested_hundreds_deep_are_read_to_their_end(opening: str, closing: str) -> None:
    """Old pages and threads of comments are; libxml2 alone would give what came before without a word."""
    body = f"<p>البداية</p>{opening * 300}<p>في العمق</p>{closing * 300}<p>النهاية</p>"
    found = parse(page(body).encode()).extracted.text
    assert all(word in found for word in ("البداية", "في العمق", "النهاية"))


def test_a_page_nested_thousands_deep_is_refused() -> None:
    """It would be cut off where the parser stops."""
    with pytest.raises(DocumentError, match="nested too deeply"):
        parse(page("<p>البداية</p>" + "<div>" * 50_000 + "<p>في العمق</p>").encode())
