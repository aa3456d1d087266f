"""The stage over whole documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus_cli.document import Document, Extracted, Provenance, Segment, Source, from_json, to_json
from corpus_cli.errors import DocumentError
from corpus_cli.recipe import SegmentSettings
from corpus_cli.segment import Segmenter

DOC = Document(
    doc_id="0",
    source=Source(path="a.txt", media_type="text/plain", sha256="0", size_bytes=0),
    provenance=Provenance(package_version="0", config_hash="0"),
)


def _segment(doc: Document) -> Document:
    (done,) = Segmenter(SegmentSettings.model_validate({}))(iter([doc]))
    return done


def test_fills_its_fields() -> None:
    """Languages, sentences and passages are there, and the document can be written and read."""
    text = "عاد الناس. فتحت المدارس.\n\nThe road is open and the market is not."
    segments = (
        Segment(id="s0001", start=0, end=24, kind="paragraph", language="und", sentences=()),
        Segment(id="s0002", start=26, end=len(text), kind="quote", language="und", sentences=()),
    )
    doc = _segment(replace(DOC, text=text, segments=segments))
    assert doc.language == "mixed"
    assert doc.languages == {"ar": 0.3878, "en": 0.6122}
    assert doc.segments is not None
    assert [segment.language for segment in doc.segments] == ["ar", "en"]
    assert doc.segments[0].sentences == ((0, 10), (11, 24))
    assert doc.passages is not None
    assert [(passage.id, passage.language) for passage in doc.passages] == [("p0001", "ar"), ("p0002", "en")]
    assert from_json(to_json(doc)) == doc


def test_empty_and_missing() -> None:
    """A document of no segments has no passages and no language; one that was not normalised is an error."""
    doc = _segment(replace(DOC, text="", segments=()))
    assert (doc.language, doc.languages, doc.passages) == ("und", {}, ())
    with pytest.raises(DocumentError):
        _segment(DOC)


def test_the_language_that_a_record_states_reaches_its_document() -> None:
    """Of a text that could be in several languages of one script."""
    text = "Homs, Damas, Alep"
    segment = Segment(id="s0001", start=0, end=len(text), kind="paragraph", language="und", sentences=())
    doc = replace(DOC, text=text, segments=(segment,), extracted=Extracted(text, (), "fr"))
    assert (_segment(doc).language, _segment(replace(doc, extracted=None)).language) == ("fr", "en")
