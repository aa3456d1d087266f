"""What the files about all documents need of each one: where it came from, and its mentions with their languages.

These classes hold only the fields that are used: the decoder skips the text and the passages, which are most of a file.
"""

from __future__ import annotations

import msgspec

from corpus_cli.document import Label, place_of


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Where a document came from."""

    path: str
    record_id: str | None = None

    @property
    def order(self) -> tuple[str, int, str]:
        """By path; the records of a file by their numbers, so that 9 comes before 10."""
        record = self.record_id or ""
        return self.path, len(record), record

    @property
    def place(self) -> str:
        """The path as given, with #record for a record of a csv or jsonl file."""
        return place_of(self.path, self.record_id)


class Spoken(msgspec.Struct, frozen=True, gc=False):
    """A segment and its language."""

    id: str
    language: str


class Referent(msgspec.Struct, frozen=True, gc=False):
    """What a mention is linked to."""

    id: str
    name_en: str | None
    name_ar: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    type: str | None
    score: float


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A place or organization as it stands in the text."""

    label: Label
    text: str
    segment: str
    link: Referent | None = None


class NamingDocument(msgspec.Struct, frozen=True):
    """A document as far as its mentions go. ``entities`` is None if that stage did not run."""

    source: Origin
    segments: tuple[Spoken, ...] | None = None
    entities: tuple[Mention, ...] | None = None


_DECODER = msgspec.json.Decoder(NamingDocument)


def read_mentions(data: bytes) -> NamingDocument:
    """The mentions of the document that ``to_json`` wrote.

    Raises ``msgspec.DecodeError`` if it is not one, ``UnicodeDecodeError`` where a string is not UTF-8.
    """
    return _DECODER.decode(data)
