"""Set by XeLaTeX."""

from __future__ import annotations

import re
import subprocess
import tempfile
from itertools import groupby
from pathlib import Path

from pdf.content import FOOTERS, HEADERS, Spec, blocks, marks, notes

_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 .,:'’/&@-]*[A-Za-z0-9]|[A-Za-z]")


def xelatex(spec: Spec) -> bytes:
    """Set by XeLaTeX; Arabic through the package bidi."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "text.tex").write_text(_document(spec), encoding="utf-8")
        for _ in range(2):
            done = subprocess.run(
                ["xelatex", "-interaction=nonstopmode", "text.tex"],
                cwd=folder,
                capture_output=True,
                timeout=180,
                check=False,
            )
        made = Path(folder, "text.pdf")
        if not made.is_file():
            raise RuntimeError(done.stdout.decode("utf-8", "replace")[-2000:])
        return made.read_bytes()


def _document(spec: Spec) -> str:
    rtl = spec.lang == "ar"
    running = (
        "\\usepackage{fancyhdr}\\pagestyle{fancy}\\fancyhf{}"
        f"\\fancyhead[C]{{{HEADERS[spec.lang]}}}\\fancyfoot[C]{{{FOOTERS[spec.lang]} \\thepage}}"
        if spec.running
        else "\\pagestyle{empty}"
    )
    columns = ",twocolumn" if spec.columns == 2 else ""
    script = "[Script=Arabic]" if rtl else ""
    direction = "\\usepackage{bidi}\\setRTL" if rtl else ""
    return (
        f"\\documentclass[12pt,a4paper{columns}]{{article}}\\usepackage{{fontspec}}"
        f"\\usepackage[margin=2.2cm]{{geometry}}{running}\\setmainfont{script}{{{spec.font}}}"
        f"{direction}\\setlength\\emergencystretch{{3em}}\\begin{{document}}\n{_body(spec)}\n\\end{{document}}\n"
    )


def _escaped(text: str, *, rtl: bool) -> str:
    text = "".join(_SPECIAL.get(char, f"\\{char}" if char in "#$%&_{}" else char) for char in text)
    return _LATIN.sub(lambda match: f"\\LR{{{match[0]}}}", text) if rtl else text


def _body(spec: Spec) -> str:
    rtl = spec.lang == "ar"
    marked, texts = marks(spec), notes(spec)
    paragraph = 0
    parts = []
    for kind, group in groupby(blocks(spec), key=lambda block: block.kind):
        inside = []
        for block in group:
            if kind == "table":
                rule = "|" if spec.borders else ""
                line = "\\hline\n" if spec.borders else "\n"
                width = 0.8 / len(block.rows[0])
                shape = rule + rule.join([f"p{{{width:.2f}\\linewidth}}"] * len(block.rows[0])) + rule
                rows = (
                    " & ".join(_escaped(cell.plain, rtl=rtl) for cell in row) + f" \\\\ {line}" for row in block.rows
                )
                inside.append(f"\\noindent\\begin{{tabular}}{{{shape}}}\n{line}{''.join(rows)}\\end{{tabular}}")
                continue
            text = _escaped(block.text.plain, rtl=rtl)
            if kind == "paragraph":
                if paragraph in marked:
                    text += f"\\footnote{{{_escaped(texts[marked[paragraph] - 1].text, rtl=rtl)}}}"
                paragraph += 1
            if kind == "heading":
                text = f"\\{'section' if block.level == 1 else 'subsection'}*{{{text}}}"
            inside.append(f"\\item {text}" if kind in ("bullet", "number") else text)
        body = "\n\n".join(inside)
        name = {"bullet": "itemize", "number": "enumerate", "quote": "quote"}.get(kind)
        parts.append(f"\\begin{{{name}}}\n{body}\n\\end{{{name}}}" if name else body)
    return "\n\n".join(parts)
