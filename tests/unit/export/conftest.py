"""Documents in both languages with mentions written down by hand, as the export reads them from disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

import pytest

from corpus_cli.document import (
    Document,
    Entity,
    Label,
    Link,
    Passage,
    Provenance,
    Segment,
    Source,
    ThemeShare,
    to_json,
)
from corpus_cli.export.exporting import export_run
from corpus_cli.export.mentions import NamingDocument, read_mentions
from corpus_cli.export.redaction.names import NameList, read_names
from corpus_cli.export.tally import MentionTally, NamedEntity
from corpus_cli.output import write_whole
from corpus_cli.results.run import Results, open_results
from corpus_cli.themes.as_json import to_json as page_to_json
from corpus_cli.themes.page import Card, LanguageCounts, ModelSummary, ThemeKeyword, ThemesPage

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


class BuildReport(Protocol):
    """``build_report``."""

    def __call__(self, text: str, *named: tuple[str, Label, Link | None], **fields: Any) -> Document:
        """A document with that text, in which these names stand in this order."""


def build_report(
    text: str,
    *named: tuple[str, Label, Link | None],
    number: int = 1,
    path: str = "a.txt",
    language: str = "en",
    title: str | None = None,
    date: str | None = None,
    record: str | None = None,
    theme: str | None = "t001",
) -> Document:
    """A document of one passage: a line is a segment of one sentence; raw offsets are those of the text and 100."""
    segments, at = [], 0
    for index, line in enumerate(text.split("\n")):
        span = (at, at + len(line))
        segments.append(
            Segment(
                id=f"s{index}", start=span[0], end=span[1], kind="paragraph", language=language,
                sentences=(span,) if line else (),
            )
        )  # fmt: skip
        at += len(line) + 1
    ents, at = [], 0
    for index, (name, label, link) in enumerate(named):
        start = text.index(name, at)
        at = start + len(name)
        segment = next(one for one in segments if one.start <= start < one.end)
        ents.append(
            Entity(
                id=f"e{index}", label=label, start=start, end=at, raw_start=start + 100, raw_end=at + 100, text=name,
                segment=segment.id, score=0.9, source=("model", "gazetteer"), link=link,
            )
        )  # fmt: skip
    return Document(
        doc_id=f"{number:020x}",
        source=Source(
            path=path, record_id=record, media_type="text/plain", sha256="c" * 64, size_bytes=7, title=title, date=date
        ),
        language=language,
        languages={language: 1.0},
        text=text,
        segments=tuple(segments),
        entities=tuple(ents),
        passages=(
            Passage(
                id="p0", start=0, end=len(text), raw_start=100, raw_end=100 + len(text), language=language,
                theme_id=theme, score=0.5,
            ),
        ),
        themes=(ThemeShare(theme_id=theme, share=1.0),) if theme else (),
        provenance=Provenance(package_version="0", config_hash=""),
    )  # fmt: skip


def build_card(theme_id: str, labels: dict[str, str], **keywords: tuple[str, ...]) -> Card:
    """A theme with these labels and keywords by language, of ten passages in each."""
    return Card(
        theme_id=theme_id, labels=labels, documents=4, passages=20, words=900, share=0.5, balance=0.9, cohesion=0.4,
        keywords={
            language: tuple(ThemeKeyword(text=word, weight=1.0, suggested=False) for word in words)
            for language, words in keywords.items()
        },
        languages=tuple(
            LanguageCounts(language=code, documents=2, passages=10, words=450, share=0.5) for code in ("en", "ar")
        ),
        warnings=("mostly Arabic",), quotes={}, pairs=(), places=(), organizations=(), contrast=(), companions=(),
        trend=(), undated_documents=0, lineage=None,
    )  # fmt: skip


def build_page(*cards: Card) -> ThemesPage:
    """A page of these themes."""
    return ThemesPage(
        documents=4, undated_documents=0, duplicates=0, passages=20, words=900, languages=(), months=(),
        unassigned_share=0.0, unassigned=(), confound=None, messages=(), themes=cards,
        model=ModelSummary(sha256="", method="", encoder="", trained_passages={}, notes=(), retired=()),
    )  # fmt: skip


@pytest.fixture
def make_report() -> BuildReport:
    """``build_report``."""
    return build_report


@pytest.fixture
def homs() -> Link:
    """The city, with both names."""
    return build_link("gn:169577", "Homs", "حمص", within=("sy:homs-governorate", "iso:SY"))


@pytest.fixture
def clinic() -> Link:
    """An organization whose id spells its name."""
    return build_link(
        "barada-clinic", "Barada Clinic", "عيادة بردى", lat=None, lon=None, country=None, admin1=None,
        type="organization", kb="corpus",
    )  # fmt: skip


@pytest.fixture
def reports(homs: Link, clinic: Link) -> list[Document]:
    """Four reports in both languages: two names under one id each, a formula, a month for a date, a proclitic."""
    return [
        build_report(
            "The market in Homs is open.\nBarada Clinic helped Ahmad Khalil.",
            ("Homs", "PLACE", homs), ("Barada Clinic", "ORG", clinic),
            number=1, path="en/market.txt", title="=Market, Homs", date="2024-03-01",
        ),
        build_report(
            "عاد السوق بحمص.\nساعدت عيادة بردى أحمد خليل ولأحمد  خليل ولدان.",
            ("حمص", "PLACE", homs), ("عيادة بردى", "ORG", clinic),
            number=2, path="ar/سوق أحمد خليل.txt", language="ar", title="السوق", date="2024-04",
        ),
        build_report("No water in Tal Xyz yet.", ("Tal Xyz", "PLACE", None), number=3, path="survey.csv", record="q7"),
        build_report("لا ماء بعد.", number=4, path="ar/ماء.txt", language="ar", theme=None),
    ]  # fmt: skip


@pytest.fixture
def cards() -> tuple[Card, ...]:
    """Two themes; one has a listed name among its words."""
    return (
        build_card(
            "t001", {"en": "markets · shops", "ar": "الأسواق · المحال"}, en=("market", "Ahmad Khalil"), ar=("سوق",)
        ),
        build_card("t002", {"en": "water"}, en=("wells",)),
    )


@pytest.fixture
def write_run(tmp_path: Path) -> Callable[..., Results]:
    """Writes documents and themes as a run does and opens it."""

    def write(docs: Iterable[Document], cards: Iterable[Card] = (), folder: str = "run") -> Results:
        root = tmp_path / folder
        for doc in docs:
            write_whole(root / "documents" / doc.doc_id[:2] / f"{doc.doc_id}.json", to_json(doc))
        cards = tuple(cards)
        if cards:
            write_whole(root / "themes.json", page_to_json(build_page(*cards)))
        return open_results(root)

    return write


@pytest.fixture
def run(write_run: Callable[..., Results], reports: list[Document], cards: tuple[Card, ...]) -> Results:
    """The four reports and two themes as a finished run."""
    return write_run(reports, cards)


@pytest.fixture
def export_as(run: Results, tmp_path: Path) -> Callable[..., Path]:
    """The run in a format; returns the folder."""

    def export(name: str, *, results: Results = run, names: Path | None = None, folder: str = "out") -> Path:
        listed = read_names(names) if names is not None else None
        export_run(results, {name: tmp_path / folder / name}, names=listed)
        return tmp_path / folder / name

    return export


@pytest.fixture
def list_of(tmp_path: Path) -> Callable[..., NameList]:
    """A list of names, one a line."""

    def write(*names: str) -> NameList:
        path = tmp_path / "names.txt"
        path.write_text("\n".join(names), encoding="utf-8")
        return read_names(path)

    return write
