"""Set by XeLaTeX and LuaLaTeX."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from pdf.content import FOOTERS, Spec, blocks, header, indic, marks, notes
from pdf.drawn import font_file

_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_ARABIC = re.compile(r"[\u0600-\u06ff]+(?: [\u0600-\u06ff]+)*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 .,:'’/&@-]*[A-Za-z0-9]|[A-Za-z]")


def xelatex(spec: Spec) -> bytes:
    """Set by XeLaTeX; Arabic through the package bidi."""
    return _run("xelatex", _document(spec))


def lualatex(spec: Spec) -> bytes:
    """Set by LuaLaTeX; Arabic through babel, which orders the runs itself."""
    return _run("lualatex", _document(spec, babel=True))


def _run(program: str, document: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "text.tex").write_text(document, encoding="utf-8")
        for _ in range(2):
            done = subprocess.run(
                [program, "-interaction=nonstopmode", "text.tex"],
                cwd=folder,
                capture_output=True,
                timeout=180,
                check=False,
            )
        made = Path(folder, "text.pdf")
        if not made.is_file():
            raise RuntimeError(done.stdout.decode("utf-8", "replace")[-2000:])
        return made.read_bytes()


def _document(spec: Spec, *, babel: bool = False) -> str:
    number = "{\\addfontfeature{Mapping=arabicdigits}\\thepage}" if indic(spec) and not babel else "\\thepage"
    running = (
        "\\usepackage{fancyhdr}\\pagestyle{fancy}\\fancyhf{}"
        f"\\fancyhead[C]{{{header(spec)}}}\\fancyfoot[C]{{{FOOTERS[spec.lang]} {number}}}"
        if spec.running
        else "\\pagestyle{empty}"
    )
    columns = ",twocolumn" if spec.columns == 2 else ""
    body = _body(spec, _escaped if babel else _arabic if spec.lang == "ar" else _english)
    return (
        f"\\documentclass[12pt,a4paper{columns}]{{article}}\\usepackage{{fontspec}}"
        f"\\usepackage[margin=2.2cm]{{geometry}}{running}{_babel(spec) if babel else _font(spec)}"
        f"\\setlength\\emergencystretch{{3em}}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    )


def _font(spec: Spec) -> str:
    script, direction = (
        ("[Script=Arabic]", "\\usepackage{bidi}\\setRTL") if spec.lang == "ar" else ("", "\\TeXXeTstate=1")
    )
    return f"\\setmainfont{script}{{{spec.font}}}{direction}"


def _babel(spec: Spec) -> str:
    font = Path(font_file(spec.font))
    return (
        "\\usepackage[bidi=basic,layout=counters.tabular.lists.sectioning]{babel}\\babelprovide[import,main]{arabic}"
        f"\\babelfont{{rm}}[Path={font.parent}/,Extension={font.suffix}]{{{font.stem}}}"
    )


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(char, f"\\{char}" if char in "#$%&_{}" else char) for char in text)


def _arabic(text: str) -> str:
    return _LATIN.sub(lambda match: f"\\LR{{{match[0]}}}", _escaped(text))


def _english(text: str) -> str:
    shaped = r"{\addfontfeature{Script=Arabic}\beginR "
    return _ARABIC.sub(lambda match: f"{shaped}{match[0]}\\endR}}", _escaped(text))


def _body(spec: Spec, markup: Callable[[str], str]) -> str:
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
                rows = (" & ".join(markup(cell.plain) for cell in row) + f" \\\\ {line}" for row in block.rows)
                inside.append(f"\\noindent\\begin{{tabular}}{{{shape}}}\n{line}{''.join(rows)}\\end{{tabular}}")
                continue
            text = markup(block.text.plain)
            if kind == "paragraph":
                if paragraph in marked:
                    text += f"\\footnote{{{markup(texts[marked[paragraph] - 1].text)}}}"
                paragraph += 1
            if kind == "heading":
                text = f"\\{'section' if block.level == 1 else 'subsection'}*{{{text}}}"
            inside.append(f"\\item {text}" if kind in ("bullet", "number") else text)
        body = "\n\n".join(inside)
        name = {"bullet": "itemize", "number": "enumerate", "quote": "quote"}.get(kind)
        parts.append(f"\\begin{{{name}}}\n{body}\n\\end{{{name}}}" if name else body)
    return "\n\n".join(parts)
