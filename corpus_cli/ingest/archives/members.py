"""What lies inside a file: the members of an archive, the attachments of a mail, the mails of a mailbox."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from corpus_cli.ingest.formats import CONVERT, left_by_systems, media_type
from corpus_cli.ingest.parsed import without_surrogates

# Between a file and what lies in it: ``archive.zip!/folder/report.docx``.
WITHIN = "!/"

_LONGEST_NAME = 255  # characters of one part of a way
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another: its way from there, its own bytes and the media type that its name promises."""

    name: str
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """What lies inside and gave no document. ``name`` is empty where it is about the container as a whole."""

    name: str = ""
    kind: Literal["skipped", "quarantined"] = "skipped"
    reason: str
    remedy: str


Inside = Member | NotRead


def clean_name(name: str) -> str:
    """The way to a member as it is shown: ``/`` between its parts, none of which leads up or out.

    Nothing is ever written under this name, but others may make file names of it.
    """
    ways = name.replace("\\", "/") if "/" not in name else name
    parts = [_clean_part(part) for part in _DRIVE.sub("", ways).split("/")]
    return "/".join(part for part in parts if part.strip(". ")) or "unnamed"


def _clean_part(part: str) -> str:
    return unicodedata.normalize("NFC", _NOT_SHOWN.sub("\ufffd", without_surrogates(part)))[:_LONGEST_NAME]


def passed_over(name: str) -> NotRead | None:
    """Why a member of that name is not read, by the rules for files in folders; ``None`` for one that is."""
    if any(part.startswith(".") or left_by_systems(part) for part in name.split("/")):
        return NotRead(name=name, reason="is hidden, or a file that systems leave", remedy="pass it by itself if meant")
    if media_type(name) is None:
        suffix = PurePosixPath(name).suffix or "no suffix"
        return NotRead(name=name, reason=f"is of a format that is not read ({suffix})", remedy=CONVERT)
    return None
