"""PDF files of the hostile folder, written by hand: page trees in circles, tables that lie, streams that swell."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hostile_files import HostileFolder

_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R>>"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def shows(text: str) -> bytes:
    """The content of a page that shows this text, a line every ten words."""
    words = text.replace("(", "").replace(")", "").replace("\n", " ").split()
    lines = [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]
    drawn = "".join(f"({line}) Tj 0 -16 Td " for line in lines)
    return f"BT /F1 12 Tf 50 750 Td {drawn}ET".encode("latin-1")


def stream(data: bytes, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), extra, data)


def pdf(objects: list[bytes], *, trailer: bytes = b"/Root 1 0 R", shift: int = 0) -> bytes:
    """A PDF file of these objects, the first of number 1. ``shift``: by how much its table of objects is wrong."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out) + shift)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out) + shift
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)
    return bytes(out)


def one_page(content: bytes, *, page: bytes = _PAGE, **rest: bytes | int) -> bytes:
    """A PDF file of one page with this content object."""
    pages = b"<</Type/Pages/Kids[4 0 R]/Count 1>>"
    return pdf([_CATALOG, pages, _FONT, page, content], **rest)  # type: ignore[arg-type]


def write(folder: HostileFolder) -> None:
    """The cases are in the folder."""
    text = folder.text
    good = one_page(stream(shows(text())))
    key = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]/Root 1 0 R" % (b"61" * 32, b"62" * 32)
    cases: dict[str, tuple[bytes, str]] = {
        "good.pdf": (good, "processed"),
        "good as text.txt": (one_page(stream(shows(text()))), "processed"),
        "cut.pdf": (good[: len(good) // 2], "quarantined"),
        "cut a little.pdf": (one_page(stream(shows(text())))[:-40], "quarantined"),
        "wrong table.pdf": (one_page(stream(shows(text())), shift=77), "processed"),
        "no table.pdf": (one_page(stream(shows(text()))).replace(b"xref", b"xxxx"), "processed"),
        "table in a circle.pdf": (_circle(one_page(stream(shows(text())))), "processed"),
        "protected.pdf": (one_page(stream(shows(text())), trailer=key), "quarantined"),
        "million pages.pdf": (_tree(text(), 100, 3), "quarantined"),
        "million kids.pdf": (_flat(text(), 1_000_000), "quarantined"),
        "claims a million.pdf": (
            pdf([_CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count 1000000>>", _FONT, _PAGE, stream(shows(text()))]),
            "quarantined",
        ),
        "pages in a circle.pdf": (
            pdf([_CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>", _FONT]),
            "quarantined",
        ),
        "no pages.pdf": (pdf([_CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"]), "quarantined"),
        "negative.pdf": (pdf([_CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count -5>>"]), "quarantined"),
        "huge page.pdf": (
            one_page(stream(shows(text())), page=_PAGE.replace(b"600 800", b"9999999999 9999999999")),
            "processed",
        ),
        "no page size.pdf": (
            one_page(stream(shows(text())), page=_PAGE.replace(b"0 0 600 800", b"0 0 0 0")),
            "processed",
        ),
        "swelling stream.pdf": (_swelling(100_000_000), "needs_ocr"),
        "twice packed.pdf": (_twice_packed(), "needs_ocr"),
        "content in a circle.pdf": (one_page(b"[5 0 R 5 0 R]"), "needs_ocr"),
        "nested arrays.pdf": (one_page(b"[" * 50_000), "needs_ocr"),
        "nested states.pdf": (one_page(stream(b"q " * 200_000 + shows(text()))), "processed"),
        "many letters.pdf": (one_page(stream(shows(text() * 200))), "processed"),
        "script.pdf": (
            one_page(stream(shows(text())), trailer=b"/Root 1 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
            "processed",
        ),
        "only a head.pdf": (b"%PDF-1.7\n", "quarantined"),
        "head in the middle.pdf": (b"x" * 900 + one_page(stream(shows(text()))), "processed"),
        "noise behind.pdf": (one_page(stream(shows(text()))) + folder.noise(3000), "processed"),
        "noise inside.pdf": (
            _noisy(one_page(stream(shows(text()))), folder.noise(40)),
            "needs_ocr",
        ),
    }
    for name, (content, verdict) in cases.items():
        folder.add(f"pdf/{name}", content, verdict)


def _circle(data: bytes) -> bytes:
    """The table of objects says that the one before it is itself."""
    at = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    return data.replace(b"/Root 1 0 R", b"/Prev %010d/Root 1 0 R" % at)


def _tree(text: str, width: int, depth: int) -> bytes:
    """width ** depth pages in a few kilobytes: every node names the next one ``width`` times."""
    nodes = []
    for level in range(depth):
        number = 2 if level == 0 else 5 + level
        below = 4 if level == depth - 1 else 6 + level
        parent = b"" if level == 0 else b"/Parent %d 0 R" % (2 if level == 1 else 4 + level)
        kids = b" ".join([b"%d 0 R" % below] * width)
        nodes.append((number, b"<</Type/Pages%s/Kids[%s]/Count %d>>" % (parent, kids, width ** (depth - level))))
    by_number = dict(nodes) | {1: _CATALOG, 3: _FONT, 4: _PAGE, 5: stream(shows(text))}
    return pdf([by_number[number] for number in sorted(by_number)])


def _flat(text: str, count: int) -> bytes:
    pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"4 0 R " * count, count)
    return pdf([_CATALOG, pages, _FONT, _PAGE, stream(shows(text))])


def _swelling(size: int) -> bytes:
    return one_page(stream(zlib.compress(b" " * size, 9), b"/Filter/FlateDecode"))


def _twice_packed() -> bytes:
    """100 MB that two rounds of packing make a kilobyte of."""
    packed = zlib.compress(zlib.compress(b" " * 100_000_000, 9), 9)
    return one_page(stream(packed, b"/Filter[/FlateDecode/FlateDecode]"))


def _noisy(data: bytes, noise: bytes) -> bytes:
    at = data.index(b"stream") + 10
    return data[:at] + noise + data[at + len(noise) :]
