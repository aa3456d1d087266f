"""Tesseract's table becomes lines with a confidence, and its absence a message."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.pdf import ocr

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
ROWS = [
    "1\t1\t0\t0\t0\t0\t0\t0\t1000\t1400\t-1\t",
    "5\t1\t1\t1\t1\t1\t900\t150\t46\t36\t90\tعاد",
    "5\t1\t1\t1\t1\t2\t800\t150\t80\t36\t80\tالنازحون",
    "5\t1\t1\t1\t2\t1\t850\t200\t90\t36\t70\tإلى",
    "5\t1\t1\t1\t2\t2\t20\t200\t5\t5\t3\t%",
    "5\t1\t2\t1\t1\t1\t900\t400\t46\t36\t90\tحمص",
]
TABLE = "\n".join([HEAD, *ROWS])


def test_words_become_lines_in_regions() -> None:
    """Words stand in reading order already; what Tesseract itself does not believe is a stain."""
    page = ocr.recognised(TABLE, scale=2.0)
    assert [[line.text for line in lines] for lines in page.regions] == [["عاد النازحون", "إلى"], ["حمص"]]
    assert page.regions[0][0].left == 400
    assert page.method == "ocr"
    assert page.confidence == pytest.approx(0.82, abs=0.01)


def test_a_page_without_words_is_empty() -> None:
    """A photograph gives no text and says so."""
    assert ocr.recognised(HEAD, scale=2.0).verdict == "empty"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """``program(script)``: a tesseract that does what the shell script says."""

    def install(script: str) -> None:
        path = tmp_path / "tesseract"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    yield install
    ocr.available.cache_clear()


def test_both_languages_must_be_there(program: Callable[[str], None]) -> None:
    """Tesseract without its Arabic data would make garbage of every Arabic page."""
    program("printf 'List\\neng\\n'")
    ocr.available.cache_clear()
    assert not ocr.available()
    program("printf 'List\\nara\\neng\\nosd\\n'")
    ocr.available.cache_clear()
    assert ocr.available()


def test_a_page_is_drawn_and_recognised(
    make_pdf: Callable[..., bytes], program: Callable[[str], None], tmp_path: Path
) -> None:
    """The page goes to the program as a picture, the table comes back."""
    table = tmp_path / "table.tsv"
    table.write_text(TABLE, encoding="utf-8")
    program(f"head -c 2 >{tmp_path}/magic; cat >/dev/null; cat {table}")
    page = ocr.recognise(make_pdf(["Homs"]), 0, seconds=30)
    assert page.regions[0][0].text == "عاد النازحون"
    assert (tmp_path / "magic").read_bytes() == b"P5"


@pytest.mark.parametrize(("script", "reason"), [("sleep 5", "longer than"), ("exit 3", "could not be recognised")])
def test_a_page_that_cannot_be_recognised_says_what_to_do(
    make_pdf: Callable[..., bytes], program: Callable[[str], None], script: str, reason: str
) -> None:
    """A program that hangs is ended; either way the remedy is there."""
    program(script)
    with pytest.raises(DocumentError, match=reason) as caught:
        ocr.recognise(make_pdf(["Homs"]), 0, seconds=0.4)
    assert caught.value.kind == "needs_ocr"
    assert caught.value.remedy
