"""A document that makes a stage raise, die or hang costs that document; the batch goes on."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

from corpus_cli.engines.journal import Journal
from corpus_cli.ingest.inputs import find_inputs
from corpus_cli.output import opened
from corpus_cli.pipeline.progress import Silence
from corpus_cli.pipeline.reading import process as process_module
from corpus_cli.pipeline.reading.process import ProcessReport, process
from corpus_cli.pipeline.record.run_settings import RunSettings
from corpus_cli.recipe import check_recipe

RECIPE = check_recipe(
    {"schema": 1, "stages": ["ingest", "normalize", "segment"], "ingest": {"timeout_seconds": 1}}, origin="test"
)


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers load a last stage that does what the text of a document says."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "engines"))
    fakes = importlib.import_module("stage_fakes")
    monkeypatch.setattr(process_module, "set_up", fakes.set_up_with_poison)


def run(folder: Path) -> ProcessReport:
    files, passed_over = find_inputs([str(folder / "reports")])
    with opened(folder / "out") as out:
        journal = Journal(out.journal)
        settings = RunSettings(command="process", recipe=RECIPE, jobs=2)
        report = process(out, journal, files, passed_over, settings=settings, progress=Silence())
        journal.close()
    return report


def write(folder: Path, **texts: str) -> None:
    (folder / "reports").mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")


def errors(folder: Path) -> dict[str, dict[str, str]]:
    lines = (folder / "out" / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    return {Path(failure["path"]).stem: failure for failure in map(json.loads, lines)}


@pytest.mark.usefixtures("poisoned")
@pytest.mark.parametrize(
    ("text", "reason"),
    [("POISON exit", "exit code 7"), ("POISON raise", "ZeroDivisionError"), ("POISON memory", "MemoryError")],
)
def test_a_poison_document_is_quarantined(tmp_path: Path, text: str, reason: str) -> None:
    """Its neighbours in the same task are written, and its line says what happened and what to do."""
    write(tmp_path, a="A quiet day in Homs.", b=text, c="يوم هادئ في حمص.")
    report = run(tmp_path)
    assert report.new == 2
    assert len(list((tmp_path / "out").glob("documents/*/*.json"))) == 2
    assert list(errors(tmp_path)) == ["b"]
    assert errors(tmp_path)["b"]["kind"] == "quarantined"
    assert reason in errors(tmp_path)["b"]["reason"]
    assert errors(tmp_path)["b"]["remedy"]


@pytest.mark.usefixtures("poisoned")
def test_a_record_that_raises_costs_one_record(tmp_path: Path) -> None:
    """The other records of the csv are documents."""
    write(tmp_path, a="A quiet day in Homs.")
    (tmp_path / "reports" / "s.csv").write_text("id,text\nq1,Water is back.\nq2,POISON raise\nq3,عاد الماء.\n")
    report = run(tmp_path)
    assert report.new == 3
    assert errors(tmp_path)["s"]["record"] == "q2"


@pytest.mark.usefixtures("poisoned")
def test_a_record_that_ends_the_worker_leaves_no_orphans(tmp_path: Path) -> None:
    """The csv is given up, and with it the documents that were written before the worker died."""
    write(tmp_path, a="A quiet day in Homs.")
    (tmp_path / "reports" / "s.csv").write_text("id,text\nq1,Water is back.\nq2,POISON exit\n")
    report = run(tmp_path)
    assert report.new == 1
    assert len(list((tmp_path / "out").glob("documents/*/*.json"))) == 1


@pytest.mark.usefixtures("poisoned")
def test_what_was_quarantined_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update, or with more memory, the next run makes the document and takes the line away."""
    write(tmp_path, a="A quiet day in Homs.", b="POISON raise")
    assert run(tmp_path).new == 1
    monkeypatch.undo()
    report = run(tmp_path)
    assert (report.new, report.unchanged) == (1, 1)
    assert errors(tmp_path) == {}
