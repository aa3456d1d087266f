"""The LanceDB table of passages, opened for reading and asked without LanceDB's Python package.

``import lancedb`` takes one and a half seconds, most of it for pandas and a web client that an embedded table never
uses; its compiled module, in which all the work is done, takes hundredths. The version is pinned, and this is the only
place that knows the compiled module's interface. Writing (``build.py``) uses the package as it is meant.
"""

from __future__ import annotations

import asyncio
import importlib.util
import sys
import threading
from collections.abc import Coroutine, Sequence
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from corpus_cli.errors import ModelMissingError

if TYPE_CHECKING:
    import pyarrow as pa

TABLE = "passages"
_COMPILED = "lancedb._lancedb"
_Result = TypeVar("_Result")


class PassageTable:
    """The passages of one index. Row numbers are those in the column ``n``: 0 to the number of passages less one.

    Raises whatever LanceDB raises where files are damaged; the caller knows which index it is.
    """

    def __init__(self, folder: Path) -> None:
        self._table = _wait(_opened(folder))

    def columns(self, names: Sequence[str], *, where: str | None = None) -> pa.Table:
        """These columns of all rows, or of those of which the SQL condition holds, in no certain order."""
        return _wait(self._columns(names, where))

    def find(self, column: str, terms: str, *, limit: int, where: str | None = None) -> tuple[list[int], list[float]]:
        """The rows with any of the terms (a space apart) in a full-text column, with their BM25 scores, best first."""
        found = _wait(self._find(column, terms, limit, where))
        pairs = sorted(
            zip(found["n"].to_pylist(), found["_score"].to_pylist(), strict=True), key=lambda pair: (-pair[1], pair[0])
        )
        return [row for row, _ in pairs], [score for _, score in pairs]

    def rows(self, numbers: Sequence[int], names: Sequence[str]) -> list[dict[str, Any]]:
        """These columns of the rows with these numbers, in the order of the numbers."""
        wanted = sorted(set(numbers))
        if not wanted:
            return []
        condition = f"n IN ({', '.join(map(str, wanted))})"
        found = {row["n"]: row for row in self.columns(["n", *names], where=condition).to_pylist()}
        return [found[number] for number in numbers]

    async def _columns(self, names: Sequence[str], where: str | None) -> pa.Table:
        query = self._table.query()
        if where is not None:
            query.where(where)
        query.select_columns(list(names))
        return await _gathered(query)

    async def _find(self, column: str, terms: str, limit: int, where: str | None) -> pa.Table:
        query = self._table.query().nearest_to_text({"query": terms, "columns": [column]})
        if where is not None:
            query.where(where)
        query.select_columns(["n", "_score"])
        query.limit(limit)
        return await _gathered(query)


def quoted(value: str) -> str:
    """The value as a string of SQL: whatever stands in it, it ends nothing."""
    return "'" + value.replace("'", "''") + "'"


async def _opened(folder: Path) -> Any:
    connection = await _compiled().connect(str(folder))
    return await connection.open_table(TABLE)


async def _gathered(query: Any) -> pa.Table:
    import pyarrow as pa

    stream = await query.execute()
    batches = [batch async for batch in stream]
    return pa.Table.from_batches(batches, schema=stream.schema)


@cache
def _compiled() -> Any:
    """LanceDB's compiled module, under its own name: whoever imports the package later gets the same one."""
    loaded = sys.modules.get(_COMPILED)
    if loaded is not None:
        return loaded
    remedy = "install the package again"
    package = importlib.util.find_spec("lancedb")
    if package is None or not package.submodule_search_locations:
        raise ModelMissingError("LanceDB is not installed", remedy=remedy)
    folders = [Path(place) for place in package.submodule_search_locations]
    found = [path for folder in folders for ending in EXTENSION_SUFFIXES for path in folder.glob(f"_lancedb{ending}")]
    spec = importlib.util.spec_from_file_location(_COMPILED, found[0]) if found else None
    if spec is None or spec.loader is None:
        raise ModelMissingError("LanceDB's compiled module is missing", remedy=remedy)
    module = importlib.util.module_from_spec(spec)
    sys.modules[_COMPILED] = module
    spec.loader.exec_module(module)
    return module


def _wait(work: Coroutine[Any, Any, _Result]) -> _Result:
    """The result of asynchronous work, from any thread; notebooks have a loop of their own running in theirs."""
    return asyncio.run_coroutine_threadsafe(work, _loop()).result()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="corpus-search", daemon=True).start()
    return loop
