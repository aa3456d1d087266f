"""Web pages printed: by Chromium, WeasyPrint and wkhtmltopdf."""

from __future__ import annotations

import importlib
import os
import subprocess
import tempfile
from dataclasses import replace
from html import escape
from itertools import groupby
from pathlib import Path

from pdf.content import FOOTERS, PICTURE, Spec, blocks, header, indic, marks, notes, pieces

_TAGS = {"paragraph": "p", "bullet": "li", "number": "li"}
_LISTS = {"bullet": "ul", "number": "ol"}
_LAYOUTS = {
    "across": "h1 { column-span: all; text-align: center }",
    "aside": "main { float: right; width: 64% } aside { float: left; width: 28%; padding: 2mm 4mm; "
    "background: #eee; border: 1px solid #999; font-size: 0.9em }",
    "boxed": "blockquote { border: 1px solid #666; background: #eee; margin: 5mm 0; padding: 3mm; text-align: center }",
    "titled": "h1 { margin-top: 70mm; text-align: center } h1 + p { text-align: center; break-after: page }",
    "banner": "h1 { background: #1f4e5f; color: white; padding: 6mm }",
    "picture": "img { float: left; width: 38%; height: 45mm; margin: 0 4mm 2mm 0 }",
    "bold": "",
    "shaded": "tr:first-child { background: #d8e4ea; font-weight: bold }",
}


def page(spec: Spec) -> str:
    """The file as one HTML page with a print style."""
    rtl = spec.lang == "ar"
    border = "border: 1px solid #444;" if spec.borders else ""
    number = "counter(page, arabic-indic)" if indic(spec) else "counter(page)"
    small = "font-size: 8pt" + (f"; font-family: '{spec.font}'" if spec.half == "unseen" else "")
    running = (
        f'@top-center {{ content: "{header(spec)}"; {small} }}'
        f'@bottom-center {{ content: "{FOOTERS[spec.lang]} " {number}; {small} }}'
    )
    style = f"""
        @page {{ size: {spec.paper}; margin: 22mm; {running if spec.running else ""} }}
        body {{ font-family: "{spec.font}"; font-size: {spec.size}pt; line-height: 1.5; margin: 0;
               text-align: {"justify" if spec.justify else "start"} }}
        main {{ columns: {spec.columns}; column-gap: 10mm }}
        table {{ border-collapse: collapse; width: 100% }} td, th {{ {border} padding: 3px 8px; text-align: start }}
        .note {{ float: footnote }} sup {{ font-size: 7pt }}
        h1 {{ font-size: 1.5em }} h2 {{ font-size: 1.2em }}
        {" ".join(_LAYOUTS[name] for name in spec.layout)}"""
    beside = "aside" in spec.layout
    inside = f"<main>{body(replace(spec, sources=spec.sources[:-1]) if beside else spec)}</main>"
    if beside:
        inside += f"<aside>{body(replace(spec, sources=spec.sources[-1:]))}</aside>"
    return (
        f'<!DOCTYPE html><html lang="{spec.lang}" dir="{"rtl" if rtl else "ltr"}"><head><meta charset="utf-8">'
        f"<title>{escape(spec.name)}</title><style>{style}</style></head><body>{inside}</body></html>"
    )


def body(spec: Spec) -> str:
    """The blocks of the file as HTML, its footnotes at the end."""
    marked, texts = marks(spec), notes(spec)
    paragraph = 0
    parts = []
    for kind, group in groupby(blocks(spec), key=lambda block: block.kind):
        inside = ""
        for block in group:
            if kind == "table":
                rows = ("".join(f"<td>{escape(cell.plain)}</td>" for cell in row) for row in block.rows)
                inside += "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
                continue
            text = "".join(
                f"<b>{escape(piece)}</b>" if bold else escape(piece) for piece, bold in pieces(spec, block.text)
            )
            if kind == "paragraph":
                if paragraph in marked:
                    text += f"<sup>{marked[paragraph]}</sup>"
                if paragraph == 0 and "picture" in spec.layout:
                    text = f'<img alt="" src="data:image/png;base64,{PICTURE}">{text}'
                paragraph += 1
            tag = {"heading": f"h{block.level}", "quote": "blockquote"}.get(kind) or _TAGS[kind]
            # A text in the other language has its own direction, as a careful author would have marked it.
            inside += f'<{tag} dir="auto">{text}</{tag}>'
        parts.append(f"<{_LISTS[kind]}>{inside}</{_LISTS[kind]}>" if kind in _LISTS else inside)
    feet = "".join(f"<p><small>{number} {escape(note.text)}</small></p>" for number, note in enumerate(texts, 1))
    return "".join(parts) + feet


def weasyprint(spec: Spec) -> bytes:
    """Printed by WeasyPrint."""
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    made: bytes = (
        importlib.import_module("weasyprint").HTML(string=page(spec)).write_pdf(pdf_identifier=spec.name.encode())
    )
    return made


def chromium(spec: Spec) -> bytes:
    """Printed by Chromium without a window; its own header and footer are the running ones."""
    options = [] if spec.running else ["--no-pdf-header-footer"]
    return _printed(
        spec,
        lambda html, pdf: [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", *options, f"--print-to-pdf={pdf}", f"file://{html}",
        ],
    )  # fmt: skip


def wkhtmltopdf(spec: Spec) -> bytes:
    """Printed by wkhtmltopdf (Qt WebKit)."""
    options = ["--header-center", header(spec), "--footer-center", "[page]/[topage]"] if spec.running else []
    return _printed(
        spec,
        lambda html, pdf: ["wkhtmltopdf", "--quiet", "--encoding", "utf-8", *options, html, pdf],
        QT_QPA_PLATFORM="offscreen",
    )


def _printed(spec: Spec, command, **environment: str) -> bytes:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as folder:
        html, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        html.write_text(page(spec), encoding="utf-8")
        subprocess.run(
            command(str(html), str(pdf)),
            check=True,
            capture_output=True,
            timeout=180,
            env={**os.environ, **environment},
        )
        return pdf.read_bytes()
