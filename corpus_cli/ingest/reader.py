"""One input file in, its documents or the reason why there are none out."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from corpus_cli.document import Document, Extracted, Failure, Provenance, Source, document_id
from corpus_cli.errors import DocumentError
from corpus_cli.ingest import formats
from corpus_cli.ingest.archives.containers import Allowance, inside
from corpus_cli.ingest.archives.members import WITHIN, NotRead
from corpus_cli.ingest.dates.candidates import Stated
from corpus_cli.ingest.dates.choosing import chosen
from corpus_cli.ingest.inputs import error_line, open_file, shown_path
from corpus_cli.ingest.isolation import isolated
from corpus_cli.ingest.parsed import Parsed
from corpus_cli.ingest.rows.record_batches import READERS, day_first, read_records
from corpus_cli.ingest.rows.records import BrokenRecord
from corpus_cli.storage.address import is_address, read_bytes

if TYPE_CHECKING:
    from corpus_cli.ingest.recognition import OcrMode
    from corpus_cli.recipe import IngestSettings

Parser: TypeAlias = Callable[[bytes], Parsed]

_OCR_REMEDY = "install Tesseract with its Arabic and English data, or pass these pages as a searchable PDF or docx"
_MAX_TITLE = 300  # characters of a heading that stands in for a title


def _plain() -> Parser:
    from corpus_cli.ingest.plain import parse

    return parse


def _markdown() -> Parser:
    from corpus_cli.ingest.markup.markdown import parse

    return parse


def _html() -> Parser:
    from corpus_cli.ingest.web.html import parse

    return parse


def _docx() -> Parser:
    from corpus_cli.ingest.office.docx import parse

    return parse


def _odt() -> Parser:
    from corpus_cli.ingest.office.odt import parse

    return parse


def _rtf() -> Parser:
    from corpus_cli.ingest.rtf import parse

    return parse


def _epub() -> Parser:
    from corpus_cli.ingest.office.epub import parse

    return parse


def _web_archive() -> Parser:
    from corpus_cli.ingest.mails.mail import parse_web_archive

    return parse_web_archive


# All of them run in a child process, those of plain text too: a Markdown file of 900 bytes can have YAML on top whose
# merge keys double twenty-five times, and a few megabytes of a shape nobody thought of can take hours.
_PARSERS: dict[str, Callable[[], Parser]] = {
    formats.PLAIN: _plain,
    formats.MARKDOWN: _markdown,
    formats.HTML: _html,
    formats.DOCX: _docx,
    formats.ODT: _odt,
    formats.FLAT_ODT: _odt,
    formats.RTF: _rtf,
    formats.EPUB: _epub,
    formats.WEB_ARCHIVE: _web_archive,
}


def read_documents(
    path: str,
    *,
    settings: IngestSettings,
    mapping: Mapping[str, str] | None,
    config: Provenance,
    ocr: OcrMode = "auto",
    lies_at: str | None = None,
) -> Iterator[Document | Failure]:
    """The documents of one file, each with its extracted text, or a ``Failure`` that says why and what to do.

    A csv or jsonl file gives one document a record, with ``mapping`` from our column names to the file's; an archive, a
    mailbox or a mail one for each file in it, whose id, hash and size are those of that file's own bytes. Any other
    gives one, and a PDF file some of whose pages could not be read a ``Failure`` beside it. The file is read once, so
    what is hashed is what is parsed. ``lies_at``: where the file is, if not at ``path``.
    ``ocr`` says which pages of PDF files are recognised. Raises ``ConfigError`` only,
    for a mapping of unknown names.
    """
    reading = _Reading(settings, mapping, config, ocr)
    try:
        data = _read(lies_at or path, settings.max_file_mb)
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
            if media_type in READERS:
                yield from self._records(path, data, media_type)
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
                yield error_line(way, kind=item.kind, reason=item.reason, remedy=item.remedy)
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

    def _records(self, path: str, data: bytes, media_type: str) -> Iterator[Document | Failure]:
        shown = shown_path(path)
        # Which of two numbers is the day is asked of the whole file, once, and only where a date does not show it.
        order = cache(lambda: day_first(data, media_type, mapping=self.mapping, settings=self.settings))
        any_found = False
        for read in read_records(data, media_type, mapping=self.mapping, settings=self.settings):
            any_found = True
            if isinstance(read, BrokenRecord):
                line = str(read.line)
                yield error_line(path, record=line, kind="quarantined", reason=read.reason, remedy=read.remedy)
                continue
            item, extracted = read
            stated = (Stated(item.written, "record"),) if item.written is not None else ()
            found = chosen(extracted, stated=stated, elsewhere=order)
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
            yield Document(doc_id=doc_id, source=source, provenance=self.config, extracted=extracted)
        if not any_found:
            raise DocumentError("holds no records", remedy="check that it is the right file")


def _read(path: str, max_mb: int) -> bytes:
    """The file's bytes as they were at one moment."""
    try:
        if is_address(path):
            return _checked(read_bytes(path, most=max_mb * 2**20 + 1), max_mb)
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
        reason = getattr(error, "strerror", None) or (str(error) if is_address(path) else "not a possible file name")
        raise DocumentError(f"cannot be read: {reason}", remedy="check the file and the disk, and run again") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise DocumentError("was changed while it was being read", remedy="run again when it is no longer written to")
    return _checked(data, max_mb, size=before.st_size)


def _checked(data: bytes, max_mb: int, *, size: int = 0) -> bytes:
    """The same bytes; ``size``: how many the file has, where not all were read.

    Raises ``DocumentError`` for too many and for none.
    """
    if max(len(data), size) > max_mb * 2**20:
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
    if media_type == formats.PDF:
        parsed = _pdf(data, settings, ocr)
    else:
        parsed = isolated(_parse, media_type, data, settings=settings)
    yield _made(path, data, media_type, parsed, config)
    if parsed.pages is not None:
        yield from _unread_pages(path, parsed, len(parsed.pages))


def _unread_pages(path: str, parsed: Parsed, count: int) -> Iterator[Failure]:
    """The line on the pages whose text is not in the document, if there are any."""
    from corpus_cli.ingest.recognition import unread_numbers

    if unread := unread_numbers(parsed):
        yield error_line(
            path,
            record=f"page {', '.join(map(str, unread))}",
            kind="needs_ocr",
            reason=f"{len(unread)} of {count} pages have no text that could be read; the others were",
            remedy=_OCR_REMEDY,
        )


def _made(path: str, data: bytes, media_type: str, parsed: Parsed, config: Provenance) -> Document:
    """The document of a file. Raises ``DocumentError`` where there is no text in it."""
    if not any(map(str.isalnum, parsed.extracted.text)) or not parsed.extracted.blocks:
        raise DocumentError("holds no text", remedy="check that it is the right file; if it shows pictures, use OCR")
    found = chosen(parsed.extracted, path=shown_path(path), stated=parsed.dates)
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
    return _PARSERS[media_type]()(data)


def _first_heading(extracted: Extracted) -> str | None:
    for block in extracted.blocks:
        if block.kind == "heading":
            title = " ".join("".join(extracted.text[start:end] or " " for start, end in block.slices).split())
            return title[:_MAX_TITLE] or None
    return None


def _failure(path: str, error: DocumentError) -> Failure:
    if error.kind == "needs_ocr":
        return error_line(path, kind="needs_ocr", reason=error.message, remedy=error.remedy)
    if error.kind == "skipped":
        return error_line(path, kind="skipped", reason=error.message, remedy=error.remedy)
    return error_line(path, kind="quarantined", reason=error.message, remedy=error.remedy)
