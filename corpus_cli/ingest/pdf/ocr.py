"""Pages recognised by Tesseract, which is called as a program; nothing else of it is needed.

Debian: tesseract-ocr with tesseract-ocr-ara and tesseract-ocr-eng (Apache-2.0).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.pdf.file import loaded, opened
from corpus_cli.ingest.pdf.pages import PageText
from corpus_cli.ingest.pdf.paragraphs import TextLine
from corpus_cli.ingest.pdf.verdicts import arabic_share

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

LANGUAGES = ("ara", "eng")
INSTALL = (
    "install Tesseract with its Arabic and English data (apt install tesseract-ocr tesseract-ocr-ara) and run again"
)
_DPI = 300
_MAX_PIXELS = 30_000_000  # an A3 page at 300 dpi has 17 million
_WORD = "5"  # the level of words in Tesseract's table
_ARABIC = 0.75  # share of Arabic among the letters of a page of Arabic
_LEAST = 10.0  # per cent: below this confidence a "word" is a stain


@cache
def available() -> bool:
    """Whether Tesseract is installed with the data of both languages."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    return set(LANGUAGES) <= set(listed.split())


def recognise(data: bytes, number: int, *, seconds: float) -> PageText:
    """The text of a page (from 0) by OCR, with its confidence. Runs in the child process.

    Raises ``DocumentError`` if the page takes longer than it may or Tesseract fails.
    """
    document = opened(data)
    try:
        picture, scale = _picture(loaded(document, number))
    finally:
        document.close()
    page = recognised(_tesseract(picture, LANGUAGES, number=number, scale=scale, seconds=seconds / 2), scale=scale)
    text = "".join(line.text for lines in page.regions for line in lines)
    if arabic_share(text) < _ARABIC:
        return page
    # With both languages single Arabic words come out as Latin ones; a page of Arabic is read better as Arabic alone.
    alone = recognised(_tesseract(picture, LANGUAGES[:1], number=number, scale=scale, seconds=seconds / 2), scale=scale)
    return alone if (alone.confidence or 0.0) >= (page.confidence or 0.0) else page


def _tesseract(picture: bytes, languages: tuple[str, ...], *, number: int, scale: float, seconds: float) -> str:
    """Tesseract's table of a picture."""
    command = ["tesseract", "stdin", "stdout", "-l", "+".join(languages), "--psm", "3", "--dpi", str(round(72 * scale))]
    try:
        done = subprocess.run(
            [*command, "tsv"],
            input=picture,
            capture_output=True,
            timeout=seconds,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"page {number + 1} took longer than {seconds:g} s to recognise",
            remedy="raise timeout_seconds in the pipeline's [ingest] section, or pass a searchable PDF, docx or txt",
            kind="needs_ocr",
        ) from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise DocumentError(f"page {number + 1} could not be recognised", remedy=INSTALL, kind="needs_ocr") from error
    return done.stdout.decode("utf-8", "replace")


def _picture(page: PdfPage) -> tuple[bytes, float]:
    """The page in grey as a PGM file, and how many of its pixels make a point."""
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = memoryview(bitmap.buffer)
    body = b"".join(rows[at : at + bitmap.width] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
    return b"P5\n%d %d\n255\n" % (bitmap.width, bitmap.height) + body, scale


def recognised(table: str, *, scale: float) -> PageText:
    """The page that Tesseract's table (tsv) tells of: a region a block, lines in reading order."""
    rows = [row.split("\t") for row in table.splitlines()]
    words = [row for row in rows if len(row) == 12 and row[0] == _WORD and row[11].strip() and float(row[10]) >= _LEAST]
    if not words:
        return PageText((), "empty", "ocr", confidence=0.0)
    size = median(int(row[9]) for row in words) / scale
    regions = []
    for _, block in groupby(words, key=lambda row: row[2]):
        lines = (list(line) for _, line in groupby(block, key=lambda row: row[2:5]))
        regions.append(tuple(_line(line, scale=scale, size=size) for line in lines))
    letters = sum(len(row[11]) for row in words)
    confidence = sum(float(row[10]) * len(row[11]) for row in words) / letters / 100
    return PageText(tuple(regions), "repaired", "ocr", confidence=round(confidence, 2))


def _line(words: list[list[str]], *, scale: float, size: float) -> TextLine:
    """A line; its type counts as larger than the body's only if it clearly is, since boxes follow ascenders."""
    left = min(int(row[6]) for row in words)
    right = max(int(row[6]) + int(row[8]) for row in words)
    low = median(int(row[7]) + int(row[9]) for row in words)
    tall = median(int(row[9]) for row in words) / scale
    text = " ".join(row[11].strip() for row in words)
    return TextLine(
        text, left / scale, right / scale, -low / scale, tall if tall > 1.6 * size else size, arabic_share(text) > 0.5
    )
