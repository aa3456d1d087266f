"""However a run ends, no worker outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")

SCRIPT = """
import sys
sys.path[:0] = [{fakes!r}, {root!r}]
import engine_fakes
from corpus_cli.engines.local import LocalEngine
from corpus_cli.engines.work import Work

if __name__ == "__main__":
    try:
        work = Work(engine_fakes.take_folder, ({folder!r},), engine_fakes.{work})
        list(LocalEngine(2).run_tasks(work, [["a"], ["b"]], limit=lambda _: 600))
    except KeyboardInterrupt:
        sys.exit(130)
"""


def start(folder: Path, work: str) -> subprocess.Popen[bytes]:
    """A run whose two workers never finish, in a process group of its own like a command in a terminal."""
    script = folder / "script.py"
    here = Path(__file__).parent
    script.write_text(SCRIPT.format(fakes=str(here), root=str(here.parents[1]), folder=str(folder), work=work))
    return subprocess.Popen([sys.executable, str(script)], stderr=subprocess.PIPE, start_new_session=True)


def workers(folder: Path) -> list[int]:
    return [int(path.stem) for path in folder.glob("*.pid")]


def running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in ("Z", "X")


def wait_until(condition: Callable[[], bool]) -> bool:
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def run(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[bytes]]:
    process = start(tmp_path, request.param)
    try:
        assert wait_until(lambda: len(workers(tmp_path)) == 2), "both workers are in the middle of a task"
        yield process
    finally:
        for number in [process.pid, *workers(tmp_path)]:
            if running(number):
                os.kill(number, signal.SIGKILL)
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


both = pytest.mark.parametrize("run", ["note_process_and_hang", "note_process_and_backtrack"], indirect=True)


@both
def test_a_killed_run_leaves_no_worker(run: subprocess.Popen[bytes], tmp_path: Path) -> None:
    """SIGKILL cannot be caught; workers see that their parent is gone, even inside an endless regular expression."""
    run.kill()
    run.wait()
    assert wait_until(lambda: not any(running(number) for number in workers(tmp_path)))


@both
def test_an_interrupted_run_leaves_no_worker_and_no_noise(run: subprocess.Popen[bytes], tmp_path: Path) -> None:
    """A terminal sends Ctrl-C to every process of the command; only the main one answers."""
    os.killpg(run.pid, signal.SIGINT)
    _, noise = run.communicate(timeout=60)
    assert run.returncode == 130
    assert noise == b""
    assert not any(running(number) for number in workers(tmp_path))
