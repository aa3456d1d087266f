"""Parsers run in a child process: whatever happens to it, the batch goes on and nothing is left behind."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest import isolation
from corpus_cli.ingest.isolation import isolated
from corpus_cli.recipe import IngestSettings

SETTINGS = IngestSettings()


@pytest.fixture(autouse=True, scope="module")
def _closed() -> Iterator[None]:
    yield
    isolation.close()


def test_the_child_is_another_process_and_is_kept() -> None:
    """Calls run outside this process, one after the other in the same child."""
    child = isolated(os.getpid, settings=SETTINGS)
    assert child != os.getpid()
    assert isolated(os.getpid, settings=SETTINGS) == child


def test_a_parser_that_hangs_is_killed() -> None:
    """After the time limit there is an error that names it, and the next call works."""
    with pytest.raises(DocumentError, match=r"took longer than 0\.2 s") as caught:
        isolated(time.sleep, 60, settings=IngestSettings(timeout_seconds=0.2))
    assert "timeout_seconds" in caught.value.remedy
    assert isolated(len, "abc", settings=SETTINGS) == 3


@pytest.mark.parametrize(("function", "argument"), [(signal.raise_signal, signal.SIGSEGV), (os._exit, 3)])
def test_a_child_that_dies_costs_one_document(function: object, argument: int) -> None:
    """A crash in a parser is an error about its document, and the next call works."""
    with pytest.raises(DocumentError, match="crash"):
        isolated(function, argument, settings=SETTINGS)  # type: ignore[arg-type]  # int argument, whatever the function
    assert isolated(len, "abc", settings=SETTINGS) == 3


def test_memory_is_limited() -> None:
    """A parser that asks for more memory than the limit gets an error, not the machine's memory."""
    with pytest.raises(DocumentError, match="memory") as caught:
        isolated(bytearray, 2**30, settings=IngestSettings(memory_mb=512))
    assert "memory_mb" in caught.value.remedy


def test_a_file_too_large_for_the_limit_is_not_even_sent() -> None:
    """Data that could not be unpacked within the limit is refused before it kills the child."""
    with pytest.raises(DocumentError, match="memory"):
        isolated(len, bytes(100 * 2**20), settings=IngestSettings(memory_mb=256))


def test_errors_of_a_parser_become_document_errors() -> None:
    """Any exception comes back with its type and message."""
    with pytest.raises(DocumentError, match="ValueError"):
        isolated(int, "x", settings=SETTINGS)


_ORPHAN = """
import os, sys, time
from corpus_cli.ingest.isolation import isolated
from corpus_cli.recipe import IngestSettings

if __name__ == "__main__":
    print(isolated(os.getpid, settings=IngestSettings()), flush=True)
    isolated(time.sleep, 600, settings=IngestSettings(timeout_seconds=600))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_child_dies_with_its_parent(tmp_path: Path) -> None:
    """A parent that is killed outright takes its busy child with it."""
    script = tmp_path / "orphan.py"
    script.write_text(_ORPHAN)
    path = os.pathsep.join(filter(None, sys.path))
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert _is_running(child)
        parent.kill()
        parent.wait()
    for _ in range(200):
        if not _is_running(child):
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child outlived its parent")


def _is_running(process: int) -> bool:
    """A zombie that nobody has collected yet is not running."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_missing_library_is_the_installations_fault() -> None:
    """The message does not blame the file: it once told people to save pages again when lxml lacked a part."""
    with pytest.raises(DocumentError, match="not completely installed") as caught:
        isolated(importlib.import_module, "no_such_library", settings=SETTINGS)
    assert "install" in caught.value.remedy


def test_output_is_limited() -> None:
    """What a parser makes of a small file may not be as large as it likes."""
    with pytest.raises(DocumentError, match="more than 1 MB of text") as caught:
        isolated(str.ljust, "a", 3_000_000, settings=IngestSettings(max_text_mb=1))
    assert "max_text_mb" in caught.value.remedy


def test_depth_is_limited() -> None:
    """Functions that call each other without end get an error about the document."""
    shallow = IngestSettings(max_depth=300)
    with pytest.raises(DocumentError, match="nested too deeply"):
        isolated(json.loads, "[" * 600 + "]" * 600, settings=shallow)
    assert isolated(json.loads, "[[[]]]", settings=shallow) == [[[]]]


def test_temporary_files_are_limited(tmp_path: Path) -> None:
    """A parser cannot fill the disk either: no file of its own may be larger than its memory."""
    large = tmp_path / "large"
    large.touch()
    with pytest.raises(DocumentError, match="too large"):
        isolated(os.truncate, str(large), 2**29, settings=IngestSettings(memory_mb=256))
    assert large.stat().st_size == 0
