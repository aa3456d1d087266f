"""Normalisation and folding on any text: idempotent, and every character leads back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.document import Block, Document, Extracted, Provenance, Source, from_json, to_json
from corpus_cli.normalize import Normalizer, fold, fold_text, normalize_text
from corpus_cli.recipe import NormalizeSettings

# Mostly what goes wrong: Arabic letters and marks, Persian letters and digits, joiners, tatweel, glyphs, spaces.
TRICKY = st.sampled_from([
    *"اأإآبةتجدركلمنهويىءؤئپچژگڤیکەہھڕۆێےۀ", *"ًٌٍَُِّْٰٕٓٔ", *"٠٣۰۵٫٬٪،؛؟.ـ",
    *"\u200b\u200c\u200d\u200e\u200f\u202b\u2066\ufeff\u00ad\u2060\ufe0f",
    *"\ufdf2\ufdfa\ufdfd\ufdfc\ufefb\ufe77\ufc5e\ufb8a\ufbfc\ufb01",
    *" \n\t\u00a0\u2028\ufffc", *"aeé\u0301\u0308\u0323ıİßŉ-",
    *"क\u094dं각각", "علی", "که", "در", "است", "ال", "می\u200cشود", "\r\n",
])  # fmt: skip
TEXT = st.lists(st.one_of(TRICKY, st.characters()), max_size=40).map("".join)


def _document(pieces: list[str]) -> Document:
    text = "|".join(pieces)
    blocks, at = [], 0
    for piece in pieces:
        blocks.append(Block("paragraph", ((at, at + len(piece)),)))
        at += len(piece) + 1
    doc = Document(
        doc_id="0",
        source=Source(path="a.txt", media_type="text/plain", sha256="0", size_bytes=0),
        provenance=Provenance(package_version="0", config_hash="0"),
        extracted=Extracted(text, tuple(blocks)),
    )
    (done,) = Normalizer(NormalizeSettings())(iter([doc]))
    return done


@given(TEXT)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """Display text is already in display form."""
    once = normalize_text(text)
    assert normalize_text(once) == once


@given(st.lists(TEXT, max_size=4))
def test_offsets_are_monotone_and_in_bounds(pieces: list[str]) -> None:
    """One range a character, inside the extracted text, never going back; only gaps between blocks are empty."""
    doc = _document(pieces)
    assert doc.text is not None
    assert doc.offsets is not None
    assert doc.extracted is not None
    assert doc.segments is not None
    starts, ends = doc.offsets.starts, doc.offsets.ends
    assert len(starts) == len(ends) == len(doc.text)
    assert list(starts) == sorted(starts)
    assert list(ends) == sorted(ends)
    assert all(0 <= start <= end <= len(doc.extracted.text) for start, end in zip(starts, ends, strict=True))
    inside = {at for segment in doc.segments for at in range(segment.start, segment.end)}
    assert all((start < end) == (at in inside) for at, (start, end) in enumerate(zip(starts, ends, strict=True)))


@given(st.lists(TEXT, max_size=4))
def test_each_segment_leads_back_to_its_own_block(pieces: list[str]) -> None:
    """The raw span of a segment lies inside one block and normalises to the segment if it stands alone in it."""
    doc = _document(pieces)
    assert doc.text is not None
    assert doc.offsets is not None
    assert doc.extracted is not None
    assert doc.segments is not None
    slices = [block.slices[0] for block in doc.extracted.blocks]
    for segment in doc.segments:
        start, end = doc.offsets.span(segment.start, segment.end)
        assert any(low <= start and end <= high for low, high in slices)
        assert doc.text[segment.start : segment.end].strip() != ""


@given(TEXT, st.text(alphabet="abcdefgh", min_size=1, max_size=8), TEXT)
def test_unchanged_run_is_found_in_the_source(before: str, word: str, after: str) -> None:
    """A word that normalisation leaves alone stands, letter for letter, at the raw span of its display span."""
    doc = _document([f"{before} {word} {after}"])
    assert doc.text is not None
    assert doc.offsets is not None
    assert doc.extracted is not None
    at = -1
    spans = []
    while (at := doc.text.find(word, at + 1)) >= 0:
        spans.append(doc.offsets.span(at, at + len(word)))
    assert any(doc.extracted.text[start:end] == word for start, end in spans)


@given(st.lists(TEXT, max_size=3))
def test_can_be_written(pieces: list[str]) -> None:
    """Any extracted text gives a document that can be written as JSON and read back."""
    doc = _document(pieces)
    assert from_json(to_json(doc)).text == doc.text


@given(TEXT)
def test_folding(text: str) -> None:
    """Folding twice is folding once, both functions agree, and offsets cover the text in order."""
    folded = fold(text)
    assert folded.text == fold_text(text)
    assert fold_text(folded.text) == folded.text
    starts, ends = folded.offsets.starts, folded.offsets.ends
    assert len(starts) == len(folded.text)
    assert list(starts) == sorted(starts)
    assert list(ends) == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert all(char in fold_text(text[start:end]) for char, start, end in zip(folded.text, starts, ends, strict=True))
