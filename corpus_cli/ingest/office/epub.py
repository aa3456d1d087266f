"""E-books: the chapters in reading order, title, author and date from the package's own description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.authors import joined
from corpus_cli.ingest.dates.candidates import Stated
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.office.package import Package, parsed_xml, resolved
from corpus_cli.ingest.parsed import Parsed, Piece, laid_out
from corpus_cli.ingest.web.blocks import pieces
from corpus_cli.ingest.web.html import body_pieces

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"

_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]+;)")
_OF_XML = frozenset({"lt;", "gt;", "amp;", "quot;", "apos;"})


def parse(data: bytes) -> Parsed:
    """The book's text without its table of contents. Runs in the child process.

    Raises ``DocumentError`` for a damaged book, for one that is locked and for one that unpacks to more than a report
    holds.
    """
    package = Package(data, name="EPUB")
    place, opf = _description(package)
    # Fonts are scrambled in books that anyone may read; where chapters are, the text is.
    scrambled = package.read("META-INF/encryption.xml") or b""
    found: list[Piece] = []
    for chapter in (resolved(place, name) for name in _chapters(opf)):
        if chapter.encode() in scrambled:
            raise DocumentError(
                "is locked to its reader (DRM)", remedy="ask its publisher for a copy without protection"
            )
        source = package.read(chapter)
        if source is None:
            raise package.damaged(f"its chapter {chapter} is not in it")
        found += _text(source)
    metadata = opf.find(f"{_OPF}metadata")
    if metadata is None:
        return Parsed(extracted=laid_out(found))
    return Parsed(
        extracted=laid_out(found),
        title=clean_title(metadata.findtext(f".//{_DC}title")),
        author=joined(creator.text for creator in metadata.iter(f"{_DC}creator")),
        dates=_dates(metadata),
    )


def _description(package: Package) -> tuple[str, Any]:
    container = package.xml("META-INF/container.xml")
    root = None if container is None else container.find(f".//{_CONTAINER}rootfile")
    place = "" if root is None else root.get("full-path", "")
    opf = package.xml(place)
    if opf is None:
        raise package.damaged("it has no description of its contents")
    return place, opf


def _chapters(opf: Any) -> Iterator[str]:
    """The files of the spine in order, each once, the table of contents left out."""
    items = {item.get("id"): item for item in opf.iter(f"{_OPF}item")}
    for name in dict.fromkeys(reference.get("idref") for reference in opf.iter(f"{_OPF}itemref")):
        item = items.get(name)
        if item is not None and "nav" not in (item.get("properties") or "").split():
            yield item.get("href", "")


def _text(source: bytes) -> list[Piece]:
    """As XML if it is that: in HTML an empty ``<title/>`` would swallow the chapter."""
    from lxml import etree

    if not source:
        return []
    try:
        # XML itself knows five of the letters' names, and the others from a DTD, which is not loaded.
        root = parsed_xml(_NAMED.sub(_numbered, source))
    except etree.XMLSyntaxError:
        return body_pieces(source)[0]
    for element in root.iter(f"{_XHTML}*"):
        element.tag = etree.QName(element).localname
    body = root.find("body")
    return [] if body is None else list(pieces(body))


def _numbered(named: re.Match[bytes]) -> bytes:
    """``&nbsp;`` as ``&#160;``; what is no name of HTML stays."""
    name = named[1].decode("ascii")
    if name in _OF_XML or name not in html5:
        return named.group()
    return "".join(f"&#{ord(char)};" for char in html5[name]).encode("ascii")


def _dates(metadata: Any) -> tuple[Stated, ...]:
    """The dates of publication, not those of the last change."""
    dates = [(element.get(f"{_OPF}event", "publication"), element.text) for element in metadata.iter(f"{_DC}date")]
    return tuple(Stated(text.strip()) for event, text in dates if event == "publication" and text and text.strip())
