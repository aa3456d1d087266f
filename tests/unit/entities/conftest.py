"""Documents made by hand: one segment a line, no other stage needed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from corpus_cli.document import Document, OffsetMap, Provenance, Segment, Source
from corpus_cli.entities.stage import EntityStage
from corpus_cli.recipe import EntitySettings

MakeDocument = Callable[..., Document]


@pytest.fixture
def make_document() -> MakeDocument:
    """A document whose every line is a segment of one sentence; ``raw_shift`` moves the raw offsets."""

    def make(text: str, *, language: str = "ar", raw_shift: int = 0) -> Document:
        segments = tuple(
            Segment(
                id=f"s{number:04}",
                start=match.start(),
                end=match.end(),
                kind="paragraph",
                language=language,
                sentences=(match.span(),),
            )
            for number, match in enumerate(re.finditer(r"[^\n]+", text), 1)
        )
        starts = tuple(range(raw_shift, raw_shift + len(text)))
        return Document(
            doc_id="0" * 20,
            source=Source(path="a.txt", media_type="text/plain", sha256="0" * 64, size_bytes=1),
            language=language,
            text=text,
            segments=segments,
            provenance=Provenance(package_version="0", config_hash="0"),
            offsets=OffsetMap(starts, tuple(start + 1 for start in starts)),
        )

    return make


@pytest.fixture(scope="session")
def gazetteer_stage() -> EntityStage:
    """The stage without a tagger: the gazetteer and the table of organizations alone."""
    return EntityStage(EntitySettings(tagger="gazetteer"))
