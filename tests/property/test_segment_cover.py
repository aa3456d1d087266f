"""Sentences and passages on any text: they cover it, in order, without overlap."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.document import Block, Document, Extracted, Provenance, SegmentKind, Source, from_json, to_json
from corpus_cli.normalize import Normalizer, count_words
from corpus_cli.recipe import NormalizeSettings, SegmentSettings
from corpus_cli.segment import Segmenter, split_sentences

WORDS = st.sampled_from([
    "عاد", "الناس", "إلى", "د.", "أ.د.", "ص.", "2015م.", "السورية.وقال", "؟", "!", "...", "…", "..", "»", "«", "،", "؛",
    "The", "road", "U.S.", "Dr.", "No.", "J.", "e.g.", "3.5", "5.", "[12]", "(!)", "”", "“Yes.”", "a@b.org", "—", "1.",
    "que", "die", "é", "که", "می\u200cشود", "日本。",
])  # fmt: skip
TEXT = st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=30).map(" ".join)
KINDS = st.sampled_from(["heading", "paragraph", "list_item", "quote", "table", "caption"])


@given(TEXT, st.sampled_from(["ar", "en", "fa", "ru", "und"]))
def test_sentences_cover_and_do_not_overlap(text: str, language: str) -> None:
    """All that is not space is in exactly one sentence, and no sentence has space around it."""
    spans = split_sentences(text, 0, len(text), language)
    covered = [at for start, end in spans for at in range(start, end)]
    assert covered == sorted(set(covered))
    assert all(at in set(covered) for at, char in enumerate(text) if not char.isspace())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(count_words(text[start:end]) <= 120 for start, end in spans)


@given(st.lists(st.tuples(KINDS, TEXT), max_size=8), st.integers(1, 20), st.integers(0, 20))
def test_passages_cover(blocks: list[tuple[SegmentKind, str]], low: int, more: int) -> None:
    """Every segment with a letter falls into one passage, of its language unless an aside, made of whole sentences."""
    doc = _segmented(blocks, low, low + more)
    assert doc.text is not None
    assert doc.segments is not None
    assert doc.passages is not None
    spans = [(passage.start, passage.end) for passage in doc.passages]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    for segment in doc.segments:
        for start, end in segment.sentences:
            holders = [passage for passage in doc.passages if passage.start <= start and end <= passage.end]
            aside = count_words(doc.text[segment.start : segment.end]) <= 8
            assert aside or [passage.language for passage in holders] in ([segment.language], [])
            assert len(holders) == 1 or not any(map(str.isalpha, doc.text[start:end]))
    sentences = [span for segment in doc.segments for span in segment.sentences]
    assert {start for start, _ in spans} <= {start for start, _ in sentences}
    assert {end for _, end in spans} <= {end for _, end in sentences}
    assert from_json(to_json(doc)).passages == doc.passages


def _segmented(blocks: list[tuple[SegmentKind, str]], low: int, high: int) -> Document:
    text, made = "", []
    for kind, piece in blocks:
        made.append(Block(kind, ((len(text), len(text) + len(piece)),)))
        text += piece + "\n"
    doc = Document(
        doc_id="0",
        source=Source(path="a.txt", media_type="text/plain", sha256="0", size_bytes=0),
        provenance=Provenance(package_version="0", config_hash="0"),
        extracted=Extracted(text, tuple(made)),
    )
    settings = SegmentSettings(min_passage_words=low, max_passage_words=high)
    (done,) = Segmenter(settings)(Normalizer(NormalizeSettings())(iter([doc])))
    return done
