"""Inputs are put together into tasks that are worth sending and not too much to lose."""

from __future__ import annotations

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.ingest.formats import CSV, MAIL, PLAIN, ZIP
from corpus_cli.pipeline.reading.plan import Job
from corpus_cli.pipeline.reading.process import BYTES_A_TASK, FILES_A_TASK, split_into_tasks

jobs = st.builds(
    Job, st.just("a"), st.integers(0, 2 * BYTES_A_TASK), st.sampled_from((PLAIN, CSV, ZIP, MAIL)), st.just("")
)


@given(st.lists(jobs), st.integers(1, 8))
def test_every_input_is_in_one_task_in_order(todo: list[Job], workers: int) -> None:
    """Tasks joined are the inputs, none is empty, and none is larger than it may be unless it is one file."""
    tasks = list(split_into_tasks(deque(todo), jobs=workers))
    assert [job for task in tasks for job in task] == todo
    for task in tasks:
        assert 1 <= len(task) <= FILES_A_TASK
        assert len(task) == 1 or sum(job.size_bytes for job in task) <= BYTES_A_TASK
        assert len(task) == 1 or all(job.media_type == PLAIN for job in task)


def test_a_small_corpus_is_spread_over_the_workers() -> None:
    """Sixteen files for two workers are eight tasks, not one."""
    todo = [Job(str(number), 1000, PLAIN, "") for number in range(16)]
    assert [len(task) for task in split_into_tasks(deque(todo), jobs=2)] == [2] * 8
