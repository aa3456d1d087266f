"""What a review needs of a document: its text and sentences, and the organizations in them with all ids beside them."""

from __future__ import annotations

import msgspec

from corpus_cli.document import Label, place_of


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Where a document came from."""

    path: str
    record_id: str | None = None

    @property
    def place(self) -> str:
        """The path as given, with #record for a record of a csv or jsonl file, as in ``entities.csv``."""
        return place_of(self.path, self.record_id)


class Written(msgspec.Struct, frozen=True, gc=False):
    """A segment with its sentences: offsets into the document's text."""

    id: str
    language: str
    sentences: tuple[tuple[int, int], ...]


class Referent(msgspec.Struct, frozen=True, gc=False):
    """What a mention is linked to."""

    id: str
    name_en: str | None
    name_ar: str | None


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A place or organization as it stands in the text."""

    label: Label
    start: int
    end: int
    segment: str
    link: Referent | None = None


class Themed(msgspec.Struct, frozen=True, gc=False):
    """A theme of a document and its share of the words."""

    theme_id: str
    share: float


class NamingText(msgspec.Struct, frozen=True):
    """A document as far as a review goes. ``entities`` is None if that stage did not run."""

    doc_id: str
    source: Origin
    text: str | None = None
    segments: tuple[Written, ...] | None = None
    entities: tuple[Mention, ...] | None = None
    themes: tuple[Themed, ...] | None = None


_DECODER = msgspec.json.Decoder(NamingText)


def read_naming_text(data: bytes) -> NamingText:
    """The document that ``to_json`` wrote, as far as a review goes.

    Raises ``msgspec.DecodeError`` if it is not one, ``UnicodeDecodeError`` where a string is not UTF-8.
    """
    return _DECODER.decode(data)
