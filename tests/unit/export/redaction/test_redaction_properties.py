"""Whatever the text and the list: no listed name survives, and every offset holds what it held."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.document import Dated, Document, Entity, Passage, Provenance, Segment, Source
from corpus_cli.export.redaction.comparable import comparable
from corpus_cli.export.redaction.document import Redactor, Touched
from corpus_cli.export.redaction.finder import Finder
from corpus_cli.export.redaction.names import ListedName, NameList
from corpus_cli.export.redaction.text import redact_text

# Few letters, so that names stand in texts, stand in each other and overlap.
LETTERS = "abBأابحةهلوفيىـ\u064e\u064b\u200f\u202e\u00ad'’-_ .\n%٣3ﻻ"
TEXT = st.text(alphabet=LETTERS, max_size=60)
NAME = st.text(alphabet="abأحةهلوي '-3", min_size=2, max_size=6).filter(
    lambda name: sum(char.isalnum() for char in comparable(name).text) >= 2
)
NAMES = st.lists(NAME, min_size=1, max_size=4)
REPLACEMENT = st.sampled_from(["[redacted]", "[محجوب]", "X 1", "الشاهد"])


def listed(names: list[str], replacement: str) -> NameList:
    """The list, as ``read_names`` makes it; replacements hold no listed name, as it checks."""
    finder = Finder(names)
    return NameList(tuple(ListedName(at, name, "en", replacement) for at, name in enumerate(names)), finder)


@given(TEXT, NAMES, REPLACEMENT)
def test_no_listed_name_survives(text: str, names: list[str], replacement: str) -> None:
    known = listed(names, replacement)
    if known.finder.find(replacement):
        return
    done = redact_text(text, known)
    assert known.finder.find(done.text) == []
    assert done.changed == (done.text != text)


@given(st.lists(NAME, min_size=1, max_size=3), st.sampled_from("ar en".split()), st.data())
def test_a_name_written_as_a_word_is_found(names: list[str], language: str, data: st.DataObject) -> None:
    """Between other words, with a proclitic in Arabic, in any case in English: its letters are not in the result."""
    name = data.draw(st.sampled_from(names)).strip("' -")
    before = (
        {"ar": "قال و", "en": "see "}[language] if comparable(name).text[:1].isascii() == (language == "en") else ""
    )
    done = redact_text(f"{before}{name.upper()} – ok", listed(names, "[…]"))
    assert done.changed


@given(TEXT, NAMES, st.data())
def test_what_is_outside_the_names_is_where_the_moves_say(text: str, names: list[str], data: st.DataObject) -> None:
    done = redact_text(text, listed(names, "[…]"))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new_start, new_end = done.moves.wide(start, end)
    assert 0 <= new_start <= new_end <= len(done.text)
    if not done.moves.touches(start, end):
        assert done.text[new_start:new_end] == text[start:end]


def document(text: str, cuts: list[int], mentions: list[tuple[int, int]]) -> Document:
    """The text cut into sentences, each a segment and a passage, with mentions at these places."""
    edges = [0, *sorted({cut for cut in cuts if 0 < cut < len(text)}), len(text)]
    spans = [(start, end) for start, end in itertools.pairwise(edges) if start < end]
    return Document(
        doc_id="0" * 20,
        source=Source(
            path=f"{text}.txt",
            media_type="text/plain",
            sha256="",
            size_bytes=1,
            title=text,
            author=text,
            record_id=text,
            undated=text,
            dated=Dated(source="text", confidence=1, calendar="gregorian", written=text),
        ),
        text=text,
        segments=tuple(
            Segment(id=f"s{at}", start=start, end=end, kind="paragraph", language="ar", sentences=((start, end),))
            for at, (start, end) in enumerate(spans)
        ),
        passages=tuple(
            Passage(id=f"p{at}", start=start, end=end, raw_start=start, raw_end=end, language="ar")
            for at, (start, end) in enumerate(spans)
        ),
        entities=tuple(
            Entity(
                id=f"e{at}", label="ORG", start=start, end=end, raw_start=start, raw_end=end, text=text[start:end],
                segment="s0", score=1.0, source=("model",),
            )
            for at, (start, end) in enumerate(mentions)
        ),
        provenance=Provenance(package_version="", config_hash=""),
    )  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXT)
    cuts = draw(st.lists(st.integers(0, 60), max_size=4))
    edges = sorted(set(draw(st.lists(st.integers(0, len(text)), max_size=6))))
    return document(text, cuts, list(zip(edges[::2], edges[1::2], strict=False)))


@given(documents(), NAMES)
def test_every_field_is_clean_and_every_offset_holds(doc: Document, names: list[str]) -> None:
    known = listed(names, "[…]")
    out = Redactor(known, Touched(known)).document(doc).doc
    text = out.text or ""
    for value in (text, out.source.path, out.source.title, out.source.author, out.source.record_id):
        assert value is not None
        assert known.finder.find(value) == []
    last = 0
    for ent in out.entities or ():
        assert ent.text == text[ent.start : ent.end] != ""
        assert known.finder.find(ent.text) == [] or known.finder.find(text) == []
        assert last <= ent.start
        last = ent.end
    for spans in (out.segments or (), out.passages or ()):
        ends = [0]
        for span in spans:
            assert ends[-1] <= span.start <= span.end <= len(text)
            ends.append(span.end)


@given(documents())
def test_a_document_without_listed_names_stays_as_it_is(doc: Document) -> None:
    known = listed(["zzz"], "[…]")
    out = Redactor(known, Touched(known)).document(doc)
    assert not out.redacted
    assert out.doc == replace(doc, places=None, organizations=None)
