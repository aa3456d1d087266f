"""Archives, mailboxes and mails opened in the child process: what lies inside, one after the other, with limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_cli.errors import DocumentError
from corpus_cli.ingest import formats
from corpus_cli.ingest.archives.archive import UNPACK, Batch
from corpus_cli.ingest.archives.members import Inside, Member
from corpus_cli.ingest.isolation import isolated
from corpus_cli.ingest.parsed import Parsed

if TYPE_CHECKING:
    from corpus_cli.recipe import IngestSettings

# A zip in a mail in a mailbox in a zip has been seen; what goes deeper is made to be deep.
_MAX_DEPTH = 4
_BATCH = 24 * 2**20  # bytes unpacked at a time: few enough for the pipe, and an archive is not sent for every member


@dataclass(slots=True)
class Allowance:
    """What may still be taken out of one input file, all that lies inside one another together."""

    members: int = 10_000
    size: int = 2**30


def inside(
    data: bytes, media_type: str, *, depth: int, allowance: Allowance, settings: IngestSettings
) -> Iterator[Parsed | Inside]:
    """What the file holds: of a mail its own text first, then its attachments; the members of any other in order.

    ``depth``: how many files this one lies in. Raises ``DocumentError`` for a file that cannot be opened, and for one
    that lies too deep.
    """
    if depth >= _MAX_DEPTH:
        raise DocumentError(f"lies in {depth} archives or mails, one in the other", remedy=UNPACK)
    if media_type == formats.MAIL:
        yield from _mail(data, allowance, settings)
    else:
        yield from _members(data, media_type, allowance, settings)


def _members(data: bytes, media_type: str, allowance: Allowance, settings: IngestSettings) -> Iterator[Inside]:
    start: int | None = 0
    while start is not None:
        limits = {"max_members": allowance.members, "max_total": allowance.size}
        if media_type == formats.ZIP:
            limits["max_member"] = settings.max_file_mb * 2**20
        found = isolated(_batch, media_type, data, start, limits, settings=_roomy(settings))
        start = found.following
        for item in found.items:
            _count(item, allowance)
            yield item


def _batch(media_type: str, data: bytes, start: int, limits: dict[str, int]) -> Batch:
    """Runs in the child process."""
    if media_type == formats.ZIP:
        from corpus_cli.ingest.archives.archive import unpacked

        return unpacked(data, start, batch=_BATCH, **limits)
    from corpus_cli.ingest.mails.mailbox import split

    return split(data, start, batch=_BATCH, **limits)


def _mail(data: bytes, allowance: Allowance, settings: IngestSettings) -> Iterator[Parsed | Inside]:
    from corpus_cli.ingest.mails.mail import read_mail

    mail = isolated(read_mail, data, settings=_roomy(settings))
    yield mail.parsed
    for item in mail.members:
        if allowance.members <= 0 or allowance.size <= 0:
            raise DocumentError("holds more than is read from one file", remedy="save its attachments and pass them")
        _count(item, allowance)
        yield item


def _count(item: Inside, allowance: Allowance) -> None:
    allowance.members -= 1
    allowance.size -= len(item.data) if isinstance(item, Member) else 0


def _roomy(settings: IngestSettings) -> IngestSettings:
    """What comes back are files, not text: as much as a file may have."""
    return settings.model_copy(update={"max_text_mb": 2 * settings.max_file_mb})
