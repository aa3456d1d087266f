"""The passages of several finished runs, each document once, for training and measuring topic models."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.engines.local import LocalEngine
from corpus_cli.engines.work import Work
from corpus_cli.errors import InputError
from corpus_cli.output import existing, opened
from corpus_cli.pipeline.damaged import warn_of_damaged
from corpus_cli.pipeline.passes.shard_pass import over_shards
from corpus_cli.pipeline.passes.shards import encode_shards, set_up_encoder
from corpus_cli.pipeline.progress import Progress

if TYPE_CHECKING:
    from corpus_cli.topics.encoders.passages import TrainingPassages


def gather_passages(runs: Sequence[Path], *, encoder: str, jobs: int, progress: Progress) -> TrainingPassages:
    """All passages of the runs with their vectors; a document that several runs hold counts once.

    What a run has not encoded yet is encoded, and kept beside its documents. Raises ``InputError`` for a folder that
    holds no run or whose documents have no passages, ``OutputError`` for one in use.
    """
    from corpus_cli.topics.encoders.passages import joined_passages, read_passages

    found: list[TrainingPassages] = []
    seen: set[str] = set()
    for run in runs:
        existing(run)
        with opened(run) as folder:
            work = Work(set_up_encoder, (str(folder.root), encoder), encode_shards)
            engine = LocalEngine(jobs)
            encoded = over_shards(folder, work, name=f"vectors of {run}", engine=engine, progress=progress)
            damaged = [path for one in encoded for path in one.damaged]
            warn_of_damaged(damaged, missing_from="the passages", progress=progress)
            passages = read_passages(folder.root, without=seen)
        seen.update(passages.documents)
        found.append(passages)
    joined = joined_passages(found)
    if not len(joined):
        raise InputError(
            f"there is no text in {', '.join(map(str, runs))}",
            remedy="give the output folder of a `corpus run` or `corpus process` that has read documents",
        )
    return joined
