"""The order of day and month in a file's column of dates, told by those of its dates that can be read in one way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpus_cli.ingest.dates.folding import folded
from corpus_cli.ingest.dates.order import TWO_NUMBERS, shown
from corpus_cli.ingest.records import BrokenRecord, Record


class Column:
    """The dates of all records of a file. They are read once, and only when the first ambiguous one asks."""

    def __init__(self, records: Callable[[], Iterator[Record | BrokenRecord]]) -> None:
        self._records = records
        self._known: tuple[bool | None] | None = None

    def day_first(self) -> bool | None:
        """Whether days stand before months in it; ``None``: no date of it shows that, or they contradict each other."""
        if self._known is None:
            self._known = (self._read(),)
        return self._known[0]

    def _read(self) -> bool | None:
        pairs = []
        for record in self._records():
            if isinstance(record, Record) and isinstance(record.written, str):
                pairs += [(int(a), int(b)) for a, _, b in TWO_NUMBERS.findall(folded(record.written[:100]))]
        return shown(pairs)
