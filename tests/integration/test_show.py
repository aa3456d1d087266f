"""`corpus show` on a finished run."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import Corpus, Finished
from lxml import etree

from corpus_cli.results.run import open_results


def test_a_document_is_shown_by_its_name(corpus: Corpus, finished: Finished) -> None:
    """Title, themes with labels, names in brackets; nothing on stderr, no colour in a pipe."""
    done = corpus("show", str(finished.out), "ar/return-0.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "[حلب P1]" in done.stdout
    assert "gn:170063" in done.stdout
    assert "Arabic" in done.stdout
    assert "\x1b" not in done.stdout


def test_colours_are_given_where_they_are_asked_for(corpus: Corpus, finished: Finished) -> None:
    """For less -R; the variable NO_COLOR alone changes nothing in a pipe."""
    assert "\x1b[32mAleppo" in corpus("show", str(finished.out), "en/return-0.txt", "--color").stdout
    plain = corpus("show", str(finished.out), "en/return-0.txt", NO_COLOR="1").stdout
    assert plain == corpus("show", str(finished.out), "en/return-0.txt").stdout


def test_a_page_is_written_to_a_file(corpus: Corpus, workplace: Path, finished: Finished) -> None:
    """Whole, and well formed."""
    done = corpus("show", str(finished.out), "ar/return-0.txt", "--format", "html", "-o", "page.html")
    assert (done.returncode, done.stdout) == (0, "")
    assert "page.html" in done.stderr
    page = etree.fromstring((workplace / "page.html").read_bytes())
    assert "حلب" in {"".join(mark.itertext()) for mark in page.iter("mark")}
    assert corpus("show", str(finished.out), "ar/return-0.txt", "-o", "reports").returncode == 7


def test_a_passage_and_a_place_in_the_text(corpus: Corpus, finished: Finished) -> None:
    """As a hit of a query tells them."""
    doc = open_results(finished.out).document("en/dialogue-1.md")
    second = (doc.passages or ())[1]
    by_id = corpus("show", str(finished.out), doc.doc_id, "--passage", second.id, "--context", "0", "-f", "json").stdout
    by_place = corpus(
        "show", str(finished.out), doc.doc_id, "--at", str(second.start + 1), "--context", "0", "-f", "json"
    )
    assert json.loads(by_id)["text"] == (doc.text or "")[second.start : second.end]
    assert by_place.stdout == by_id
    assert corpus("show", str(finished.out), doc.doc_id, "--at", "1", "--passage", "p0001").returncode == 2
    assert corpus("show", str(finished.out), doc.doc_id, "--passage", "p9999").returncode == 3


def test_an_input_without_a_document_says_why(corpus: Corpus, finished: Finished) -> None:
    """A file that repeats another names it; a broken one says what is wrong with it."""
    done = corpus("show", str(finished.out), "copy.txt")
    assert done.returncode == 3
    assert "duplicate" in done.stderr
    assert "return-0.txt" in done.stderr
    assert "broken.pdf gave no document (quarantined)" in corpus("show", str(finished.out), "broken.pdf").stderr


def test_what_is_not_there_is_said(corpus: Corpus, finished: Finished) -> None:
    """No such document, no such run: what to do, and the exit code for input."""
    for arguments in (("show", str(finished.out), "nothing"), ("show", "nowhere", "x")):
        done = corpus(*arguments)
        assert done.returncode == 3
        assert "what to do:" in done.stderr


def test_a_run_without_themes_is_shown_without_labels(corpus: Corpus, workplace: Path) -> None:
    """`corpus process` looks for names only; the document says that themes were not looked for."""
    (workplace / "one.txt").write_text("The market in Homs is open again and the bakers are back.\n", encoding="utf-8")
    corpus("process", "one.txt", "-p", "small.toml", "-o", "processed")
    done = corpus("show", "processed", "one.txt")
    assert done.returncode == 0
    assert "[Homs P1]" in done.stdout
    assert "the stage topics did not run" in done.stdout
