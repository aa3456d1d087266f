"""Each file of tests/golden/segment is one case: blocks with blank lines between them (# is a heading, - a list item),
``---``, then a line a sentence with its passage and its language.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus_cli.document import Block, Document, Extracted, Provenance, SegmentKind, Source
from corpus_cli.normalize import Normalizer
from corpus_cli.recipe import NormalizeSettings, SegmentSettings
from corpus_cli.segment import Segmenter

CASES = sorted((Path(__file__).parents[2] / "golden" / "segment").glob("*.txt"))
KINDS: dict[str, SegmentKind] = {"# ": "heading", "- ": "list_item"}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_sentences_and_passages(path: Path) -> None:
    """Sentences, languages and passages (at least 20 words, at most 40) are what the file says."""
    text, expected = path.read_text(encoding="utf-8").split("\n---\n")
    blocks = []
    for match in re.finditer(r"(?:.+\n?)+", text):
        kind = KINDS.get(match.group()[:2])
        blocks.append(Block(kind or "paragraph", ((match.start() + (2 if kind else 0), match.end()),)))
    doc = Document(
        doc_id="0",
        source=Source(path=path.name, media_type="text/plain", sha256="0", size_bytes=0),
        provenance=Provenance(package_version="0", config_hash="0"),
        extracted=Extracted(text, tuple(blocks)),
    )
    settings = SegmentSettings(min_passage_words=20, max_passage_words=40)
    (done,) = Segmenter(settings)(Normalizer(NormalizeSettings())(iter([doc])))
    assert _lines(done) == expected.rstrip("\n").split("\n")


def _lines(doc: Document) -> list[str]:
    assert doc.text is not None
    assert doc.segments is not None
    assert doc.passages is not None
    lines = []
    for segment in doc.segments:
        for start, end in segment.sentences:
            (passage,) = (passage for passage in doc.passages if passage.start <= start and end <= passage.end)
            lines.append(f"{passage.id} {segment.language} {doc.text[start:end]}")
    return lines
