"""The records of a csv or jsonl file, parsed in the child process and handed over in batches.

A file of records may be larger than what a parser may give at once, and its documents are made one after the other:
the child keeps its place in the file between two calls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from corpus_cli.document import Extracted
from corpus_cli.errors import DocumentError
from corpus_cli.ingest import formats
from corpus_cli.ingest.isolation import isolated
from corpus_cli.ingest.lines import blocks
from corpus_cli.ingest.rows.records import BrokenRecord, Record

if TYPE_CHECKING:
    from corpus_cli.recipe import IngestSettings

RecordReader: TypeAlias = Callable[..., Iterator[Record | BrokenRecord]]
Read: TypeAlias = tuple[Record, Extracted] | BrokenRecord

# Characters of text in a batch: few calls for small records, little memory for large ones.
_BATCH = 1_000_000


def _csv() -> RecordReader:
    from corpus_cli.ingest.rows.tables import read_csv

    return read_csv


def _jsonl() -> RecordReader:
    from corpus_cli.ingest.rows.records import read_jsonl

    return read_jsonl


READERS: dict[str, Callable[[], RecordReader]] = {formats.CSV: _csv, formats.JSONL: _jsonl}


class _Place:
    """Runs in the child: the file that is being read. A new one takes the place of one not read to its end."""

    file = ""
    records: Iterator[Record | BrokenRecord] = iter(())


def read_records(
    data: bytes, media_type: str, *, mapping: Mapping[str, str] | None, settings: IngestSettings
) -> Iterator[Read]:
    """The records in order, each with its blocks, and those that are broken.

    The limits of ``isolated`` hold for each batch. Raises ``ConfigError`` for a mapping of unknown names and
    ``DocumentError`` where the file, or what is left of it, cannot be read.
    """
    columns = None if mapping is None else dict(mapping)
    file = hashlib.sha256(data).hexdigest()
    isolated(_begin, file, data, media_type, columns, settings=settings)
    while batch := isolated(_next_batch, file, settings=settings):
        yield from batch


def day_first(
    data: bytes, media_type: str, *, mapping: Mapping[str, str] | None, settings: IngestSettings
) -> bool | None:
    """Whether days stand before months in the dates of these records; ``None`` where they do not show it."""
    return isolated(_order, data, media_type, None if mapping is None else dict(mapping), settings=settings)


def _order(data: bytes, media_type: str, mapping: dict[str, str] | None) -> bool | None:
    from corpus_cli.ingest.dates.column import column_order

    return column_order(READERS[media_type]()(data, mapping=mapping))


def _begin(file: str, data: bytes, media_type: str, mapping: dict[str, str] | None) -> None:
    _Place.file, _Place.records = file, READERS[media_type]()(data, mapping=mapping)


def _next_batch(file: str) -> list[Read]:
    if _Place.file != file:  # this is a new child: without this line the file would seem to end here
        raise DocumentError("could be read in part only: its parser crashed", remedy="split the file and run again")
    batch: list[Read] = []
    size = 0
    for item in _Place.records:
        if isinstance(item, BrokenRecord):
            size += len(item.reason)
            batch.append(item)
        else:
            size += len(item.text) + len(item.data)
            batch.append((item, Extracted(item.text, blocks(item.text))))
        if size >= _BATCH:
            break
    return batch
