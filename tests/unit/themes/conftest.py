"""A small corpus in both languages with made-up vectors: two themes along two axes, a language's mean along a third."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus_cli.document import Document, Entity, Link, Passage, Provenance, Segment, Source
from corpus_cli.recipe import ThemeSettings
from corpus_cli.themes.cards import build_cards
from corpus_cli.themes.page import Companion, Contrast, DistinctPlace, DistinctWord, ThemesPage
from corpus_cli.themes.tally import ThemeTally
from corpus_cli.topics.model.files import build_model
from corpus_cli.topics.model.topic_model import Lineage, ModelInfo, Theme, TopicModel
from corpus_cli.topics.space.alignment import Space
from corpus_cli.topics.words.keywords import Keyword

AXES = {"t001": 0, "t002": 1}
MEANS = {"ar": np.array([0, 0, 0.5, 0], dtype=np.float32), "en": np.array([0, 0, 0, 0.5], dtype=np.float32)}
ALEPPO = Link(
    id="gn:170063", kb="geonames", name_en="Aleppo", name_ar="حلب", lat=36.2, lon=37.1, country="SY", admin1=None,
    type="city", score=1.0,
)  # fmt: skip
INITIATIVE = Link(
    id="org:orontes", kb="aliases", name_en="Orontes Initiative", name_ar="مبادرة العاصي", lat=None, lon=None,
    country=None, admin1=None, type=None, score=1.0,
)  # fmt: skip

Floats = NDArray[np.float32]
Corpus = list[tuple[Document, Floats]]


@dataclass(frozen=True)
class Part:
    """One paragraph that is one passage. ``off``: how far its vector lies from its theme's axis."""

    language: str
    theme: str | None
    text: str
    off: float = 0.1
    kind: str = "paragraph"


def build_document(
    number: int, *parts: Part, date: str | None = "2023-05-04", **source: Any
) -> tuple[Document, Floats]:
    """A document of these parts, with a mention wherever Aleppo or the initiative is named, and its vectors."""
    text, segments, passages, vectors = "", [], [], []
    for at, part in enumerate(parts, 1):
        start = len(text)
        text += part.text + "\n\n"
        end = start + len(part.text)
        stops = [start, *(start + match.end() for match in re.finditer(r"[.!?؟]\S?\s+", part.text)), end]
        sentences = tuple((left, start + len(text[start:right].rstrip())) for left, right in pairwise(stops))
        segments.append(
            Segment(id=f"s{at}", start=start, end=end, kind=part.kind, language=part.language, sentences=sentences)  # type: ignore[arg-type]
        )
        passages.append(
            Passage(
                id=f"p{at}",
                start=start,
                end=end,
                raw_start=start,
                raw_end=end,
                language=part.language,
                theme_id=part.theme,
                score=None if part.theme is None else 0.9,
            )
        )
        vector = np.zeros(4, dtype=np.float32)
        vector[AXES.get(part.theme or "", 0)] = 1
        vector[3 if part.language == "ar" else 2] = part.off
        vectors.append(vector + MEANS.get(part.language, np.zeros(4, dtype=np.float32)))
    doc = Document(
        doc_id=f"{number:020x}",
        source=Source(
            **{"path": f"reports/{number}.md", "media_type": "text/markdown", "sha256": "0", "size_bytes": 1,
               "title": f"Report {number}", "date": date, **source}
        ),
        text=text,
        segments=tuple(segments),
        entities=tuple(_mentions(text)),
        passages=tuple(passages),
        provenance=Provenance(package_version="0", config_hash="0"),
    )  # fmt: skip
    return doc, np.stack(vectors) if vectors else np.zeros((0, 4), dtype=np.float32)


def _mentions(text: str) -> list[Entity]:
    named = (("PLACE", ALEPPO), ("ORG", INITIATIVE))
    found = [
        (match, label, link)
        for label, link in named
        for name in (link.name_en, link.name_ar)
        for match in re.finditer(re.escape(name or ""), text)
    ]
    return [
        Entity(
            id=f"e{number}",
            label=label,
            start=match.start(),
            end=match.end(),
            raw_start=0,
            raw_end=0,
            text=match.group(),
            segment="s1",
            score=1.0,
            source=("gazetteer",),
            link=link,
        )
        for number, (match, label, link) in enumerate(found)
    ]


RETURN_EN = (
    "Families who came back to Aleppo last spring found their houses standing but empty, and most of them slept on the "
    "floor of a neighbour for weeks. {}",
    "Return is a word that officials use for a bus ride, while the families in the camps near Aleppo mean a school, "
    "a well and a door that locks. {}",
    "The Orontes Initiative counted ninety returning households in one month and asked each of them what was missing "
    "most in the first days at home. {}",
)
RETURN_AR = (
    "عادت عائلات كثيرة إلى حلب في الربيع الماضي فوجدت بيوتها قائمة لكنها فارغة من كل شيء ونام معظمها على أرض الجيران "
    "أسابيع طويلة. {}",
    "تقول لجان النازحين في ريف حلب إن العودة ليست رحلة في حافلة بل مدرسة وبئر وباب يُقفل ليلاً على أهل البيت. {}",
    "أحصت مبادرة العاصي تسعين أسرة عائدة خلال شهر واحد وسألت كل أسرة عما ينقصها أكثر من غيره في أيامها الأولى بعد "
    "الوصول إلى البيت. {}",
)
SANCTIONS_EN = (
    "Banks in Europe refuse transfers to relief agencies even where the law allows them, because checking each payment "
    "costs more than it brings in fees. {}"
)


@pytest.fixture
def model() -> TopicModel:
    """Return of refugees in both languages, and sanctions, which only English reports speak of."""
    themes = (
        Theme(
            theme_id="t001",
            labels={"en": "return · families", "ar": "عودة · عائلات"},
            keywords={
                "en": (Keyword(text="families", weight=0.5), Keyword(text="return", weight=0.4)),
                "ar": (Keyword(text="عودة", weight=0.5), Keyword(text="عائلات", weight=0.4)),
            },
            trained_passages={"ar": 6, "en": 6},
        ),
        Theme(
            theme_id="t002",
            labels={"en": "banks · sanctions", "ar": "مصارف"},
            keywords={
                "en": (Keyword(text="banks", weight=0.6),),
                "ar": (Keyword(text="مصارف", weight=0.3, suggested=True),),
            },
            trained_passages={"en": 5},
        ),
    )
    info = ModelInfo(
        package_version="0",
        method="kmeans", notes=("a note of the model",), encoder="use", encoder_sha256="0", settings={}, versions={},
        corpus_fingerprint="0", passages={"ar": 6, "en": 11}, themes=themes,
        lineage=(Lineage(theme_id="t001", previous="t009", similarity=0.91234567),
                 Lineage(theme_id="t002", previous=None, similarity=None)),
    )  # fmt: skip
    centroids = np.eye(2, 4, dtype=np.float32)
    built = build_model(
        info,
        space=Space(MEANS),
        references=centroids,
        labels=np.array([0, 1], dtype=np.int32),
        centroids=centroids,
        encoder_centroids=centroids,
        documents=np.zeros(0, dtype=np.int64),
    )
    # A hash of their own: the golden page does not change with the format of models.
    return replace(built, sha256="c0ffee" + "0" * 58)


@pytest.fixture
def make_document() -> Callable[..., tuple[Document, Floats]]:
    """``build_document``."""
    return build_document


@pytest.fixture
def part() -> type[Part]:
    """``Part``."""
    return Part


@pytest.fixture
def corpus() -> Corpus:
    """Six reports on return in each language, five English ones on sanctions; one undated, one of a csv record."""
    endings_en = ("Nobody had told them so.", "That was in March.")
    endings_ar = ("ولم يخبرها أحد بذلك.", "حدث ذلك في آذار.")
    docs = []
    for number in range(6):
        english = RETURN_EN[number % 3].format(endings_en[number // 3])
        arabic = RETURN_AR[number % 3].format(endings_ar[number // 3])
        month = f"2023-{number + 1:02}-10"
        docs.append(build_document(number, Part("en", "t001", english, 0.05 * number), date=month))
        docs.append(
            build_document(100 + number, Part("ar", "t001", arabic, 0.05 * number), date=month, title=f"تقرير {number}")
        )
    for number in range(5):
        text = SANCTIONS_EN.format("The answer was no." * (number + 1))
        docs.append(build_document(200 + number, Part("en", "t002", text), date=None if number == 0 else "2024-01-02"))
    return docs


@pytest.fixture
def tally(corpus: Corpus, model: TopicModel) -> ThemeTally:
    """The counts of the corpus."""
    counted = ThemeTally()
    for doc, vectors in corpus:
        counted.add(doc, vectors, model)
    return counted


@pytest.fixture
def page(tally: ThemeTally, model: TopicModel) -> ThemesPage:
    """The page of the corpus."""
    return build_cards(tally, model, settings=ThemeSettings())


@pytest.fixture
def full_page(page: ThemesPage) -> ThemesPage:
    """The page with what only larger corpora have: words and places that one language says, companions."""
    said = Contrast(
        language="ar",
        other="en",
        compared={"ar": 1200, "en": 900},
        sampled=False,
        words=(
            DistinctWord(
                text="كفيل", uses=14, documents=5, weight=4.2, expected=10.5, nearest="bail", nearest_uses=1,
                similarity=0.31,
            ),
        ),
        places=(
            DistinctPlace(
                id="gn:1", name_en="Daraya", name_ar="داريا", type="city", mentions={"ar": 20, "en": 2},
                documents={"ar": 4, "en": 1}, ratio=12.5,
            ),
        ),
        place_mentions={"ar": 30, "en": 40},
        note=None,
    )  # fmt: skip
    companion = Companion(
        theme_id="t002",
        labels={"ar": "مصارف", "en": "banks · sanctions"},
        documents=5,
        documents_by_chance=1.25,
        neighbours=7,
        neighbours_by_chance=3.5,
    )
    silent = replace(said, language="en", other="ar", words=(), places=())
    card = replace(page.themes[0], contrast=(said, silent), companions=(companion,))
    return replace(page, themes=(card, *page.themes[1:]))
