"""Nothing is sent, nothing is readable for others when the umask says so, nothing written holds a listed name."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Corpus, Finished

ROOT = Path(__file__).parents[2]


def test_a_whole_run_uses_no_socket(finished: Finished) -> None:
    """In the command, its workers and their parsers: documents, themes, index and page are made without a network."""
    seen = finished.folder / "sockets"
    assert finished.done.returncode == 6, finished.done.stderr
    assert not seen.exists(), seen.read_text()
    assert (finished.out / "report.html").is_file()


def test_a_socket_would_be_seen(finished: Finished, tmp_path: Path) -> None:
    """What watched the run sees one that is used, and refuses it."""
    check = "import socket; socket.create_connection(('127.0.0.1', 9))"
    opened = subprocess.run(
        [sys.executable, "-c", check],
        env=os.environ | {"PYTHONPATH": str(finished.folder / "site"), "SOCKETS_SEEN": str(tmp_path / "seen")},
        capture_output=True,
        check=False,
    )
    assert opened.returncode != 0 and (tmp_path / "seen").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="network namespaces are Linux's")
def test_a_whole_run_ends_well_where_there_is_no_network(finished: Finished) -> None:
    """The kernel's word for it: also libraries in C and Rust have no network in this namespace."""
    if not finished.cut_off:
        pytest.skip("this system does not let us make a network namespace")
    assert finished.done.args[:2] == ["unshare", "-rn"]
    assert finished.done.returncode == 6, finished.done.stderr
    assert (finished.out / "index").is_dir()


def test_what_is_written_is_for_the_user_alone_when_the_umask_says_so(
    corpus: Corpus, finished: Finished, workplace: Path
) -> None:
    """With umask 077 no file or folder of a run, its index, its exports and a model can be read by anybody else."""
    before = os.umask(0o077)
    try:
        shutil.copytree(finished.out, workplace / "out")
        exported = corpus("export", "out", "--to", "parquet", "--to", "csv", "--to", "spacy")
        trained = corpus("topics", "train", "out", "--name", "mine", CORPUS_MODELS_DIR=str(workplace / "models"))
    finally:
        os.umask(before)
    assert (exported.returncode, trained.returncode) == (0, 0), exported.stderr + trained.stderr
    assert [name for name in ("parquet", "csv", "spacy") if not (workplace / "out" / "export" / name).is_dir()] == []
    places = (finished.out, workplace / "out", workplace / "models")
    written = [path for top in places for path in (top, *top.rglob("*"))]
    open_to_others = [str(path) for path in written if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert len(written) > 40
    assert open_to_others == []


def test_the_audit_says_what_was_read(corpus: Corpus, processed: Path, workplace: Path) -> None:
    """Path, hash, size, time and settings of every file, over all runs; what is unchanged is not read again."""
    run = ("process", "reports", "-p", "small.toml", "-o", "out")
    shutil.copytree(processed, workplace / "out")
    (workplace / "reports" / "new.txt").write_text("The market in Homs is open again.")
    corpus(*run)
    lines = [json.loads(line) for line in (workplace / "out" / "audit.jsonl").read_bytes().splitlines()]
    runs = [line for line in lines if "run" in line]
    assert runs[0]["to_read"] > 5
    assert runs[1]["unchanged"] > 5
    (new,) = (line for line in lines if line.get("read") == "reports/new.txt")
    assert new["size_bytes"] == 33 and len(new["sha256"]) == 64 and new["documents"] == 1
    assert new["settings"] == json.loads((workplace / "out" / "run.json").read_bytes())["config"]["process_hash"]
    assert new["at"].endswith("+00:00")
