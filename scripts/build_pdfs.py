"""Makes the PDF files by which the PDF reader is tuned and measured, each beside its text.

    python scripts/build_pdfs.py FOLDER [--half HALF] [--only NAME …]

Writes FOLDER/<name>.pdf and FOLDER/<name>.txt for every file of scripts/pdf/catalogue.py; what is there already stays.
Scans are pictures of pages (150 dpi) without a text layer. Programs and packages that the project itself does not need:

    apt-get install --no-install-recommends libreoffice-writer-nogui chromium wkhtmltopdf texlive-xetex \\
        texlive-lang-arabic pango1.0-tools paps ghostscript qpdf poppler-utils fonts-hosny-amiri fonts-kacst \\
        fonts-kacst-one fonts-sil-scheherazade fonts-sil-lateef fonts-sil-harmattan fonts-farsiweb fonts-arabeyes \\
        fonts-noto-core fonts-noto-ui-core fonts-noto-extra fonts-paktype fonts-lemonada fonts-freefont-ttf \\
        fonts-dejavu-core fonts-dejavu-extra fonts-liberation texlive-luatex fop php-cli php-tcpdf fonts-hosny-thabit \\
        fonts-freefarsi fonts-crosextra-carlito
    pip install weasyprint reportlab fpdf2 uharfbuzz arabic-reshaper python-bidi python-frontmatter typst
    npm install --prefix FOLDER/fonts $(for f in cairo tajawal almarai ibm-plex-sans-arabic vazirmatn readex-pro \\
        markazi-text el-messiri changa mada reem-kufi alexandria zain baloo-bhaijaan-2 marhey fustat rubik \\
        scheherazade-new mirza kufam; do echo @expo-google-fonts/$f; done)

They are for making test files only: fpdf2 and TCPDF are LGPL-3.0, the fonts are free (those from npm under the OFL).
The same versions give the same text layers; dates inside the files differ.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pdf.catalogue import ALL, PRODUCERS
from pdf.content import Spec, lines


def made(spec: Spec) -> bytes:
    """The file, rewritten, turned or photographed where its spec says so."""
    data = PRODUCERS[spec.producer](spec)
    if spec.rewritten:
        data = _through(
            data, lambda old, new: ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", new, old]
        )
    if spec.rotate and spec.producer != "reportlab":
        data = _through(data, lambda old, new: ["qpdf", f"--rotate=+{spec.rotate}", old, new])
    if spec.half == "scan" and spec.producer != "paps":  # whose letters are outlines anyway
        data = _through(data, lambda old, new: ["sh", "-c", f"pdftoppm -r 150 -gray -png {old} p && {_JOIN} {new}"])
    return data


# Pictures to PDF by Pillow, which reportlab and WeasyPrint bring.
_JOIN = (
    f"{sys.executable} -c 'import sys, glob; from PIL import Image;"
    'first, *rest = [Image.open(p) for p in sorted(glob.glob("p*.png"))];'
    "first.save(sys.argv[1], save_all=True, append_images=rest, resolution=150)'"
)


def _through(data: bytes, command) -> bytes:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old.pdf"), Path(folder, "new.pdf")
        old.write_bytes(data)
        subprocess.run(command(str(old), str(new)), check=True, capture_output=True, timeout=180, cwd=folder)
        return new.read_bytes()


def main() -> None:
    """Make what is missing; a file that cannot be made is named and passed over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=sorted({spec.half for spec in ALL}))
    parser.add_argument("--only", nargs="*", default=[])
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    os.environ["XDG_DATA_HOME"] = str(arguments.folder.resolve())  # where fontconfig looks for a folder "fonts"
    failed = []
    for spec in ALL:
        pdf = arguments.folder / f"{spec.name}.pdf"
        if (arguments.only and spec.name not in arguments.only) or arguments.half not in (None, spec.half):
            continue
        (arguments.folder / f"{spec.name}.txt").write_text("\n".join(lines(spec)) + "\n", encoding="utf-8")
        if pdf.exists() and not arguments.only:
            continue
        try:
            pdf.write_bytes(made(spec))
            print(f"{spec.name}: {spec.about}", flush=True)
        except Exception as error:  # whatever a producer raises
            failed.append(spec.name)
            print(f"{spec.name}: {type(error).__name__}: {str(error)[:600]}", file=sys.stderr, flush=True)
    if failed:
        sys.exit(f"not made: {', '.join(failed)}")


if __name__ == "__main__":
    main()
