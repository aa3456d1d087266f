"""One input file in, its documents or the reason why there are none out."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from corpus_cli.document import Document, Extracted, Failure, Provenance, Source, document_id
from corpus_cli.errors import DocumentError
from corpus_cli.ingest import formats
from corpus_cli.ingest.containers import Allowance, inside
from corpus_cli.ingest.dates.candidates import Stated
from corpus_cli.ingest.dates.choosing import chosen
from corpus_cli.ingest.dates.column import Column
from corpus_cli.ingest.inputs import shown_path
from corpus_cli.ingest.isolation import isolated
from corpus_cli.ingest.lines import blocks
from corpus_cli.ingest.members import WITHIN, NotRead
from corpus_cli.ingest.parsed import Parsed
from corpus_cli.ingest.records import BrokenRecord, Record
from corpus_cli.recipe import IngestSettings

Parser: TypeAlias = Callable[[bytes], Parsed]
RecordReader: TypeAlias = Callable[..., Iterator[Record | BrokenRecord]]
OcrMode: TypeAlias = Literal["auto", "always", "never"]

_OCR_REMEDY = "install Tesseract with its Arabic and English data, or pass these pages as a searchable PDF or docx"
_MAX_TITLE = 300  # characters of a heading that stands in for a title


def _plain() -> Parser:
    from corpus_cli.ingest.plain import parse

    return parse


def _markdown() -> Parser:
    from corpus_cli.ingest.markdown import parse

    return parse


def _html() -> Parser:
    from corpus_cli.ingest.html import parse

    return parse


def _docx() -> Parser:
    from corpus_cli.ingest.docx import parse

    return parse


def _odt() -> Parser:
    from corpus_cli.ingest.odt import parse

    return parse


def _rtf() -> Parser:
    from corpus_cli.ingest.rtf import parse

    return parse


def _epub() -> Parser:
    from corpus_cli.ingest.epub import parse

    return parse


def _web_archive() -> Parser:
    from corpus_cli.ingest.mail import parse_web_archive

    return parse_web_archive


def _csv() -> RecordReader:
    from corpus_cli.ingest.tables import read_csv

    return read_csv


def _jsonl() -> RecordReader:
    from corpus_cli.ingest.records import read_jsonl

    return read_jsonl


# Formats whose parsers are not written in Python, or unpack what they read, run in a child process.
_IN_PLACE: dict[str, Callable[[], Parser]] = {formats.PLAIN: _plain, formats.MARKDOWN: _markdown}
_ISOLATED: dict[str, Callable[[], Parser]] = {
    formats.HTML: _html,
    formats.DOCX: _docx,
    formats.ODT: _odt,
    formats.FLAT_ODT: _odt,
    formats.RTF: _rtf,
    formats.EPUB: _epub,
    formats.WEB_ARCHIVE: _web_archive,
}
_RECORDS: dict[str, Callable[[], RecordReader]] = {formats.CSV: _csv, formats.JSONL: _jsonl}


def read_documents(
    path: str,
    *,
    settings: IngestSettings,
    mapping: Mapping[str, str] | None,
    config: Provenance,
    ocr: OcrMode = "auto",
) -> Iterator[Document | Failure]:
    """The documents of one file, each with its extracted text, or a ``Failure`` that says why and what to do.

    A csv or jsonl file gives one document a record, with ``mapping`` from our column names to the file's; an archive, a
    mailbox or a mail one for each file in it, whose id, hash and size are those of that file's own bytes. Any other
    gives one, and a PDF file some of whose pages could not be read a ``Failure`` beside it. The file is read once, so
    what is hashed is what is parsed. ``ocr`` says which pages of PDF files are recognised. Raises ``ConfigError`` only,
    for a mapping of unknown names.
    """
    reading = _Reading(settings, mapping, config, ocr)
    try:
        data = _read(path, settings.max_file_mb)
    except DocumentError as error:
        yield _failure(path, error)
        return
    yield from reading.file(path, data, formats.media_type(path) or formats.PLAIN)


@dataclass(slots=True)
class _Reading:
    """One input with all that lies in it."""

    settings: IngestSettings
    mapping: Mapping[str, str] | None
    config: Provenance
    ocr: OcrMode
    allowance: Allowance = field(default_factory=Allowance)

    def file(self, path: str, data: bytes, promised: str, *, depth: int = 0) -> Iterator[Document | Failure]:
        """The documents of a file that lies in ``depth`` others, under the way that leads to it."""
        try:
            media_type = _true_media_type(data, promised, self.settings)
            if media_type in _RECORDS:
                yield from _records(path, data, media_type, self.mapping, self.config)
            elif media_type in formats.CONTAINERS:
                yield from self._container(path, data, media_type, depth)
            else:
                yield from _document(path, data, media_type, settings=self.settings, config=self.config, ocr=self.ocr)
        except DocumentError as error:
            yield _failure(path, error)
        except (RecursionError, MemoryError):
            yield _failure(path, DocumentError("is too large or nested too deeply to be read", remedy="split the file"))

    def _container(self, path: str, data: bytes, media_type: str, depth: int) -> Iterator[Document | Failure]:
        found = False
        for item in inside(data, media_type, depth=depth, allowance=self.allowance, settings=self.settings):
            if isinstance(item, Parsed):
                yield from self._own_text(path, data, media_type, item)
            elif isinstance(item, NotRead):
                way = f"{path}{WITHIN}{item.name}" if item.name else path
                yield Failure(path=shown_path(way), kind=item.kind, reason=item.reason, remedy=item.remedy)
            elif not item.data:
                yield _failure(f"{path}{WITHIN}{item.name}", _empty())
            else:
                yield from self.file(f"{path}{WITHIN}{item.name}", item.data, item.media_type, depth=depth + 1)
            found = True
        if not found:
            raise DocumentError("holds no files", remedy="check that it is the right file")

    def _own_text(self, path: str, data: bytes, media_type: str, parsed: Parsed) -> Iterator[Document | Failure]:
        """A mail that says nothing itself loses none of its attachments."""
        try:
            yield _made(path, data, media_type, parsed, self.config)
        except DocumentError as error:
            yield _failure(path, error)


def _read(path: str, max_mb: int) -> bytes:
    """The file's bytes. Opened without waiting, so that a pipe that took the file's place cannot hold the run up."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise DocumentError("is not a regular file", remedy="pass a file", kind="skipped")
            data = file.read(max_mb * 2**20 + 1)
    except FileNotFoundError as error:
        raise DocumentError("is no longer there", remedy="restore it and run again") from error
    except PermissionError as error:
        raise DocumentError("may not be read", remedy="change its permissions and run again") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "not a possible file name"
        raise DocumentError(f"cannot be read: {reason}", remedy="check the file and the disk, and run again") from error
    if len(data) > max_mb * 2**20:
        raise DocumentError(
            f"is larger than {max_mb} MB", remedy="split it, or raise max_file_mb in the pipeline's [ingest] section"
        )
    if not data:
        raise _empty()
    return data


def _empty() -> DocumentError:
    return DocumentError("is empty (0 bytes)", remedy="get the file again from its source, or remove it")


def _true_media_type(data: bytes, promised: str, settings: IngestSettings) -> str:
    """In the child for what has a directory inside: of anything else only the first bytes are compared."""
    if data.startswith(b"PK"):
        return isolated(_media_type, data, promised, settings=settings)
    return _media_type(data, promised)


def _media_type(data: bytes, promised: str) -> str:
    return formats.true_media_type(data, promised=promised)


def _document(
    path: str, data: bytes, media_type: str, *, settings: IngestSettings, config: Provenance, ocr: OcrMode
) -> Iterator[Document | Failure]:
    if media_type in _IN_PLACE:
        parsed = _IN_PLACE[media_type]()(data)
    elif media_type == formats.PDF:
        parsed = _pdf(data, settings, ocr)
    else:
        parsed = isolated(_parse, media_type, data, settings=settings)
    yield _made(path, data, media_type, parsed, config)
    if unread := [page.number for page in parsed.pages or () if page.verdict in ("needs_ocr", "unusable")]:
        yield Failure(
            path=shown_path(path),
            record=f"page {', '.join(map(str, unread))}",
            kind="needs_ocr",
            reason=f"{len(unread)} of {len(parsed.pages or ())} pages have no text that could be read; the others were",
            remedy=_OCR_REMEDY,
        )


def _made(path: str, data: bytes, media_type: str, parsed: Parsed, config: Provenance) -> Document:
    """The document of a file. Raises ``DocumentError`` where there is no text in it."""
    if not any(map(str.isalnum, parsed.extracted.text)) or not parsed.extracted.blocks:
        raise DocumentError("holds no text", remedy="check that it is the right file; if it shows pictures, use OCR")
    stated = parsed.dates or ((Stated(parsed.date),) if parsed.date is not None else ())
    found = chosen(parsed.extracted, path=shown_path(path), stated=stated)
    source = Source(
        path=shown_path(path),
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        encoding=parsed.encoding,
        title=parsed.title or _first_heading(parsed.extracted),
        author=parsed.author,
        date=found.date,
        ocr=any(page.method == "ocr" for page in parsed.pages or ()),
        pages=parsed.pages,
        dated=found.dated,
        undated=found.undated,
    )
    return Document(doc_id=document_id(data), source=source, provenance=config, extracted=parsed.extracted)


def _pdf(data: bytes, settings: IngestSettings, ocr: OcrMode) -> Parsed:
    from corpus_cli.ingest.recognition import read_pdf

    return read_pdf(data, settings=settings, mode=ocr)


def _parse(media_type: str, data: bytes) -> Parsed:
    """Runs in the child process, which thereby imports only the parser that it needs."""
    return _ISOLATED[media_type]()(data)


def _records(
    path: str, data: bytes, media_type: str, mapping: Mapping[str, str] | None, config: Provenance
) -> Iterator[Document | Failure]:
    shown = shown_path(path)
    any_found = False
    column = Column(lambda: _RECORDS[media_type]()(data, mapping=mapping))
    for item in _RECORDS[media_type]()(data, mapping=mapping):
        any_found = True
        if isinstance(item, BrokenRecord):
            yield Failure(path=shown, record=str(item.line), kind="quarantined", reason=item.reason, remedy=item.remedy)
            continue
        extracted = Extracted(item.text, blocks(item.text))
        stated = (Stated(item.written, "record"),) if item.written is not None else ()
        found = chosen(extracted, stated=stated, elsewhere=column.day_first)
        source = Source(
            path=shown,
            record_id=item.place,
            media_type=media_type,
            sha256=hashlib.sha256(item.data).hexdigest(),
            size_bytes=len(item.data),
            encoding=item.encoding,
            title=item.title or _first_heading(extracted),
            author=item.author,
            date=found.date,
            dated=found.dated,
            undated=found.undated,
        )
        extracted = replace(extracted, language=item.language)
        doc_id = document_id(item.data, record=item.place)
        yield Document(doc_id=doc_id, source=source, provenance=config, extracted=extracted)
    if not any_found:
        raise DocumentError("holds no records", remedy="check that it is the right file")


def _first_heading(extracted: Extracted) -> str | None:
    for block in extracted.blocks:
        if block.kind == "heading":
            title = " ".join("".join(extracted.text[start:end] or " " for start, end in block.slices).split())
            return title[:_MAX_TITLE] or None
    return None


def _failure(path: str, error: DocumentError) -> Failure:
    if error.kind == "needs_ocr":
        return Failure(path=shown_path(path), kind="needs_ocr", reason=error.message, remedy=error.remedy)
    if error.kind == "skipped":
        return Failure(path=shown_path(path), kind="skipped", reason=error.message, remedy=error.remedy)
    return Failure(path=shown_path(path), kind="quarantined", reason=error.message, remedy=error.remedy)
