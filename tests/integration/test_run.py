"""`corpus run` on real files: what it writes, what it says, and that nothing depends on how it was done."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from command_line import Corpus, Finished

from corpus_cli.document import from_json
from corpus_cli.topics.model.files import load_model

Evidence = Callable[[Path], dict[str, bytes]]


RUN = ("run", "reports", "-p", "small.toml")


def test_a_run_writes_everything_and_says_so(finished: Finished) -> None:
    """Documents, errors, themes, the run's record; the broken file makes the exit code 6, the photograph does not."""
    out, done = finished.out, finished.done
    assert done.returncode == 6, done.stderr
    assert done.stdout == ""
    documents = [from_json(path.read_bytes()) for path in out.glob("documents/*/*.json")]
    assert len(documents) == 11
    assert {doc.language for doc in documents} == {"ar", "en"}
    for doc in documents:
        assert doc.entities is not None
        assert doc.themes is not None
        assert all(passage.theme_id for passage in doc.passages or ())
        assert [record.name for record in doc.provenance.stages] == [
            "ingest",
            "normalize",
            "segment",
            "entities",
            "topics",
        ]
    failures = [json.loads(line) for line in (out / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    kinds = {failure["path"]: failure["kind"] for failure in failures}
    assert kinds == {
        "reports/broken.pdf": "quarantined",
        "reports/copy.txt": "duplicate",
        "reports/photo.jpg": "skipped",
        "reports/survey-2.csv": "duplicate",
    }
    run = json.loads((out / "run.json").read_text())
    assert run["counts"]["documents"] == run["counts"]["new"] == 11
    assert (run["counts"]["failed"], run["counts"]["passed_over"], run["counts"]["duplicates"]) == (1, 1, 1)
    assert {"ingest", "segment", "vectors", "training", "themes"} <= {stage["name"] for stage in run["stages"]}
    for words in ("11 new", "1 failed", "Arabic", "English", "broken.pdf", "themes.md", "Homs | حمص"):
        assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_number_of_workers_changes_nothing(
    corpus: Corpus, workplace: Path, finished: Finished, evidence: Evidence
) -> None:
    """One worker or two: the same bytes in documents, themes, topic model and errors."""
    corpus(*RUN, "-o", "out", "--jobs", "2")
    assert evidence(workplace / "out") == evidence(finished.out)


def test_a_second_run_changes_nothing_and_a_third_adds_what_is_new(
    corpus: Corpus, workplace: Path, finished: Finished, evidence: Evidence
) -> None:
    """Unchanged documents are skipped; a new file gets a theme of the model that is there."""
    out = workplace / "out"
    shutil.copytree(finished.out, out)
    before = evidence(out)
    times = {path: path.stat().st_mtime_ns for path in out.glob("documents/*/*.json")}
    again = corpus(*RUN, "-o", "out", "--json-logs")
    assert evidence(out) == before
    assert times == {path: path.stat().st_mtime_ns for path in out.glob("documents/*/*.json")}
    summary = json.loads(again.stderr.splitlines()[-1])
    assert (summary["event"], summary["new"], summary["unchanged"]) == ("summary", 0, 11)

    (workplace / "reports" / "new.txt").write_text("Refugees came back to Homs and asked for cement and glass.")
    (workplace / "reports" / "photo.jpg").unlink()
    corpus(*RUN, "-o", "out")
    after = evidence(out)
    assert after["topics/model.sha256"] == before["topics/model.sha256"]
    assert len(list(out.glob("documents/*/*.json"))) == 12
    assert all(after[name] == content for name, content in before.items() if name.startswith("documents/"))
    assert b"photo.jpg" not in after["errors.jsonl"]


def test_what_changes_in_a_file_is_replaced(corpus: Corpus, workplace: Path, processed: Path) -> None:
    """The document of the old bytes goes, and a record that one of two csv files loses stays for the other."""
    out = workplace / "out"
    shutil.copytree(processed, out)
    (workplace / "reports" / "en" / "return-0.txt").write_text("Nobody came back to Aleppo.")
    (workplace / "reports" / "survey-1.csv").write_text("id,text\nq9,A new question about Homs.\n")
    corpus("process", "reports", "-o", "out", "-p", "small.toml")
    documents = [from_json(path.read_bytes()) for path in out.glob("documents/*/*.json")]
    places = sorted((doc.source.path.removeprefix("reports/"), doc.source.record_id) for doc in documents)
    assert [place for place in places if place[1]] == [
        ("survey-1.csv", "q9"),
        ("survey-2.csv", "q1"),
        ("survey-2.csv", "q2"),
        ("survey-2.csv", "q3"),
    ]
    assert [doc.text for doc in documents if doc.source.path == "reports/en/return-0.txt"] == [
        "Nobody came back to Aleppo."
    ]


def test_changed_settings_are_noticed(corpus: Corpus, workplace: Path, processed: Path, evidence: Evidence) -> None:
    """The user is told how many documents are processed again, and the result is that of a fresh run."""
    shutil.copytree(processed, workplace / "out")
    recipe = workplace / "small.toml"
    recipe.write_text(recipe.read_text().replace("max_passage_words = 30", "max_passage_words = 40"))
    done = corpus("process", "reports", "-o", "out", "-p", "small.toml")
    assert "settings changed since the last run: 13 documents are processed again" in done.stderr
    corpus("process", "reports", "-o", "fresh", "-p", "small.toml")
    assert evidence(workplace / "out") == evidence(workplace / "fresh")


def test_themes_can_be_added_to_processed_documents(
    corpus: Corpus, workplace: Path, processed: Path, finished: Finished, evidence: Evidence
) -> None:
    """`process` then `run` is the same as `run`, and the reports are not read again."""
    shutil.copytree(processed, workplace / "out")
    documents = [from_json(path.read_bytes()) for path in (workplace / "out").glob("documents/*/*.json")]
    assert all(doc.themes is None and doc.passages for doc in documents)
    assert not (workplace / "out" / "themes.json").exists()
    done = corpus(*RUN, "-o", "out")
    assert "0 new, 11 unchanged" in done.stderr
    assert evidence(workplace / "out") == evidence(finished.out)


def test_processing_into_a_finished_run_says_that_its_themes_are_old(
    corpus: Corpus, workplace: Path, finished: Finished
) -> None:
    """Reprocessed documents lose their themes; the page of themes would otherwise silently be another run's."""
    shutil.copytree(finished.out, workplace / "out")
    (workplace / "reports" / "one_more.txt").write_text("One more report from Homs.", encoding="utf-8")
    done = corpus("process", "reports", "-o", "out", "-p", "small.toml")
    assert "search index and page are of an earlier run" in done.stderr


def test_retraining_keeps_a_lineage(corpus: Corpus, workplace: Path, finished: Finished) -> None:
    """The new model names the one before it."""
    shutil.copytree(finished.out, workplace / "out")
    old = (workplace / "out" / "topics" / "model.sha256").read_text().strip()
    done = corpus(*RUN, "-o", "out", "--themes", "2")
    assert "--retrain" in done.stderr, "asking for two themes does nothing to a model that is there, and is said"
    corpus(*RUN, "-o", "out", "--themes", "2", "--retrain")
    model = json.loads((workplace / "out" / "topics" / "model.json").read_text())
    page = json.loads((workplace / "out" / "themes.json").read_text())
    assert model["previous_sha256"] == old
    assert len(page["themes"]) == 2


def test_a_damaged_model_is_refused_until_it_is_replaced(corpus: Corpus, workplace: Path, finished: Finished) -> None:
    """The advice that comes with the error works, and what is lost by it is said."""
    shutil.copytree(finished.out, workplace / "out")
    tensors = workplace / "out" / "topics" / "model.safetensors"
    tensors.write_bytes(tensors.read_bytes()[:-1])
    (workplace / "reports" / "new.txt").write_text("One more report from Homs.", encoding="utf-8")
    refused = corpus(*RUN, "-o", "out")
    assert refused.returncode == 5
    assert "was altered" in refused.stderr
    assert "--retrain" in refused.stderr
    renewed = corpus(*RUN, "-o", "out", "--retrain")
    assert "its theme ids are lost" in renewed.stderr
    assert load_model(workplace / "out" / "topics") is not None, "whole, and its hash right"


def test_the_output_folder_is_not_read_as_input(corpus: Corpus, workplace: Path) -> None:
    """`corpus process . -o out` twice: the pages written the first time are no reports."""
    corpus("process", ".", "-o", "out", "-p", "small.toml")
    (workplace / "out" / "notes.md").write_text("mine")
    done = corpus("process", ".", "-o", "out", "-p", "small.toml", "--json-logs")
    assert json.loads(done.stderr.splitlines()[-1])["documents"] == 11
    assert "out/" not in (workplace / "out" / "errors.jsonl").read_text()
