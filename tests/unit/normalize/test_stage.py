"""The stage over whole documents."""

from __future__ import annotations

import pytest

from corpus_cli.document import Block, Document, Extracted, Provenance, SegmentKind, Source
from corpus_cli.errors import DocumentError
from corpus_cli.normalize import Normalizer
from corpus_cli.recipe import NormalizeSettings


def _document(*blocks: tuple[SegmentKind, str]) -> Document:
    """A document whose extracted text is the blocks, one a line."""
    text, spans = "", []
    for kind, piece in blocks:
        spans.append(Block(kind, ((len(text), len(text) + len(piece)),)))
        text += piece + "\n"
    return _of(Extracted(text, tuple(spans)))


def _of(extracted: Extracted | None) -> Document:
    return Document(
        doc_id="0",
        source=Source(path="a.txt", media_type="text/plain", sha256="0", size_bytes=0),
        provenance=Provenance(package_version="0", config_hash="0"),
        extracted=extracted,
    )


def _normalize(doc: Document) -> Document:
    (done,) = Normalizer(NormalizeSettings())(iter([doc]))
    return done


def test_blocks_are_joined_and_empty_ones_dropped() -> None:
    """Blank lines between blocks, a line end between rows of a table and items of a list."""
    doc = _normalize(
        _document(
            ("heading", " T "),
            ("paragraph", "\u200f "),
            ("list_item", "a"),
            ("list_item", "b"),
            ("table", "c | d"),
            ("table", "e | f"),
            ("paragraph", "g"),
            ("paragraph", "h"),
        )
    )
    assert doc.text == "T\n\na\nb\n\nc | d\ne | f\n\ng\n\nh"
    assert doc.segments is not None
    assert [segment.id for segment in doc.segments] == [f"s{number:04}" for number in range(1, 8)]
    assert [doc.text[segment.start : segment.end] for segment in doc.segments] == [
        *("T", "a", "b", "c | d", "e | f", "g", "h")
    ]
    assert {(segment.language, segment.sentences) for segment in doc.segments} == {("und", ())}


def test_offsets_lead_back_over_markup_and_composition() -> None:
    """A letter composed from two, and a word with markup inside, cover all the raw characters that made them."""
    raw = "**مؤ**سسة e\u0301"
    decomposed = raw.replace("ؤ", "و\u0654")
    end = len(decomposed)
    doc = _normalize(_of(Extracted(decomposed, (Block("paragraph", ((2, 5), (7, end))),))))
    assert doc.text == "مؤسسة é"
    assert doc.offsets is not None
    assert doc.offsets.span(1, 2) == (3, 5)
    assert doc.offsets.span(0, 5) == (2, 10)
    assert doc.offsets.span(6, 7) == (end - 2, end)


def test_short_blocks_follow_the_document() -> None:
    """The heading سوریه of a Persian report keeps its ی, the heading سوریا of an Arabic one does not."""
    persian = _normalize(_document(("heading", "سوریه"), ("paragraph", "گزارشی که در این شهر منتشر شد و از آن")))
    arabic = _normalize(_document(("heading", "سوریا"), ("paragraph", "تقرير عن عودة النازحين إلى المدينة")))
    assert persian.text is not None
    assert arabic.text is not None
    assert persian.text.startswith("سوریه")
    assert arabic.text.startswith("سوريا")


def test_no_text() -> None:
    """A document without text is a document of no segments; one that was not extracted is an error."""
    empty = _normalize(_document())
    assert (empty.text, empty.segments) == ("", ())
    with pytest.raises(DocumentError):
        _normalize(_of(None))
