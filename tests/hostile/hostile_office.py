"""Word files and archives of the hostile folder: zip bombs, entities, paths that lead out, parts that are missing."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from hostile_markup import NESTED, billion_laughs, external

if TYPE_CHECKING:
    from hostile_files import HostileFolder

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/>{more}</Relationships>'
)
_ELSEWHERE = (
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
    ' Target="http://127.0.0.1:9/x.png" TargetMode="External"/>'
)


def body(inner: str, *, doctype: str = "") -> str:
    """The main part of a Word file with this inside its body."""
    return f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{_W}"><w:body>{inner}</w:body></w:document>'


def paragraph(text: str) -> str:
    """A paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(document: str | bytes, *, relations: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """A Word file of this main part and whatever else."""
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(more=relations),
        "word/document.xml": document,
        **(parts or {}),
    }
    return archive(content)


def archive(content: dict[str, str | bytes]) -> bytes:
    """A zip file; the same content gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in content.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def write(folder: HostileFolder, *, secret: Path) -> None:
    """The cases are in the folder."""
    _word(folder, secret)
    _damaged(folder)
    _archives(folder)


def _word(folder: HostileFolder, secret: Path) -> None:
    text = folder.text
    whole = body(paragraph(text()))
    cases: dict[str, tuple[bytes, str]] = {
        "good.docx": (docx(whole), "processed"),
        "bomb.docx": (docx(body(paragraph(text()) + " " * 600_000_000)), "quarantined"),
        "bomb of words.docx": (docx(body(paragraph("lol " * 20_000_000))), "quarantined"),
        "bomb beside.docx": (docx(body(paragraph(text())), parts={"word/x.bin": bytes(300_000_000)}), "processed"),
        "laughs.docx": (docx(body(paragraph(f"&lol9; {text()}"), doctype=billion_laughs())), "quarantined"),
        "reads a file.docx": (
            docx(body(paragraph(f"&xxe; {text()}"), doctype=external(secret))),
            "quarantined",
        ),
        "nested.docx": (docx(body("<w:sdt>" * NESTED + "</w:sdt>" * NESTED + paragraph(text()))), "quarantined"),
        "nested tables.docx": (docx(body(_tables(200) + paragraph(text()))), "quarantined"),
        "elsewhere.docx": (docx(body(paragraph(text())), relations=_ELSEWHERE), "processed"),
        "paths.docx": (docx(body(paragraph(text())), parts={"../../../pwned": b"x", "/pwned": b"x"}), "processed"),
        "many parts.docx": (
            docx(body(paragraph(text())), parts={f"x/{number}": b"" for number in range(20_000)}),
            "processed",
        ),
        "no text.docx": (docx(body("")), "quarantined"),
        "not xml.docx": (docx(b"\0\1\2 nonsense"), "quarantined"),
        "no end.docx": (docx(body(paragraph(text()))[:-30]), "quarantined"),
        "utf7.docx": (docx(body(paragraph(text())).replace("?>", ' encoding="UTF-7"?>', 1)), "processed"),
    }
    for name, (content, verdict) in cases.items():
        folder.add(f"word/{name}", content, verdict)


def _tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + paragraph("cell") + "</w:tc></w:tr></w:tbl>" * depth


def _damaged(folder: HostileFolder) -> None:
    good = docx(body(paragraph(folder.text())))
    folder.add("word/cut.docx", good[: len(good) // 2], "quarantined")
    folder.add("word/no directory.docx", good[:-60], "quarantined")
    folder.add("word/wrong sum.docx", _with_byte(good, good.index(b"word/document.xml") + 30), "quarantined")
    folder.add("word/encrypted.docx", _marked_encrypted(docx(body(paragraph(folder.text())))), "quarantined")
    folder.add("word/page named.docx", f"<html><body><p>{folder.text()}", "quarantined")
    folder.add("word/rich text.docx", "{\\rtf1\\ansi " + folder.text() + "}", "processed")
    folder.add("word/no document.docx", archive({"[Content_Types].xml": _TYPES, "x": "y"}), "quarantined")
    folder.add("word/mark only.docx", b"PK\x05\x06" + bytes(18), "quarantined")
    folder.add("word/million entries.docx", _claiming(good, entries=0xFFFF), "processed")


def _with_byte(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def _marked_encrypted(data: bytes) -> bytes:
    """The flag of every entry says that it is encrypted."""
    marked = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(mark)
        while at >= 0:
            marked[at + place] |= 1
            at = marked.find(mark, at + 4)
    return bytes(marked)


def _claiming(data: bytes, *, entries: int) -> bytes:
    at = data.rindex(b"PK\x05\x06")
    return data[: at + 8] + struct.pack("<HH", entries, entries) + data[at + 12 :]


def _archives(folder: HostileFolder) -> None:
    """Unpacked within limits."""
    text = folder.text
    inner = archive({"a.txt": text()})
    for _ in range(30):
        inner = archive({"inside.zip": inner})
    cases: dict[str, tuple[bytes, str]] = {
        "paths.zip": (archive({"../../pwned.txt": text(), "/pwned.txt": text(), "a/../../b.txt": text()}), "processed"),
        "nested.zip": (inner, "quarantined"),
        "bomb.zip": (archive({f"{number}.txt": b"a " * 20_000_000 for number in range(3)}), "quarantined"),
        "many.zip": (archive({f"{number}.txt": f"{number}" for number in range(3000)}), "processed"),
        "cut.zip": (archive({"a.txt": text()})[:40], "quarantined"),
    }
    for name, (content, verdict) in cases.items():
        folder.add(f"archives/{name}", content, verdict)
