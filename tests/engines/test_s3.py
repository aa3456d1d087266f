"""Reports and results in S3, by the real command against an S3 server on this machine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus_cli.storage.place import copy_in, place_of_mirror

WHY = "needs an S3 server and client: pip install 'moto[server]' s3fs"
server_module = pytest.importorskip("moto.server", reason=WHY)
pytest.importorskip("s3fs", reason=WHY)

ROOT = Path(__file__).parents[2]
RECIPE = """
schema = 1
stages = ["ingest", "normalize", "segment", "entities", "topics", "themes"]
[segment]
min_passage_words = 15
max_passage_words = 30
[entities]
tagger = "gazetteer"
[topics]
encoder = "use"
"""
TEXTS = {
    "en": "Elders of two neighbourhoods in Homs met in the library to talk about truce number {number}. They agreed on "
    "a committee of mediators, half of them women. Families who came back last spring found houses without doors.",
    "ar": "التقى وجهاء حيين في حمص في المكتبة للحديث عن الهدنة رقم {number}. واتفقوا على لجنة من الوسطاء نصفها من "
    "النساء. ووجدت العائلات التي عادت في الربيع بيوتها بلا أبواب.",
}


@pytest.fixture(scope="module")
def s3() -> Iterator[Any]:
    """A client of a server that has the bucket ``reports`` with reports in it; the environment leads to it."""
    import boto3

    server = server_module.ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
        }.items():  # fmt: skip
            patch.setenv(name, value)
        client = boto3.client("s3")
        client.create_bucket(Bucket="reports")
        for language, text in TEXTS.items():
            for number in range(12):
                body = text.format(number=number).encode()
                client.put_object(Bucket="reports", Key=f"reports/{language}/{number}.txt", Body=body)
        client.put_object(Bucket="reports", Key="reports/copy.txt", Body=TEXTS["en"].format(number=3).encode())
        client.put_object(Bucket="reports", Key="reports/broken.pdf", Body=b"%PDF-1.7\nnot a document")
        client.put_object(Bucket="reports", Key="reports/empty.txt", Body=b"")
        yield client
        client.close()
    server.stop()


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "corpus_cli.commands.main", *arguments, "-p", "small.toml"]


def environment(mirrors: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CORPUS_", "RAY_"))}
    return {**kept, "PYTHONPATH": str(ROOT), "CORPUS_MIRRORS_DIR": mirrors, "XDG_DATA_HOME": "nothing-of-ones-own"}


def corpus(folder: Path, *arguments: str, mirrors: str = "mirrors") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), cwd=folder, env=environment(mirrors), capture_output=True, text=True, check=False
    )


def is_evidence(name: str) -> bool:
    """Files that must be the same for the same input."""
    whole = ("errors.jsonl", "entities.csv", "places.geojson", "cube.csv", "cube.parquet", "relations.jsonl")
    return name.startswith(("documents/", "themes.", "topics/")) or name in whole


def stored(client: Any, prefix: str) -> dict[str, bytes]:
    """All that lies there, by its name behind the prefix."""
    found = {}
    for page in client.get_paginator("list_objects_v2").paginate(Bucket="reports", Prefix=f"{prefix}/"):
        for item in page.get("Contents", ()):
            body = client.get_object(Bucket="reports", Key=item["Key"])["Body"]
            found[item["Key"].removeprefix(f"{prefix}/")] = body.read()
            body.close()
    return found


def evidence(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if is_evidence(name)}


def evidence_in(out: Path) -> dict[str, bytes]:
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if is_evidence(name)}


@pytest.fixture(scope="module")
def workplace(s3: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001  # its reports
    """A folder with the recipe, and runs of one process on this machine: ``here``, and ``plain`` without themes."""
    folder = tmp_path_factory.mktemp("workplace")
    (folder / "small.toml").write_text(RECIPE, encoding="utf-8")
    done = corpus(folder, "run", "s3://reports/reports", "-o", "here", "--jobs", "1")
    assert done.returncode == 6, done.stderr
    done = corpus(folder, "process", "s3://reports/reports", "-o", "plain", "--jobs", "1")
    assert done.returncode == 6, done.stderr
    return folder


def test_a_run_in_object_storage_is_the_run_here(s3: Any, workplace: Path) -> None:
    """Results here or there: the same bytes; index and page are there as well, and no lock is left."""
    there = corpus(workplace, "run", "s3://reports/reports", "-o", "s3://reports/out/run", "--jobs", "2")
    assert there.returncode == 6, there.stderr
    files = stored(s3, "out/run")
    assert len([name for name in files if name.startswith("documents/")]) == 24
    assert evidence(files) == evidence_in(workplace / "here")
    assert {"index/index.json", "report.html", "run.json", ".state/journal.jsonl"} <= files.keys()
    assert ".state/lock" not in files
    assert b"is empty (0 bytes)" in files["errors.jsonl"]
    assert not [name for name in files if name.endswith(".part")]
    assert "s3://reports/out/run" in there.stderr


def test_a_copy_that_is_deleted_here_costs_the_bucket_nothing(s3: Any, workplace: Path) -> None:
    """The command names its copy, and somebody clears it: the next one fetches it, and has nothing to do."""
    arguments = ("process", "s3://reports/reports", "-o", "s3://reports/out/cleared", "--jobs", "1")
    first = corpus(workplace, *arguments, mirrors="cleared")
    assert first.returncode == 6, first.stderr
    before = stored(s3, "out/cleared")
    shutil.rmtree(copy_in(place_of_mirror("s3://reports/out/cleared", workplace / "cleared")))
    again = corpus(workplace, *arguments, mirrors="cleared")
    assert again.returncode == 6, again.stderr
    files = stored(s3, "out/cleared")
    assert files.keys() == before.keys()
    assert evidence(files) == evidence(before)
    counts = json.loads(files["run.json"])["counts"]
    assert (counts["new"], counts["unchanged"]) == (0, 24)


def test_workers_of_a_cluster_read_from_object_storage(s3: Any, workplace: Path) -> None:
    """Ray or not: the same documents, and what could not be read has the same reasons."""
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'corpus-cli[ray]'")
    there = corpus(
        workplace, "process", "s3://reports/reports", "-o", "s3://reports/out/ray", "--engine", "ray", "--jobs", "2"
    )
    assert there.returncode == 6, there.stderr
    assert evidence(stored(s3, "out/ray")) == evidence_in(workplace / "plain")


def test_a_run_whose_machine_is_lost_is_finished_by_another(s3: Any, workplace: Path) -> None:
    """What the first has put there is not done again; until it is known to be dead it is waited for.

    The first is killed while it looks for themes; the second is not asked for any, so that it is sooner done.
    """
    process = subprocess.Popen(
        command("run", "s3://reports/reports", "-o", "s3://reports/out/lost", "--jobs", "2"), cwd=workplace,
        env=environment("first"), stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip

    def journal() -> bytes:
        return stored(s3, "out/lost").get(".state/journal.jsonl", b"")

    for _ in range(1200):
        if b'"doc_ids":["' in journal() or process.poll() is not None:
            break
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    refused = corpus(workplace, "run", "s3://reports/reports", "-o", "s3://reports/out/lost", mirrors="second")
    assert (refused.returncode, "another run is writing there" in refused.stderr) == (7, True), refused.stderr
    s3.delete_object(Bucket="reports", Key="out/lost/.state/lock")
    before = {name for name in stored(s3, "out/lost") if name.startswith("documents/")}
    done = corpus(
        workplace, "process", "s3://reports/reports", "-o", "s3://reports/out/lost", "--jobs", "1", mirrors="second"
    )
    assert done.returncode == 6, done.stderr
    files = stored(s3, "out/lost")
    counts = json.loads(files["run.json"])["counts"]
    assert before <= files.keys()
    assert evidence(files) == evidence_in(workplace / "plain")
    assert (counts["new"] + counts["unchanged"], counts["unchanged"] > 0) == (24, True)


def test_storage_that_cannot_be_used_says_what_to_do(s3: Any, workplace: Path) -> None:  # noqa: ARG001  # its server
    """A bucket that there is not, as input and as output."""
    wrong_input = corpus(workplace, "process", "s3://nothing-here/reports", "-o", "out")
    wrong_output = corpus(workplace, "process", "s3://reports/reports", "-o", "s3://nothing-here/out")
    assert (wrong_input.returncode, wrong_output.returncode) == (3, 7), wrong_input.stderr + wrong_output.stderr
    assert "check the address" in wrong_input.stderr
    assert "check the address" in wrong_output.stderr
    assert "Traceback" not in wrong_input.stderr + wrong_output.stderr
