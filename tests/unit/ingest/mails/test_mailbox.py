"""Mailboxes to mails."""

from __future__ import annotations

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.archives.members import Member
from corpus_cli.ingest.mails.mailbox import split

TWO = (
    b"From a@b Mon\nSubject: one\n\nFrom the city\nand >From\n>From here\n\n"
    b"From c@d Tue\r\nSubject: two\r\n\r\nwords\r\n"
)
LIMITS = {"batch": 2**20, "max_total": 2**20, "max_members": 10}


def test_mails_are_parted_and_their_own_lines_put_back() -> None:
    """A line of the text that begins with From is no border without headers after it, and its mark goes."""
    found = split(TWO, 0, **LIMITS)
    assert [(item.name, item.data) for item in found.items if isinstance(item, Member)] == [
        ("1.eml", b"Subject: one\n\nFrom the city\nand >From\nFrom here"),
        ("2.eml", b"Subject: two\r\n\r\nwords\r\n"),
    ]
    assert found.following is None


def test_batches_go_on_where_they_ended() -> None:
    """Every mail comes once, in order."""
    data = b"\n".join(b"From a\nSubject: %d\n\nwords\n" % number for number in range(5))
    names = []
    start: int | None = 0
    while start is not None:
        found = split(data, start, **{**LIMITS, "batch": 30})
        names += [item.name for item in found.items]
        start = found.following
    assert names == [f"{number}.eml" for number in range(1, 6)]


def test_what_is_beyond_the_limits_is_told_once() -> None:
    """With how many mails were left out."""
    data = b"\n".join(b"From a\nSubject: %d\n\nwords\n" % number for number in range(5))
    for limits in ({**LIMITS, "max_members": 2}, {**LIMITS, "max_total": 40}):
        *read, left = split(data, 0, **limits).items
        assert len(read) == 2
        assert not isinstance(left, Member) and "3 from mail 3 on" in left.reason


def test_a_file_without_mails_is_refused() -> None:
    """It says what it is named like."""
    with pytest.raises(DocumentError, match="no mails"):
        split(b"words\n\nFrom here on words\n", 0, **LIMITS)
