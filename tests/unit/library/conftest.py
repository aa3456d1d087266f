"""A run of three documents on disk, with the files about all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus_cli.document import (
    Dated,
    Document,
    Entity,
    Failure,
    Link,
    Passage,
    PlaceCount,
    Provenance,
    Segment,
    Source,
    ThemeShare,
    to_json,
)
from corpus_cli.export.as_csv import to_csv
from corpus_cli.export.mentions import read_mentions
from corpus_cli.export.tally import MentionTally
from corpus_cli.output import write_whole
from corpus_cli.themes.cube import CubeRow
from corpus_cli.themes.cube_files import write_cube

ALEPPO = Link(
    id="gn:170063", kb="geonames", name_en="Aleppo", name_ar="حلب", lat=36.2, lon=37.1, country="SY", admin1="Aleppo",
    type="city", score=0.9, within=("sy:aleppo-governorate", "iso:SY"),
)  # fmt: skip
NETWORK = Link(
    id="jasmine", kb="aliases", name_en="Jasmine Network", name_ar="شبكة الياسمين", lat=None, lon=None, country=None,
    admin1=None, type="organization", score=1.0,
)  # fmt: skip
TEXT = "عادت العائلات إلى حلب.\n\nThe Jasmine Network works in Aleppo and Xanadu."


def mention(number: int, text: str, segment: str, link: Link | None, label: str = "PLACE") -> Entity:
    start = TEXT.index(text)
    return Entity(
        id=f"e{number:04}", label=label, start=start, end=start + len(text), raw_start=start + 5,  # type: ignore[arg-type]
        raw_end=start + len(text) + 5, text=text, segment=segment, score=0.8, source=("model", "gazetteer"), link=link,
    )  # fmt: skip


BREAK = TEXT.index("\n")
BOTH = Document(
    doc_id="0a" + "0" * 18,
    source=Source(
        path="ar/تقرير.md", media_type="text/markdown", sha256="a" * 64, size_bytes=99, encoding="utf-8",
        title="تقرير", date="2024-05-14",
        dated=Dated(source="text", confidence=0.8, calendar="gregorian", written="١٤ أيار ٢٠٢٤"),
    ),
    language="mixed",
    languages={"ar": 0.4, "en": 0.6},
    text=TEXT,
    segments=(
        Segment(id="s1", start=0, end=BREAK, kind="paragraph", language="ar", sentences=((0, BREAK),)),
        Segment(
            id="s2", start=BREAK + 2, end=len(TEXT), kind="paragraph", language="en",
            sentences=((BREAK + 2, len(TEXT)),),
        ),
    ),
    entities=(
        mention(1, "حلب", "s1", ALEPPO),
        mention(2, "Jasmine Network", "s2", NETWORK, "ORG"),
        mention(3, "Aleppo", "s2", ALEPPO),
        mention(4, "Xanadu", "s2", None),
    ),
    places=(PlaceCount(id="gn:170063", name_en="Aleppo", name_ar="حلب", lat=36.2, lon=37.1, count=2),),
    organizations=(),
    passages=(
        Passage(
            id="p0001", start=0, end=BREAK, raw_start=5, raw_end=BREAK + 5, language="ar", theme_id="t001", score=0.5
        ),
        Passage(
            id="p0002", start=BREAK + 2, end=len(TEXT), raw_start=BREAK + 7, raw_end=len(TEXT) + 5, language="en"
        ),
    ),
    themes=(ThemeShare(theme_id="t002", share=0.1), ThemeShare(theme_id="t001", share=0.4)),
    provenance=Provenance(package_version="1", config_hash="c"),
)  # fmt: skip
COPY = replace(
    BOTH,
    doc_id="0b" + "0" * 18,
    source=replace(
        BOTH.source,
        path="b.csv",
        record_id="12",
        date="2024-05",
        duplicate_of=BOTH.doc_id,
        encoding=None,
        dated=None,
    ),
)
BARE = Document(
    doc_id="0c" + "0" * 18,
    source=Source(path="c.txt", media_type="text/plain", sha256="b" * 64, size_bytes=0),
    provenance=BOTH.provenance,
)
COUNTED = CubeRow(
    place_id="gn:170063", place_en="Aleppo", place_ar="حلب", theme_id="t001", theme_en="return", theme_ar="عودة",
    month="2024-05", language="ar", mentions=1, passages=1, documents=1,
)  # fmt: skip
TOTAL = replace(COUNTED, place_id="", place_en="", place_ar="", month="", mentions=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The run's output folder."""
    tally = MentionTally()
    for doc in (BOTH, COPY, BARE):
        data = to_json(doc)
        write_whole(tmp_path / "documents" / doc.doc_id[:2] / f"{doc.doc_id}.json", data)
        tally.add(read_mentions(data))
    (tmp_path / "entities.csv").write_bytes(to_csv(tally.entities()))
    write_cube([TOTAL, COUNTED], tmp_path)
    failure = Failure(path="x.pdf", kind="needs_ocr", reason="a scan", remedy="run OCR")
    lines = to_json_line(failure)
    (tmp_path / "errors.jsonl").write_bytes(lines)
    return tmp_path


def to_json_line(failure: Failure) -> bytes:
    import msgspec

    return msgspec.json.encode(failure) + b"\n"


@pytest.fixture
def both() -> Document:
    """The first document as it was written."""
    return BOTH
