"""The Ray engine: what becomes of workers and machines, every item is accounted for once."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus_cli.engines import cluster as cluster_module
from corpus_cli.engines.work import Carriage, Done, Lost, Work
from corpus_cli.errors import ConfigError, CorpusError, OutputError

pytest.importorskip("ray", reason="Ray is not installed: pip install 'corpus-cli[ray]'")


def run(engine: Any, work: Work[Any, Any], tasks: Sequence[Sequence[Any]], *, limit: float = 60) -> list[Any]:
    return list(engine.run_tasks(work, tasks, limit=lambda _: limit))


def done(results: Sequence[Any]) -> list[Any]:
    return sorted(chain.from_iterable(result.items for result in results if isinstance(result, Done)))


def lost(results: Sequence[Any]) -> dict[Any, str]:
    return {result.item: result.reason for result in results if isinstance(result, Lost)}


def wait_for(condition: Callable[[], bool]) -> bool:
    for _ in range(1200):
        if condition():
            return True
        time.sleep(0.05)
    return False


def processes(folder: Path) -> list[int]:
    return [int(path.stem) for path in folder.glob("*.pid")]


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def test_every_task_is_carried_out_by_as_many_workers_as_there_are_processors(engine: Any, fakes: ModuleType) -> None:
    """The head has no processor for work, the two others have one each; results belong to their items."""
    assert engine.jobs == 2
    results = run(engine, Work(fakes.set_up, (), fakes.double), [[1, 2], [3], [4, 5]])
    assert {result.items: result.result for result in results} == {(1, 2): [2, 4], (3,): [6], (4, 5): [8, 10]}
    assert all(result.peak_memory > 0 for result in results)


def test_poison_items_are_lost_and_all_others_are_done(engine: Any, fakes: ModuleType) -> None:
    """Crash, kill, exception, exit, endless work: each costs the one item that causes it, after a second try."""
    tasks = [["a", "exit-1", "b"], ["kill-1"], ["raise-1", "c"], ["sysexit-1"], ["hang-1", "d"], ["e"]]
    limits = {"hang-1": 1.0}
    work = Work(fakes.set_up, (), fakes.poisoned)
    results = list(engine.run_tasks(work, tasks, limit=lambda items: min(limits.get(item, 60.0) for item in items)))
    assert done(results) == ["a", "b", "c", "d", "e"]
    assert sorted(lost(results)) == ["exit-1", "hang-1", "kill-1", "raise-1", "sysexit-1"]
    assert "ended while working" in lost(results)["kill-1"]
    assert "ValueError: cannot do raise-1" in lost(results)["raise-1"]
    assert "longer than 1 seconds" in lost(results)["hang-1"]


def test_an_item_that_fills_the_memory_is_lost(engine: Any, fakes: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker has a limit of its own, so neither the machine nor its other workers come to harm."""
    monkeypatch.setattr(cluster_module, "MOST_MEMORY", 2**30)
    results = run(engine, Work(fakes.set_up, (), fakes.grow), [[1000], [3 * 2**30]])
    assert done(results) == [1000]
    assert "MemoryError" in lost(results)[3 * 2**30]


def test_a_worker_that_is_killed_from_outside_costs_nothing(engine: Any, fakes: ModuleType, tmp_path: Path) -> None:
    """Its task is done by another one."""
    (tmp_path / "wait").touch()

    def kill() -> None:
        assert wait_for(lambda: len(processes(tmp_path)) == 2)
        os.kill(processes(tmp_path)[0], signal.SIGKILL)
        (tmp_path / "wait").unlink()

    killer = threading.Thread(target=kill)
    killer.start()
    results = run(engine, Work(fakes.take_folder, (str(tmp_path),), fakes.note_process_and_wait), [["a"], ["b"], ["c"]])
    killer.join()
    assert (done(results), lost(results)) == (["a", "b", "c"], {})


def test_a_machine_that_goes_away_costs_nothing(
    engine: Any, cluster: Any, node: dict[str, Any], fakes: ModuleType, tmp_path: Path
) -> None:
    """Tasks of its workers are run again elsewhere, and nothing is held against their items."""
    machine = cluster.add_node(**node)
    (tmp_path / "wait").touch()

    def remove() -> None:
        assert wait_for(lambda: len(processes(tmp_path)) == 3)
        cluster.remove_node(machine, allow_graceful=False)
        (tmp_path / "wait").unlink()

    remover = threading.Thread(target=remove)
    remover.start()
    tasks = [[str(number)] for number in range(6)]
    results = run(engine, Work(fakes.take_folder, (str(tmp_path),), fakes.note_process_and_wait), tasks)
    remover.join()
    assert (done(results), lost(results)) == (["0", "1", "2", "3", "4", "5"], {})


def test_errors_of_setting_up_end_the_run_and_blame_no_item(engine: Any, fakes: ModuleType) -> None:
    """A wrong alias file is a config error as it is; a bug in setting up is no fault of the documents."""
    with pytest.raises(ConfigError, match="alias file") as caught:
        run(engine, Work(fakes.set_up_with_config_error, (), fakes.double), [[1]])
    assert caught.value.remedy == "correct line 3"
    with pytest.raises(CorpusError, match="ZeroDivisionError"):
        run(engine, Work(fakes.set_up_with_bug, (), fakes.double), [[1], [2]])
    with pytest.raises(CorpusError) as caught_dead:
        run(engine, Work(fakes.set_up_and_die, (), fakes.double), [[1], [2]])
    assert "doctor" in caught_dead.value.remedy


def test_tasks_are_taken_as_they_are_needed_and_no_worker_is_left(
    engine: Any, fakes: ModuleType, tmp_path: Path
) -> None:
    """Memory does not grow with the corpus; a caller that has enough closes the results and all workers are gone."""
    taken = 0

    def tasks() -> Iterator[list[str]]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield [str(number)]

    work = Work(fakes.take_folder, (str(tmp_path),), fakes.note_process_and_wait)
    results = engine.run_tasks(work, tasks(), limit=lambda _: 60)
    next(results)
    assert taken < 10
    assert processes(tmp_path)
    results.close()
    assert wait_for(lambda: not any(map(alive, processes(tmp_path))))


def test_a_machine_with_other_versions_is_refused(
    engine: Any, fakes: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another numpy gives other last digits, and so other bytes."""
    monkeypatch.setattr(cluster_module, "versions", lambda: {"numpy": "0.1"})
    with pytest.raises(ConfigError, match=r"numpy .* \(here 0\.1\)"):
        run(engine, Work(fakes.set_up, (), fakes.double), [[1]])


def carried(fakes: ModuleType, folder: Path, for_task: Callable[[Sequence[str]], Sequence[str]]) -> Work[Any, Any]:
    """Work that copies three files into ``out``, behind a greeting that setting up reads."""
    (folder / "out" / "state").mkdir(parents=True)
    (folder / "greeting.txt").write_text("سلام")
    for name in "abc":
        (folder / f"{name}.txt").write_text(name)
    root, greeting = str(folder / "out"), str(folder / "greeting.txt")
    carriage = Carriage(
        root=root, mark=str(folder / "out" / "state"), for_setup=(greeting,), for_task=for_task,
        placed=fakes.moved_arguments, moved=fakes.moved_items,
    )  # fmt: skip
    return Work(fakes.set_up_with_file, (root, greeting), fakes.copy_in_capitals, carriage)


def copies(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (folder / "out").glob("*.txt")}


CAPITALS = {"a.txt": "سلام A", "b.txt": "سلام B", "c.txt": "سلام C"}


def test_workers_that_do_not_see_the_files_are_sent_them(cluster: Any, fakes: ModuleType, tmp_path: Path) -> None:
    """What setting up reads and what a task reads goes to the worker; what it writes comes back to the root."""
    from corpus_cli.engines.cluster import RayEngine

    work = carried(fakes, tmp_path, tuple)
    inputs = [str(tmp_path / f"{name}.txt") for name in "abc"]
    engine = RayEngine(address=cluster.address, jobs=None, processors=2, shared=False)
    results = run(engine, work, [inputs[:2], inputs[2:]])
    engine.close()
    assert done(results) == inputs
    assert copies(tmp_path) == CAPITALS
    assert not list((tmp_path / "out" / "state").iterdir())


def test_workers_that_see_the_folder_but_not_the_inputs_are_sent_them(
    engine: Any, fakes: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Output on a disk that all machines see, reports on one of the driver's own: nothing is lost for it."""
    inputs = [str(tmp_path / f"{name}.txt") for name in "abc"]
    work = carried(fakes, tmp_path, tuple)
    # Here every file is seen; a path that only the driver resolves stands for a disk of its own.
    elsewhere = {path: f"/nowhere-else{path}" for path in inputs}
    here = {there: path for path, there in elsewhere.items()}
    exists = os.path.exists
    monkeypatch.setattr(
        cluster_module, "files_of", lambda needed: {path: Path(here.get(path, path)).read_bytes() for path in needed}
    )
    monkeypatch.setattr(os.path, "exists", lambda path: exists(here.get(path, path)))
    results = run(engine, work, [[path] for path in here])
    assert (done(results), lost(results)) == (sorted(here), {})
    assert copies(tmp_path) == CAPITALS


def test_a_file_that_has_gone_meanwhile_costs_nobody_else_anything(
    engine: Any, fakes: ModuleType, tmp_path: Path
) -> None:
    """Neither worker nor driver has it: there is nothing to send, and the work says what is missing."""
    work = carried(fakes, tmp_path, tuple)
    inputs = [str(tmp_path / f"{name}.txt") for name in "abc"]
    gone = str(tmp_path / "gone.txt")
    results = run(engine, work, [[gone], *([path] for path in inputs)])
    assert done(results) == inputs
    assert "FileNotFoundError" in lost(results)[gone]
    assert copies(tmp_path) == CAPITALS


def test_a_machine_without_room_for_files_ends_the_run(
    cluster: Any, fakes: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its temporary folder is full or cannot be written: no document is quarantined for that."""
    from corpus_cli.engines.cluster import RayEngine

    work = carried(fakes, tmp_path, fakes.too_much)
    monkeypatch.setattr(cluster_module, "files_of", lambda needed: dict.fromkeys(needed, b"x"))
    engine = RayEngine(address=cluster.address, jobs=None, processors=2, shared=False)
    with closing(engine), pytest.raises(OutputError, match="files sent to it cannot be kept"):
        run(engine, work, [["a.txt"], ["b.txt"]])


def test_an_address_without_a_cluster_says_what_to_do(cluster: Any) -> None:  # noqa: ARG001  # its environment
    """Nothing answers there, and Ray's client protocol is not for this."""
    from corpus_cli.engines.session import open_session

    with pytest.raises(ConfigError, match="client protocol") as caught:
        open_session("ray://127.0.0.1:1", processors=1, memory=1)
    assert "--address auto" in caught.value.remedy
