"""A finished run written out for other programs, in one pass over its documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from corpus_cli import __version__
from corpus_cli.document import Document
from corpus_cli.entities.gazetteer.attribution import ATTRIBUTION
from corpus_cli.errors import DocumentError, InputError
from corpus_cli.export.folder import MANIFEST, whole
from corpus_cli.export.formats.exporter import Exporter, Setting, Written
from corpus_cli.export.formats.table import exporter
from corpus_cli.export.mentions import NamingDocument, read_mentions
from corpus_cli.export.record import Outgoing
from corpus_cli.export.redaction.document import Redactor, Touched
from corpus_cli.export.redaction.names import NameList
from corpus_cli.export.redaction.tally import RedactionTally
from corpus_cli.export.theme_names import names_of
from corpus_cli.output import read_each
from corpus_cli.results.run import Results

SCHEMA_VERSION = 1
REDACTION = "redaction.json"


@dataclass(frozen=True, slots=True)
class Exported:
    """One format's files and their folder. ``notes``: what is not in them, in plain English."""

    format: str
    folder: Path
    files: tuple[Written, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written, of how many documents, what was redacted, and what is missing.

    ``damaged``: files that are no documents. ``kept_back``: documents that listed names cannot be taken out of.
    """

    documents: int
    exports: tuple[Exported, ...]
    redaction: RedactionTally | None
    damaged: tuple[Path, ...]
    kept_back: tuple[Path, ...] = ()


def export_run(
    results: Results,
    folders: Mapping[str, Path],
    *,
    names: NameList | None = None,
    advance: Callable[[], None] = lambda: None,
) -> ExportReport:
    """Each format's folder holds the run in that format; all of them are there whole, or those before stay.

    Documents are read one after the other (twice with ``names``); ``advance`` is called for each one written. The same
    run and names give the same bytes. A file that is no document is left out and reported, and so is a
    document that listed names cannot be taken out of. Raises ``OutputError`` if a
    folder cannot be written or holds something else than an export, ``InputError`` if there is nothing to write.
    """
    damaged: list[Path] = []
    kept_back: list[Path] = []
    redactor = None if names is None else Redactor(names, _touched(results, names))
    with ExitStack() as stack:
        places = {name: stack.enter_context(whole(folder)) for name, folder in folders.items()}
        exporters = _exporters(results, places, redactor, stack)
        documents = 0
        for doc in results.documents(damaged=lambda path, _: damaged.append(path)):
            try:
                out = _outgoing(doc, redactor)
            except DocumentError:
                kept_back.append(results.folder.document(doc.doc_id))
                continue
            for one in exporters.values():
                one.add(out)
            documents += 1
            advance()
        if documents == 0 and not kept_back:
            raise InputError(f"{results.root}: holds no documents", remedy="give reports to `corpus run` first")
        tally = None if redactor is None else redactor.tally
        exports = []
        for name, one in exporters.items():
            exported = Exported(name, folders[name], tuple(one.finish()), tuple(_notes(one)))
            _write_manifest(places[name], exported, documents, tally)
            exports.append(exported)
    return ExportReport(documents, tuple(exports), tally, tuple(damaged), tuple(kept_back))


def _outgoing(doc: Document, redactor: Redactor | None) -> Outgoing:
    return Outgoing(doc) if redactor is None else redactor.document(doc)


def _exporters(
    results: Results, places: Mapping[str, Path], redactor: Redactor | None, stack: ExitStack
) -> dict[str, Exporter]:
    page = results.themes()
    cards = () if page is None else page.themes
    if redactor is not None:
        cards = tuple(redactor.card(card) for card in cards)
    exporters: dict[str, Exporter] = {}
    for name, folder in places.items():
        exporters[name] = exporter(name)(Setting(folder, cards, names_of(cards)))
        stack.callback(exporters[name].close)
    return exporters


def _touched(results: Results, names: NameList) -> Touched:
    """What the listed names stand for, after a look at the mentions of all documents."""
    touched = Touched(names)
    touched.look(_mentions(results))
    return touched


def _mentions(results: Results) -> Iterator[NamingDocument]:
    # Files that are no documents are reported when the documents are written.
    for _, doc in read_each(results.document_paths(), read_mentions):
        yield doc


def _notes(one: Exporter) -> Iterable[str]:
    notes: Sequence[str] = getattr(one, "notes", ())
    return notes


def _write_manifest(folder: Path, exported: Exported, documents: int, tally: RedactionTally | None) -> None:
    data: dict[str, Any] = {
        "schema": SCHEMA_VERSION,
        "package_version": __version__,
        "format": exported.format,
        "documents": documents,
        "redacted": tally is not None,
        "files": {one.file: one.count for one in exported.files},
        "notes": exported.notes,
        "attribution": ATTRIBUTION,
    }
    (folder / MANIFEST).write_bytes(_json(data))
    if tally is not None:
        (folder / REDACTION).write_bytes(_json(tally.as_data()))


def _json(data: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"
