"""Documents in both languages with mentions written down by hand, as the export reads them from disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corpus_cli.document import Document, Entity, Label, Link, Provenance, Segment, Source, to_json
from corpus_cli.export.mentions import NamingDocument, read_mentions
from corpus_cli.export.tally import MentionTally, NamedEntity

MakeLink = Callable[..., Link]
MakeDocument = Callable[..., NamingDocument]
# The language of the segment, the text of the mention, its link, its label.
Named = tuple[str, str, Link | None, Label]


def build_link(name_id: str, name_en: str | None, name_ar: str | None, **fields: Any) -> Link:
    """A link to a city in Syria unless ``fields`` say otherwise."""
    known = {
        "kb": "geonames",
        "lat": 34.7,
        "lon": 36.7,
        "country": "SY",
        "admin1": "Homs",
        "type": "city",
        "score": 1.0,
    }
    return Link(id=name_id, name_en=name_en, name_ar=name_ar, **{**known, **fields})


def build_bytes(number: int, *named: Named, path: str = "a.txt", record: str | None = None) -> bytes:
    """A document file that mentions these names, each in a segment of its own."""
    doc = Document(
        doc_id=f"{number:020x}",
        source=Source(path=path, record_id=record, media_type="text/plain", sha256="", size_bytes=1),
        text="",
        segments=tuple(
            Segment(id=f"s{at}", start=0, end=0, kind="paragraph", language=language, sentences=())
            for at, (language, *_) in enumerate(named)
        ),
        entities=tuple(
            Entity(
                id=f"e{at}", label=label, start=0, end=0, raw_start=0, raw_end=0, text=text, segment=f"s{at}",
                score=0.9, source=("gazetteer",), link=link,
            )
            for at, (_, text, link, label) in enumerate(named)
        ),
        provenance=Provenance(package_version="0", config_hash=""),
    )  # fmt: skip
    return to_json(doc)


@pytest.fixture
def make_link() -> MakeLink:
    """``build_link``."""
    return build_link


@pytest.fixture
def make_bytes() -> Callable[..., bytes]:
    """``build_bytes``."""
    return build_bytes


@pytest.fixture
def make_document() -> MakeDocument:
    """``build_bytes``, read again as far as the export reads it."""
    return lambda *args, **kwargs: read_mentions(build_bytes(*args, **kwargs))


@pytest.fixture
def count() -> Callable[..., list[NamedEntity]]:
    """The entities of these documents."""

    def counted(*docs: NamingDocument) -> list[NamedEntity]:
        tally = MentionTally()
        for doc in docs:
            tally.add(doc)
        return tally.entities()

    return counted
