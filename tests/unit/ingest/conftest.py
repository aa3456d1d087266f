"""A PDF and a Word file made from nothing but strings, for the tests of ingest."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest

_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
    "1 begincodespacerange <00> <FF> endcodespacerange\n{ranges}endcmap end end"
)
_FONT = (
    "<< /Type /Font /Subtype /TrueType /BaseFont /T /FirstChar 32 /LastChar 255 /Widths [{widths}] /ToUnicode 4 0 R "
    "/FontDescriptor 5 0 R /Encoding /WinAnsiEncoding >>"
)
_DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /T /Flags 32 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 "
    "/Descent -200 /CapHeight 700 /StemV 80 >>"
)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _page(lines: Sequence[str], codes: dict[str, int], *, visual: bool, first_size: int) -> str:
    shown = []
    for number, line in enumerate(lines):
        rtl = any("\u0600" <= char <= "\u06ff" for char in line)
        # A PDF shows glyphs from left to right: right-to-left text is stored backwards, unless its maker got it wrong.
        glyphs = line[::-1] if rtl and visual else line
        left = 540 - 6 * len(line) if rtl else 60
        text = "".join(f"{codes[char]:02X}" for char in glyphs)
        size = 12 if number else first_size
        shown.append(f"/F1 {size} Tf 1 0 0 1 {left} {800 - 16 * number} Tm <{text}> Tj\n" if line else "")
    return f"BT\n{''.join(shown)}ET"


def _pdf(*pages: Sequence[str], visual: bool = True, title: str = "", first_size: int = 12) -> bytes:
    chars = sorted({char for page in pages for line in page for char in line})
    codes = {char: number for number, char in enumerate(chars, 33)}
    pairs = [f"<{codes[char]:02X}> <{char.encode('utf-16-be').hex()}>\n" for char in chars]
    ranges = "".join(f"1 beginbfchar\n{pair}endbfchar\n" for pair in pairs)
    kids = [f"{7 + 2 * number} 0 R" for number in range(len(pages))]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>",
        _FONT.format(widths=" ".join(["500"] * 224)),
        _stream(_CMAP.format(ranges=ranges)),
        _DESCRIPTOR,
    ]
    for number, page in enumerate(pages):
        objects.append(_stream(_page(page, codes, visual=visual, first_size=first_size)))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects.append(f"<< /Title ({title}) >>")
    body = b"%PDF-1.4\n"
    offsets = []
    for number, item in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{item}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def _docx(paragraphs: Sequence[tuple[str, str]], title: str = "") -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = title
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """``make_pdf(page, page, …)``: each page a list of lines, an empty one leaves a gap."""
    return _pdf


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    """``make_docx([(style, text), …])``."""
    return _docx
