"""A pass over the shards of documents asks for no more workers than it has shards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus_cli.engines.work import Done, Work
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.passes.shard_pass import over_shards
from corpus_cli.pipeline.progress import Silence


class Backwards:
    """An engine that finishes the last task first, and remembers how many workers it might have had."""

    name, jobs = "backwards", 8
    most: int | None = None

    def run_tasks(
        self, work: Work[Any, Any], tasks: Iterable[Sequence[Any]], *, limit: Any, most: int | None = None
    ) -> Iterator[Any]:
        assert limit(())
        self.most = most
        for items in reversed(list(tasks)):
            yield Done(tuple(items), work.function(None, items), 1)

    def close(self) -> None:
        pass


def test_results_come_in_the_order_of_the_shards_from_as_many_workers_as_there_are(tmp_path: Path) -> None:
    """Two documents need no eight processes; which worker is ready first makes no difference."""
    folder = RunFolder(tmp_path)
    for shard in ("ab", "cd"):
        (folder.documents / shard).mkdir(parents=True)
        (folder.documents / shard / f"{shard}1.json").write_text("{}")
    engine = Backwards()
    work: Work[str, str] = Work(str, (), lambda _, shards: shards[0].upper())
    found = over_shards(folder, work, name="test", engine=engine, progress=Silence())
    assert list(found) == ["AB", "CD"]
    assert engine.most == 2
