"""Web pages: the main content without navigation, as blocks; title and date from the page's metadata only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from corpus_cli.document import Extracted
from corpus_cli.errors import DocumentError
from corpus_cli.ingest.authors import joined
from corpus_cli.ingest.dates.candidates import Role, Stated
from corpus_cli.ingest.encoding import decode
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.parsed import Parsed, Piece, laid_out
from corpus_cli.ingest.web.blocks import pieces

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)|^\s*<\?xml[^>]{0,100}encoding=[\"']([\w-]+)", re.I
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)

_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "article:author", "parsely-author", "sailthru.author")
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


def parse(data: bytes, *, charset: str | None = None) -> Parsed:
    """The page's main content; where none is recognised, all text of its body. Runs in the child process.

    ``charset``: what was said of it when it was sent. Raises ``DocumentError`` if the bytes are not text, and for
    elements nested more than 2,048 deep.
    """
    text, encoding = decode(data, declared=charset or _declared(data))
    source = _XML_DECLARATION.sub("", text).replace("\x00", "")
    tree = _tree(source)
    if tree is None:
        return Parsed(extracted=Extracted("", ()), encoding=encoding)
    return Parsed(
        extracted=_main_content(tree) or _whole_body(tree),
        encoding=encoding,
        title=_title(tree),
        author=_author(tree),
        dates=_dates(tree),
    )


def body_pieces(data: bytes, *, charset: str | None = None) -> tuple[list[Piece], str]:
    """All text of a page that has nothing around its content, a mail's, and the encoding in which it was read.

    Raises ``DocumentError`` as ``parse`` does.
    """
    text, encoding = decode(data, declared=charset or _declared(data))
    return body_of(text), encoding


def body_of(text: str) -> list[Piece]:
    """All text of such a page whose letters are known.

    Raises ``DocumentError`` for elements nested more than 2,048 deep.
    """
    tree = _tree(_XML_DECLARATION.sub("", text).replace("\x00", ""))
    return [] if tree is None else list(pieces(_body(tree)))


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def _tree(source: str) -> Any:
    from lxml import etree, html

    # As bytes in a known encoding: a page's own charset declaration would be believed otherwise.
    # huge_tree: without it libxml2 stops at 256 elements in each other, which mails answered often reach; with it at
    # 2,048. Either way it gives what came before without a word, but in its log.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # an empty page
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DocumentError(
            "is nested too deeply to be read", remedy="open it in a browser and save its text as txt or docx"
        )
    return tree


def _main_content(tree: Any) -> Extracted | None:
    from trafilatura import bare_extraction

    # The tree, not its source: trafilatura's own parser would stop at 256 elements. It takes apart what it is given.
    found = bare_extraction(deepcopy(tree), include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(found, "body", None)
    if body is None:
        return None
    extracted = laid_out(pieces(body))
    return extracted if any(char.isalpha() for char in extracted.text) else None


def _whole_body(tree: Any) -> Extracted:
    return laid_out(pieces(_body(tree), forms=False))


def _body(tree: Any) -> Any:
    body = tree.find("body")
    return tree if body is None else body


def _title(tree: Any) -> str | None:
    """What the page says its title is, else its only main heading, else what stands in the browser's tab."""
    metas = _metas(tree)
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    candidates = [metas.get(name) for name in _TITLES] + headings * (len(headings) == 1)
    candidates += [element.text_content() for element in tree.iter("title")][:1]
    return next(filter(None, map(clean_title, candidates)), None)


def _author(tree: Any) -> str | None:
    """Whom the page names as its author in meta tags, JSON-LD or an element marked as such."""
    named: list[object] = [meta.get("content") for meta in tree.iter("meta") if _name_of(meta) == "citation_author"]
    metas = _metas(tree)
    candidates: list[Iterable[object]] = [named, *([metas.get(name)] for name in _AUTHORS), _linked_authors(tree)]
    candidates += [[element.text_content()] for element in tree.iter("a", "span", "address") if _marks_author(element)]
    # The name that the content system's user has comes last: it is the webmaster's as often as the author's.
    candidates.append([metas.get("author")])
    return next(filter(None, map(joined, candidates)), None)


def _marks_author(element: Any) -> bool:
    return "author" in (element.get("rel") or "").split() or "author" in (element.get("itemprop") or "").split()


def _linked_authors(tree: Any) -> list[object]:
    """The names of ``author`` in the page's JSON-LD."""
    for item in _linked_data(tree):
        authors = item.get("author")
        names = [one.get("name") if isinstance(one, dict) else one for one in _listed(authors)]
        if joined(names):
            return names
    return []


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _dates(tree: Any) -> tuple[Stated, ...]:
    """The dates of meta tags, JSON-LD and time elements marked as such, publication first; those of the text do not
    count here.
    """
    metas = _metas(tree)
    found: list[tuple[object, Role]] = [
        (metas.get(name), "stated" if name in _UNCLEAR else "published") for name in _DATES
    ]
    found += [(item["datePublished"], "published") for item in _linked_data(tree) if "datePublished" in item]
    for element in tree.iter("time"):
        if element.get("pubdate") is not None or "datepublished" in (element.get("itemprop") or "").lower():
            found.append((element.get("datetime"), "published"))
    found += [(metas.get(name), "changed") for name in _CHANGED]
    return tuple(Stated(written, role) for written, role in found if isinstance(written, str) and written.strip())


def _metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = _name_of(meta)
        if name and meta.get("content"):
            metas.setdefault(name, meta.get("content"))
    return metas


def _name_of(meta: Any) -> str:
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, also those in a graph; what is not valid is passed over."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _listed(data):
            if isinstance(item, dict):
                yield item
                yield from (inner for inner in _listed(item.get("@graph")) if isinstance(inner, dict))
