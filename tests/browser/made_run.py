"""A finished run written by code, without a model: two themes in two languages, places, organizations and failures.

``hostile`` puts into every place that a report's author decides on what would hurt a page: markup, handlers, the end of
a script, formulas, overrides of direction, and a word of four hundred letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from corpus_cli import __version__
from corpus_cli.document import (
    Document,
    Entity,
    Failure,
    Link,
    Passage,
    Provenance,
    Segment,
    Source,
    ThemeShare,
    to_json,
)
from corpus_cli.engines.journal import to_lines
from corpus_cli.export.as_csv import to_csv
from corpus_cli.export.mentions import read_mentions
from corpus_cli.export.tally import MentionTally
from corpus_cli.recipe import Recipe, ThemeSettings
from corpus_cli.themes.cards import build_cards
from corpus_cli.themes.cube_files import write_cube
from corpus_cli.themes.page import Contrast, DistinctPlace, DistinctWord, Pair
from corpus_cli.themes.tally import ThemeTally
from corpus_cli.themes.write import write_themes
from corpus_cli.topics.model.files import build_model, save_model
from corpus_cli.topics.model.hierarchy import Merge
from corpus_cli.topics.model.topic_model import Lineage, ModelInfo, Theme, TopicModel
from corpus_cli.topics.space.alignment import Space
from corpus_cli.topics.words.keywords import Keyword

Floats = NDArray[np.float32]
DIM = 6
HOSTILE = (
    "</script><script>window.harmed=1</script>",
    "<img src=x onerror=window.harmed=1>",
    '"><svg onload=window.harmed=1>',
    '=HYPERLINK("http://example.invalid")',
    "\u202egnp.exe\u2066 \u2067 \u202d",
    "<!-- <script> --> {{data}} ${window.harmed=1} \u2028 \u2029",
    "\u0628" * 400,
)


def place(name_id: str, english: str, arabic: str, at: tuple[float, float], *, kind: str = "city") -> Link:
    """A place of the gazetteer."""
    return Link(
        id=name_id, kb="geonames", name_en=english, name_ar=arabic, lat=at[0], lon=at[1], country="SY", admin1=english,
        type=kind, score=1.0,
    )  # fmt: skip


ALEPPO = place("gn:170063", "Aleppo", "حلب", (36.2, 37.16))
HOMS = place("gn:169577", "Homs", "حمص", (34.72, 36.73))
DARAA = place("gn:170903", "Daraa", "درعا", (32.62, 36.1), kind="governorate")
RAQQA = place("gn:172955", "Raqqa", "الرقة", (35.95, 39.01))
SYRIA = replace(place("iso:SY", "Syria", "سوريا", (35.0, 38.0), kind="country"), admin1=None)
INITIATIVE = Link(
    id="orontes", kb="aliases", name_en="Orontes Initiative", name_ar="مبادرة العاصي", lat=None, lon=None, country=None,
    admin1=None, type="organization", score=1.0,
)  # fmt: skip
NAMED = (ALEPPO, HOMS, DARAA, RAQQA, SYRIA, INITIATIVE)

RETURN = {
    "en": "Families who came back to {} found their houses standing but empty, and the Orontes Initiative counted them "
    "in one month. Most of them slept on the floor of a neighbour in Homs for weeks.",
    "ar": "عادت عائلات كثيرة إلى {} فوجدت بيوتها قائمة لكنها فارغة، وأحصت مبادرة العاصي تسعين أسرة خلال شهر واحد. "
    "ونام معظمها على أرض الجيران في حمص أسابيع طويلة.",
}
BANKS = {
    "en": "Banks refuse transfers to relief agencies in {} even where the law allows them, because checking a payment "
    "costs more than it brings in fees across Syria.",
    "ar": "ترفض المصارف تحويل الأموال إلى جمعيات الإغاثة في {} حتى حيث يسمح القانون بذلك، لأن التحقق من كل دفعة يكلّف "
    "أكثر مما يعود من رسوم في سوريا.",
}
PLACES = {"en": ("Aleppo", "Daraa", "Raqqa"), "ar": ("حلب", "درعا", "الرقة")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What the run is to hold. ``documents``: in each language and of each theme."""

    documents: int = 6
    languages: tuple[str, ...] = ("ar", "en")
    hostile: bool = False
    themes: bool = True
    names: bool = True
    dated: bool = True
    failures: bool = True


def make_run(out: Path, made: Made | None = None) -> Path:
    """``out`` holds the run; returns it."""
    made = made or Made()
    model = _model(made)
    corpus = list(_corpus(made))
    tally, mentions, vectors = ThemeTally(), MentionTally(), {}
    for doc, own in corpus:
        path = out / "documents" / doc.doc_id[:2] / f"{doc.doc_id}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_json(doc))
        mentions.add(read_mentions(path.read_bytes()))
        tally.add(doc, own, model)
        vectors.setdefault(doc.doc_id[:2], {})[doc.doc_id] = own.astype("float16")
    state = out / ".state"
    state.mkdir(parents=True, exist_ok=True)
    if made.names:
        (out / "entities.csv").write_bytes(to_csv(mentions.entities()))
    if made.themes:
        page = build_cards(tally, model, settings=ThemeSettings())
        write_themes(replace(page, themes=tuple(_with_more(card) for card in page.themes)), out)
        write_cube(tally.cube.rows(model), out)
        save_model(model, out / "topics")
        (state / "vectors").mkdir()
        for shard, tensors in vectors.items():
            (state / "vectors" / f"{shard}.safetensors").write_bytes(save(tensors))
    (out / "errors.jsonl").write_bytes(to_lines(_failures(made)) if made.failures else b"")
    (out / "run.json").write_bytes(msgspec.json.encode(_run_file(out)))
    return out


def _corpus(made: Made) -> Any:
    numbers = count()
    for theme, texts in (("t001", RETURN), ("t002", BANKS)):
        for language in made.languages:
            for number in range(made.documents):
                text = texts[language].format(PLACES[language][number % 3])
                yield _document(next(numbers), text, language, theme if made.themes else None, made)


def _document(number: int, text: str, language: str, theme: str | None, made: Made) -> tuple[Document, Floats]:
    bad = HOSTILE[number % len(HOSTILE)] if made.hostile else ""
    text = f"{bad} {text}".strip()
    title = bad or {"en": f"Report {number}", "ar": f"تقرير {number}"}[language]
    kind = {"id": "p1", "start": 0, "end": len(text), "raw_start": 0, "raw_end": len(text), "language": language}
    vector = np.zeros(DIM, dtype=np.float32)
    vector[{"t001": 0, "t002": 1}.get(theme or "", 0)] = 1
    vector[2 + number % 3] = 0.2
    vector[5] = 0.5 if language == "ar" else -0.5
    doc = Document(
        doc_id=f"{number * 7919 % 256:02x}{number:018x}",
        source=Source(
            path=f"reports/{bad.replace('/', ' ')[:80]}{number}.txt", media_type="text/plain", sha256="0" * 64,
            size_bytes=1, title=title, date=f"2023-{number % 12 + 1:02}-10" if made.dated and number % 5 else None,
        ),
        language=language,
        languages={language: 1.0},
        text=text,
        segments=(
            Segment(id="s1", start=0, end=len(text), kind="paragraph", language=language, sentences=((0, len(text)),)),
        ),
        entities=tuple(_mentions(text, bad, made)) if made.names else None,
        passages=(Passage(**kind, theme_id=theme, score=0.9 if theme else None),),
        themes=(ThemeShare(theme_id=theme, share=1.0),) if theme else (),
        provenance=Provenance(package_version=__version__, config_hash="0" * 64),
    )  # fmt: skip
    return doc, vector[None, :]


def _mentions(text: str, bad: str, made: Made) -> Any:
    found = [
        (match, link)
        for link in NAMED
        for name in (link.name_en, link.name_ar)
        for match in re.finditer(re.escape(name or ""), text)
    ]
    numbers = count()
    for match, link in found:
        shown = replace(link, name_en=f"{link.name_en} {bad}"[:200]) if made.hostile and link.id == "orontes" else link
        label = "ORG" if link.id == "orontes" else "PLACE"
        yield _mention(next(numbers), match.group(), match.start(), label, shown)
    yield _mention(next(numbers), text[:12], 0, "PLACE", None)


def _mention(number: int, text: str, start: int, label: Any, link: Link | None) -> Entity:
    return Entity(
        id=f"e{number}", label=label, start=start, end=start + len(text), raw_start=start, raw_end=start + len(text),
        text=text, segment="s1", score=1.0, source=("gazetteer",), link=link,
    )  # fmt: skip


def _model(made: Made) -> TopicModel:
    bad = HOSTILE[0] if made.hostile else ""
    themes = (
        Theme(
            theme_id="t001",
            labels={"en": f"return · families{bad}", "ar": "العودة · عائلات"},
            keywords={
                "en": (Keyword(text=f"families{bad}", weight=0.5), Keyword(text="return", weight=0.4)),
                "ar": (Keyword(text="العودة", weight=0.5), Keyword(text="عائلات", weight=0.4)),
            },
            trained_passages={"ar": 6, "en": 6},
        ),
        Theme(
            theme_id="t002",
            labels={"en": "banks · transfers"},
            keywords={
                "en": (Keyword(text="banks", weight=0.6),),
                "ar": (Keyword(text="مصارف", weight=0.3, suggested=True),),
            },
            trained_passages={"en": 5},
        ),
    )
    info = ModelInfo(
        method="kmeans", notes=("a note of the model",), encoder="use", encoder_sha256="0", versions={},
        settings={"neighbours": 1, "temperature": 0.1},
        corpus_fingerprint="0", passages={"ar": 6, "en": 11}, themes=themes,
        lineage=tuple(Lineage(theme_id=theme.theme_id, previous=None, similarity=None) for theme in themes),
        hierarchy=(Merge(first=0, second=1, distance=1.0, size=2),),
    )  # fmt: skip
    centroids = np.eye(2, DIM, dtype=np.float32)
    means = {code: np.zeros(DIM, dtype=np.float32) for code in ("ar", "en")}
    means["ar"][5], means["en"][5] = 0.5, -0.5
    return build_model(
        info, space=Space(means), references=centroids, labels=np.array([0, 1], dtype=np.int32), centroids=centroids,
        encoder_centroids=centroids, documents=np.zeros(0, dtype=np.int64),
    )  # fmt: skip


def _with_more(card: Any) -> Any:
    """A pair and a contrast on the first card, which come of an encoder."""
    sides = [quotes[0] for code in ("ar", "en") if (quotes := card.quotes.get(code))]
    if card.theme_id != "t001" or len(sides) < 2:
        return card
    word = DistinctWord(
        text="العودة", uses=9, documents=4, weight=3.1, expected=2.5, nearest="home", nearest_uses=1, similarity=0.3
    )
    where = DistinctPlace(
        id="gn:170063", name_en="Aleppo", name_ar="حلب", type="city", mentions={"ar": 12, "en": 1},
        documents={"ar": 6, "en": 1}, ratio=11.0,
    )  # fmt: skip
    said = Contrast(
        language="ar", other="en", compared={"ar": 1200, "en": 900}, sampled=False, words=(word,), places=(where,),
        place_mentions={"ar": 20, "en": 18}, note=None,
    )  # fmt: skip
    return replace(card, pairs=(Pair(similarity=0.55, sides=(sides[0], sides[1])),), contrast=(said,))


def _failures(made: Made) -> list[Failure]:
    bad = HOSTILE[1] if made.hostile else ""
    return [
        Failure(
            path=f"reports/scan{bad}.pdf", kind="needs_ocr", reason="the PDF has no text", remedy="run OCR on it first"
        ),
        Failure(
            path="reports/broken.docx", kind="quarantined", reason="not a Word file", remedy="open and save it again"
        ),
    ]


def _run_file(out: Path) -> dict[str, Any]:
    recipe = Recipe.model_validate({"schema": 1}).model_dump(mode="json", by_alias=True)
    return {
        "schema_version": 1, "package_version": __version__, "command": "run", "started": "2024-01-01T00:00:00+00:00",
        "finished": "2024-01-01T00:01:00+00:00", "seconds": 60.0,
        "counts": {"documents": sum(1 for _ in out.glob("documents/*/*"))},
        "config": {"config_hash": "c" * 64, "process_hash": "d" * 64, "mapping": {}, "jobs": 1, "recipe": recipe},
        "versions": {"python": "3.11"},
    }  # fmt: skip
