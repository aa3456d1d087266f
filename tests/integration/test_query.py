"""`corpus query` and `corpus index` on the real command, with the real encoder."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from command_line import Corpus, Finished


def hits(done: CompletedProcess[str]) -> list[dict[str, Any]]:
    """What `--format json` gave."""
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["hits"]
    return found


def test_a_run_has_an_index(finished: Finished) -> None:
    """`corpus run` makes it at its end."""
    assert (finished.out / "index" / "index.json").is_file()


@pytest.mark.parametrize("text", ["refugees return to their homes", "عودة اللاجئين إلى بيوتهم"])
def test_one_query_finds_both_languages(searched: Path, corpus: Corpus, text: str) -> None:
    """And each passage stands in its document where the answer says."""
    found = hits(corpus("query", str(searched), text, "--format", "json"))
    assert {hit["language"] for hit in found} == {"ar", "en"}
    for hit in found:
        path = searched / "documents" / hit["doc_id"][:2] / f"{hit['doc_id']}.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        assert document["text"][hit["start"] : hit["end"]] == hit["text"]


def test_a_place_is_found_by_either_name(searched: Path, corpus: Corpus) -> None:
    """The filter takes a name in either language or the id."""
    answers = [
        {
            hit["passage_id"] + hit["doc_id"]
            for hit in hits(corpus("query", str(searched), "--place", name, "-f", "json"))
        }
        for name in ("حلب", "Aleppo", "sy:aleppo-governorate")
    ]
    assert answers[0] == answers[1] == answers[2] != set()


def test_the_table_marks_the_words(searched: Path, corpus: Corpus) -> None:
    """In brackets where nothing is coloured; the words need not be joined by quotation marks."""
    done = corpus("query", str(searched), "سوق", "في", "حمص", "-n", "2")
    assert done.returncode == 0 and "[حمص]" in done.stdout and "\033" not in done.stdout


def test_csv_and_markdown(searched: Path, corpus: Corpus) -> None:
    """The same passages in each form."""
    rows = list(
        csv.DictReader(io.StringIO(corpus("query", str(searched), "market", "-f", "csv").stdout.lstrip("\ufeff")))
    )
    page = corpus("query", str(searched), "market", "-f", "md").stdout
    assert rows and page.startswith("# market") and page.count("\n## ") == len(rows)


def test_several_runs_are_asked_at_once(searched: Path, corpus: Corpus, tmp_path: Path) -> None:
    """What both hold comes once."""
    other = tmp_path / "other"
    shutil.copytree(searched, other)
    both = hits(corpus("query", str(searched), str(other), "water", "-f", "json", "-n", "50"))
    alone = hits(corpus("query", str(searched), "water", "-f", "json", "-n", "50"))
    assert [hit["doc_id"] for hit in both] == [hit["doc_id"] for hit in alone]


def test_a_theme_of_two_models_is_refused(finished: Finished, corpus: Corpus, tmp_path: Path) -> None:
    """The labels of both say why; without --theme both answer."""
    other = tmp_path / "other"
    shutil.copytree(finished.out, other)
    manifest = json.loads((other / "index" / "index.json").read_bytes())
    assert manifest["topic_model"] == (other / "topics" / "model.sha256").read_text().strip()
    (other / "index" / "index.json").write_text(json.dumps(manifest | {"topic_model": "0" * 64}))
    done = corpus("query", str(finished.out), str(other), "--theme", "t001")
    assert done.returncode == 3, done.stderr
    label = json.loads((finished.out / "themes.json").read_bytes())["themes"][0]["labels"]["en"]
    assert done.stderr.count(label) == 2 and "corpus topics assign OUT --model NAME" in done.stderr
    assert corpus("query", str(finished.out), str(other), "water").returncode == 0


def test_an_index_is_made_once_and_again_when_damaged(finished: Finished, corpus: Corpus, tmp_path: Path) -> None:
    """`corpus query` says what helps, and it does."""
    out = tmp_path / "out"
    shutil.copytree(finished.out, out)
    assert "nothing has changed" in corpus("index", str(out)).stderr
    (out / "index" / "names.json").write_bytes(b"{}")
    done = corpus("query", str(out), "water")
    assert done.returncode == 3 and f"corpus index {out}" in done.stderr
    assert corpus("index", str(out)).returncode == 0
    assert corpus("query", str(out), "water").returncode == 0


def test_documents_without_themes_can_be_searched(corpus: Corpus, tmp_path: Path) -> None:
    """`corpus process` makes no index; `corpus index` does, and encodes what has no vector."""
    (tmp_path / "a.txt").write_text("The wells of Homs were repaired in spring by the council.", encoding="utf-8")
    out = tmp_path / "out"
    assert corpus("process", str(tmp_path / "a.txt"), "-o", str(out)).returncode == 0
    assert corpus("query", str(out), "wells").returncode == 3
    assert corpus("index", str(out)).returncode == 0
    (hit,) = hits(corpus("query", str(out), "آبار حمص", "-f", "json"))
    assert hit["theme_id"] is None and "entity" in hit["why"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["🎉"], 0, "no word"),
        (["the of"], 0, "only words"),
        ([""], 0, "empty"),
        (["x" * 10_000], 0, "10,000 characters"),
        (["--place", "x' OR 1=1"], 3, "no place"),
        (["--theme", "t999"], 3, "no theme"),
        (["--since", "yesterday"], 3, "no date"),
        (["--since", "2023", "--until", "2021"], 3, "after"),
        (["--doc", "nothing.txt"], 3, "no document"),
        (["water", "--similar", "q1"], 3, "in place of a text"),
        (["water", "--limit", "0"], 2, "limit"),
    ],
)  # fmt: skip
def test_bad_input_is_said(searched: Path, corpus: Corpus, arguments: list[str], code: int, said: str) -> None:
    """A clear message, or an empty answer and why."""
    done = corpus("query", str(searched), *arguments)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    if code:
        assert done.stdout == ""


def test_no_run_no_answer(corpus: Corpus, tmp_path: Path) -> None:
    """The error names the folder."""
    done = corpus("query", str(tmp_path / "nowhere"), "water")
    assert done.returncode == 3 and "nowhere" in done.stderr


def test_what_is_no_longer_there_is_no_longer_found(corpus: Corpus, workplace: Path) -> None:
    """The only report is replaced by a broken file: neither the index nor the page keeps its text."""
    only = workplace / "only"
    only.mkdir()
    text = "Families came back to Homs. The pump is broken and the wells are dry, said the mediator Marwan."
    (only / "a.txt").write_text(text)
    assert corpus("run", "only", "-p", "small.toml", "-o", "one").returncode == 0
    assert "pump is broken" in (workplace / "one" / "report.html").read_text("utf-8")
    (only / "a.txt").write_bytes(b"")
    done = corpus("run", "only", "-p", "small.toml", "-o", "one")
    assert done.returncode == 6, done.stderr
    assert hits(corpus("query", "one", "pump wells", "--format", "json")) == []
    assert hits(corpus("query", "one", "--format", "json")) == []
    assert "pump is broken" not in (workplace / "one" / "report.html").read_text("utf-8")
    index = b"".join(path.read_bytes() for path in (workplace / "one" / "index").rglob("*") if path.is_file())
    assert b"pump is broken" not in index
    again = corpus("run", "only", "-p", "small.toml", "-o", "one")
    assert again.returncode == 6, again.stderr


@pytest.mark.parametrize("format_", ["json", "md", "csv", "table"])
def test_a_query_that_is_no_utf8_is_answered(searched: Path, corpus: Corpus, format_: str) -> None:
    """A terminal of another encoding sends such bytes."""
    done = corpus("query", str(searched), os.fsdecode(b"Homs \xff"), "--format", format_)
    assert done.returncode == 0, done.stderr
