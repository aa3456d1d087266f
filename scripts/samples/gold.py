"""The gold file: what is named in every sample, and where."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from samples.markup import Report, Text, joined
from samples.records import Record


def report_text(report: Report) -> Text:
    """The report as running text: a blank line between blocks, a table's rows as blocks, a bar between their cells."""
    pieces = [
        (" | " if column else "\n\n", cell)
        for block in report.blocks
        for row in block.rows
        for column, cell in enumerate(row)
    ]
    return joined(pieces)


def report_row(report: Report) -> dict[str, Any]:
    """The gold of a report. A text file carries no title but its first line."""
    title = report.blocks[0].text.plain if report.format == "txt" else report.title
    return _row(report.path, report, title=title, text=report_text(report))


def record_row(file: str, record: Record) -> dict[str, Any]:
    """The gold of one record of a csv or jsonl file."""
    return _row(f"{file}#{record.id}", record, title=record.title, text=record.text)


def gold_file(rows: Iterable[dict[str, Any]]) -> bytes:
    """The rows, one JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _row(id_: str, source: Report | Record, *, title: str, text: Text) -> dict[str, Any]:
    entities = [
        {"start": span.start, "end": span.end, "label": span.label, "name": span.name.removeprefix("+")}
        for span in text.spans
    ]
    return {
        "id": id_,
        "lang": source.lang,
        "theme": source.theme,
        "title": title,
        "date": source.date,
        "text": text.plain,
        "entities": entities,
    }
