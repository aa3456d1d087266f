"""The local engine: whatever a worker does, every item is accounted for and no process is left."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus_cli.engines.local import LocalEngine
from corpus_cli.engines.work import Done, Lost, Work
from corpus_cli.errors import ConfigError, CorpusError


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Workers import their work by name, so it must be a module that they can find."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return importlib.import_module("engine_fakes")


def run(work: Work[Any, Any], tasks: Sequence[Sequence[Any]], *, jobs: int = 2, limit: float = 60) -> list[Any]:
    return list(LocalEngine(jobs).run_tasks(work, tasks, limit=lambda _: limit))


def done(results: Sequence[Any]) -> list[Any]:
    return sorted(chain.from_iterable(result.items for result in results if isinstance(result, Done)))


def lost(results: Sequence[Any]) -> dict[Any, str]:
    return {result.item: result.reason for result in results if isinstance(result, Lost)}


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_task_is_carried_out(fakes: ModuleType, jobs: int) -> None:
    """With one worker as with several, results belong to their items."""
    results = run(Work(fakes.set_up, (), fakes.double), [[1, 2], [3], [4, 5]], jobs=jobs)
    assert {result.items: result.result for result in results} == {(1, 2): [2, 4], (3,): [6], (4, 5): [8, 10]}
    assert all(result.peak_memory > 0 for result in results)


def test_no_tasks_start_no_worker(fakes: ModuleType) -> None:
    """Nothing to do is done at once, even with a set-up that would fail."""
    assert run(Work(fakes.set_up_with_bug, (), fakes.double), []) == []


def test_workers_have_one_arithmetic_thread(fakes: ModuleType) -> None:
    """Sums must not depend on the number of processors."""
    (result,) = run(Work(fakes.set_up, (), fakes.environment), [[1]])
    assert set(result.result.values()) == {"1"}


@pytest.mark.parametrize(
    ("poison", "reason"),
    [
        ("exit", "exit code 5"),
        ("kill", "memory"),
        ("raise", "ValueError: cannot do raise"),
        ("sysexit", "SystemExit"),
    ],
)
def test_a_poison_item_is_lost_and_all_others_are_done(fakes: ModuleType, poison: str, reason: str) -> None:
    """A crash, a kill, an exception or an exit costs the one item that causes it."""
    results = run(Work(fakes.set_up, (), fakes.poisoned), [["a", poison, "b"], ["c"], ["d", "e"]])
    assert done(results) == ["a", "b", "c", "d", "e"]
    assert list(lost(results)) == [poison]
    assert reason in lost(results)[poison]


@pytest.mark.parametrize("poison", ["hang", "spin", "leave"])
def test_an_item_that_never_ends_is_lost(fakes: ModuleType, poison: str) -> None:
    """Sleeping, counting for ever, or leaving without a word with exit code 0: the limit ends it."""
    results = run(Work(fakes.set_up, (), fakes.poisoned), [["a", poison], ["b"]], limit=1)
    assert done(results) == ["a", "b"]
    assert "longer than 1 seconds" in lost(results)[poison]


def test_several_poison_items_are_each_found(fakes: ModuleType) -> None:
    """With one worker, the first task as well as the last."""
    tasks = [["exit-1", "a"], ["b", "raise-1", "exit-2"], ["exit-3"]]
    results = run(Work(fakes.set_up, (), fakes.poisoned), tasks, jobs=1)
    assert done(results) == ["a", "b"]
    assert sorted(lost(results)) == ["exit-1", "exit-2", "exit-3", "raise-1"]


def test_an_item_that_ends_its_worker_once_is_done(fakes: ModuleType, tmp_path: Path) -> None:
    """Another process may have taken the memory; it gets a second chance."""
    results = run(Work(fakes.take_folder, (str(tmp_path),), fakes.unlucky_once), [["a"], ["b"]])
    assert done(results) == ["a", "b"]


def test_an_error_raised_on_purpose_in_setting_up_is_raised_as_it_is(fakes: ModuleType) -> None:
    """A wrong alias file is a config error, not a broken worker."""
    with pytest.raises(ConfigError, match="alias file") as caught:
        run(Work(fakes.set_up_with_config_error, (), fakes.double), [[1]])
    assert caught.value.remedy == "correct line 3"


@pytest.mark.parametrize("set_up", ["set_up_with_bug", "set_up_and_die"])
def test_a_set_up_that_cannot_work_ends_the_run_and_blames_no_item(fakes: ModuleType, set_up: str) -> None:
    """Else every document of the corpus would be quarantined for it."""
    with pytest.raises(CorpusError) as caught:
        run(Work(getattr(fakes, set_up), (), fakes.double), [[1], [2]])
    assert "doctor" in caught.value.remedy


def test_tasks_are_taken_only_as_they_are_needed(fakes: ModuleType) -> None:
    """Memory does not grow with the corpus: few tasks are taken ahead of the results."""
    taken = 0

    def tasks() -> Iterator[list[int]]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield [number]

    results = LocalEngine(2).run_tasks(Work(fakes.set_up, (), fakes.double), tasks(), limit=lambda _: 60)
    next(results)
    assert taken < 20
    results.close()


def test_stopping_early_leaves_no_worker(fakes: ModuleType) -> None:
    """A caller that has enough, or is interrupted, closes the results and all processes are gone."""
    import multiprocessing

    results = LocalEngine(2).run_tasks(Work(fakes.set_up, (), fakes.double), [[1], [2], [3]], limit=lambda _: 60)
    next(results)
    assert multiprocessing.active_children()
    results.close()
    assert not multiprocessing.active_children()
