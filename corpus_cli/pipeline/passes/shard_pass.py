"""One pass over the document shards of a run in worker processes, the results in the order of the shards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

from corpus_cli.engines.work import Done, Engine, Result, Work
from corpus_cli.errors import CorpusError
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.progress import Progress
from corpus_cli.pipeline.reading.carriage import carry_shards

# A shard of a large corpus holds thousands of documents; only what hangs takes longer.
SHARD_SECONDS = 6 * 3600.0


def over_shards(
    folder: RunFolder,
    work: Work[str, Result],
    *,
    name: str,
    engine: Engine,
    progress: Progress,
    peak: Callable[[int], None] = lambda _: None,
) -> Iterator[Result]:
    """The result for each shard of documents. ``name``: what is shown; ``peak`` is told each worker's peak memory.

    Raises ``CorpusError`` if a shard cannot be worked on.
    """
    sizes = {shard.name: sum(1 for _ in shard.glob("*.json")) for shard in folder.shards()}
    waiting: dict[str, Result] = {}
    order = iter(sizes)
    expected = next(order, None)
    progress.begin(name, total=sum(sizes.values()), unit="document")
    tasks = ([shard] for shard in sizes)
    carried = replace(work, carriage=carry_shards(folder))
    with closing(engine.run_tasks(carried, tasks, limit=lambda _: SHARD_SECONDS, most=len(sizes))) as results:
        for result in results:
            if not isinstance(result, Done):
                raise CorpusError(
                    f"{name}: the documents in {folder.documents / result.item} cannot be worked on: {result.reason}",
                    remedy="run the same command again; if it stays, report it with that folder",
                )
            peak(result.peak_memory)
            progress.advance(sizes[result.items[0]])
            waiting[result.items[0]] = result.result
            while expected in waiting:
                yield waiting.pop(expected)
                expected = next(order, None)
    progress.end()
