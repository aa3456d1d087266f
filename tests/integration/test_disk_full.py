"""A disk that fills up ends the run with a clear message; what is there is whole, and with more room it goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import Corpus, Finished

from corpus_cli.document import from_json

RUN = ("run", "reports", "-p", "small.toml", "--jobs", "2", "-o", "small/out")


@pytest.fixture
def disk(workplace: Path) -> Iterator[Callable[[str], None]]:
    """Gives ``small`` in the workplace this size: a file system of its own."""
    place = workplace / "small"
    place.mkdir()

    def sized(size: str) -> None:
        again = "remount," if place.is_mount() else ""
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"{again}size={size}", "tmpfs", str(place)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip(f"needs the right to mount a tmpfs: {done.stderr.decode().strip()}")

    yield sized
    if place.is_mount():
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tmpfs is Linux's")
@pytest.mark.parametrize("sizes", [("48k", "400k"), ("160k", "900k")])
def test_a_full_disk_ends_the_run_and_loses_nothing(  # noqa: PLR0917  (fixtures)
    corpus_process: Corpus,
    workplace: Path,
    disk: Callable[[str], None],
    sizes: tuple[str, ...],
    finished: Finished,
    evidence: Callable[[Path], dict[str, bytes]],
) -> None:
    """Among the documents, in the themes or in the index: exit code 7, no torn file, and it resumes with more room."""
    out = workplace / "small" / "out"
    for size in sizes:
        disk(size)
        done = corpus_process(*RUN)
        assert done.returncode == 7, done.stderr
        assert "cannot be written" in done.stderr and "what to do:" in done.stderr
        assert "Traceback" not in done.stderr
        for path in out.glob("documents/*/*.json"):
            from_json(path.read_bytes())
        for path in [*out.glob("*.json"), *out.glob("*.geojson")]:
            json.loads(path.read_bytes())
    disk("200m")
    done = corpus_process(*RUN)
    assert done.returncode == 6, done.stderr
    assert evidence(out) == evidence(finished.out)
    assert not list(out.rglob("*.part"))
