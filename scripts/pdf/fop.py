"""Set by Apache FOP from formatting objects, as publishing systems and databases make reports."""

from __future__ import annotations

import subprocess
import tempfile
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from pdf.content import FOOTERS, Spec, blocks, header, indic, marks, notes, paper
from pdf.drawn import font_file

_CONFIGURATION = """<fop version="1.0"><renderers><renderer mime="application/pdf"><fonts>
<font embed-url="{file}"><font-triplet name="F" style="normal" weight="normal"/></font>
</fonts></renderer></renderers></fop>"""


def fop(spec: Spec) -> bytes:
    """Set by FOP with the font embedded; Arabic is shaped and ordered by FOP itself."""
    with tempfile.TemporaryDirectory() as folder:
        source, fonts, made = Path(folder, "text.fo"), Path(folder, "fop.xml"), Path(folder, "text.pdf")
        source.write_text(_document(spec), encoding="utf-8")
        fonts.write_text(_CONFIGURATION.format(file=escape(font_file(spec.font))), encoding="utf-8")
        command = ["fop", "-q", "-c", str(fonts), "-fo", str(source), "-pdf", str(made)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return made.read_bytes()


def _document(spec: Spec) -> str:
    rtl = spec.lang == "ar"
    width, height = paper(spec)
    digits = ' format="١"' if indic(spec) else ""
    running = (
        f'<fo:static-content flow-name="xsl-region-before">{_block(escape(header(spec)), size=8, align="center")}'
        '</fo:static-content><fo:static-content flow-name="xsl-region-after">'
        f"{_block(f'{FOOTERS[spec.lang]} <fo:page-number/>', size=8, align='center')}</fo:static-content>"
    )
    mode = f'writing-mode="{"rl-tb" if rtl else "lr-tb"}"'
    align = "justify" if spec.justify else "start"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" font-family="F" font-size="{spec.size}pt" line-height="1.6"
 xml:lang="{spec.lang}" text-align="{align}"><fo:layout-master-set><fo:simple-page-master master-name="P"
 page-width="{width}pt" page-height="{height}pt" margin="1.2cm 2cm" {mode}>
<fo:region-body margin="1.2cm 0" column-count="{spec.columns}" column-gap="8mm"/>
<fo:region-before extent="1cm"/><fo:region-after extent="1cm"/></fo:simple-page-master></fo:layout-master-set>
<fo:page-sequence master-reference="P" {mode}{digits}>{running if spec.running else ""}
<fo:flow flow-name="xsl-region-body">{_body(spec)}</fo:flow></fo:page-sequence></fo:root>"""


def _block(inside: str, *, size: float, align: str = "", more: str = "") -> str:
    aligned = f' text-align="{align}"' if align else ""
    return f'<fo:block font-size="{size}pt" space-after="5pt"{aligned}{more}>{inside}</fo:block>'


def _body(spec: Spec) -> str:
    marked, texts = marks(spec), notes(spec)
    paragraph = 0
    parts = []
    for kind, group in groupby(blocks(spec), key=lambda block: block.kind):
        for number, block in enumerate(group, 1):
            if kind == "table":
                parts.append(_table(spec, block.rows))
                continue
            text = escape(block.text.plain)
            if kind == "paragraph":
                if paragraph in marked:
                    text += _footnote(marked[paragraph], escape(texts[marked[paragraph] - 1].text))
                paragraph += 1
            if kind in ("bullet", "number"):
                parts.append(_item("•" if kind == "bullet" else f"{number}.", text))
            elif kind == "heading":
                across = ' span="all"' if block.level == 1 and "across" in spec.layout else ""
                size = spec.size + (6 if block.level == 1 else 3)
                parts.append(_block(text, size=size, more=f' keep-with-next="always"{across}'))
            else:
                boxed = ' border="0.5pt solid #444" padding="6pt"' if kind == "quote" else ""
                parts.append(_block(text, size=spec.size, more=boxed))
    return "".join(parts)


def _item(mark: str, text: str) -> str:
    return (
        '<fo:list-block provisional-distance-between-starts="0.8cm"><fo:list-item><fo:list-item-label '
        f'end-indent="label-end()"><fo:block>{mark}</fo:block></fo:list-item-label><fo:list-item-body '
        f'start-indent="body-start()"><fo:block>{text}</fo:block></fo:list-item-body></fo:list-item></fo:list-block>'
    )


def _footnote(number: int, text: str) -> str:
    mark = f'<fo:inline font-size="70%" baseline-shift="super">{number}</fo:inline>'
    return f"<fo:footnote>{mark}<fo:footnote-body>{_block(f'{number} {text}', size=9)}</fo:footnote-body></fo:footnote>"


def _table(spec: Spec, rows) -> str:  # type: ignore[no-untyped-def]
    border = ' border="0.5pt solid #444"' if spec.borders else ""
    inside = ""
    for at, row in enumerate(rows):
        shade = ' background-color="#d8e4ea"' if at == 0 and "shaded" in spec.layout else ""
        cells = (
            f'<fo:table-cell padding="3pt"{border}><fo:block>{escape(cell.plain)}</fo:block></fo:table-cell>'
            for cell in row
        )
        inside += f"<fo:table-row{shade}>{''.join(cells)}</fo:table-row>"
    columns = '<fo:table-column column-width="proportional-column-width(1)"/>' * len(rows[0])
    return (
        f'<fo:table table-layout="fixed" width="100%" space-after="8pt">{columns}<fo:table-body>{inside}'
        "</fo:table-body></fo:table>"
    )
