"""Zip packages of XML parts, as Word, LibreOffice and e-books write them: opened with limits, nothing resolved."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from corpus_cli.errors import DocumentError

_MAX_UNPACKED = 512 * 2**20  # bytes; a report's text is some hundred kilobytes, a zip bomb gigabytes
_TEXT = (".xml", ".rels", ".opf", ".ncx", ".html", ".xhtml", ".htm")
# What zipfile and zlib raise for files that are cut off, altered or beyond them; NotImplementedError: zipfile does not
# know the compression; RuntimeError: a part is encrypted.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class Package:
    """The parts of one package by name. ``name``: what to call the file in messages, as in "a damaged Word file".

    Raises ``DocumentError`` for a damaged file and for one that unpacks to more than a report holds.
    """

    def __init__(self, data: bytes, *, name: str) -> None:
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise self.damaged(error) from error
        entries = self._archive.infolist()
        self.names = frozenset(entry.filename for entry in entries)
        size = sum(entry.file_size for entry in entries if entry.filename.lower().endswith(_TEXT))
        if size > _MAX_UNPACKED:
            raise DocumentError(
                f"unpacks to {size // 2**20} MB of text, more than any report holds",
                remedy="if the file can be trusted, open it in its program and save its parts as separate files",
            )

    def read(self, part: str) -> bytes | None:
        """The part's bytes; ``None`` where the package has none of that name."""
        if part not in self.names:
            return None
        try:
            if self._archive.getinfo(part).flag_bits & 1:
                raise DocumentError(
                    "is protected by a password", remedy="open it in its program and save it without the password"
                )
            return self._archive.read(part)
        except BROKEN as error:
            raise self.damaged(error) from error

    def xml(self, part: str, *, renamed: Mapping[bytes, bytes] | None = None) -> Any | None:
        """The part's root element; ``None`` where there is no such part.

        ``renamed``: from namespaces as they may stand in the part to those that they are read as.
        """
        from lxml import etree

        data = self.read(part)
        if data is None:
            return None
        try:
            for name, usual in (renamed or {}).items():
                data = data.replace(name, usual)
            return parsed_xml(data)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(f"{part}: {error}") from error

    def damaged(self, why: object) -> DocumentError:
        """The error to raise for a package that does not hold what it should."""
        return DocumentError(
            f"is a damaged {self._name}: {why}"[:500], remedy="open it in the program that made it and save it again"
        )


def parsed_xml(data: bytes) -> Any:
    """The root element of an XML file. Entities stay unresolved, nothing is loaded from anywhere.

    Raises ``lxml.etree.XMLSyntaxError``, for elements nested more than 256 deep too.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def resolved(base: str, target: str) -> str:
    """The part that ``target`` in the part ``base`` points to: relative to its folder unless it begins with a slash."""
    joined = posixpath.join(posixpath.dirname(base), unquote(target.split("#", maxsplit=1)[0]))
    return posixpath.normpath(joined).lstrip("/")
