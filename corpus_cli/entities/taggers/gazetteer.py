"""The gazetteer where a tagger is asked for: names in its tables, scored by the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus_cli.entities.gazetteer.gazetteer import load_gazetteer
from corpus_cli.entities.gazetteer.scoring import place_score
from corpus_cli.entities.names import language as languages
from corpus_cli.entities.names.evidence import AMBIGUOUS
from corpus_cli.entities.reading.reading import read
from corpus_cli.entities.taggers.tagger import Span

_KNOWN_ORGANIZATION = 0.95


class GazetteerTagger:
    """Places and organizations of the shipped tables; the entity stage finds more, for it sees whole documents."""

    name = "gazetteer"
    trained: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.model_sha256: str | None = load_gazetteer().sha256

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        """The spans of each text, in order of their starts."""
        del language
        return [sorted(_found(text), key=lambda span: (span.start, span.end, span.label)) for text in texts]


def _found(text: str) -> Iterator[Span]:
    reading = read(text)
    words = reading.words
    for hit in reading.places:
        evidence = languages.of(words.keys[hit.first]).evidence(words, hit.first, hit.last, hit.start)
        score = place_score(hit, evidence, in_document=False, compatriots=0)
        yield Span(hit.start, hit.end, "PLACE", score, "gazetteer")
    for hit in reading.organizations:
        if not hit.candidates[0].flags & AMBIGUOUS:
            yield Span(hit.start, hit.end, "ORG", _KNOWN_ORGANIZATION, "gazetteer")
