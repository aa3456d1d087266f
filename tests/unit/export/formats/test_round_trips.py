"""Mentions written for training come back from the files where they were, whatever the text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.document import Document, Entity, Passage, Provenance, Segment, Source
from corpus_cli.export.formats.conll import MARKER, ConllExporter, read_back
from corpus_cli.export.formats.docbin import SpacyExporter
from corpus_cli.export.formats.exporter import Exporter, Setting
from corpus_cli.export.record import Outgoing
from corpus_cli.export.theme_names import ThemeNames

TEXT = st.text(alphabet="abوبحلل ةـ\u064e\u200f\u200b\u00a0\u2028\x85\n\t#.,-–'’«»12٣🙂e\u0301", max_size=60)
Found = list[tuple[str, int, int, str]]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text, cut anywhere into sentences, with mentions anywhere that neither begin nor end with a space."""
    text = draw(TEXT)
    cuts = draw(st.sets(st.integers(0, len(text)), max_size=4))
    spans = [(start, end) for start, end in pairwise(sorted({0, *cuts, len(text)})) if start < end]
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    mentions = [span for span in zip(edges[::2], edges[1::2], strict=False) if not blank_edge(text, *span)]
    return Document(
        doc_id="0" * 20,
        source=Source(path="a # b.txt", media_type="text/plain", sha256="", size_bytes=1, title="x\ty\nz"),
        language="ar",
        text=text,
        segments=tuple(
            Segment(id=f"s{at}", start=start, end=end, kind="paragraph", language="ar", sentences=((start, end),))
            for at, (start, end) in enumerate(spans)
        ),
        passages=tuple(
            Passage(id=f"p{at}", start=start, end=end, raw_start=start, raw_end=end, language="ar", theme_id="t1")
            for at, (start, end) in enumerate(spans)
        ),
        entities=tuple(
            Entity(
                id=f"e{at}", label="PLACE" if at % 2 else "ORG", start=start, end=end, raw_start=start, raw_end=end,
                text=text[start:end], segment="s0", score=1.0, source=("model",),
            )
            for at, (start, end) in enumerate(mentions)
        ),
        provenance=Provenance(package_version="", config_hash=""),
    )  # fmt: skip


def blank_edge(text: str, start: int, end: int) -> bool:
    return text[start].isspace() or text[end - 1].isspace()


def written(kind: Any, doc: Document, folder: Path) -> None:
    exporter: Exporter = kind(Setting(folder, (), ThemeNames({})))
    exporter.add(Outgoing(doc))
    exporter.finish()


def from_conll(folder: Path) -> Iterator[tuple[str, int, int, str]]:
    """Reads the files line by line as any CoNLL reader does, and finds the tokens in the sentence's text."""
    for path in sorted(folder.glob("*.conll")):
        doc_id, start, text, tokens = "", 0, "", []
        for line in path.read_bytes().decode("utf-8").split("\n"):
            if line.startswith("# "):
                name, _, value = line[2:].partition(" = ")
                doc_id = value if name == "doc_id" else doc_id
                start = int(value.split()[0]) if name == "span" else start
                text = value if name == "text" else text
            elif line:
                token, label = line.split("\t")
                tokens.append((token, label))
            else:
                if tokens and tokens[0][0] != MARKER:
                    yield from ((doc_id, *found) for found in read_back(text, start, tokens))
                tokens = []


def from_docbin(folder: Path) -> Iterator[Any]:
    from spacy.tokens import DocBin

    for path in sorted(folder.glob("*/*.spacy")):
        yield from DocBin().from_disk(path).get_docs(vocabulary(path.parent.name))


@cache
def vocabulary(code: str) -> Any:
    """Of a pipeline that has not seen the documents."""
    import spacy

    return spacy.blank(code).vocab


def expected(doc: Document) -> Found:
    return sorted((doc.doc_id, ent.start, ent.end, ent.label) for ent in doc.entities or ())


@given(documents())
def test_every_mention_comes_back_from_conll(doc: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written(ConllExporter, doc, Path(folder))
        assert sorted(from_conll(Path(folder))) == expected(doc)


@given(documents())
def test_every_mention_and_the_text_come_back_from_spacy(doc: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written(SpacyExporter, doc, Path(folder))
        (read,) = from_docbin(Path(folder))
        assert read.text == doc.text
        found = [(read.user_data["doc_id"], ent.start_char, ent.end_char, ent.label_) for ent in read.ents]
        assert sorted(found) == expected(doc)
        assert [span.id_ for span in read.spans["mentions"]] == [ent.id for ent in doc.entities or ()]


def test_a_proclitic_is_a_token_of_its_own_before_a_name_only(tmp_path: Path, reports: list[Document]) -> None:
    written(ConllExporter, reports[1], tmp_path)
    lines = (tmp_path / "entities.ar.conll").read_text(encoding="utf-8").splitlines()
    assert lines[:7] == [
        f"# doc_id = {2:020x}", "# path = ar/سوق أحمد خليل.txt", "# title = السوق", "# date = 2024-04",
        "# language = ar", "-DOCSTART-\tO", "",
    ]  # fmt: skip
    assert lines[7:14] == [
        "# span = 0 15", "# text = عاد السوق بحمص.", "عاد\tO", "السوق\tO", "ب\tO", "حمص\tB-PLACE", ".\tO",
    ]  # fmt: skip
    assert "ولأحمد\tO" in lines


def test_mentions_that_overlap_are_not_lost(tmp_path: Path, make_report: Any) -> None:
    """A token has one label, so CoNLL has the longest and says what it lacks; spaCy's spans have all."""
    from dataclasses import replace

    doc = make_report("Homs City Council met.", ("Homs City Council", "ORG", None))
    inner = replace((doc.entities or ())[0], id="e9", end=4, text="Homs", label="PLACE")
    doc = replace(doc, entities=(*(doc.entities or ()), inner))
    exporter = ConllExporter(Setting(tmp_path, (), ThemeNames({})))
    exporter.add(Outgoing(doc))
    exporter.finish()
    assert [found[3] for found in from_conll(tmp_path)] == ["ORG"]
    assert exporter.notes == ["1 mentions overlap longer ones, and a token has one label: they are left out"]
    written(SpacyExporter, doc, tmp_path)
    (read,) = from_docbin(tmp_path)
    assert sorted(span.text for span in read.spans["mentions"]) == ["Homs", "Homs City Council"]
    assert [ent.text for ent in read.ents] == ["Homs City Council"]


def test_documents_in_which_names_were_not_looked_for_teach_nothing(tmp_path: Path, reports: list[Document]) -> None:
    """All labels O would be a lie."""
    from dataclasses import replace

    exporter = ConllExporter(Setting(tmp_path, (), ThemeNames({})))
    exporter.add(Outgoing(replace(reports[0], entities=None)))
    assert exporter.finish() == []
    assert exporter.notes == ["names were not looked for in 1 documents: they are left out"]


def test_a_spacy_document_says_where_it_comes_from(tmp_path: Path, reports: list[Document]) -> None:
    exporter = SpacyExporter(Setting(tmp_path, (), ThemeNames({"t001": {"en": "markets", "ar": "الأسواق"}})))
    for doc in reports:
        exporter.add(Outgoing(doc))
    assert [one.file for one in exporter.finish()] == ["ar/00001.spacy", "en/00001.spacy"]
    read = next(from_docbin(tmp_path))
    assert (read.user_data["path"], read.user_data["date"]) == ("ar/سوق أحمد خليل.txt", "2024-04")
    assert read.user_data["mentions"]["e0"]["raw_start"] == 111
    assert read.ents[0].kb_id_ == "gn:169577"
    assert [span.label_ for span in read.spans["passages"]] == ["t001"]
    assert read.user_data["passages"]["p0"]["theme_ar"] == "الأسواق"
    assert next(sentence.text for sentence in read.sents).startswith("عاد السوق بحمص.")


def test_large_runs_are_several_files(tmp_path: Path, reports: list[Document], monkeypatch: pytest.MonkeyPatch) -> None:
    """`spacy train` takes the folder."""
    monkeypatch.setattr("corpus_cli.export.formats.docbin._CHARACTERS", 10)
    exporter = SpacyExporter(Setting(tmp_path, (), ThemeNames({})))
    for doc in reports:
        exporter.add(Outgoing(doc))
    assert [one.file for one in exporter.finish()] == [
        "ar/00001.spacy", "ar/00002.spacy", "en/00001.spacy", "en/00002.spacy",
    ]  # fmt: skip
