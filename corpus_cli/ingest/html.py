"""Web pages: the main content without navigation, as blocks; title and date from the page's metadata only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from corpus_cli.document import Extracted, SegmentKind
from corpus_cli.ingest.dates.candidates import Role, Stated
from corpus_cli.ingest.encoding import decode
from corpus_cli.ingest.lines import is_quotation
from corpus_cli.ingest.metadata import clean_title, iso_date
from corpus_cli.ingest.parsed import Parsed, laid_out

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)|^\s*<\?xml[^>]{0,100}encoding=[\"']([\w-]+)", re.I
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)

# The first group is what trafilatura calls them, the second what HTML does.
_KINDS: dict[str, SegmentKind] = {
    "head": "heading",
    "item": "list_item",
    "quote": "quote",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list_item",
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
}
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "list",
        "ul",
        "ol",
        "table",
        "dl",
        "dt",
        "dd",
        "figure",
        "tr",
        "row",
        "body",
        "address",
    ]
)
_ROWS = frozenset({"row", "tr"})
_CELLS = frozenset({"cell", "td", "th"})
_LEFT_OUT = frozenset(
    ["script", "style", "noscript", "template", "nav", "footer", "iframe", "svg", "form", "button", "select", "pre"]
)

_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_DATES = (
    "article:published_time",
    "citation_publication_date",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "publishdate",
    "pubdate",
    "date",
)
_UNCLEAR = frozenset({"dc.date", "dcterms.date", "date"})  # of what, they do not say
_CHANGED = ("article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "last-modified")


def parse(data: bytes) -> Parsed:
    """The page's main content; where none is recognised, all text of its body. Runs in the child process.

    Raises ``DocumentError`` if the bytes are not text.
    """
    text, encoding = decode(data, declared=_declared(data))
    source = _XML_DECLARATION.sub("", text).replace("\x00", "")
    tree = _tree(source)
    if tree is None:
        return Parsed(extracted=Extracted("", ()), encoding=encoding)
    title, dates = _title(tree), _dates(tree)
    date = next(filter(None, (iso_date(one.written) for one in dates if one.role != "changed")), None)
    extracted = _main_content(source) or _whole_body(tree)
    return Parsed(extracted=extracted, encoding=encoding, title=title, date=date, dates=dates)


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def _tree(source: str) -> Any:
    from lxml import etree, html

    # As bytes in a known encoding: a page's own charset declaration would be believed otherwise.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # an empty page
        return None


def _main_content(source: str) -> Extracted | None:
    from trafilatura import bare_extraction

    found = bare_extraction(source, include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(found, "body", None)
    if body is None:
        return None
    extracted = laid_out(_pieces(body))
    return extracted if any(char.isalpha() for char in extracted.text) else None


def _whole_body(tree: Any) -> Extracted:
    body = tree.find("body")
    return laid_out(_pieces(tree if body is None else body))


def _pieces(root: Any) -> Iterator[tuple[SegmentKind, str]]:
    """The blocks below the element, in order. Walks without recursion: pages may be nested thousands deep."""
    from lxml import etree

    builder = _Builder()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _LEFT_OUT or not tag:
                walk.skip_subtree()
                continue
            yield from builder.open(tag)
            builder.add(element.text)
        else:
            if tag not in _LEFT_OUT and tag:
                yield from builder.close(tag)
            if element is not root:
                builder.add(element.tail)
    yield from builder.flush()


class _Builder:
    """Collects the words of the block that is open; a table row is one block, its cells joined with a bar."""

    def __init__(self) -> None:
        self.kinds: list[SegmentKind] = ["paragraph"]
        self.words: list[str] = []
        self.cells: list[str] = []
        self.rows = 0

    def add(self, text: str | None) -> None:
        if text:
            self.words.append(re.sub(r"\s+", " ", text))

    def open(self, tag: str) -> Iterator[tuple[SegmentKind, str]]:
        if tag in ("br", "lb"):
            self.words.append("\n")
        elif self.rows:
            self._space(tag)
        elif tag in _BLOCKS or tag in _KINDS:
            yield from self.flush()
        if tag in _KINDS:
            self.kinds.append(_KINDS[tag])
        self.rows += tag in _ROWS

    def close(self, tag: str) -> Iterator[tuple[SegmentKind, str]]:
        if tag in _ROWS:
            self.rows -= 1
            if not self.rows:
                self._end_cell()
                yield "table", " | ".join(self.cells)
                self.cells = []
        elif self.rows:
            self._space(tag)
            if tag in _CELLS and self.rows == 1:
                self._end_cell()
        elif tag in _BLOCKS or tag in _KINDS:
            yield from self.flush()
        if tag in _KINDS:
            self.kinds.pop()

    def flush(self) -> Iterator[tuple[SegmentKind, str]]:
        text = self._text()
        kind = self.kinds[-1]
        yield ("quote" if kind == "paragraph" and is_quotation(text) else kind), text

    def _space(self, tag: str) -> None:
        if tag in _BLOCKS or tag in _KINDS or tag in _CELLS:
            self.words.append(" ")

    def _end_cell(self) -> None:
        if text := self._text().replace("\n", " "):
            self.cells.append(text)

    def _text(self) -> str:
        lines = "".join(self.words).split("\n")
        self.words = []
        return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _title(tree: Any) -> str | None:
    """What the page says its title is, else its only main heading, else what stands in the browser's tab."""
    metas = _metas(tree)
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    candidates = [metas.get(name) for name in _TITLES] + headings * (len(headings) == 1)
    candidates += [element.text_content() for element in tree.iter("title")][:1]
    return next(filter(None, map(clean_title, candidates)), None)


def _dates(tree: Any) -> tuple[Stated, ...]:
    """The dates of meta tags, JSON-LD and time elements marked as such, publication first; those of the text do not
    count here.
    """
    metas = _metas(tree)
    found: list[tuple[object, Role]] = [
        (metas.get(name), "stated" if name in _UNCLEAR else "published") for name in _DATES
    ]
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            found.append((_published(script.text or ""), "published"))
    for element in tree.iter("time"):
        if element.get("pubdate") is not None or "datepublished" in (element.get("itemprop") or "").lower():
            found.append((element.get("datetime"), "published"))
    found += [(metas.get(name), "changed") for name in _CHANGED]
    return tuple(Stated(written, role) for written, role in found if isinstance(written, str) and written.strip())


def _metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and meta.get("content"):
            metas.setdefault(name.lower(), meta.get("content"))
    return metas


def _published(source: str) -> object:
    try:
        data = json.loads(source)
    except (ValueError, RecursionError):
        return None
    items = data if isinstance(data, list) else [data]
    if isinstance(data, dict) and isinstance(data.get("@graph"), list):
        items = [data, *data["@graph"]]
    return next((item["datePublished"] for item in items if isinstance(item, dict) and "datePublished" in item), None)
