"""Files drawn line by line, as programs make invoices and forms: reportlab and fpdf2, with and without shaping."""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import Any

from pdf.content import Spec, blocks, footer, header, later, paper

_MARGIN = 60.0


def font_file(family: str, *, text: str = "ا") -> str:
    """The file of a font family that has the letters of ``text``. Raises ``ValueError`` where there is none."""
    chars = ":charset=" + " ".join(sorted({f"{ord(char):x}" for char in text if not char.isspace()}))
    found = subprocess.run(
        ["fc-match", "-f", "%{family}\t%{file}", f"{family}:style=Regular{chars if len(text) < 8 else ''}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    names, path = found.split("\t")
    if family.split(",", maxsplit=1)[0] not in names or not path.endswith((".ttf", ".otf")):
        raise ValueError(f"no font file of {family}: {found}")
    return path


def _items(spec: Spec) -> list[tuple[float, list[str]]]:
    """Size of type and the cells of each line group, in order."""
    found: list[tuple[float, list[str]]] = []
    number = 0
    for block in blocks(spec):
        number = number + 1 if block.kind == "number" else 0
        if block.kind == "table":
            found += [(spec.size, [cell.plain for cell in row]) for row in block.rows]
        elif block.kind == "heading":
            found.append((spec.size + (6 if block.level == 1 else 3), [block.text.plain]))
        else:
            mark = {"bullet": "• ", "number": f"{number}. "}.get(block.kind, "")
            found.append((spec.size, [mark + block.text.plain]))
    return found


def _wrapped(text: str, width: float, measure: Any) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and measure(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def reportlab(spec: Spec) -> bytes:
    """Drawn by reportlab: reshaped into presentation forms and put in visual order, or (unshaped) as it stands."""
    import arabic_reshaper
    from bidi import algorithm, get_display
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont(spec.font, font_file(spec.font)))  # by its own name: it is kept for later files
    rtl = spec.lang == "ar"
    across, high = paper(spec)
    reshaper = arabic_reshaper.ArabicReshaper({"delete_harakat": False, "support_ligatures": True})

    # The package's newer function leaves brackets unmirrored, as the earlier parts were drawn.
    display = algorithm.get_display if later(spec) else get_display

    def shown(text: str) -> str:
        return display(reshaper.reshape(text), base_dir="R" if rtl else "L") if spec.shaping else text

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(across, high), invariant=1)
    column = (across - 2 * _MARGIN - 24 * (spec.columns - 1)) / spec.columns
    at, y, page = 0, high - _MARGIN, 1

    def begin() -> None:
        if spec.rotate:
            canvas.translate(across / 2, high / 2)
            canvas.rotate(spec.rotate)
            canvas.translate(-across / 2, -high / 2)
        if spec.running:
            canvas.setFont(spec.font, 8)
            canvas.drawCentredString(across / 2, high - 36, shown(header(spec)))
            canvas.drawCentredString(across / 2, 30, shown(footer(spec, page)))

    begin()
    for size, cells in _items(spec):
        width = (column if len(cells) == 1 else column / len(cells)) - 6
        measured = [
            _wrapped(cell, width, lambda text, size=size: pdfmetrics.stringWidth(shown(text), spec.font, size))
            for cell in cells
        ]
        tall = max(map(len, measured))
        for row in range(tall):
            if y < _MARGIN:
                at, y = at + 1, high - _MARGIN
                if at == spec.columns:
                    canvas.showPage()
                    at, page = 0, page + 1
                    begin()
            place = (spec.columns - 1 - at) if rtl else at
            left = _MARGIN + place * (column + 24)
            canvas.setFont(spec.font, size)
            for number, cell in enumerate(measured):
                if row >= len(cell):
                    continue
                step = column / len(cells)
                if rtl:
                    canvas.drawRightString(left + column - number * step, y, shown(cell[row]))
                else:
                    canvas.drawString(left + number * step, y, shown(cell[row]))
            y -= 1.6 * size
        y -= 0.5 * size
    canvas.save()
    return buffer.getvalue()


def fpdf2(spec: Spec) -> bytes:
    """Drawn by fpdf2, with HarfBuzz's shaping or without."""
    from datetime import UTC, datetime

    from fpdf import FPDF

    rtl = spec.lang == "ar"

    class Pages(FPDF):
        def header(self) -> None:
            if spec.running:
                self.set_font("F", size=8)
                self.cell(0, 10, header(spec), align="C", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            if spec.running:
                self.set_y(-15)
                self.set_font("F", size=8)
                self.cell(0, 10, footer(spec, self.page_no()), align="C")

    pdf = Pages("landscape" if "landscape" in spec.paper else "portrait", format=spec.paper.split()[0])
    pdf.set_creation_date(datetime(2024, 1, 1, tzinfo=UTC))
    pdf.add_font("F", fname=font_file(spec.font))
    pdf.set_text_shaping(spec.shaping, **({"direction": "rtl" if rtl else "ltr"} if spec.shaping else {}))
    pdf.add_page()
    align = "R" if rtl else "L"
    for size, cells in _items(spec):
        pdf.set_font("F", size=size)
        if len(cells) == 1:
            pdf.multi_cell(
                0, 0.55 * size, cells[0], align="J" if spec.justify else align, new_x="LMARGIN", new_y="NEXT"
            )
            pdf.ln(2)
            continue
        width = (pdf.w - pdf.l_margin - pdf.r_margin) / len(cells)
        for cell in reversed(cells) if rtl else cells:
            pdf.cell(width, 0.55 * size, cell, align=align, border=1 if spec.borders else 0)
        pdf.ln()
    return bytes(pdf.output())
