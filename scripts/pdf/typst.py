"""Set by Typst."""

from __future__ import annotations

import importlib
import json
import tempfile
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from pdf.content import FOOTERS, Spec, blocks, header, indic, marks, notes
from pdf.drawn import font_file


def typst(spec: Spec) -> bytes:
    """Set by Typst, which orders runs and columns of tables by the language's direction."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "text.typ")
        source.write_text(_document(spec), encoding="utf-8")
        fonts = [str(Path(font_file(spec.font)).parent)]
        made: bytes = importlib.import_module("typst").compile(str(source), font_paths=fonts)
        return made


def _string(text: str) -> str:
    """A string in Typst's code, which takes no character for markup."""
    return f"#{json.dumps(text, ensure_ascii=False)};"


def _document(spec: Spec) -> str:
    number = "١" if indic(spec) else "1"
    running = (
        f"header: align(center)[#text(8pt)[{_string(header(spec))}]], "
        f'footer: context align(center)[#text(8pt)[{_string(FOOTERS[spec.lang])} #counter(page).display("{number}")]], '
    )
    body = _body(spec)
    if "aside" in spec.layout:
        inside, beside = (_body(replace(spec, sources=part)) for part in (spec.sources[:-1], spec.sources[-1:]))
        body = f"#grid(columns: (5fr, 3fr), gutter: 8mm, [{inside}], block(stroke: 0.5pt, inset: 8pt)[{beside}])"
    paper = spec.paper.split()[0].lower()
    return f"""
#set page(paper: "{paper}", flipped: {str("landscape" in spec.paper).lower()}, margin: 2.2cm,
  {running if spec.running else ""} columns: {spec.columns})
#set text(font: "{spec.font}", size: {spec.size}pt, lang: "{spec.lang}", dir: {"rtl" if spec.lang == "ar" else "ltr"})
#set par(justify: {str(spec.justify).lower()}, leading: 0.9em)
{body}
"""


def _body(spec: Spec) -> str:
    marked, texts = marks(spec), notes(spec)
    paragraph = 0
    parts = []
    for kind, group in groupby(blocks(spec), key=lambda block: block.kind):
        for block in group:
            if kind == "table":
                cells = ", ".join(f"[{_string(cell.plain)}]" for row in block.rows for cell in row)
                fill = 'fill: (x, y) => if y == 0 { rgb("#d8e4ea") }, ' if "shaded" in spec.layout else ""
                parts.append(f"#table(columns: {len(block.rows[0])}, {fill}{cells})")
                continue
            text = _string(block.text.plain)
            if kind == "paragraph":
                if paragraph in marked:
                    text += f"#footnote[{_string(texts[marked[paragraph] - 1].text)}]"
                paragraph += 1
            if "across" in spec.layout and not parts:
                title = f"#text(1.5em, weight: 700)[{text}]"
                parts.append(f'#place(top + center, scope: "parent", float: true)[{title}]')
            elif kind == "quote":
                frame = "stroke: 0.5pt, inset: 8pt, width: 100%" if "boxed" in spec.layout else "inset: (x: 2em)"
                parts.append(f"#block({frame})[{text}]")
            else:
                parts.append({"heading": "=" * block.level + " ", "bullet": "- ", "number": "+ "}.get(kind, "") + text)
        parts.append("")
    return "\n\n".join(parts)
