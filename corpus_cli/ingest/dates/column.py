"""The order of day and month in a file's column of dates, told by those of its dates that can be read in one way."""

from __future__ import annotations

from collections.abc import Iterable

from corpus_cli.ingest.dates.folding import folded
from corpus_cli.ingest.dates.order import TWO_NUMBERS, shown
from corpus_cli.ingest.rows.records import BrokenRecord, Record


def column_order(records: Iterable[Record | BrokenRecord]) -> bool | None:
    """Whether days stand before months in the records' dates.

    ``None``: no date of theirs shows that, or they contradict each other.
    """
    pairs = []
    for record in records:
        if isinstance(record, Record) and isinstance(record.written, str):
            pairs += [(int(a), int(b)) for a, _, b in TWO_NUMBERS.findall(folded(record.written[:100]))]
    return shown(pairs)
