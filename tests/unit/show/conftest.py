"""Documents in both languages, mixed and hostile, written as paragraphs with their names in braces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from corpus_cli.document import (
    Document,
    Entity,
    Link,
    Passage,
    Provenance,
    Segment,
    SegmentKind,
    Source,
    ThemeShare,
)

LABELS = {
    "t001": {"ar": "عودة · عائلات", "en": "return · families"},
    "t002": {"ar": "حوار", "en": "dialogue"},
}


def link(name_id: str, english: str, arabic: str, kind: str) -> Link:
    return Link(
        id=name_id, kb="geonames", name_en=english, name_ar=arabic, lat=None, lon=None, country="SY", admin1=None,
        type=kind, score=0.97,
    )  # fmt: skip


ALEPPO = link("gn:170063", "Aleppo", "حلب", "city")
HOMS = link("gn:169577", "Homs", "حمص", "city")
NETWORK = link("jasmine", "Jasmine Network", "شبكة الياسمين", "organization")
LINKS = {
    "حلب": ALEPPO, "Aleppo": ALEPPO, "حمص": HOMS, "Homs": HOMS, "شبكة الياسمين": NETWORK, "Jasmine Network": NETWORK,
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A segment; ``{name}`` is a mention. Segments of one ``passage`` number are one passage; 0 is in none."""

    text: str
    language: str = "en"
    kind: SegmentKind = "paragraph"
    passage: int = 1
    theme: str | None = "t001"


def build(*parts: Part, title: str | None = "A title", path: str = "reports/a.txt", **source: str) -> Document:
    """The document of these parts, two line ends between them, raw offsets ten further on."""
    text = ""
    segments: list[Segment] = []
    entities: list[Entity] = []
    passages: dict[int, Passage] = {}
    for part in parts:
        text += "\n\n" if text else ""
        start, name = len(text), f"s{len(segments) + 1:04}"
        for number, piece in enumerate(re.split(r"[{}]", part.text)):
            at = len(text)
            text += piece
            if number % 2:
                found = LINKS.get(piece)
                entities.append(
                    Entity(
                        id=f"e{len(entities) + 1:04}", label="ORG" if found is NETWORK else "PLACE", start=at,
                        end=len(text), raw_start=at + 10, raw_end=len(text) + 10, text=piece, segment=name, score=0.9,
                        source=("model",), link=found,
                    )
                )  # fmt: skip
        end = len(text)
        segments.append(
            Segment(
                id=name, start=start, end=end, kind=part.kind, language=part.language, sentences=((start, end),)
            )
        )  # fmt: skip
        if part.passage:
            whole = passages.get(part.passage)
            first = whole.start if whole else start
            passages[part.passage] = Passage(
                id=f"p{part.passage:04}", start=first, end=end, raw_start=first + 10, raw_end=end + 10,
                language=part.language, theme_id=part.theme, score=0.5 if part.theme else None,
            )  # fmt: skip
    return Document(
        doc_id="ab12" + "0" * 16,
        source=Source(
            path=path, media_type="text/plain", sha256="0" * 64, size_bytes=1, title=title, date="2024-05-14", **source
        ),
        language=parts[0].language if len({part.language for part in parts}) == 1 else "mixed",
        languages=shares(parts),
        text=text,
        segments=tuple(segments),
        entities=tuple(entities),
        places=(),
        organizations=(),
        passages=tuple(passages.values()),
        themes=tuple(ThemeShare(theme_id=one, share=0.5) for one in sorted({p.theme for p in parts if p.theme})),
        provenance=Provenance(package_version="1", config_hash="c" * 64),
    )


def shares(parts: Sequence[Part]) -> dict[str, float]:
    total = sum(len(part.text) for part in parts)
    codes = sorted({part.language for part in parts})
    return {code: round(sum(len(p.text) for p in parts if p.language == code) / total, 4) for code in codes}


@pytest.fixture
def arabic() -> Document:
    """A heading, a proclitic before a name, a list, two passages of two themes."""
    return build(
        Part("العودة إلى البيوت", "ar", "heading"),
        Part(
            "وصلت ثلاث عائلات من {حمص} إلى {حلب} في 12 أيار 2024. "
            "وقالت {شبكة الياسمين} إن البيوت ب{حلب} بلا نوافذ.",
            "ar",
        ),
        Part("إسمنت وزجاج", "ar", "list_item"),
        Part("خزانات مياه من {تل الغرباء}", "ar", "list_item"),
        Part("«نتحدث أولاً عن الماء»، قالت وسيطة من {حمص}.", "ar", "quote", passage=2, theme="t002"),
        title="العودة إلى البيوت",
        path="تقارير/العودة.txt",
    )  # fmt: skip


@pytest.fixture
def english() -> Document:
    """The same in English, with a table, a caption and a text in no passage."""
    return build(
        Part("Back to the houses", kind="heading"),
        Part(
            "Three families came from {Homs} to {Aleppo} on 12 May 2024. "
            "The {Jasmine Network} said that {Aleppo}'s houses have no windows."
        ),
        Part("Need | Families", kind="table", passage=2, theme="t002"),
        Part("Cement | 40", kind="table", passage=2, theme="t002"),
        Part("A house in {Homs}, 2023", kind="caption", passage=2, theme="t002"),
        Part("12 | 30 | 41", "und", "table", passage=0),
        title="Back to the houses",
    )


@pytest.fixture
def mixed() -> Document:
    """Paragraphs of both languages, each with a name in the other's letters."""
    return build(
        Part("The workshop in {Aleppo} was called «عودة» by everyone from {حمص}."),
        Part("نشرت {Jasmine Network} تقريرها عن {حلب} باللغتين (UNHCR، 2024).", "ar", passage=2, theme="t002"),
        Part("It has 12 pages.", passage=3, theme=None),
        title="تقرير Workshop 2024",
    )


@pytest.fixture
def hostile() -> Document:
    """Everything that a page or a terminal might obey: markup, handlers, escapes, bidi overrides, formulas."""
    evil = '<script>alert(1)</script><img src=x onerror=alert(2)> "onmouseover=" </style> \u202egnitsil\u202c \x1b[2J'
    doc = build(
        Part(f"{evil} {{Aleppo}} **bold** [x](javascript:alert(3)) | =1+1 &amp; `code`"),
        Part("# لا تعليمات \u2067{حلب}\u2069 <b>هنا</b>", "ar", "heading", passage=2, theme="t<002>"),
        title="</title><script>alert(4)</script>\u202e\x07",
        path="reports/<b>\u202etxt.exe",
    )
    bad = replace(
        ALEPPO, id='gn:1"><script>', name_en="<i>Aleppo</i>", name_ar="حلب\u202e", type="\x1b[31mcity", country="<u>"
    )
    entities = tuple(replace(one, id=f'e"{one.id}', link=bad) for one in doc.entities or ())
    return replace(doc, doc_id="ab12<script>00000000", entities=entities)


@pytest.fixture
def labels() -> dict[str, dict[str, str]]:
    """Of the run's themes."""
    return LABELS


@pytest.fixture
def documents(arabic: Document, english: Document, mixed: Document, hostile: Document) -> dict[str, Document]:
    """All four by name."""
    return {"arabic": arabic, "english": english, "mixed": mixed, "hostile": hostile}
