"""The real command: what documents are to each other is written, shown, and counted once where asked for."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

from command_line import Corpus, Finished


def test_a_run_relates_its_documents_and_counts_once_when_asked(corpus: Corpus, workplace: Path) -> None:
    """A notice saved twice, another version of it and its translation: four documents, one report."""
    own = workplace / "own"
    own.mkdir()

    def report(language: str) -> str:
        parts = [(workplace / "reports" / language / f"{name}-0.txt").read_text() for name in ("return", "dialogue")]
        return "".join(part.partition("\n\n")[2] + "\n" for part in parts)

    (own / "1-notice.txt").write_text(report("en"), encoding="utf-8")
    (own / "2-saved again.txt").write_bytes(report("en").replace("\n", "\r\n").encode())
    (own / "3-version.txt").write_text(f"Corrected on Monday.\n\n{report('en')}", encoding="utf-8")
    (own / "4-بالعربية.txt").write_text(report("ar"), encoding="utf-8")
    done = corpus("run", "own", "-p", "small.toml", "-o", "out", "--count-once", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert "there again word for word" in done.stderr
    assert "counted once in themes" in done.stderr
    rows = list(csv.DictReader(io.StringIO((workplace / "out/relations.csv").read_text(encoding="utf-8-sig"))))
    found = {(Path(row["path_a"]).name[0], Path(row["path_b"]).name[0]): row["kind"] for row in rows}
    assert found == {("1", "2"): "duplicate", ("1", "3"): "near_duplicate", ("1", "4"): "translation"}
    page = json.loads((workplace / "out/themes.json").read_text())
    assert (page["documents"], page["duplicates"]) == (1, 1)
    assert page["left_out"] == {"repeat": 1, "translation": 1}

    shown = corpus("relations", "out", "4-بالعربية.txt", "--format", "json")
    (only,) = json.loads(shown.stdout)
    assert (only["kind"], only["b"]["language"]) == ("translation", "ar")
    assert "One report in two languages (1)" in corpus("relations", "out", "--kind", "translation").stdout
    assert "It is there in another language as" in corpus("show", "out", "1-notice.txt").stdout
    assert "This document repeats" in corpus("show", "out", "2-saved again.txt").stdout


def test_counting_can_be_changed_without_reading_anything_again(
    corpus: Corpus, finished: Finished, workplace: Path
) -> None:
    """The same folder with and without --count-once: other totals, the same relations, no document read."""
    shutil.copytree(finished.out, workplace / "out")
    every = json.loads((workplace / "out/themes.json").read_text())
    second = corpus("run", "reports", "-p", "small.toml", "-o", "out", "--jobs", "1", "--count-once")
    once = json.loads((workplace / "out/themes.json").read_text())
    assert second.returncode == 6
    assert "0 new" in second.stderr
    assert (workplace / "out/relations.jsonl").read_bytes() == (finished.out / "relations.jsonl").read_bytes()
    assert once["documents"] + sum(once["left_out"].values()) == every["documents"]
    assert once["left_out"]["repeat"] > 0


def test_process_finds_what_texts_show(processed: Path, finished: Finished) -> None:
    """Without vectors there are repeats and no translations; a run adds these (on the same folder: test_run)."""
    before, after = (
        {json.loads(line)["kind"] for line in (out / "relations.jsonl").read_text().splitlines()}
        for out in (processed, finished.out)
    )
    assert "near_duplicate" in before and "translation" not in before
    assert after >= before | {"translation"}


def test_a_folder_without_relations_says_what_to_do(corpus: Corpus, workplace: Path) -> None:
    """A run of an earlier version has no such file."""
    (workplace / "old" / "documents").mkdir(parents=True)
    done = corpus("relations", "old")
    assert done.returncode == 3
    assert "what to do: run `corpus run`" in done.stderr
