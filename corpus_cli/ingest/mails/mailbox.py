"""Mailboxes (mbox): mails one after the other, each beginning with a line "From "."""

from __future__ import annotations

import re

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.archives.archive import Batch
from corpus_cli.ingest.archives.members import Inside, Member, NotRead
from corpus_cli.ingest.formats import MAIL

_BEGINNING = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]*\r?\n(?=[!-9;-~]+:|>From )")
# mboxrd: a line of the text that begins with From has a > before it.
_MARKED = re.compile(rb"^>(>*From )", re.MULTILINE)


def split(data: bytes, start: int, *, batch: int, max_total: int, max_members: int) -> Batch:
    """The mails from byte ``start`` on, until ``batch`` bytes of them; each is named by its number.

    Runs in the child process. Raises ``DocumentError`` for a file without any.
    """
    beginnings = list(_BEGINNING.finditer(data))
    if not beginnings:
        raise DocumentError(
            "is named like a mailbox but holds no mails", remedy="export the mails again as mbox or as eml files"
        )
    items: list[Inside] = []
    size = 0
    for number, found in enumerate(beginnings, 1):
        if found.end() <= start:
            continue
        end = beginnings[number].start() if number < len(beginnings) else len(data)
        if items and size >= batch:
            return Batch(tuple(items), found.start() + 1)
        if len(items) >= max_members or size + end - found.end() > max_total:
            left = len(beginnings) - number + 1
            reason = f"holds more mails than are read from one file: {left:,} from mail {number:,} on were left out"
            items.append(NotRead(kind="quarantined", reason=reason, remedy="split the mailbox"))
            break
        size += end - found.end()
        items.append(Member(f"{number}.eml", _MARKED.sub(rb"\1", data[found.end() : end]), MAIL))
    return Batch(tuple(items), None)
