"""The line about a document's date: the date, where it was found and how sure it is."""

from __future__ import annotations

from corpus_cli.document import DateSource, Source

_FOUND: dict[DateSource, str] = {
    "metadata": "its metadata", "front_matter": "its front matter", "file_name": "the file's name",
    "text": "the text", "record": "the record",
}  # fmt: skip


def date_line(source: Source) -> str:
    """The date, ISO, with its origin; what was written otherwise is last, where it may run from
    right to left.

    Without a date, why there is none if one is written that has two meanings.
    """
    if source.date is None:
        return f"unknown: {source.undated}" if source.undated else "unknown"
    dated = source.dated
    if dated is None:
        return source.date
    hijri = ", converted from the Hijri calendar" if dated.calendar == "hijri" else ""
    written = "" if dated.written == source.date else f": {dated.written}"
    return f"{source.date} (from {_FOUND[dated.source]}{hijri}, confidence {dated.confidence:.2f}){written}"
