"""A document as a page: valid, inert, every block and every name in its own direction."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from lxml import etree, html

from corpus_cli.document import Document
from corpus_cli.show.as_html import to_html
from corpus_cli.show.page_style import COLORS, STYLE
from corpus_cli.show.part import around_offsets
from corpus_cli.show.view import view_of

Labels = dict[str, dict[str, str]]
NAMES = ("arabic", "english", "mixed", "hostile")


def page_of(doc: Document, labels: Labels) -> etree._Element:
    """Parsed strictly, as XML: an unclosed or ill-nested element is an error."""
    return etree.fromstring(to_html(view_of(doc, labels=labels)))


@pytest.mark.parametrize("name", NAMES)
def test_it_is_well_formed_and_means_the_same_to_a_browser(
    documents: dict[str, Document], labels: Labels, name: str
) -> None:
    """The strict reading and the forgiving one see the same elements and the same text."""
    written = to_html(view_of(documents[name], labels=labels))
    strict = etree.fromstring(written)
    lenient = html.document_fromstring(written.decode())
    tags = [element.tag for element in strict.iter()]
    assert tags == [element.tag for element in lenient.iter()]
    assert "".join(strict.find("body").itertext()).split() == "".join(lenient.find("body").itertext()).split()


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_links_lead_to_them(documents: dict[str, Document], labels: Labels, name: str) -> None:
    """From a mention to its row and back; other links only to pages about an id."""
    page = page_of(documents[name], labels)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    hrefs = page.xpath("//@href")
    assert {href[1:] for href in hrefs if href.startswith("#")} <= set(ids)
    assert all(href.startswith(("#", "https://www.geonames.org/")) for href in hrefs)
    assert len(page.findall(".//mark")) == len(documents[name].entities or ())


def test_nothing_hostile_is_left(hostile: Document, labels: Labels) -> None:
    """No script, handler, picture, style or address comes from a report, and bidi overrides are shown."""
    page = page_of(hostile, labels)
    allowed = set(
        "html head meta title style body header main h1 h2 p bdi dl dt dd ul li section mark a span div table caption "
        "thead tbody tr th td footer".split()
    )
    assert {element.tag for element in page.iter()} <= allowed
    attributes = {name for element in page.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in ("style", "src")}
    assert not [href for href in page.xpath("//@href") if "script" in href]
    text = "".join(page.itertext())
    assert {"\u202e", "\x1b", "\x07"}.isdisjoint(etree.tostring(page, encoding="unicode"))
    assert {"\u2066", "\u2067", "\u2069"}.isdisjoint(text)  # in tooltips we set them ourselves
    assert "<script>alert(1)</script>" in text  # as text, where the report has it
    assert "<U+202E>gnitsil" in text


def test_the_policy_lets_nothing_in_but_the_style(arabic: Document, labels: Labels) -> None:
    """The hash that it names is that of the one style element."""
    page = page_of(arabic, labels)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not page.xpath("//script | //link | //img | //iframe")


def test_a_proclitic_is_inside_the_isolate_and_outside_the_mark(arabic: Document, labels: Labels) -> None:
    """Letters do not join across an isolate's edge: with ب outside, بحلب would be drawn as ب حلب."""
    page = page_of(arabic, labels)
    (word,) = [bdi for bdi in page.iter("bdi") if "".join(bdi.itertext()) == "بحلب"]
    assert word.text == "ب"
    assert "".join(word.find("mark").itertext()) == "حلب"


def test_every_mention_is_isolated_and_no_space_is_added(mixed: Document, labels: Labels) -> None:
    """Each mark is in a bdi; the text of a paragraph is that of its segment."""
    page = page_of(mixed, labels)
    assert all(mark.getparent().tag == "bdi" for mark in page.iter("mark"))
    paragraphs = ["".join(block.itertext()) for block in page.xpath("//main//p[not(@class)]")]
    assert paragraphs == [(mixed.text or "")[segment.start : segment.end] for segment in mixed.segments or ()]


def test_each_block_has_the_direction_of_its_language(mixed: Document, english: Document, labels: Labels) -> None:
    """Also within one document; what is of no known language finds its own."""
    blocks = page_of(mixed, labels).xpath("//main//p[not(@class)]")
    assert [(block.get("dir"), block.get("lang")) for block in blocks] == [
        ("ltr", "en"),
        ("rtl", "ar"),
        ("ltr", "en"),
    ]
    (unknown,) = page_of(english, labels).xpath("//main//div[.='12 | 30 | 41']")
    assert (unknown.get("dir"), unknown.get("lang")) == ("auto", None)


def test_bands_have_the_colours_of_the_legend(english: Document, labels: Labels) -> None:
    """A passage is coloured as its theme is in the legend; one without a theme has none."""
    page = page_of(english, labels)
    legend = {item.find("bdi").text: item.get("class") for item in page.xpath("//ul[@class='legend']/li")}
    assert legend == {"t001": "c0", "t002": "c1"}
    assert [section.get("class") for section in page.iter("section")] == ["c0", "c1", None]


def test_every_colour_has_a_light_and_a_dark_side() -> None:
    """And a class that puts it on a band."""
    for number in range(COLORS):
        assert len(re.findall(rf"--c{number}: #", STYLE)) == 2
        assert f".c{number} {{" in STYLE


def test_a_tooltip_says_what_the_name_is_and_where_it_stands(arabic: Document, labels: Labels) -> None:
    """Both names, the id, the scores, and the offsets in the text and in the source."""
    title = page_of(arabic, labels).xpath("//mark/a/@title")[0]
    for expected in ("place", "Homs", "\u2067حمص\u2069", "gn:169577", "score 0.90", "link 0.97", "in the source"):
        assert expected in title


def test_a_range_is_highlighted(english: Document, labels: Labels) -> None:
    """With the name that it holds, in the passage that is pointed at."""
    start = (english.text or "").index("came from")
    part = around_offsets(english, f"{start}-{start + 14}", context=0)
    page = etree.fromstring(to_html(view_of(english, labels=labels, part=part)))
    assert "".join("".join(span.itertext()) for span in page.xpath("//span[@class='asked']")) == "came from Homs"
    assert page.xpath("//section[contains(@class, 'sought')]/@id") == ["p0001"]
