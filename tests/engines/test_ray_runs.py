"""A run on a cluster of Ray is, byte for byte, the run of one process here, whatever is lost on the way."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus_cli.engines.cluster import RayEngine
from corpus_cli.pipeline.execute import execute
from corpus_cli.pipeline.progress import Silence
from corpus_cli.pipeline.reading import process as process_module
from corpus_cli.pipeline.record.run_report import RunReport
from corpus_cli.pipeline.record.run_settings import RunSettings
from corpus_cli.recipe import check_recipe

pytest.importorskip("ray", reason="Ray is not installed: pip install 'corpus-cli[ray]'")

ROOT = Path(__file__).parents[2]
RECIPE = check_recipe(
    {
        "schema": 1,
        "stages": ["ingest", "normalize", "segment", "entities", "topics", "themes"],
        "segment": {"min_passage_words": 15, "max_passage_words": 30},
        "entities": {"tagger": "gazetteer", "aliases": "mine.csv"},
        "topics": {"encoder": "use"},
    },
    origin="test",
)
PLAIN = check_recipe(
    {"schema": 1, "stages": ["ingest", "normalize", "segment"], "ingest": {"timeout_seconds": 1}}, origin="test"
)
ENGLISH = (
    "Elders of two neighbourhoods in {place} met in the municipal library to talk about truce number {number}. They "
    "agreed on a Committee of Mediators, half of them women, that answers every complaint within a week. Families who "
    "came back last spring found their houses without doors; the council asked for cement, glass and water tanks."
)
ARABIC = (
    "التقى وجهاء حيين في {place} في المكتبة البلدية للحديث عن الهدنة رقم {number}. "
    "واتفقوا على لجنة من الوسطاء نصفها من النساء، "
    "تجيب عن كل شكوى خلال أسبوع. ووجدت العائلات التي عادت بيوتها بلا أبواب، وطلب المجلس الإسمنت والزجاج وخزانات المياه."
)


def write_reports(folder: Path) -> None:
    """Reports in both languages, records, a duplicate, a damaged PDF file and a page for the parser's own process."""
    folder.mkdir()
    for number in range(12):
        english, arabic = ("Homs", "حمص") if number % 2 else ("Aleppo", "حلب")
        (folder / f"en-{number}.txt").write_text(ENGLISH.format(place=english, number=number), encoding="utf-8")
        (folder / f"ar-{number}.txt").write_text(ARABIC.format(place=arabic, number=number), encoding="utf-8")
    (folder / "copy.txt").write_bytes((folder / "ar-3.txt").read_bytes())
    (folder / "survey.csv").write_text("id,text\nq1,Water is back in Homs.\nq2,عاد الماء إلى حمص.\n", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnot a document")
    (folder / "page.html").write_text(f"<html><body><p>{ENGLISH.format(place='Daraa', number=99)}</p></body></html>")


def evidence(out: Path) -> dict[str, bytes]:
    """All files that must be the same for the same input, by path."""
    files = [*out.glob("documents/*/*"), *out.glob("themes.*"), *out.glob("topics/*"), *out.glob("cube.*")]
    files += [out / name for name in ("errors.jsonl", "entities.csv", "places.geojson", "relations.jsonl")]
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def run(folder: Path, out: str, **settings: Any) -> RunReport:
    given = RunSettings(command="run", recipe=RECIPE, jobs=2, **settings)
    return execute(["reports"], folder / out, settings=given, progress=Silence())


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reports, the user's names, and the run of the local engine in ``local``."""
    folder = tmp_path_factory.mktemp("here")
    (folder / "mine.csv").write_text("id,name_en\norg:mine,Committee of Mediators\n", encoding="utf-8")
    write_reports(folder / "reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        run(folder, "local")
    return folder


def when(reached: Callable[[], bool], then: Callable[[], None]) -> threading.Thread:
    """``then`` happens once ``reached`` says so."""

    def wait() -> None:
        for _ in range(6000):
            if reached():
                then()
                return
            time.sleep(0.01)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def workers() -> list[int]:
    """The processes of actors on this machine."""
    names = [path for path in Path("/proc").glob("[0-9]*/cmdline") if path.parent.name != str(os.getpid())]
    found = []
    for path in names:
        try:
            if path.read_bytes().startswith(b"ray::Actor"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_a_run_that_loses_a_worker_and_a_machine_is_the_same(
    cluster: Any, node: dict[str, Any], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker is killed at the first document and a machine at the eighth; a second run has nothing left to do."""
    monkeypatch.chdir(here)
    out, machine, killed = here / "lost", cluster.add_node(**node), []

    def documents(count: int) -> Callable[[], bool]:
        return lambda: len(list(out.glob("documents/*/*.json"))) >= count

    def kill() -> None:
        killed.append(workers()[0])
        os.kill(killed[0], signal.SIGKILL)

    engine = RayEngine(address=cluster.address, jobs=None, processors=2)
    losses = [when(documents(1), kill), when(documents(8), lambda: cluster.remove_node(machine, allow_graceful=False))]
    with closing(engine):  # a failure here must not be one of the tests that follow
        report = run(here, "lost", engine=engine)
        for loss in losses:
            loss.join()
        again = run(here, "lost", engine=engine)
    assert killed
    assert evidence(out) == evidence(here / "local")
    assert (again.processed.new, again.processed.unchanged) == (0, report.processed.new)


def test_a_run_whose_workers_see_none_of_its_files_is_the_same(
    cluster: Any, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inputs, the user's names, documents, vectors and the topic model travel; nothing of it is left behind."""
    monkeypatch.chdir(here)
    engine = RayEngine(address=cluster.address, jobs=None, processors=2, shared=False)
    with closing(engine):
        run(here, "sent", engine=engine)
    assert b"org:mine" in evidence(here / "local")["entities.csv"]
    assert evidence(here / "sent") == evidence(here / "local")
    assert not list((here / "sent").rglob("*.part"))
    assert not list(Path(tempfile.gettempdir()).glob("corpus-desk-*"))


def test_poison_documents_are_quarantined(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One ends its worker, one never ends: each has a line that says so, and its neighbours are documents."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    fakes = importlib.import_module("stage_fakes")
    monkeypatch.setattr(process_module, "set_up", fakes.set_up_with_poison)
    # One more second a byte: the one that hangs has three, the others more than a minute.
    monkeypatch.setattr(process_module, "SETUP_SECONDS", -10)
    monkeypatch.setattr(process_module, "BYTES_A_SECOND", 1)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    texts = {"a": "A quiet day in Homs.", "b": "POISON exit", "c": "يوم هادئ في حمص.", "d": "POISON hang", "e": "Rain."}
    for name, text in texts.items():
        whole = text if name == "d" else f"{text}\n\n{'The road is open. ' * 4}"
        (tmp_path / "reports" / f"{name}.txt").write_text(whole, encoding="utf-8")
    engine = RayEngine(address=cluster.address, jobs=None, processors=2)
    settings = RunSettings(command="process", recipe=PLAIN, jobs=2, topics=False, engine=engine)
    with closing(engine):
        report = execute(["reports"], tmp_path / "out", settings=settings, progress=Silence())
    lines = [json.loads(line) for line in (tmp_path / "out" / "errors.jsonl").read_text().splitlines()]
    assert report.processed.new == 3
    assert [(line["path"], line["kind"]) for line in lines] == [
        ("reports/b.txt", "quarantined"), ("reports/d.txt", "quarantined")
    ]  # fmt: skip
    assert "ended while working" in lines[0]["reason"]
    assert "took longer" in lines[1]["reason"]


def test_the_command_starts_a_cluster_of_its_own_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """`corpus process --engine ray` says nothing of Ray, and neither its processes nor its files outlive it."""
    (tmp_path / "small.toml").write_text('schema = 1\nstages = ["ingest", "normalize", "segment"]\n', encoding="utf-8")
    (tmp_path / "reports").mkdir()
    for name, data in {
        "en.txt": b"Rain.",
        "ar.txt": "مطر.".encode(),
        "broken.pdf": b"%PDF-1.7\nnot a document",
    }.items():
        (tmp_path / "reports" / name).write_bytes(data)
    command = [sys.executable, "-m", "corpus_cli.commands.main", "process", "reports", "-p", "small.toml", "-o"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RAY_", "CORPUS_"))}
    environment = {**kept, "PYTHONPATH": str(ROOT)}
    ended = {}
    for out, more in (("own", ["--engine", "ray", "--jobs", "2"]), ("plain", ["--jobs", "1"])):
        ended[out] = subprocess.run(
            [*command, out, *more], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
    assert [done.returncode for done in ended.values()] == [6, 6], ended
    assert "ray" not in (ended["own"].stderr + ended["own"].stdout).lower()
    documents = {path.name: path.read_bytes() for path in tmp_path.glob("own/documents/*/*")}
    assert len(documents) == 2
    assert documents == {path.name: path.read_bytes() for path in tmp_path.glob("plain/documents/*/*")}
    assert json.loads((tmp_path / "own" / "run.json").read_bytes())["config"]["engine"] == "ray"
    assert not list(Path("/tmp").glob("corpus-ray-*"))
