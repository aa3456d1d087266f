"""A small run of two languages, written down by hand, and its search index; vectors by a made-up encoder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus_cli.document import Document, Entity, Link, Passage, Provenance, Segment, Source, to_json
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.results.run import Results, open_results
from corpus_cli.search import index as index_module
from corpus_cli.search.build import build_index
from corpus_cli.search.index import Index, open_index

# What the made-up encoder understands: a line a meaning, in both languages.
MEANINGS = (
    "water well wells pump ماء المياه بئر الآبار مضخة",
    "school schools teacher teachers مدرسة المدارس معلم معلمة",
    "return returned returning home عودة العودة عاد عادت",
    "court justice judge trial محكمة العدالة قاض محاكمة",
)
SYRIA = "iso:SY"
GOVERNORATE = Link(
    id="sy:daraa-governorate", kb="corpus", name_en="Daraa", name_ar="درعا", lat=32.9, lon=36.2, country="SY",
    admin1=None, type="governorate", score=0.9, within=(SYRIA,),
)  # fmt: skip
DARAA = Link(
    id="gn:170905", kb="geonames", name_en="Daraa", name_ar="درعا", lat=32.6, lon=36.1, country="SY", admin1="Daraa",
    type="city", score=0.9, within=("sy:daraa-governorate", SYRIA),
)  # fmt: skip
NAWA = Link(
    id="gn:166365", kb="geonames", name_en="Nawa", name_ar="نوى", lat=32.9, lon=36.0, country="SY", admin1="Daraa",
    type="city", score=0.9, within=("sy:daraa-governorate", SYRIA),
)  # fmt: skip
RAQQA = Link(
    id="gn:172955", kb="geonames", name_en="Raqqa", name_ar="الرقة", lat=35.9, lon=39.0, country="SY", admin1="Raqqa",
    type="city", score=0.9, within=("sy:raqqa-governorate", SYRIA),
)  # fmt: skip
CENTER = Link(
    id="org:furat", kb="corpus", name_en="Furat Center", name_ar="مركز الفرات", lat=None, lon=None, country=None,
    admin1=None, type="organization", score=1.0,
)  # fmt: skip

# A document: path, language, date, its passages; each with its theme, text and the names in it.
Told = tuple[str, str, str | None, Sequence[tuple[str | None, str, Sequence[tuple[str, Link]]]]]
DOCUMENTS: tuple[Told, ...] = (
    ("en/wells.txt", "en", "2021-05-10", (
        ("t001", "The pump in Raqqa broke and the wells ran dry.", [("Raqqa", RAQQA)]),
        ("t001", "Farmers in Dar'a dug a deeper well.", [("Dar'a", DARAA)]),
        ("t002", "A teacher of the Furat Center opened two schools.", [("Furat Center", CENTER)]),
    )),
    ("en/justice.txt", "en", "2022-07", (
        ("t003", "The judge in Nawa heard the trial of the traders.", [("Nawa", NAWA)]),
        ("t003", "Families asked the court for justice.", []),
    )),
    ("ar/العودة.txt", "ar", "2023-01-02", (
        ("t004", "عادت العائلات إلى الرقة ووجدت المدارس مغلقة.", [("الرقة", RAQQA)]),
        ("t001", "طالب الأهالي بحفر الآبار وإصلاح مضخة المياه في درعا.", [("درعا", DARAA)]),
    )),
    ("ar/عدالة.txt", "ar", None, (
        ("t003", "قال قاض في نوى إن المحاكمة عادلة.", [("نوى", NAWA)]),
        ("t002", "افتتح مركز الفرات مدرسة جديدة وعيّن معلمة، بحسب أحمد.", [("مركز الفرات", CENTER)]),
        (None, "هذه ورقة موقف عن السوق.", []),
    )),
)  # fmt: skip


class MeaningEncoder:
    """A text is what it speaks of; each language has a corner of its own, as in real encoders."""

    name = "made-up"
    sha256 = "made-up"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape: (len(texts), 7)."""
        rows = np.zeros((len(texts), len(MEANINGS) + 3), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            words = set(text.lower().replace(".", " ").replace("،", " ").split())
            for number, meaning in enumerate(MEANINGS):
                row[number] = len(words & set(meaning.split()))
            row[-3 + any("\u0600" <= letter <= "\u06ff" for letter in text)] = 2
            row[-1] = 0.3
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def write_run(folder: Path, told: Sequence[Told] = DOCUMENTS, *, duplicate_of: str | None = None) -> Results:
    """The folder holds these documents as `corpus run` would leave them."""
    run = RunFolder(folder)
    run.state.mkdir(parents=True)
    run.journal.write_bytes(b"")
    for path, language, date, passages in told:
        doc = _document(path, language, date, passages, duplicate_of)
        write_whole(run.document(doc.doc_id), to_json(doc))
    return open_results(folder)


def document_id(path: str) -> str:
    """The id of the document of that path."""
    return path.encode().hex().ljust(20, "0")[-20:]


def _document(
    path: str,
    language: str,
    date: str | None,
    told: Sequence[tuple[str | None, str, Sequence[tuple[str, Link]]]],
    duplicate_of: str | None,
) -> Document:
    text, passages, entities = "", [], []
    for number, (theme, words, names) in enumerate(told, 1):
        start = len(text)
        passages.append(
            Passage(
                id=f"p{number:04}", start=start, end=start + len(words), raw_start=start + 100,
                raw_end=start + 100 + len(words), language=language, theme_id=theme, score=0.5,
            )
        )  # fmt: skip
        for name, link in names:
            at = start + words.index(name)
            entities.append(
                Entity(
                    id=f"e{len(entities)}", label="ORG" if link is CENTER else "PLACE", start=at, end=at + len(name),
                    raw_start=at, raw_end=at + len(name), text=name, segment="s0001", score=0.9,
                    source=("gazetteer",), link=link,
                )
            )  # fmt: skip
        text += words + "\n\n"
    segment = Segment(id="s0001", start=0, end=len(text), kind="paragraph", language=language, sentences=())
    return Document(
        doc_id=document_id(path),
        source=Source(
            path=path, media_type="text/plain", sha256="", size_bytes=1, date=date, duplicate_of=duplicate_of
        ),
        language=language, text=text, segments=(segment,), entities=tuple(entities), passages=tuple(passages),
        provenance=Provenance(package_version="0", config_hash=""),
    )  # fmt: skip


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run with its index; for reading only."""
    folder = tmp_path_factory.mktemp("search") / "run"
    build_index(write_run(folder), encoder=MeaningEncoder())
    return folder


@pytest.fixture(autouse=True)
def made_up_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries are read by the made-up encoder."""
    monkeypatch.setattr(index_module, "query_encoder", lambda _: MeaningEncoder())


@pytest.fixture
def index(indexed: Path) -> Index:
    """The open index of the run."""
    return open_index(open_results(indexed))


@pytest.fixture
def own_run(indexed: Path, tmp_path: Path) -> Path:
    """A copy of the run and its index to break."""
    return Path(shutil.copytree(indexed, tmp_path / "run"))


@pytest.fixture
def make_run(tmp_path: Path) -> Callable[..., Results]:
    """``write_run`` into a new folder of that name."""
    return lambda name, *told, **options: write_run(tmp_path / name, told or DOCUMENTS, **options)
