"""A text document printed by LibreOffice Writer, written as flat OpenDocument."""

from __future__ import annotations

import subprocess
import tempfile
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from pdf.content import FOOTERS, PICTURE, Spec, blocks, header, indic, later, marks, notes, paper, pieces

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)
_TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'

_PICTURE = (
    '<draw:frame draw:style-name="G" text:anchor-type="paragraph" svg:width="6cm" svg:height="4.5cm"><draw:image>'
    f"<office:binary-data>{PICTURE}</office:binary-data></draw:image></draw:frame>"
)


def libreoffice(spec: Spec) -> bytes:
    """Exported by LibreOffice without a window."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "text.fodt")
        source.write_text(_document(spec), encoding="utf-8")
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        command.append(_TAGGED if "tagged" in spec.layout else "pdf")
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=240)
        return Path(folder, "text.pdf").read_bytes()


def _document(spec: Spec) -> str:
    rtl = spec.lang == "ar"
    mode = "rl-tb" if rtl else "lr-tb"
    # LibreOffice takes "start" for left; the earlier parts stay as they were when they were measured.
    align = "justify" if spec.justify else "right" if rtl and later(spec) else "start"
    country = "SY" if rtl else "GB"
    head = f"<style:header><text:p>{escape(header(spec))}</text:p></style:header>" if spec.running else ""
    digits = ' style:num-format="١, ٢, ٣, ..."' if indic(spec) else ""
    foot = (
        f"<style:footer><text:p>{FOOTERS[spec.lang]} <text:page-number{digits}/></text:p></style:footer>"
        if spec.running
        else ""
    )
    centred = ' fo:text-align="center"' if spec.layout else ""
    banner = "banner" in spec.layout
    behind = centred + (' fo:background-color="#1f4e5f" fo:padding="8pt"' if banner else "")
    ink = ' fo:color="#ffffff"' if banner else ""
    weight = ' style:font-weight-complex="bold"' if "bold" in spec.layout else ""
    sizes = "".join(
        f'<style:style style:name="H{level}" style:family="paragraph"><style:paragraph-properties '
        f'style:writing-mode="{mode}"{behind if level == 1 else ""} fo:margin-top="8pt" fo:margin-bottom="4pt"/>'
        f"<style:text-properties{ink if level == 1 else ''} "
        f'fo:font-size="{size}pt" style:font-size-complex="{size}pt" fo:font-weight="bold"{weight}/></style:style>'
        for level, size in ((1, spec.size + 6), (2, spec.size + 3))
    )
    width, height = paper(spec)
    columns = f'<style:columns fo:column-count="{spec.columns}" fo:column-gap="0.8cm"/>'
    across = "across" in spec.layout
    border = "0.5pt solid #444444" if spec.borders else "none"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {_SPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{spec.font}'"/>
<style:font-face style:name="W" svg:font-family="'{spec.latin or spec.font}'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties style:writing-mode="{mode}"
 fo:text-align="{align}" fo:margin-bottom="5pt"/><style:text-properties style:font-name="W" style:font-name-complex="F"
 fo:font-size="{spec.size}pt" style:font-size-complex="{spec.size}pt" fo:language="{spec.lang}" fo:country="{country}"
 style:language-complex="ar" style:country-complex="SY"/></style:default-style>{sizes}</office:styles>
<office:automatic-styles>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{width}pt"
 fo:page-height="{height}pt" fo:margin="2cm" style:writing-mode="{mode}">{"" if across else columns}
 </style:page-layout-properties>
 <style:header-style><style:header-footer-properties fo:margin-bottom="0.5cm"/></style:header-style>
 <style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
<style:style style:name="S" style:family="section"><style:section-properties style:writing-mode="{mode}"
 text:dont-balance-text-columns="false">
 {columns}</style:section-properties></style:style>
<style:style style:name="A" style:family="table-cell"><style:table-cell-properties fo:border="{border}"
 fo:padding="3pt" fo:background-color="#d8e4ea"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="{border}"
 fo:padding="3pt"/></style:style>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"
 style:font-weight-complex="bold"/></style:style>
<style:style style:name="Q" style:family="paragraph"><style:paragraph-properties style:writing-mode="{mode}"
 fo:text-align="center" fo:border="0.5pt solid #666666" fo:background-color="#eeeeee" fo:padding="6pt"/></style:style>
<style:style style:name="G" style:family="graphic"><style:graphic-properties style:wrap="parallel"
 style:horizontal-pos="left" style:horizontal-rel="paragraph" style:vertical-pos="top" style:vertical-rel="paragraph"
 fo:margin-right="0.4cm"/></style:style>
<style:style style:name="T" style:family="table"><style:table-properties style:writing-mode="{mode}"/></style:style>
<text:list-style style:name="ul"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
 <style:list-level-properties text:space-before="0.3cm" text:min-label-width="0.5cm"/></text:list-level-style-bullet>
</text:list-style>
<text:list-style style:name="ol"><text:list-level-style-number text:level="1" style:num-format="1"
 style:num-suffix="."><style:list-level-properties text:list-level-position-and-space-mode="label-alignment">
 <style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="0.9cm"
 fo:text-indent="-0.6cm" fo:margin-left="0.9cm"/></style:list-level-properties>
</text:list-level-style-number></text:list-style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{head}{foot}
</style:master-page></office:master-styles>
<office:body><office:text>{_body(spec)}</office:text></office:body></office:document>"""


def _body(spec: Spec) -> str:
    marked, texts = marks(spec), notes(spec)
    styles = ["A"] if "shaded" in spec.layout else []
    paragraph = 0
    parts = []
    for kind, group in groupby(blocks(spec), key=lambda block: block.kind):
        inside = ""
        for block in group:
            if kind == "table":
                cells = (
                    "".join(
                        f'<table:table-cell table:style-name="{style}"><text:p>{escape(cell.plain)}</text:p>'
                        "</table:table-cell>"
                        for cell in row
                    )
                    for style, row in zip(styles + ["C"] * len(block.rows), block.rows, strict=False)
                )
                rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
                count = len(block.rows[0])
                inside += (
                    f'<table:table table:style-name="T"><table:table-column table:number-columns-repeated="{count}"/>'
                    f"{rows}</table:table>"
                )
                continue
            text = "".join(
                f'<text:span text:style-name="B">{escape(piece)}</text:span>' if bold else escape(piece)
                for piece, bold in pieces(spec, block.text)
            )
            if kind == "paragraph":
                if paragraph in marked:
                    number = marked[paragraph]
                    text += (
                        f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
                        f"<text:note-body><text:p>{escape(texts[number - 1].text)}</text:p></text:note-body>"
                        "</text:note>"
                    )
                if paragraph == 0 and "picture" in spec.layout:
                    text = _PICTURE + text
                paragraph += 1
            boxed = ' text:style-name="Q"' if kind == "quote" and "boxed" in spec.layout else ""
            style = f' text:style-name="H{block.level}"' if kind == "heading" else boxed
            line = f"<text:p{style}>{text}</text:p>"
            inside += f"<text:list-item>{line}</text:list-item>" if kind in ("bullet", "number") else line
        if kind in ("bullet", "number"):
            inside = f'<text:list text:style-name="{"ul" if kind == "bullet" else "ol"}">{inside}</text:list>'
        parts.append(inside)
    if "across" in spec.layout:
        title, *parts = parts
        return f'{title}<text:section text:style-name="S" text:name="S">{"".join(parts)}</text:section>'
    return "".join(parts)
