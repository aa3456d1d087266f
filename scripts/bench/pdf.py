"""Measure how well the text of PDF files is read: ours beside other extractors, on files whose text is known.

    python scripts/build_pdfs.py WORK          (says what it needs)
    python scripts/bench/pdf.py WORK [--half held_out] [--readers corpus,pdfium] [--speed 3] [-o pdf.json]

The other extractors are for this script only, the package does not need them:

    pip install pypdf pdfminer.six rapidfuzz          (BSD-3, MIT, MIT)        apt-get install poppler-utils

The figure is the character error rate: Levenshtein distance over the length of the true text. Both texts are in
logical order and NFC (not NFKC: a presentation form for a letter is an error). White space, bullets and bars between
cells are one space, characters without width nothing; tatweel counts. Headers, footers and page numbers are not in the
true text, so a reader that leaves them in pays for it: the second mean is over the files that have none. Footnotes may
stand anywhere. A rate above 1, and that of a refused file, counts as 1; the third mean is over the files of which
any reader makes at least half.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(ROOT / "scripts" / "bench")]

_UNSEEN = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u00ad\x02]")
_READABLE = 0.5
_MARKS = re.compile("[•◦▪●○■□|\xa0]")


def ours(data: bytes) -> str:
    """This project's reader: its blocks, in order."""
    from corpus_cli.ingest.pdf import parse

    extracted = parse(data).extracted
    return extracted.text


def pdfium(data: bytes) -> str:
    """PDFium's own text, as pypdfium2 gives it."""
    from pypdfium2 import PdfDocument

    return "\n".join(page.get_textpage().get_text_bounded() for page in PdfDocument(data))


def pypdf(data: bytes) -> str:
    """What pypdf extracts."""
    from io import BytesIO

    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def pdfminer(data: bytes) -> str:
    """What pdfminer.six extracts."""
    from io import BytesIO

    from pdfminer.high_level import extract_text

    return str(extract_text(BytesIO(data)))


def poppler(data: bytes) -> str:
    """What pdftotext prints."""
    return subprocess.run(
        ["pdftotext", "-", "-"], input=data, capture_output=True, check=True, timeout=60
    ).stdout.decode()


READERS: dict[str, Callable[[bytes], str]] = {
    "corpus": ours,
    "pdfium": pdfium,
    "poppler": poppler,
    "pypdf": pypdf,
    "pdfminer": pdfminer,
}


def normal(text: str) -> str:
    """The text as it is compared."""
    text = unicodedata.normalize("NFC", _MARKS.sub(" ", _UNSEEN.sub("", text)))
    return " ".join(text.split())


def error_rate(found: str, truth: str, notes: str = "") -> float:
    """Edits a character of the truth, at most 1. Footnotes, the truth's end, may stand where it suits best."""
    from rapidfuzz.distance import Levenshtein

    found, truth, notes = normal(found), normal(truth), normal(notes)
    best = Levenshtein.distance(found, truth)
    if notes and truth.endswith(notes):
        words = truth.removesuffix(notes).split()
        for at in range(len(words)):
            moved = " ".join([*words[:at], notes, *words[at:]])
            best = min(best, Levenshtein.distance(found, moved, score_cutoff=best))
    return min(1.0, best / len(truth))


def read(name: str, data: bytes) -> tuple[str, str | None]:
    """What the reader makes of the file; of a refusal, the reason."""
    try:
        return READERS[name](data), None
    except Exception as error:  # whatever a reader raises is its result
        return "", f"{type(error).__name__}: {error}"[:200]


def measured(folder: Path, half: str, readers: list[str]) -> list[dict]:
    """One row a file: its producer, font and layout, and each reader's error rate."""
    from pdf.catalogue import ALL
    from pdf.content import notes

    rows = []
    for spec in ALL:
        file = folder / f"{spec.name}.pdf"
        if spec.half != half or not file.is_file():
            continue
        data, truth = file.read_bytes(), file.with_suffix(".txt").read_text(encoding="utf-8")
        results = {name: read(name, data) for name in readers}
        feet = "\n".join(f"{number} {note.text}" for number, note in enumerate(notes(spec), 1))
        rows.append(
            {
                "name": spec.name,
                "producer": spec.producer,
                "font": spec.font,
                "about": spec.about,
                "running": spec.running,
                "rates": {name: round(error_rate(found, truth, feet), 4) for name, (found, _) in results.items()},
                "refused": {name: reason for name, (_, reason) in results.items() if reason},
            }
        )
    return rows


def table(rows: list[dict], readers: list[str]) -> str:
    """The rows as a table in Markdown, with the means below."""
    out = ["| file | font | layout | " + " | ".join(readers) + " |", "| --- " * (3 + len(readers)) + "|"]
    for row in rows:
        rates = " | ".join(f"{row['rates'][name]:.3f}" for name in readers)
        out.append(f"| {row['name']} | {row['font']} | {row['about']} | {rates} |")
    groups = {
        "mean": rows,
        "mean without headers and footers": [row for row in rows if not row["running"]],
        "mean of files that any reader can read": [row for row in rows if min(row["rates"].values()) < _READABLE],
    }
    for label, some in groups.items():
        if some:
            rates = " | ".join(f"**{statistics.mean(row['rates'][name] for row in some):.3f}**" for name in readers)
            out.append(f"| {label} | | {len(some)} files | {rates} |")
    return "\n".join(out)


def speed(folder: Path, half: str, readers: list[str], repeat: int) -> dict[str, float]:
    """Pages a second of each reader over the files of the half, the best of the repeats."""
    from pypdfium2 import PdfDocument

    files = [file.read_bytes() for file in sorted(folder.glob(f"{half}-*.pdf"))]
    pages = sum(len(PdfDocument(data)) for data in files)
    best = {}
    for name in readers:
        seconds = []
        for _ in range(repeat):
            started = time.perf_counter()
            for data in files:
                read(name, data)
            seconds.append(time.perf_counter() - started)
        best[name] = round(pages / min(seconds), 1)
    return best


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--half", choices=("tuning", "second", "third", "held_out", "fresh", "unseen", "scan"), default="held_out"
    )
    parser.add_argument("--readers", default=",".join(READERS))
    parser.add_argument("--speed", type=int, default=0, metavar="REPEATS")
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    readers = arguments.readers.split(",")
    rows = measured(arguments.folder, arguments.half, readers)
    if not rows:
        sys.exit(f"no files in {arguments.folder}; make them with scripts/build_pdfs.py")
    print(table(rows, readers))
    for row in rows:
        for name, reason in row["refused"].items():
            print(f"{row['name']}: {name} refused: {reason}")
    result = {"half": arguments.half, "rows": rows}
    if arguments.speed:
        result["pages_per_second"] = speed(arguments.folder, arguments.half, readers, arguments.speed)
        print(f"pages a second: {result['pages_per_second']}")
    if arguments.output:
        from line import commit, machine

        result = {"commit": commit(), "machine": machine(), **result}
        arguments.output.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
