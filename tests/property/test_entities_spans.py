"""Entities of any text: offsets cut the text, nothing overlaps, nothing crashes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_cli.document import Document, OffsetMap, Provenance, Segment, Source
from corpus_cli.entities.names.words import split_words
from corpus_cli.entities.stage import EntityStage
from corpus_cli.entities.taggers.rules import RuleTagger
from corpus_cli.recipe import EntitySettings

PIECES = st.sampled_from([
    "حلب", "بحلب", "للرقة", "وزارة الصحة", "مركز", "الشبكة السورية", "لحقوق الإنسان", "في", "و", "من أجل", "قرية",
    "كفر", "مدينة", "بعثة الأمم المتحدة", "Aleppo", "Center for", "Ministry of Health", "and", "the", "hospital",
    "UN", "(UN)", "(", ")", "Syria's", "al-", "'s", "U.S.", '"', "«", "»", ".", "،", "\n", "  ", "-", "’", "ّ", "ـ",
    "\u200c", "😀", "汉字", "12",
])  # fmt: skip
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25).map(" ".join)
STAGE = EntityStage(EntitySettings(min_score=0), tagger=RuleTagger())


def _document(text: str, language: str) -> Document:
    offsets = tuple(range(len(text)))
    segment = Segment(id="s0001", start=0, end=len(text), kind="paragraph", language=language, sentences=())
    return Document(
        doc_id="0",
        source=Source(path="a.txt", media_type="text/plain", sha256="0", size_bytes=0),
        text=text,
        segments=(segment,),
        provenance=Provenance(package_version="0", config_hash="0"),
        offsets=OffsetMap(offsets, tuple(at + 1 for at in offsets)),
    )


@settings(deadline=None)
@given(TEXT, st.sampled_from(["ar", "en"]))
def test_spans_cut_the_text_and_do_not_overlap(text: str, language: str) -> None:
    """Every mention stands where it says, after the one before it, within 0 and 1, and is no empty span."""
    (doc,) = STAGE(iter([_document(text, language)]))
    end = 0
    for ent in doc.entities or ():
        assert text[ent.start : ent.end] == ent.text != ""
        assert ent.start >= end
        assert 0 <= ent.score <= 1
        assert ent.text == ent.text.strip()
        end = ent.end


@given(st.text())
def test_words_cut_the_text(text: str) -> None:
    """Words stand in order, each with a key, and the line of keys agrees with where they begin in it."""
    words = split_words(text)
    assert all(words.keys)
    assert all(left <= right for left, right in zip(words.ends, words.starts[1:], strict=False))
    for key, at in zip(words.keys, words.at, strict=True):
        assert words.line[at : at + len(key)] == key


def test_a_long_token_and_a_long_line_are_no_trouble() -> None:
    """Ten thousand letters in a row, and many capitals in a row, are read in one pass."""
    for text in ("ك" * 10_000, "A" * 10_000, "Center " * 3_000, "مركز " * 3_000, "(" * 5_000, "«" * 5_000):
        (doc,) = STAGE(iter([_document(text, "ar")]))
        assert doc.entities is not None
