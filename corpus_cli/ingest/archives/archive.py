"""Zip archives: their members one after the other, with limits on number, size and how far they may swell."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.archives.members import Inside, Member, NotRead, clean_name, passed_over
from corpus_cli.ingest.encoding import plausibility
from corpus_cli.ingest.formats import media_type
from corpus_cli.ingest.office.package import BROKEN

UNPACK = "unpack it and pass its files"
# Text shrinks to a tenth, rarely to a fiftieth; what shrinks further is empty space, or made to fill a disk.
_MAX_RATIO = 200
_SWELLS_FROM = 10 * 2**20  # bytes; below, nothing can swell to harm
_UTF_8_NAME = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field with the name in UTF-8


@dataclass(frozen=True, slots=True)
class Batch:
    """Members from one place on. ``following``: where the next batch begins, ``None`` at the end."""

    items: tuple[Inside, ...]
    following: int | None


def unpacked(data: bytes, start: int, *, batch: int, max_member: int, max_total: int, max_members: int) -> Batch:
    """The members from number ``start`` on, until ``batch`` bytes are unpacked. Runs in the child process.

    Members that are hidden, encrypted, damaged, of a format that is not read or larger than ``max_member`` bytes are
    told with the reason. Beyond ``max_members`` of them, or ``max_total`` bytes, the rest is left out and one line says
    so. Raises ``DocumentError`` for a damaged archive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            names = shown_names(entries)
            items: list[Inside] = []
            size = 0
            for number in range(start, len(entries)):
                if (
                    number >= start + max_members
                    or size + _size(entries[number], names[number], max_member) > max_total
                ):
                    return Batch((*items, _left_out(names[number:])), None)
                if items and size >= batch:
                    return Batch(tuple(items), number)
                item = _member(archive, entries[number], names[number], max_member)
                size += len(item.data) if isinstance(item, Member) else 0
                items.append(item)
    except BROKEN as error:
        raise DocumentError(f"is a damaged zip archive: {error}", remedy="get it again from its source") from error
    return Batch(tuple(items), None)


def _size(entry: zipfile.ZipInfo, name: str, max_member: int) -> int:
    """What the member takes up unpacked, nothing if it stays packed."""
    return 0 if passed_over(name) or _is_link(entry) or _refused(entry, max_member)[0] else entry.file_size


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _left_out(names: Sequence[str]) -> NotRead:
    return NotRead(
        kind="quarantined",
        reason=f"holds more than archives may unpack to: {len(names):,} files from {names[0]} on were left out",
        remedy=UNPACK,
    )


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, max_member: int) -> Inside:
    if not_read := passed_over(name):
        return not_read
    if _is_link(entry):
        return NotRead(name=name, reason="is a link and holds no text", remedy="pass its target")
    reason, remedy = _refused(entry, max_member)
    if not reason:
        try:
            return Member(name, archive.read(entry), media_type(name) or "")
        except BROKEN as error:
            reason = f"is damaged or packed in a way that is not known: {error}"[:300]
            remedy = f"get the archive again from its source, or {UNPACK}"
    return NotRead(name=name, kind="quarantined", reason=reason, remedy=remedy)


def _refused(entry: zipfile.ZipInfo, max_member: int) -> tuple[str, str]:
    """Why the member is not unpacked, and what to do; two empty strings for one that is."""
    if entry.flag_bits & _ENCRYPTED:
        return "is encrypted with a password", "unpack the archive with its password and pass its files"
    if entry.file_size > max_member:
        return (
            f"is larger than {max_member // 2**20} MB",
            "split it, or raise max_file_mb in the pipeline's [ingest] section",
        )
    if entry.file_size > max(_SWELLS_FROM, _MAX_RATIO * entry.compress_size):
        times = entry.file_size // max(entry.compress_size, 1)
        return f"unpacks to {times:,} times its size, as no report does", f"if it can be trusted, {UNPACK}"
    return "", ""


def shown_names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The members' ways in the encoding that makes words of them.

    Old archives say of none of their names which encoding it is in: Arabic ones are in windows-1256, in the code page
    720 of Windows' own archives, or in UTF-8 without the mark that says so. One archive has one encoding.
    """
    raw = [entry.filename.encode("cp437", "replace") for entry in entries if not entry.flag_bits & _UTF_8_NAME]
    decode = _best_encoding(raw)
    names = []
    for entry in entries:
        if entry.flag_bits & _UTF_8_NAME:
            name = entry.filename
        else:
            name = _unicode_path(entry.extra) or decode(entry.filename.encode("cp437", "replace"))
        names.append(clean_name(name))
    return names


def _best_encoding(raw: Sequence[bytes]) -> Callable[[bytes], str]:
    together = b"\n".join(raw)
    codec = "cp437"
    if not together.isascii():
        try:
            together.decode("utf-8")
            codec = "utf-8"
        except UnicodeDecodeError:
            # Ties go to the first: what zip files are in unless they are Arabic.
            codec = max(("cp437", "cp1252", "cp720", "cp1256"), key=lambda name: _words_in(together, name))
    return lambda name: name.decode(codec, "replace")


def _words_in(names: bytes, codec: str) -> int:
    return plausibility(re.sub(r"[\d_.\-/()]+", " ", names.decode(codec, "replace")))


def _unicode_path(extra: bytes) -> str | None:
    at = 0
    while at + 4 <= len(extra):
        kind, size = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        if kind == _UNICODE_PATH and size > 5:  # a version and a checksum come first
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return None
