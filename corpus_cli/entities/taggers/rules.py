"""The tagger that needs no model of its own: cue words in both languages, for English with spaCy beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus_cli.entities.reading.reading import Reading, read
from corpus_cli.entities.taggers.patterns import arabic, english
from corpus_cli.entities.taggers.patterns.found import Found
from corpus_cli.entities.taggers.tagger import Span, Tagger

# Arabic reports write names in Latin letters too, so both run on every text; each looks at its own script only.
_FINDERS: tuple[Callable[[Reading], Iterator[Found]], ...] = (arabic.find, english.find)


class RuleTagger:
    """Finds organizations and unknown places by their cue words; adds what ``also`` finds in the languages it knows."""

    name = "rules"
    model_sha256: str | None = None
    trained: frozenset[str] = frozenset()

    def __init__(self, also: dict[str, Tagger] | None = None) -> None:
        self._also = also or {}

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        """The spans of each text; they may overlap."""
        found = [
            [
                Span(name.start, name.end, name.label, name.score, "model")
                for find in _FINDERS
                for name in find(read(text))
            ]
            for text in texts
        ]
        if (other := self._also.get(language)) is not None:
            for spans, more in zip(found, other.tag(texts, language=language), strict=True):
                spans.extend(more)
        return [sorted(spans, key=lambda span: (span.start, span.end, span.label)) for spans in found]
