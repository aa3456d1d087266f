"""New processes have nothing of the program that started them but what they are given to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
# A program as a user may write it: without a guard, so that whoever imports it runs it.
PROGRAM = """
import sys
from pathlib import Path

sys.path[:0] = [{fakes!r}, {root!r}]
with Path({log!r}).open("a") as log:
    log.write(__name__ + "\\n")

import engine_fakes
from corpus_cli.engines.local import LocalEngine
from corpus_cli.engines.work import Work
from corpus_cli.ingest.isolation import close, isolated
from corpus_cli.recipe import IngestSettings

work = Work(engine_fakes.take_folder, ({folder!r},), engine_fakes.unlucky_once)
results = list(LocalEngine(1).run_tasks(work, [["a"], ["b"]], limit=lambda _: 60))
print(sorted(item for result in results for item in result.items))
print(isolated(len, b"water", settings=IngestSettings()))
close()
print(Path(__file__).name, __spec__ and __spec__.name)
"""


@pytest.mark.parametrize(("way", "named"), [(["program.py"], "None"), (["-m", "program"], "program")])
def test_the_program_is_not_run_again_by_its_workers(tmp_path: Path, way: list[str], named: str) -> None:
    """Neither by the first ones, nor by those that replace one that died, nor by a parser's; and it stays itself."""
    (tmp_path / "seen").mkdir()
    log = tmp_path / "log"
    program = PROGRAM.format(
        fakes=str(HERE), root=str(HERE.parents[1]), log=str(log), folder=str(tmp_path / "seen")
    )  # fmt: skip
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, *way], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.splitlines() == ["['a', 'b']", "5", f"program.py {named}"], done.stderr
    assert log.read_text() == "__main__\n"
