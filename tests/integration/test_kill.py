"""Kill a run at any moment and run it again: nothing is lost or done twice, nothing half-written is seen."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Corpus, Finished
from processes import alive, family, wait_for

from corpus_cli.document import from_json

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
KILL_TEST = Path(__file__).parents[2] / "scripts" / "kill_test.py"
RUN = ("run", "reports", "-p", "small.toml", "--jobs", "2", "-o")


POINTS: dict[str, Callable[[Path], bool]] = {
    "first document": lambda out: any(out.glob("documents/*/*.json")),
    "first journal line": lambda out: (
        (out / ".state" / "journal.jsonl").stat().st_size > 0 if (out / ".state" / "journal.jsonl").exists() else False
    ),
    "first vectors": lambda out: any(out.glob(".state/vectors/*")),
    "model stored": lambda out: (out / ".state" / "topics.new").exists() or (out / "topics").exists(),
    "first theme": lambda out: any(b'"model_sha256"' in path.read_bytes() for path in out.glob("documents/*/*.json")),
    "first page": lambda out: (out / "themes.json").exists(),
    "index": lambda out: (out / "index").exists(),
}


@pytest.fixture(scope="session")
def everything() -> Callable[[Path], dict[str, bytes]]:
    """What ``scripts/kill_test.py``, which kills fifty runs by hand, compares: all files but records of times."""
    found = importlib.util.spec_from_file_location("corpus_kill_test", KILL_TEST)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    read: Callable[[Path], dict[str, bytes]] = module.evidence
    return read


def replaced(out: Path) -> bool:
    """Whether a document has been written anew and has no themes yet."""
    return any(b'"themes": null' in path.read_bytes() for path in out.glob("documents/*/*.json"))


def kill_at(reached: Callable[[Path], bool], out: Path, process: subprocess.Popen[bytes]) -> None:
    """The run is gone with all its processes, at the point named or at its end if that comes first."""
    assert wait_for(lambda: reached(out) or process.poll() is not None)
    members = family(process.pid)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert wait_for(lambda: not any(map(alive, members))), "a process outlived the run"


def test_a_run_killed_at_any_point_goes_on_from_there(
    corpus: Corpus,
    workplace: Path,
    start: Callable[..., subprocess.Popen[bytes]],
    finished: Finished,
    everything: Callable[[Path], dict[str, bytes]],
) -> None:
    """Killed at seven points one after the other, it ends with the bytes of one left in peace, the index too."""
    out = workplace / "out"
    for reached in POINTS.values():
        kill_at(reached, out, start(*RUN, "out"))
        for path in out.glob("documents/*/*.json"):
            from_json(path.read_bytes())
        for path in [*out.glob("themes.json"), *out.glob("run.json")]:
            json.loads(path.read_bytes())
    done = corpus(*RUN, "out")
    assert done.returncode == 6, done.stderr
    assert everything(out) == everything(finished.out)
    assert not list(out.rglob("*.part"))


def test_going_back_to_earlier_settings_after_a_kill_leaves_nothing_of_the_others(
    corpus: Corpus,
    workplace: Path,
    start: Callable[..., subprocess.Popen[bytes]],
    finished: Finished,
    evidence: Callable[[Path], dict[str, bytes]],
) -> None:
    """A run with another alias file, killed while documents are replaced; then the first command once more."""
    out = workplace / "out"
    shutil.copytree(finished.out, out)
    (workplace / "mine.csv").write_text("id,name_en\norg:mine,Nobody At All\n", encoding="utf-8")
    kill_at(replaced, out, start(*RUN, "out", "--aliases", "mine.csv"))
    assert corpus(*RUN, "out").returncode == 6
    assert evidence(out) == evidence(finished.out)


def test_an_interrupted_run_says_what_to_do_and_ends_with_130(
    corpus: Corpus, workplace: Path, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    """Ctrl-C reaches every process of the command; one message is seen, and the next run goes on."""
    out = workplace / "out"
    process = start(*RUN, "out")
    assert wait_for(lambda: POINTS["first document"](out))
    members = family(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said.decode()
    assert b"run the same command again" in said
    assert b"Traceback" not in said
    assert wait_for(lambda: not any(map(alive, members)))
    assert corpus("process", "reports", "-p", "small.toml", "-o", "out").returncode == 6
    assert len(list(out.glob("documents/*/*.json"))) == 11


def test_a_second_run_on_the_same_folder_is_refused(
    corpus: Corpus, workplace: Path, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    """While one run writes, another one ends with 7 and touches nothing."""
    process = start(*RUN, "out")
    assert wait_for((workplace / "out" / ".state" / "lock").exists)
    done = corpus(*RUN, "out")
    process.kill()
    process.wait()
    assert done.returncode == 7
    assert "another run is writing there" in done.stderr
