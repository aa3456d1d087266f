"""Plain text set by Pango and drawn by Cairo (pango-view) or as PostScript (paps)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from pdf.content import Spec, lines


def pango_view(spec: Spec) -> bytes:
    """One page as long as it needs to be, from pango-view."""
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "text.txt"), Path(folder, "text.pdf")
        source.write_text("\n\n".join(lines(spec)), encoding="utf-8")
        command = ["pango-view", "--no-display", f"--font={spec.font} {spec.size}", "--width=480", "--margin=50"]
        justify = ["--justify"] if spec.justify else []
        subprocess.run(
            [*command, *justify, f"--output={made}", str(source)], check=True, capture_output=True, timeout=120
        )
        return made.read_bytes()


def paps(spec: Spec) -> bytes:
    """Pages of plain text from paps, whose PostScript Ghostscript makes into PDF."""
    text = "\n\n".join(lines(spec))
    command = ["paps", f"--font={spec.font} {spec.size}", f"--columns={spec.columns}"]
    rtl = ["--rtl"] if spec.lang == "ar" else []
    drawn = subprocess.run([*command, *rtl], input=text.encode(), check=True, capture_output=True, timeout=120).stdout
    return subprocess.run(["ps2pdf", "-", "-"], input=drawn, check=True, capture_output=True, timeout=120).stdout
