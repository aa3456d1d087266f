"""Nothing is sent, nothing is readable for others when the umask says so, nothing written holds a listed name."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Corpus = Callable[..., subprocess.CompletedProcess[str]]

# Every Python process that starts with this on its path says so, and fails, when it would speak or listen to anybody.
# urllib3, which LanceDB imports, makes a socket to see whether there is IPv6: it is bound to this machine and closed.
NO_SOCKETS = """
import os, socket

def refused(what):
    def refuse(self, *rest, **named):
        if getattr(self, "family", None) == socket.AF_UNIX:
            return getattr(plain, what)(self, *rest, **named)
        with open(os.environ["SOCKETS_SEEN"], "a") as file:
            file.write(f"{what} {self} {rest}\\n")
        raise OSError(f"a socket was used: {what}")
    return refuse

plain = socket.socket
verbs = ("connect", "connect_ex", "sendto", "sendmsg", "listen")
socket.socket = type("Refused", (plain,), {what: refused(what) for what in verbs})
socket.getaddrinfo = socket.gethostbyname = refused("a look-up of")
"""


def test_a_whole_run_uses_no_socket(corpus: Corpus, workplace: Path) -> None:
    """In the command, its workers and their parsers: documents, themes, index and page are made without a network."""
    (workplace / "site").mkdir()
    (workplace / "site" / "sitecustomize.py").write_text(NO_SOCKETS)
    seen = workplace / "seen"
    done = corpus(
        "run", "reports", "-p", "small.toml", "-o", "out", "--jobs", "1",
        PYTHONPATH=f"{workplace / 'site'}:{ROOT}", SOCKETS_SEEN=str(seen),
    )  # fmt: skip
    assert done.returncode == 6, done.stderr
    assert not seen.exists(), seen.read_text()
    assert (workplace / "out" / "report.html").is_file()
    check = "import socket; socket.create_connection(('127.0.0.1', 9))"
    opened = subprocess.run(
        [sys.executable, "-c", check],
        env=os.environ | {"PYTHONPATH": str(workplace / "site"), "SOCKETS_SEEN": str(seen)},
        capture_output=True,
        check=False,
    )
    assert opened.returncode != 0 and seen.exists(), "the check itself does not work"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="network namespaces are Linux's")
def test_a_whole_run_ends_well_where_there_is_no_network(workplace: Path) -> None:
    """The kernel's word for it: also libraries in C and Rust have no network in this namespace."""
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let us make a network namespace")
    done = subprocess.run(
        [
            "unshare",
            "-rn",
            sys.executable,
            "-m",
            "corpus_cli.commands.main",
            *"run reports -p small.toml -o out".split(),
        ],
        cwd=workplace,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 6, done.stderr.decode()
    assert (workplace / "out" / "index").is_dir()


def test_what_is_written_is_for_the_user_alone_when_the_umask_says_so(workplace: Path) -> None:
    """With umask 077 no file or folder of a run, its index and its exports can be read by anybody else."""
    script = (
        'set -e; umask 077; corpus() { "$PYTHON" -m corpus_cli.commands.main "$@"; };'
        "corpus run reports -p small.toml -o out || test $? = 6;"
        "corpus export out --to parquet --to csv --to spacy; corpus topics train out --name mine"
    )
    variables = {"PYTHONPATH": str(ROOT), "PYTHON": sys.executable, "CORPUS_MODELS_DIR": str(workplace / "models")}
    done = subprocess.run(
        ["bash", "-c", script], cwd=workplace, env=os.environ | variables, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    written = [path for top in ("out", "models") for path in (workplace / top, *(workplace / top).rglob("*"))]
    open_to_others = [str(path) for path in written if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert len(written) > 40
    assert open_to_others == []


def test_the_audit_says_what_was_read(corpus: Corpus, workplace: Path) -> None:
    """Path, hash, size, time and settings of every file, over all runs; what is unchanged is not read again."""
    run = ("process", "reports", "-p", "small.toml", "-o", "out")
    corpus(*run)
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
