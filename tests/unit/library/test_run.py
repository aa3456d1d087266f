"""A run as frames: they hold what the files say, in promised columns and types."""

from __future__ import annotations

import math
import subprocess
import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

import corpus_cli
from corpus_cli import open_run
from corpus_cli.document import Document
from corpus_cli.errors import InputError
from corpus_cli.library import columns
from corpus_cli.search.hit import WAYS, Filters, Hit

FRAMES = {
    "documents": columns.DOCUMENTS,
    "passages": columns.PASSAGES,
    "entities": columns.ENTITIES,
    "places": columns.PLACES,
    "organizations": columns.ORGANIZATIONS,
    "themes": columns.THEMES,
    "quotes": columns.QUOTES,
    "counts": columns.COUNTS,
    "failures": columns.FAILURES,
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_has_its_columns_and_types(folder: Path, name: str) -> None:
    """Also where nothing is in it, as the themes of this run."""
    frame = getattr(open_run(folder), name)()
    assert {column: str(kind) for column, kind in frame.dtypes.items()} == FRAMES[name]


@pytest.mark.parametrize("name", FRAMES)
def test_an_empty_run_gives_empty_frames_of_the_same_types(tmp_path: Path, name: str) -> None:
    """Where a file about all documents is missing, what to do."""
    (tmp_path / "documents").mkdir()
    run = open_run(tmp_path)
    if name in ("places", "organizations", "counts"):
        with pytest.raises(InputError) as raised:
            getattr(run, name)()
        assert raised.value.remedy
    else:
        frame = getattr(run, name)()
        assert len(frame) == 0
        assert {column: str(kind) for column, kind in frame.dtypes.items()} == FRAMES[name]


def test_documents(folder: Path, both: Document) -> None:
    """One row each; what did not run is missing, what found nothing is 0, a date is as exact as it is known."""
    frame = open_run(folder).documents().set_index("doc_id")
    first, copy, bare = (frame.loc[doc_id] for doc_id in frame.index)
    assert (first["title"], first["date"], first["share_ar"], first["theme_id"]) == ("تقرير", "2024-05-14", 0.4, "t001")
    assert (first["mentions"], first["places"], first["organizations"], first["passages"]) == (4, 1, 0, 2)
    assert (first["words"], first["characters"]) == (12, len(both.text or ""))
    assert first["day"] == pd.Timestamp("2024-05-14")
    assert pd.isna(copy["day"])
    assert copy["month"] == first["month"] == pd.Timestamp("2024-05-01")
    assert (copy["record_id"], copy["duplicate_of"]) == ("12", both.doc_id)
    assert (first["date_source"], first["date_confidence"], first["date_calendar"]) == ("text", 0.8, "gregorian")
    assert (
        first["date_written"] == "١٤ أيار ٢٠٢٤" and pd.isna(copy["date_source"]) and math.isnan(copy["date_confidence"])
    )
    for column in ("title", "date", "day", "month", "language", "words", "mentions", "passages", "theme_id"):
        assert pd.isna(bare[column]), column
    assert math.isnan(bare["share_ar"])


def test_passages_and_their_texts(folder: Path, both: Document) -> None:
    """The text is the document's between the offsets; it can be left out."""
    run = open_run(folder)
    frame = run.passages()
    for row in frame.itertuples():
        assert row.text == (both.text or "")[row.start : row.end]
    assert frame["theme_id"].isna().tolist() == [False, True] * 2
    assert run.passages(text=False)["text"].isna().all()


def test_entities(folder: Path, both: Document) -> None:
    """Each mention with its language, passage and theme; one without a link has no id and lies in nothing."""
    frame = open_run(folder).entities()
    mentions = frame[frame["doc_id"] == both.doc_id].set_index("mention_id")
    for row in mentions.itertuples():
        assert row.text == (both.text or "")[row.start : row.end]
    assert mentions["language"].tolist() == ["ar", "en", "en", "en"]
    assert mentions["passage_id"].tolist() == ["p0001", "p0002", "p0002", "p0002"]
    assert mentions["theme_id"].fillna("none").tolist() == ["t001", "none", "none", "none"]
    assert mentions.loc["e0001", "within"] == ("sy:aleppo-governorate", "iso:SY")
    assert mentions.loc["e0004", "within"] == ()
    assert mentions["id"].isna().tolist() == [False, False, False, True]
    assert mentions.loc["e0001", "source"] == "model+gazetteer"


def test_places_and_organizations_agree_with_the_mentions(folder: Path) -> None:
    """Added up, the mentions are what entities.csv says, by language and in all."""
    run = open_run(folder)
    mentions = run.entities()
    for label, frame in (("PLACE", run.places()), ("ORG", run.organizations())):
        of_label = mentions[mentions["label"] == label]
        assert frame["mentions"].sum() == len(of_label)
        for row in frame[frame["id"].notna()].itertuples():
            own = of_label[of_label["id"] == row.id]
            assert row.mentions == len(own)
            assert row.mentions_ar == (own["language"] == "ar").sum()
            assert row.mentions_en == (own["language"] == "en").sum()
            assert row.documents == own["doc_id"].nunique()
    assert run.places()["written_as"].tolist() == [("Aleppo", "حلب"), ("Xanadu",)]


def test_counts_have_missing_values_for_what_is_not_known(folder: Path) -> None:
    """In the file these are empty strings."""
    frame = open_run(folder).counts()
    assert frame["place_id"].isna().tolist() == [True, False]
    assert frame["month"].isna().tolist() == [True, False]
    assert frame["month"].iloc[1] == pd.Timestamp("2024-05-01")


def test_a_damaged_cube_says_what_to_do(folder: Path) -> None:
    (folder / "cube.parquet").write_bytes(b"PAR1 not")
    with pytest.raises(InputError, match=r"cube\.parquet") as raised:
        open_run(folder).counts()
    assert "corpus run" in raised.value.remedy


def test_records_and_cards(folder: Path, both: Document) -> None:
    """By every name that results take; a run without themes has no cards."""
    run = open_run(str(folder))
    assert run.document(both.doc_id) == run.document("تقرير.md") == next(run.iter_documents()) == both
    with pytest.raises(InputError, match="has no themes"):
        run.theme("t001")
    assert repr(run) == f"open_run({str(folder)!r})"


def test_a_damaged_document_is_an_error_or_is_told(folder: Path, both: Document) -> None:
    """Never left out in silence."""
    path = folder / "documents" / "0b" / f"0b{'0' * 18}.json"
    path.write_bytes(b"{}")
    with pytest.raises(InputError, match="not a document"):
        open_run(folder).documents()
    told: list[Path] = []
    frame = open_run(folder, damaged=lambda file, _: told.append(file)).documents()
    assert frame["doc_id"].tolist() == [both.doc_id, "0c" + "0" * 18]
    assert told == [path]


def test_a_change_of_folder_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run opened by a relative path stays where it was."""
    monkeypatch.chdir(folder.parent)
    run = open_run(folder.name)
    monkeypatch.chdir("/")
    assert len(run.documents()) == 3
    assert run.folder == folder


def test_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no run"):
        open_run(tmp_path / "none")


def test_a_document_is_shown(folder: Path, both: Document) -> None:
    """As text, as a page, and in a notebook in a frame of its own whose text cannot end it."""
    shown = open_run(folder).show(both.doc_id)
    assert "[حلب P1]" in str(shown)
    assert shown.html.startswith("<!DOCTYPE html>")
    assert shown._repr_html_().count("<") == 2
    part = open_run(folder).show(both.doc_id, passage="p0002", context=0)
    assert "حلب.\n" not in part.text
    assert open_run(folder).show(both.doc_id, at="3", context=0).text.count("──▶") == 1


@dataclass
class FakeIndex:
    """Remembers what it was asked."""

    notices: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def search(self, text: str, *, filters: Filters, limit: int, ways: Any, context: int) -> list[Hit]:
        self.asked.append(("search", text, filters, limit, tuple(ways), context))
        return [HIT]

    def list(self, *, filters: Filters, limit: int, context: int) -> list[Hit]:
        self.asked.append(("list", filters, limit, context))
        return []

    def similar(self, document: str, *, filters: Filters, limit: int, context: int) -> list[Hit]:
        self.asked.append(("similar", document, filters, limit, context))
        return [HIT]

    def notes(self, filters: Filters) -> tuple[str, ...]:
        return self.said if filters.places else ()


HIT = Hit(
    doc_id="0a", record_id=None, path="a.md", title=None, date="2024", language="ar", theme_id=None,
    passage_id="p0001", start=0, end=3, raw_start=0, raw_end=3, text="حلب", score=0.7, why=("words", "entity"),
    marks=((0, 3),),
)  # fmt: skip


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> FakeIndex:
    """In place of the real one, which needs an encoder."""
    fake, module = FakeIndex(), ModuleType("corpus_cli.search.index")
    monkeypatch.setattr(module, "open_index", lambda _: fake, raising=False)
    monkeypatch.setitem(sys.modules, "corpus_cli.search.index", module)
    answers = ModuleType("corpus_cli.search.answers")
    for name, method in (("search_runs", "search"), ("list_runs", "list"), ("similar_passages", "similar")):
        asked = getattr(fake, method)
        monkeypatch.setattr(
            answers, name, lambda _, *given, asked=asked, **options: asked(*given, **options), raising=False
        )
    monkeypatch.setitem(sys.modules, "corpus_cli.search.answers", answers)
    return fake


def test_a_query_is_passed_on_with_its_filters(folder: Path, index: FakeIndex) -> None:
    """One value or several; all ways unless some are named."""
    frame = open_run(folder).query("عودة اللاجئين", place="Daraa", lang=["ar", "en"], since="2023", limit=3, context=1)
    filters = Filters(places=("Daraa",), languages=("ar", "en"), since="2023")
    assert index.asked == [("search", "عودة اللاجئين", filters, 3, WAYS, 1)]
    assert {column: str(kind) for column, kind in frame.dtypes.items()} == columns.HITS
    assert frame.loc[0, ["text", "why", "marks", "passage_id"]].tolist() == [
        "حلب",
        ("words", "entity"),
        ((0, 3),),
        "p0001",
    ]
    open_run(folder).query("x", ways=["words"])
    assert index.asked[-1][4] == ("words",)


def test_without_a_text_it_lists(folder: Path, index: FakeIndex) -> None:
    """What the filters leave; nothing found has the same columns."""
    frame = open_run(folder).query(theme="t001", org="unhcr", doc="a", until="2024-05")
    filters = Filters(themes=("t001",), organizations=("unhcr",), documents=("a",), until="2024-05")
    assert index.asked == [("list", filters, 10, 0)]
    assert {column: str(kind) for column, kind in frame.dtypes.items()} == columns.HITS


def test_similar_passages(folder: Path, index: FakeIndex) -> None:
    frame = open_run(folder).similar("0a", lang="en")
    assert index.asked == [("similar", "0a", Filters(languages=("en",)), 10, 0)]
    assert len(frame) == 1


def test_what_should_be_known_of_an_answer_is_said(folder: Path, index: FakeIndex) -> None:
    """How a name was understood stands with the frame; that the index is old is a warning where it was called."""
    index.notices, index.said = ("the index is older",), ("Daraa is taken as the city",)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        frame = open_run(folder).query("x", place="Daraa")
    assert frame.attrs["notes"] == ("the index is older", "Daraa is taken as the city")
    assert [str(warning.message) for warning in caught] == ["the index is older"]
    assert {Path(warning.filename).name for warning in caught} == {Path(__file__).name}


def test_the_package_stays_light() -> None:
    """Importing it, opening a run and reading a record loads none of the heavy libraries."""
    heavy = ("pandas", "numpy", "torch", "lancedb", "pyarrow", "spacy", "sklearn", "typer")
    code = (
        "import sys, corpus_cli; from corpus_cli import open_run, Run, Shown; import corpus_cli.library.rows; "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
    only = "import sys, corpus_cli; print([name for name in sys.modules if name.startswith('corpus_cli.')])"
    assert subprocess.run([sys.executable, "-c", only], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_what_the_package_offers_is_listed_for_people_and_type_checkers() -> None:
    """``__all__``, ``dir`` and the stub agree, and py.typed says that there are types."""
    root = Path(corpus_cli.__file__).parent
    stub = (root / "__init__.pyi").read_text(encoding="utf-8")
    assert {"Run", "Shown", "open_run", "__version__"} == set(corpus_cli.__all__) <= set(dir(corpus_cli))
    assert all(name in stub for name in corpus_cli.__all__)
    assert all(hasattr(corpus_cli, name) for name in corpus_cli.__all__)
    assert (root / "py.typed").is_file()
    with pytest.raises(AttributeError):
        _ = corpus_cli.nothing
