"""One run over everything that is made to break a reader: each file gets its verdict, and the run ends with 6."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hostile_files
import pytest
from hostile_files import Case

ROOT = Path(__file__).parents[2]
RECIPE = """
schema = 1
stages = ["ingest", "normalize", "segment", "entities"]
[ingest]
timeout_seconds = 20
memory_mb = 1024
[entities]
tagger = "gazetteer"
"""


@dataclass(frozen=True)
class Done:
    """The run over the folder. ``documents`` and ``errors`` by the path of their input."""

    folder: hostile_files.HostileFolder
    out: Path
    code: int
    said: str
    documents: dict[str, list[dict[str, object]]]
    errors: dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    """`corpus process` over the folder, once."""
    place = tmp_path_factory.mktemp("hostile")
    folder = hostile_files.write_hostile(place / "in" / "reports")
    (place / "in" / "small.toml").write_text(RECIPE, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CORPUS_")}
    run = subprocess.run(
        [sys.executable, "-m", "corpus_cli.commands.main", *"process reports -p small.toml -j 2 -o ../out".split()],
        cwd=place / "in",
        env=kept | {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(place), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        check=False,
    )
    yield _read(folder, place / "out", run)
    subprocess.run(["rm", "-rf", str(place)], check=False)  # too deep for shutil.rmtree


def _read(folder: hostile_files.HostileFolder, out: Path, run: subprocess.CompletedProcess[bytes]) -> Done:
    documents: dict[str, list[dict[str, object]]] = defaultdict(list)
    errors: dict[str, list[dict[str, str]]] = defaultdict(list)
    for path in sorted(out.glob("documents/*/*.json")):
        doc = json.loads(path.read_bytes())
        documents[doc["source"]["path"].split("!")[0]].append(doc)
    if (out / "errors.jsonl").is_file():
        for line in (out / "errors.jsonl").read_bytes().splitlines():
            failure = json.loads(line)
            errors[failure["path"].split("!")[0]].append(failure)
    return Done(folder, out, run.returncode, run.stderr.decode("utf-8", "replace"), documents, errors)


def _wrong(case: Case, path: str, done: Done) -> str | None:
    """What is wrong with the outcome of a case; None if it is as it must be."""
    documents, errors = done.documents.get(path, []), done.errors.get(path, [])
    kinds = {failure["kind"] for failure in errors}
    if documents and errors and not case.failures and "zip" not in path:
        return f"{path!r}: a document and {errors}"
    got = "processed" if documents else "|".join(sorted(kinds)) or "nothing"
    if got != case.verdict:
        return f"{path!r}: {got}, not {case.verdict}: {errors[:1]}"
    if case.failures and not errors:
        return f"{path!r}: no line for what is broken in it"
    if case.reason and not any(re.search(case.reason, failure["reason"]) for failure in errors):
        return f"{path!r}: not for {case.reason!r}: {errors[:1]}"
    return None


def test_every_file_gets_its_verdict(done: Done) -> None:
    """Processed, quarantined with a reason, or skipped by rule; no file is missing."""
    paths = [f"reports/{path}" for path in hostile_files.shown(done.folder.cases)]
    assert len(paths) == len(set(paths)) >= 80
    wrong = [_wrong(case, path, done) for case, path in zip(done.folder.cases, paths, strict=True)]
    assert not list(filter(None, wrong)), "\n".join(filter(None, wrong)) + f"\n{done.said[-3000:]}"


def test_nothing_else_is_reported(done: Done) -> None:
    """Documents and lines are about the files that were written, and no others."""
    paths = {f"reports/{path}" for path in hostile_files.shown(done.folder.cases)}
    assert (done.documents.keys() | done.errors.keys()) <= paths


def test_the_run_ends_with_6_and_everything_is_written(done: Done) -> None:
    """Some inputs failed; the run's own files are there all the same."""
    assert done.code == 6, done.said[-3000:]
    for name in ("run.json", "errors.jsonl", "entities.csv", "places.geojson"):
        assert (done.out / name).is_file()
    assert not list(done.out.rglob("*.part"))


def test_every_error_says_why_and_what_to_do(done: Done) -> None:
    """No line without a reason and a remedy; none blames the program."""
    for failures in done.errors.values():
        for failure in failures:
            assert failure["reason"].strip() and failure["remedy"].strip(), failure
            assert "fault of the program" not in failure["remedy"], failure


def test_nothing_was_carried_out_or_read_from_elsewhere(done: Done) -> None:
    """No entity, link or include has led out of the folder, and no name or YAML was carried out."""
    place = done.out.parent
    for folder in (place, place / "in", done.out, done.out / "documents", ROOT, Path("/")):
        assert not list(folder.glob(f"*{hostile_files.PWNED}*")), folder
    for path in done.out.rglob("*"):
        if path.is_file():
            assert hostile_files.SECRET.encode() not in path.read_bytes(), path
            assert b"root:x:0" not in path.read_bytes(), path


def test_documents_hold_no_lone_surrogates_and_lie_where_their_ids_say(done: Done) -> None:
    """A record's id is only ever written, never part of a path."""
    for docs in done.documents.values():
        for doc in docs:
            assert re.fullmatch("[0-9a-f]{20}", str(doc["doc_id"]))
            json.dumps(doc, ensure_ascii=False).encode("utf-8")
    places = [path for path in done.out.rglob("*") if path.is_file() and path.suffix == ".json"]
    assert all(path.resolve().is_relative_to(done.out.resolve()) for path in places)


def test_what_is_said_is_safe_for_a_terminal(done: Done) -> None:
    """No control character and nothing that reorders text reaches the terminal from a file's name or content."""
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067]", done.said)
    assert "Traceback" not in done.said
