"""Written by TCPDF, the library by which many websites offer their articles as PDF."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from pdf.content import FOOTERS, Spec, header, indic
from pdf.drawn import font_file
from pdf.web import body

_OWN_FONTS = {"Furat": "aefurat"}


def tcpdf(spec: Spec) -> bytes:
    """HTML set by TCPDF, which brings letters into presentation forms and runs into visual order itself."""
    border = ' border="1" cellpadding="4"' if spec.borders else ' cellpadding="4"'
    given = {
        "font": _OWN_FONTS.get(spec.font) or font_file(spec.font),
        "size": spec.size,
        "lang": spec.lang,
        "justify": spec.justify,
        "landscape": "landscape" in spec.paper,
        "header": header(spec) if spec.running else "",
        "footer": FOOTERS[spec.lang],
        "indic": indic(spec),
        "html": body(spec).replace("<table>", f"<table{border}>").replace(' dir="auto"', ""),
    }
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            ["php", "-d", f"sys_temp_dir={folder}", str(Path(__file__).with_suffix(".php"))],
            input=json.dumps(given).encode(),
            check=True,
            capture_output=True,
            timeout=180,
        ).stdout
