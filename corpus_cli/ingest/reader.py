"""One input file in, its documents or the reason why there are none out."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypeAlias

from corpus_cli.document import Document, Extracted, Failure, Provenance, Source, document_id
from corpus_cli.errors import DocumentError
from corpus_cli.ingest import formats
from corpus_cli.ingest.inputs import open_file, shown_path
from corpus_cli.ingest.isolation import isolated
from corpus_cli.ingest.metadata import date_in_name
from corpus_cli.ingest.parsed import Parsed
from corpus_cli.ingest.record_batches import READERS, read_records
from corpus_cli.ingest.records import BrokenRecord
from corpus_cli.recipe import IngestSettings

Parser: TypeAlias = Callable[[bytes], Parsed]
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


# All of them run in a child process, those of plain text too: a Markdown file of 900 bytes can have YAML on top whose
# merge keys double twenty-five times, and a few megabytes of a shape nobody thought of can take hours.
_PARSERS: dict[str, Callable[[], Parser]] = {
    formats.PLAIN: _plain,
    formats.MARKDOWN: _markdown,
    formats.HTML: _html,
    formats.DOCX: _docx,
}


def read_documents(
    path: str,
    *,
    settings: IngestSettings,
    mapping: Mapping[str, str] | None,
    config: Provenance,
    ocr: OcrMode = "auto",
) -> Iterator[Document | Failure]:
    """The documents of one file, each with its extracted text, or a ``Failure`` that says why and what to do.

    A csv or jsonl file gives one document a record, with ``mapping`` from our column names to the file's; any other
    gives one, and a PDF file some of whose pages could not be read a ``Failure`` beside it. The file is read once, so
    what is hashed is what is parsed. ``ocr`` says which pages of PDF files are recognised. Raises ``ConfigError`` only,
    for a mapping of unknown names.
    """
    try:
        data = _read(path, settings.max_file_mb)
        promised = formats.media_type(path) or formats.PLAIN
        media_type = _true_media_type(data, promised, settings)
        if media_type in READERS:
            yield from _records(path, data, media_type, mapping=mapping, settings=settings, config=config)
        else:
            yield from _document(path, data, media_type, settings=settings, config=config, ocr=ocr)
    except DocumentError as error:
        yield _failure(path, error)
    except (RecursionError, MemoryError):
        yield _failure(path, DocumentError("is too large or nested too deeply to be read", remedy="split the file"))


def _read(path: str, max_mb: int) -> bytes:
    """The file's bytes as they were at one moment."""
    try:
        with open_file(path) as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise DocumentError("is not a regular file", remedy="pass a file", kind="skipped")
            data = b"" if before.st_size > max_mb * 2**20 else file.read(max_mb * 2**20 + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError as error:
        raise DocumentError("is no longer there", remedy="restore it and run again") from error
    except PermissionError as error:
        raise DocumentError("may not be read", remedy="change its permissions and run again") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "not a possible file name"
        raise DocumentError(f"cannot be read: {reason}", remedy="check the file and the disk, and run again") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise DocumentError("was changed while it was being read", remedy="run again when it is no longer written to")
    if max(len(data), before.st_size) > max_mb * 2**20:
        raise DocumentError(
            f"is larger than {max_mb} MB", remedy="split it, or raise max_file_mb in the pipeline's [ingest] section"
        )
    if not data:
        raise DocumentError("is empty (0 bytes)", remedy="get the file again from its source, or remove it")
    return data


def _document(
    path: str, data: bytes, media_type: str, *, settings: IngestSettings, config: Provenance, ocr: OcrMode
) -> Iterator[Document | Failure]:
    if media_type == formats.PDF:
        parsed = _pdf(data, settings, ocr)
    else:
        parsed = isolated(_parse, media_type, data, settings=settings)
    if not any(map(str.isalnum, parsed.extracted.text)) or not parsed.extracted.blocks:
        raise DocumentError("holds no text", remedy="check that it is the right file; if it shows pictures, use OCR")
    source = Source(
        path=shown_path(path),
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        encoding=parsed.encoding,
        title=parsed.title or _first_heading(parsed.extracted),
        date=parsed.date or date_in_name(path),
        ocr=any(page.method == "ocr" for page in parsed.pages or ()),
        pages=parsed.pages,
    )
    yield Document(doc_id=document_id(data), source=source, provenance=config, extracted=parsed.extracted)
    if unread := [page.number for page in parsed.pages or () if page.verdict in ("needs_ocr", "unusable")]:
        yield Failure(
            path=shown_path(path),
            record=f"page {', '.join(map(str, unread))}",
            kind="needs_ocr",
            reason=f"{len(unread)} of {len(parsed.pages or ())} pages have no text that could be read; the others were",
            remedy=_OCR_REMEDY,
        )


def _pdf(data: bytes, settings: IngestSettings, ocr: OcrMode) -> Parsed:
    from corpus_cli.ingest.recognition import read_pdf

    return read_pdf(data, settings=settings, mode=ocr)


def _parse(media_type: str, data: bytes) -> Parsed:
    """Runs in the child process, which thereby imports only the parser that it needs."""
    return _PARSERS[media_type]()(data)


def _true_media_type(data: bytes, promised: str, settings: IngestSettings) -> str:
    """In the child for what has a directory inside: of anything else only the first bytes are compared."""
    if data.startswith(b"PK"):
        return isolated(_media_type, data, promised, settings=settings)
    return _media_type(data, promised)


def _media_type(data: bytes, promised: str) -> str:
    return formats.true_media_type(data, promised=promised)


def _records(
    path: str,
    data: bytes,
    media_type: str,
    *,
    mapping: Mapping[str, str] | None,
    settings: IngestSettings,
    config: Provenance,
) -> Iterator[Document | Failure]:
    shown = shown_path(path)
    found = False
    for read in read_records(data, media_type, mapping=mapping, settings=settings):
        found = True
        if isinstance(read, BrokenRecord):
            yield Failure(path=shown, record=str(read.line), kind="quarantined", reason=read.reason, remedy=read.remedy)
            continue
        item, extracted = read
        source = Source(
            path=shown,
            record_id=item.place,
            media_type=media_type,
            sha256=hashlib.sha256(item.data).hexdigest(),
            size_bytes=len(item.data),
            encoding=item.encoding,
            title=item.title or _first_heading(extracted),
            date=item.date,
        )
        doc_id = document_id(item.data, record=item.place)
        yield Document(doc_id=doc_id, source=source, provenance=config, extracted=extracted)
    if not found:
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
