"""The sketches of all documents of a run, in the order of documents; what is large stays on disk until it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from corpus_cli.relations.sketch import BANDS, ROWS
from corpus_cli.relations.sketch_table import SketchTable, StoredTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.relations.sketch_table import Numbers, Prints, Small

    Rows = NDArray[np.int64]

# Fingerprints that are counted at a time; and those of so many rows at a time, each with several numbers about it.
AT_ONCE = 1_000_000
OF_ROWS = 150_000
# A file each while fingerprints are counted.
MOST_PARTITIONS = 256
# Bands that are read together.
BANDS_AT_ONCE = 6


class Sketches:
    """The documents that are compared, in rows.

    ``tables``: where their sketches are. ``places``: for each table the row of each of its documents, -1 for one that
    is left out. ``low``: the low bits of the signatures. Shape: (rows, 126). ``sizes``: how many fingerprints each has.
    """

    def __init__(self, tables: Sequence[StoredTable | SketchTable], places: Sequence[Rows]) -> None:
        import numpy as np

        self._tables = tables
        self._places = places
        self.count = sum(int((rows >= 0).sum()) for rows in places)
        self.low: Small = np.zeros((self.count, BANDS * ROWS), dtype=np.uint8)
        self.sizes = np.zeros(self.count, dtype=np.int64)
        for table, rows in zip(tables, places, strict=True):
            kept = rows >= 0
            self.low[rows[kept]] = table.column("low")[kept]
            self.sizes[rows[kept]] = table.column("sizes")[kept]

    def bands(self) -> Iterator[Prints]:
        """For each band the number of each row. Shape: (rows,), uint32."""
        import numpy as np

        for first in range(0, BANDS, BANDS_AT_ONCE):
            last = min(first + BANDS_AT_ONCE, BANDS)
            found = np.zeros((last - first, self.count), dtype=np.uint32)
            for table, rows in zip(self._tables, self._places, strict=True):
                kept = rows >= 0
                found[:, rows[kept]] = table.column("bands", first, last)[:, kept]
            yield from found

    def prints(self, folder: Path | None = None) -> PrintFiles:
        """All fingerprints by row and by value, in files of ``folder`` that nobody else sees."""
        import numpy as np

        ends = np.cumsum(self.sizes)
        total = int(ends[-1]) if len(ends) else 0
        partitions = min(MOST_PARTITIONS, total // AT_ONCE + 1)
        files = PrintFiles(
            by_row=TemporaryFile(dir=folder),  # noqa: SIM115  # closed by PrintFiles.close
            by_value=[TemporaryFile(dir=folder) for _ in range(partitions)],  # noqa: SIM115
            ends=ends,
        )
        for table, rows in zip(self._tables, self._places, strict=True):
            files.add(table.column("prints"), np.cumsum(table.column("sizes").astype(np.int64)), rows)
        return files


@dataclass(frozen=True, slots=True, eq=False)
class PrintFiles:
    """All fingerprints, twice. ``ends``: for each row where its own end among all in the order of rows."""

    by_row: IO[bytes]
    by_value: list[IO[bytes]]
    ends: Rows

    def add(self, prints: Prints, ends: Rows, rows: Rows) -> None:
        """A table's fingerprints. ``ends``: for each of its documents where its own end; ``rows``: its place, or -1."""
        import numpy as np

        starts = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
        kept = np.repeat(rows >= 0, ends - starts)
        for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
            if row >= 0 and end > start:
                self.by_row.seek(4 * (int(self.ends[row]) - (end - start)))
                self.by_row.write(prints[start:end].tobytes())
        values = prints[kept]
        which = (values.astype(np.uint64) * np.uint64(len(self.by_value))) >> np.uint64(32)
        for number, file in enumerate(self.by_value):
            file.write(values[which == number].tobytes())

    def values(self) -> Iterator[Prints]:
        """All fingerprints of all rows: sorted within each part, and the parts in order."""
        import numpy as np

        for file in self.by_value:
            yield np.sort(_read(file, 0, -1))

    def rows(self) -> Iterator[tuple[Rows, Prints]]:
        """The fingerprints of so many rows at a time, in order, with the row of each."""
        import numpy as np

        first = 0
        while first < len(self.ends):
            begin = int(self.ends[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(self.ends, begin + OF_ROWS, side="right")))
            ends = self.ends[first:last]
            sizes = np.diff(np.concatenate([[begin], ends]))
            yield np.repeat(np.arange(first, last), sizes), _read(self.by_row, begin, int(ends[-1]))
            first = last

    def close(self) -> None:
        """The files are gone."""
        for file in (self.by_row, *self.by_value):
            file.close()


def _read(file: IO[bytes], first: int, last: int) -> Prints:
    """The numbers from ``first`` to ``last``, -1 for the end of the file."""
    import numpy as np

    file.seek(4 * first)
    return np.frombuffer(file.read(4 * (last - first) if last >= 0 else -1), dtype=np.uint32)


def in_order(tables: Sequence[StoredTable | SketchTable]) -> Ordered:
    """The documents of all tables in the order of documents, and which of them repeat an earlier one to the word."""
    import numpy as np

    counts: list[int] = []
    keys: list[bytes] = []
    width = 1
    for about in (table.about for table in tables):
        counts.append(len(about.doc_ids))
        width = max(width, *map(len, about.doc_ids), 0)
        keys.extend("\0".join(order).encode("utf-8", "surrogatepass") for order in about.orders)
    ranks = np.empty(len(keys), dtype=np.int64)
    ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    del keys  # some hundred bytes a document
    digests = np.zeros((len(ranks), 2), dtype=np.uint64)
    compared = np.zeros(len(ranks), dtype=bool)
    contents = np.zeros(len(ranks), dtype=np.uint64)
    doc_ids = np.empty(len(ranks), dtype=f"S{width}")
    parts = np.split(ranks, np.cumsum(counts)[:-1]) if tables else []
    for table, at in zip(tables, parts, strict=True):
        digests[at] = table.column("digests")
        compared[at] = table.column("long_enough").astype(bool)
        contents[at] = table.column("contents")
        doc_ids[at] = np.array(table.about.doc_ids, dtype=doc_ids.dtype)
    return Ordered(doc_ids, contents, _firsts(digests, compared), compared, tuple(parts))


@dataclass(frozen=True, slots=True, eq=False)
class Ordered:
    """Documents in order: the earlier by date and path first.

    ``doc_ids`` in ASCII. ``contents``: a number for all that comparing looks at. ``firsts``: the place of the first one
    with the same words, its own for most. ``compared``: whether it is long enough. ``places``: for each table the place
    of each of its documents.
    """

    doc_ids: NDArray[np.bytes_]
    contents: Numbers
    firsts: Rows
    compared: NDArray[np.bool_]
    places: tuple[Rows, ...]

    def doc_id(self, place: int) -> str:
        """The id of the document at this place."""
        return bytes(self.doc_ids[place]).decode("ascii")


def _firsts(digests: Numbers, compared: NDArray[np.bool_]) -> Rows:
    import numpy as np

    places = np.arange(len(digests), dtype=np.int64)
    order = np.lexsort((places, digests[:, 1], digests[:, 0]))
    order = order[compared[order]]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (digests[order[1:]] != digests[order[:-1]]).any(axis=1)
    firsts = places.copy()
    firsts[order] = order[np.flatnonzero(new)[np.cumsum(new) - 1]] if len(order) else order
    return firsts


def held_in_memory(table: SketchTable) -> Sketches:
    """The documents of one table in its order, those too short left out."""
    import numpy as np

    long_enough = table.columns.long_enough.astype(bool)
    return Sketches([table], [np.where(long_enough, np.cumsum(long_enough) - 1, -1)])
